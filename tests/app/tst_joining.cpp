// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/x509.h"
#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A broker beyond loopback and a colleague's desk that joins it by the fingerprint of its
//! certificate: the real programs, a real network.
class JoiningTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void letsADeskInThatPinnedTheFingerprintOfTheLog_data();
    void letsADeskInThatPinnedTheFingerprintOfTheLog();
    void leavesNoTeamByAClick_data();
    void leavesNoTeamByAClick();
    void keepsADeskOutThatPinnedAnother();
    void letsADeskInByALinkAndRemembersIt();
    void keepsADeskOutThatPinnedNone();
    void showsTheSameCertificateAfterARestart();
    void refusesAWrongCertificateWithThePathOfTheKey_data();
    void refusesAWrongCertificateWithThePathOfTheKey();
    void warnsWhereTlsIsLeftToAProxy();
    void hostsByTheDeskToo();

private:
    [[nodiscard]] QStringList serving(const QStringList &more = {}) const;
    [[nodiscard]] QByteArray key(const QString &role, const QString &name,
                                 const QString &agent = {}) const;
    [[nodiscard]] QString file(const QString &name, const QByteArray &contents) const;
    [[nodiscard]] QUrl reachable(const QUrl &ready) const;
    [[nodiscard]] std::unique_ptr<Program> desk(const QUrl &broker, const QString &pin) const;
    [[nodiscard]] QString data() const { return m_folder->filePath(u"data"_s); }
    //! What a client trusts that knows this broker's certificate.
    [[nodiscard]] QSslConfiguration trust() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace
{

//! As the broker's log tells it.
QString fingerprintIn(const QByteArray &log)
{
    static const QRegularExpression shape(u"fingerprint is ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\n"_s);
    return shape.match(QString::fromLatin1(log)).captured(1);
}

} // namespace

void JoiningTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QStringList JoiningTest::serving(const QStringList &more) const
{
    return QStringList{u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"0.0.0.0:0"_s} + more;
}

QByteArray JoiningTest::key(const QString &role, const QString &name, const QString &agent) const
{
    QStringList words{u"key"_s,    u"create"_s, u"--data"_s, data(),
                      u"--role"_s, role,        u"--name"_s, name};
    if (!agent.isEmpty())
        words += {u"--agent"_s, agent};
    Program command(QStringLiteral(SERMO_BROKER), words);
    return command.finish() == 0 ? command.out().trimmed() : QByteArray();
}

QString JoiningTest::file(const QString &name, const QByteArray &contents) const
{
    QFile out(m_folder->filePath(name));
    return out.open(QIODevice::WriteOnly) && out.write(contents) == contents.size() ? out.fileName()
                                                                                    : QString();
}

QUrl JoiningTest::reachable(const QUrl &ready) const
{
    QUrl url(ready);
    url.setHost(u"127.0.0.1"_s);
    return url;
}

QSslConfiguration JoiningTest::trust() const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(data() + u"/tls.pem"_s));
    return tls;
}

std::unique_ptr<Program> JoiningTest::desk(const QUrl &broker, const QString &pin) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const QString keyFile
        = file(u"bea.key"_s, key(u"agent"_s, u"bea "_s + pin.left(2), u"bea02"_s));
    QStringList words{u"--data"_s,     m_folder->filePath(u"joined"_s),
                      u"--connect"_s,  broker.toString(),
                      u"--key-file"_s, keyFile,
                      u"--agent"_s,    u"bea02"_s};
    if (!pin.isEmpty())
        words += {u"--pin"_s, pin};
    return std::make_unique<Program>(QStringLiteral(SERMO_DESK), words, environment);
}

void JoiningTest::letsADeskInThatPinnedTheFingerprintOfTheLog_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("asShown");
    QTest::newRow("wss, the fingerprint as it is shown") << u"wss"_s << true;
    QTest::newRow("https, the fingerprint in small letters without colons") << u"https"_s << false;
}

void JoiningTest::letsADeskInThatPinnedTheFingerprintOfTheLog()
{
    QFETCH(const QString, scheme);
    QFETCH(const bool, asShown);
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    QUrl address = reachable(broker.readyAddress());
    QCOMPARE(address.scheme(), u"https"_s);
    QString pin;
    QVERIFY(eventually([&] { return !(pin = fingerprintIn(broker.err())).isEmpty(); }));
    if (!asShown)
        pin = pin.toLower().remove(u':');

    QUrl events(address);
    events.setScheme(u"wss"_s);
    events.setPath(u"/events"_s);
    events.setQuery(u"apiKey="_s + QString::fromLatin1(key(u"supervisor"_s, u"boss"_s)));
    Client boss(events, {}, trust());
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());

    address.setScheme(scheme);
    const auto joined = desk(address, pin);
    const QJsonObject status = boss.take(u"agent_status"_s);
    QCOMPARE(status.value("agentId"_L1), u"bea02"_s);
    QCOMPARE(status.value("status"_L1), u"available"_s);
    joined->terminate();
    QCOMPARE(joined->finish(), 0);
    QVERIFY(!joined->err().contains("sermo-desk: "));
}

void JoiningTest::letsADeskInByALinkAndRemembersIt()
{
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    const QUrl address = reachable(broker.readyAddress());
    QString pin;
    QVERIFY(eventually([&] { return !(pin = fingerprintIn(broker.err())).isEmpty(); }));
    QUrl events(address);
    events.setScheme(u"wss"_s);
    events.setPath(u"/events"_s);
    events.setQuery(u"apiKey="_s + QString::fromLatin1(key(u"supervisor"_s, u"boss"_s)));
    Client boss(events, {}, trust());
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());
    const QString link = u"sermo://join?at=%1&pin=%2&key=%3&agent=cia&name=Cia%20C"_s.arg(
        QString::fromLatin1(QUrl::toPercentEncoding(address.toString())), QString(pin).remove(u':'),
        QString::fromLatin1(key(u"agent"_s, u"Cia"_s, u"cia"_s)));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    // By the link, and from then on without a word.
    for (const QStringList &words : {QStringList{link}, QStringList{}}) {
        Program joined(QStringLiteral(SERMO_DESK), words, environment);
        QJsonObject status;
        QVERIFY(eventually([&] {
            status = boss.take(u"agent_status"_s);
            return status.value("status"_L1) == u"available"_s;
        }));
        QCOMPARE(status.value("agentId"_L1), u"cia"_s);
        QCOMPARE(status.value("name"_L1), u"Cia C"_s);
        joined.terminate();
        QCOMPARE(joined.finish(), 0);
        QVERIFY2(!joined.out().contains("ready"), joined.out().constData()); // it hosts nothing
    }
    const QString kept = m_folder->filePath(u"share/Sermo/sermo-desk/invitation"_s);
    QVERIFY(QFile::exists(kept));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(kept) & others)); // there is a key in it
}

void JoiningTest::leavesNoTeamByAClick_data()
{
    QTest::addColumn<QByteArray>("remembered"); // the invitation; empty: it hosts
    QTest::newRow("of a team that it has joined")
        << "sermo://join?at=https%3A%2F%2F10.0.0.5&key=sk_mine&agent=cia"_ba;
    QTest::newRow("of a team that it hosts for") << QByteArray();
}

//! Any page may have a link that says it is an invitation.
void JoiningTest::leavesNoTeamByAClick()
{
    QFETCH(const QByteArray, remembered);
    const QString share = m_folder->filePath(u"share/Sermo/sermo-desk"_s);
    const QString settings = m_folder->filePath(u"config/Sermo"_s);
    QVERIFY(QDir().mkpath(share) && QDir().mkpath(settings));
    const QString kept = share + u"/invitation"_s;
    if (remembered.isEmpty())
        QVERIFY(!file(u"config/Sermo/sermo-desk.conf"_s,
                      "[host]\ndata=" + m_folder->filePath(u"hosted"_s).toUtf8() + '\n')
                     .isEmpty());
    else
        QVERIFY(!file(u"share/Sermo/sermo-desk/invitation"_s, remembered).isEmpty());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    Program clicked(QStringLiteral(SERMO_DESK),
                    {u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A1&key=sk_theirs&agent=cia"_s},
                    environment);
    QVERIFY(eventually([&] { return clicked.err().contains("sermo-desk: "); }));
    QVERIFY2(clicked.err().contains("asks whether to leave its team for http://127.0.0.1:1"),
             clicked.err().constData());
    QVERIFY(!clicked.err().contains("sk_theirs"));
    clicked.terminate();
    QCOMPARE(clicked.finish(), 0);
    QFile after(kept);
    QCOMPARE(after.open(QIODevice::ReadOnly) ? after.readAll() : QByteArray(), remembered);
}

void JoiningTest::keepsADeskOutThatPinnedAnother()
{
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    const QUrl address = reachable(broker.readyAddress());
    QString seen;
    QVERIFY(eventually([&] { return !(seen = fingerprintIn(broker.err())).isEmpty(); }));
    const auto refused = desk(address, u"AB:"_s.repeated(31) + u"AB"_s);
    QVERIFY(eventually([&] { return refused->err().contains("sermo-desk: "); }));
    QVERIFY2(refused->err().contains(seen.toLatin1()), refused->err().constData());
    refused->terminate();
    QCOMPARE(refused->finish(), 0);
    QCOMPARE(refused->err().count("sermo-desk: "), 1); // tried once, and said so once
}

void JoiningTest::keepsADeskOutThatPinnedNone()
{
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    const auto refused = desk(reachable(broker.readyAddress()), {});
    QVERIFY(eventually([&] { return refused->err().contains("sermo-desk: "); }));
    QVERIFY2(refused->err().contains("--pin"), refused->err().constData());
    refused->terminate();
    QCOMPARE(refused->finish(), 0);
}

void JoiningTest::showsTheSameCertificateAfterARestart()
{
    QString first;
    for (int start = 0; start < 2; ++start) {
        Program broker(QStringLiteral(SERMO_BROKER), serving());
        QVERIFY(!broker.readyAddress().isEmpty());
        QString now;
        QVERIFY(eventually([&] { return !(now = fingerprintIn(broker.err())).isEmpty(); }));
        if (start == 0)
            first = now;
        QCOMPARE(now, first);
        broker.terminate();
        QCOMPARE(broker.finish(), 0);
        QCOMPARE(broker.out().count('\n'), 1);
    }
}

void JoiningTest::refusesAWrongCertificateWithThePathOfTheKey_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("path");
    const QByteArray key = server::x509::newKey();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto certificate = [&](int from, int until) {
        return server::x509::selfSigned(
            key, {{u"desk.example.com"_s}, {}, now.addDays(from), now.addDays(until)});
    };
    QTest::newRow("expired") << certificate(-9, -1) << key << "tls.certificate"_ba;
    QTest::newRow("another key") << certificate(-9, 9) << server::x509::newKey() << "tls.key"_ba;
    QTest::newRow("no certificate") << "hello"_ba << key << "tls.certificate"_ba;
}

void JoiningTest::refusesAWrongCertificateWithThePathOfTheKey()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, path);
    const QString config = file(u"config.json"_s,
                                u"{\"tls\":{\"certificate\":\"%1\",\"key\":\"%2\"}}"_s
                                    .arg(file(u"c.pem"_s, certificate), file(u"k.pem"_s, key))
                                    .toUtf8());
    Program broker(QStringLiteral(SERMO_BROKER), serving({u"--config"_s, config}));
    QCOMPARE(broker.finish(), 2);
    QCOMPARE(broker.out(), "");
    QCOMPARE(broker.err().count('\n'), 1);
    QVERIFY2(broker.err().contains(path), broker.err().constData());
    QVERIFY(!broker.err().contains("PRIVATE KEY"));
}

void JoiningTest::warnsWhereTlsIsLeftToAProxy()
{
    const QString config = file(u"config.json"_s, R"({"tls":{"mode":"off"}})");
    Program broker(QStringLiteral(SERMO_BROKER), serving({u"--config"_s, config}));
    QCOMPARE(broker.readyAddress().scheme(), u"http"_s);
    QVERIFY(eventually([&] { return broker.err().contains("without TLS"); }));
    QVERIFY(!QFile::exists(data() + u"/tls.pem"_s));
}

void JoiningTest::hostsByTheDeskToo()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder->filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    Program host(QStringLiteral(SERMO_DESK),
                 {u"--data"_s, data(), u"--listen"_s, u"0.0.0.0:0"_s, u"--agent"_s, u"anna"_s},
                 environment);
    const QUrl address = reachable(host.readyAddress());
    QCOMPARE(address.scheme(), u"https"_s);
    const auto certificates = QSslCertificate::fromPath(data() + u"/tls.pem"_s);
    QCOMPARE(certificates.size(), 1);
    const auto joined = desk(
        address,
        QString::fromLatin1(certificates.constFirst().digest(QCryptographicHash::Sha256).toHex()));
    QUrl events(address);
    events.setScheme(u"wss"_s);
    events.setPath(u"/events"_s);
    events.setQuery(u"apiKey="_s + QString::fromLatin1(key(u"supervisor"_s, u"boss"_s)));
    Client boss(events, {}, trust());
    QSet<QString> there;
    QVERIFY(eventually([&] {
        there.insert(boss.take(u"agent_status"_s).value("agentId"_L1).toString());
        return there.contains(u"anna"_s) && there.contains(u"bea02"_s);
    }));
    host.terminate();
    QCOMPARE(host.finish(), 0);
}

QTEST_GUILESS_MAIN(JoiningTest)
#include "tst_joining.moc"
