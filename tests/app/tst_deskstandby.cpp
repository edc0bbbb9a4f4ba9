// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"
#include "app/desk/standing.h"
#include "broker/pair/pair.h"
#include "broker/server/tlsidentity.h"
#include "tests/app/hostpair.h"
#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

constexpr int Long = 60'000; //!< a host is waited for 20 s, and a desk takes its time to start

QUrl withTls(QUrl url, bool isEncrypted)
{
    if (isEncrypted)
        url.setScheme(url.scheme() + u's');
    return url;
}

QUrl events(quint16 port, const QByteArray &key, const QString &more = {})
{
    return QUrl(
        u"ws://127.0.0.1:%1/events?apiKey=%2%3"_s.arg(port).arg(QString::fromLatin1(key), more));
}

//! What the broker of that directory says of the two, whichever way it is reached.
QJsonObject status(const QString &directory)
{
    return objectOf(run({u"standby"_s, u"status"_s, u"--data"_s, directory}).out);
}

QJsonObject health(quint16 port)
{
    return objectOf(exchange(port, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n").body())
        .value("standby"_L1)
        .toObject();
}

QProcessEnvironment ownSettings(const QString &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, folder + u"/config"_s);
    environment.insert(u"XDG_DATA_HOME"_s, folder + u"/share"_s);
    environment.remove(u"XDG_RUNTIME_DIR"_s);
    return environment;
}

} // namespace

//! Two desks that are one: their brokers in threads, and the two programs.
class DeskStandbyTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theTwoTellEachOtherWhereTheyAre();
    void aDeskTakesOverWhenItsHostIsKilled_data();
    void aDeskTakesOverWhenItsHostIsKilled();
    void endsWhatWasToEndOrLeaves_data();
    void endsWhatWasToEndOrLeaves();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    void save(const QString &name, const Standing &standing) const
    {
        QVERIFY(QDir().mkpath(in(name)));
        QVERIFY(standing.save(in(name)));
    }
    [[nodiscard]] QString file(const QString &name, const QByteArray &contents) const;
    [[nodiscard]] QByteArray contents(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

QString DeskStandbyTest::file(const QString &name, const QByteArray &contents) const
{
    QFile file(in(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(contents);
    return file.fileName();
}

QByteArray DeskStandbyTest::contents(const QString &name) const
{
    QFile file(in(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

//! The one that is invited knows the host; the host learns where the other one is when it comes.
void DeskStandbyTest::theTwoTellEachOtherWhereTheyAre()
{
    const quint16 first = freePort(), second = freePort();
    const QByteArray key = createKey(in(u"a"_s), u"standby"_s, u"the other one"_s);
    pair::Terms terms;
    terms.key = key;
    terms.here = local(first);
    terms.begins = true;
    BrokerThread a({}, in(u"a"_s)), b({}, in(u"b"_s));
    const QSignalSpy ready(&a, &BrokerThread::ready), found(&a, &BrokerThread::otherFound);
    const QSignalSpy told(&b, &BrokerThread::luggageCame);
    a.setPair(terms);
    a.start(QHostAddress::LocalHost, first);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Long);
    QVERIFY(a.askPair([](pair::Pair &pair) { pair.setLuggage({{u"ways"_s, 1}}); }));
    terms.here = local(second);
    terms.other = local(first);
    terms.begins = false;
    b.setPair(terms);
    b.start(QHostAddress::LocalHost, second);
    QTRY_COMPARE_WITH_TIMEOUT(found.count(), 1, Long);
    QCOMPARE(found.first().first().toUrl(), local(second));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told.first().first().toJsonObject(), (QJsonObject{{u"ways"_s, 1}}));
    QTRY_VERIFY_WITH_TIMEOUT(health(first).value("inStep"_L1).toBool(), Long);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, Long); // who was here before is told, too
    // Clients are told, and whoever is linked hears of other ways at once.
    Client bot(events(first, createKey(in(u"a"_s), u"bot"_s, u"bot"_s)));
    QCOMPARE(bot.take(u"welcome"_s).value("hosts"_L1), QJsonArray{local(second).toString()});
    QVERIFY(a.askPair([](pair::Pair &pair) { pair.setLuggage({{u"ways"_s, 2}}); }));
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 2, Long);
    const QSignalSpy left(&b, &BrokerThread::stopped), stopped(&a, &BrokerThread::stopped);
    b.stop();
    QTRY_COMPARE_WITH_TIMEOUT(left.count(), 1, Long);
    a.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, Long);
}

void DeskStandbyTest::aDeskTakesOverWhenItsHostIsKilled_data()
{
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("on one machine") << false;
    QTest::newRow("by certificates that each has made itself") << true;
}

//! As people have it: two computers, one dies, its desk is started again later.
void DeskStandbyTest::aDeskTakesOverWhenItsHostIsKilled()
{
    QFETCH(const bool, isEncrypted);
    const quint16 first = freePort(), second = freePort();
    const QString a = in(u"a"_s), b = in(u"b"_s);
    const QByteArray mine = R"({"origins":["https://b.example.com"],"tls":{"mode":")"
        + QByteArray(isEncrypted ? "on" : "off") + R"("}})";
    QVERIFY(QDir().mkpath(a) && QDir().mkpath(b));
    (void)file(u"b/configuration.json"_s, mine);
    QByteArray pin;
    QSslConfiguration trustsFirst = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trustsSecond = trustsFirst; // both have the same name on theirs
    if (isEncrypted) {
        (void)file(u"a/configuration.json"_s, R"({"tls":{"mode":"on"}})");
        const Instant now = SystemClock().now();
        const auto one = server::TlsIdentity::own(a, QHostAddress::LocalHost, now);
        const auto other = server::TlsIdentity::own(b, QHostAddress::LocalHost, now);
        QVERIFY(one && other);
        pin = one->chain.constFirst().digest(QCryptographicHash::Sha256);
        trustsFirst.setCaCertificates(one->chain);
        trustsSecond.setCaCertificates(other->chain);
    }
    const auto at = [isEncrypted](quint16 port) { return withTls(local(port), isEncrypted); };
    const QString key = QString::fromLatin1(createKey(a, u"standby"_s, u"the other one"_s));
    const QString own = QString::fromLatin1(createKey(a, u"supervisor"_s, u"own"_s));
    const QString bea = file(u"bea.key"_s, createKey(a, u"agent"_s, u"bea"_s, u"bea"_s));
    const QByteArray botKey = createKey(a, u"bot"_s, u"bot"_s);
    const QUrl asOthers(u"https://chat2.example.com"_s);
    save(u"a"_s, {at(first), {}, {}, key, own, true, false, asOthers, {}});
    save(u"b"_s, {at(second), at(first), pin, key, {}, false, true, {}, {}});
    const QStringList hosting{u"--data"_s,  a,        u"--listen"_s, u"127.0.0.1:%1"_s.arg(first),
                              u"--agent"_s, u"anna"_s};
    std::optional<Program> host;
    host.emplace(QStringLiteral(SERMO_DESK), hosting, ownSettings(in(u"home-a"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(!host->out().isEmpty(), Long);
    QStringList joining{u"--data"_s,     b,   u"--connect"_s, at(first).toString(),
                        u"--key-file"_s, bea, u"--agent"_s,   u"bea"_s};
    if (isEncrypted)
        joining += {u"--pin"_s, QString::fromLatin1(pin.toHex())};
    Program spare(QStringLiteral(SERMO_DESK), joining, ownSettings(in(u"home-b"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(status(a).value("right"_L1).toString(), u"take-over"_s, Long);
    QString epoch;
    {
        Client bot(withTls(events(first, botKey), isEncrypted), {}, trustsFirst);
        const QJsonObject welcome = bot.take(u"welcome"_s);
        epoch = welcome.value("epoch"_L1).toString();
        QCOMPARE(welcome.value("hosts"_L1), QJsonArray{asOthers.toString()});
        bot.send(QByteArray(R"({"type":"text","direction":"outbound","userId":"u","text":"hello",)"
                            R"("id":"1"})"));
        QVERIFY(bot.take(u"ack"_s).value("seq"_L1).toInteger() > 0);
    }
    QCOMPARE(contents(u"b/configuration.json.apart.1"_s), mine);
    QVERIFY(spare.err().contains("b/configuration.json.apart.1"));
    ::kill(pid_t(host->processId()), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!spare.out().isEmpty(), Long);
    QCOMPARE(spare.readyAddress().port(), int(second));
    QCOMPARE(spare.readyAddress().scheme(), at(second).scheme());
    const QString since = u"&since=0&epoch=%1"_s.arg(epoch);
    Client reader(withTls(events(second, botKey, since), isEncrypted), {}, trustsSecond);
    QCOMPARE(reader.take(u"welcome"_s).value("reset"_L1), QJsonValue(false));
    const QJsonObject kept = reader.take(u"text"_s);
    QVERIFY2(!kept.isEmpty(), qPrintable(reader.pending().join(u' ')));
    QCOMPARE(kept.value("text"_L1).toString(), u"hello"_s);

    host.emplace(QStringLiteral(SERMO_DESK), hosting, ownSettings(in(u"home-a"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(status(a).value("role"_L1).toString(), u"follower"_s, Long);
    // Both agents are at work, at the one that serves.
    const auto isAtWork = [&reader](const QString &agent) {
        const QList<QByteArray> &heard = reader.frames();
        return std::any_of(heard.cbegin(), heard.cend(), [&agent](const QByteArray &frame) {
            const QJsonObject event = objectOf(frame);
            return event.value("agentId"_L1) == agent && event.value("status"_L1) == u"available"_s;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAtWork(u"anna"_s) && isAtWork(u"bea"_s), Long);
    spare.terminate();
    QCOMPARE(spare.finish(), 0);
    host->terminate();
    QCOMPARE(host->finish(), 0);
}

void DeskStandbyTest::endsWhatWasToEndOrLeaves_data()
{
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<bool>("ends");
    QTest::newRow("an end that was cut short") << QByteArray() << true;
    QTest::newRow("a log that cannot be written") << QByteArray(8192, 'x') << false;
}

void DeskStandbyTest::endsWhatWasToEndOrLeaves()
{
    QFETCH(const QByteArray, database);
    QFETCH(const bool, ends);
    save(u"a"_s, {local(1), local(2), {}, u"k"_s, {}, false, false, {}, {}});
    (void)file(u"a/standby.json"_s, "{}");
    (void)file(u"a/sermo.db"_s, database);
    QVERIFY(QFile::rename(in(u"a/standby-with.json"_s), in(u"a/standby-ended.json"_s)));
    Program desk(
        QStringLiteral(SERMO_DESK),
        {u"--data"_s, in(u"a"_s), u"--listen"_s, u"127.0.0.1:0"_s, u"--agent"_s, u"anna"_s},
        ownSettings(in(u"home"_s)));
    QCOMPARE(desk.readyAddress().isValid() && !desk.out().isEmpty(), ends);
    if (ends)
        desk.terminate();
    QCOMPARE(desk.finish(), ends ? 0 : 1);
    QCOMPARE(desk.err().contains("sermo-desk: "), !ends);
    QCOMPARE(QFile::exists(in(u"a/standby.json"_s)), !ends);
    QCOMPARE(QFile::exists(in(u"a/standby-with.json"_s)), !ends);
}

QTEST_GUILESS_MAIN(DeskStandbyTest)
#include "tst_deskstandby.moc"
