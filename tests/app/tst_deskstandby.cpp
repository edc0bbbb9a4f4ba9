// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"
#include "app/desk/luggage.h"
#include "app/desk/sparecopy.h"
#include "app/desk/standingoptions.h"
#include "broker/bot/script.h"
#include "broker/pair/pair.h"
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

QUrl local(quint16 port)
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port));
}

QUrl events(quint16 port, const QByteArray &key, const QString &more = {})
{
    return QUrl(
        u"ws://127.0.0.1:%1/events?apiKey=%2%3"_s.arg(port).arg(QString::fromLatin1(key), more));
}

QJsonObject health(quint16 port)
{
    return objectOf(exchange(port, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n").body())
        .value("standby"_L1)
        .toObject();
}

//! What a host tells that has one queue, and whose bot greets so.
QJsonObject hostsWays(const QString &queue, const QString &greeting)
{
    model::HostOffice::Settings settings;
    settings.configuration
        = objectOf(uR"({"queues":[{"id":"%1","name":"%1"}],"bot":{"enabled":true},)"
                   uR"("platforms":[{"id":"webchat","brand":"x","queue":"%1"}]})"_s.arg(queue)
                       .toUtf8());
    QByteArray script = bot::Script::receptionText();
    const QJsonObject english
        = objectOf(script).value("languages"_L1).toObject().value("en"_L1).toObject();
    settings.script = objectOf(
        script.replace(english.value("greeting"_L1).toString().toUtf8(), greeting.toUtf8()));
    return luggage::of(settings);
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

//! Two desks that are one: what each remembers of it, and the two programs.
class DeskStandbyTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void remembersWhatItIsForItsOwnerAlone();
    void aHostJoinsItselfByAKeyOfItsOwn();
    void whoStandsByJoinsAsItWasInvited();
    void leavesAnotherTeamsBrokerAlone_data();
    void leavesAnotherTeamsBrokerAlone();
    void endsInTheDirectoryToo();
    void hostsNoDirectoryThatIsOneOfTwoElsewhere();
    void takesTheHostsWaysAndKeepsItsCertificate();
    void takesNoWaysThatAreNone();
    void putsAsideWhatItWasSetToItself();
    void putsNothingAsideThatTheHostWentOnFrom();
    void writesNothingThatIsHereAlready();
    void goesByTheFileThatItWasTold();
    void goesByTheHostsWaysWhereTheyCannotBeWritten();
    void hostsAloneByWhatItWentBy_data();
    void hostsAloneByWhatItWentBy();
    void joinsTheOneThatServesWhenItEnds();
    void keepsWhatAnAgentHasUnderWayWhenItEnds_data();
    void keepsWhatAnAgentHasUnderWayWhenItEnds();
    void writesOverNothingOfAnEarlierLife();
    void theTwoTellEachOtherWhereTheyAre();
    void aDeskTakesOverWhenItsHostIsKilled();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] DeskOptions optionsAt(const QString &name) const
    {
        DeskOptions options;
        options.dataDir = in(name);
        options.agentId = u"anna"_s;
        return options;
    }
    void save(const QString &name, const Standing &standing) const
    {
        QVERIFY(QDir().mkpath(in(name)));
        QVERIFY(standing.save(in(name)));
    }
    [[nodiscard]] QString file(const QString &name, const QByteArray &contents) const;
    [[nodiscard]] QByteArray contents(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DeskStandbyTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

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

void DeskStandbyTest::remembersWhatItIsForItsOwnerAlone()
{
    const Standing standing{local(1), local(2), QByteArray(32, 'p'), u"k"_s, u"d"_s,
                            true,     true,     QByteArray(32, 't')};
    save(u"a"_s, standing);
    const auto kept = Standing::load(in(u"a"_s));
    QVERIFY(kept && *kept);
    QCOMPARE(**kept, standing);
    const auto others = QFile::permissions(in(u"a/standby-with.json"_s))
        & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther);
    QVERIFY(!others);
    QVERIFY(!*Standing::load(in(u"b"_s)));
    (void)file(u"a/standby-with.json"_s, "{");
    QVERIFY(!Standing::load(in(u"a"_s))); // to be looked at, not to be forgotten
}

void DeskStandbyTest::aHostJoinsItselfByAKeyOfItsOwn()
{
    save(u"a"_s, {local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}});
    DeskOptions options = optionsAt(u"a"_s);
    options.listen = Endpoint{QHostAddress(QHostAddress::AnyIPv4), 8080};
    const QString before = options.ownFile(u"drafts"_s);
    const auto found = withStanding({}, options);
    QVERIFY(found);
    QVERIFY(found->standing && found->join && found->runsBroker());
    QCOMPARE(found->join->key, u"own"_s);
    QCOMPARE(found->join->broker, local(7001));
    QCOMPARE(found->listen->port, quint16(7001));
    QCOMPARE(found->ownFile(u"drafts"_s), before); // what the agent had begun is still his
}

void DeskStandbyTest::whoStandsByJoinsAsItWasInvited()
{
    save(u"b"_s, {local(7002), local(7001), {}, u"k"_s, {}, false, true, {}});
    DeskOptions options = optionsAt(u"b"_s);
    options.join = DeskOptions::Join{local(7001), u"invited"_s, {}};
    const auto found = withStanding(options, options);
    QVERIFY(found && found->standing);
    QCOMPARE(found->join->key, u"invited"_s);
    QCOMPARE(found->join->broker, local(7001));
    QCOMPARE(found->listen, std::optional(Endpoint{QHostAddress::LocalHost, 7002}));
}

void DeskStandbyTest::leavesAnotherTeamsBrokerAlone_data()
{
    QTest::addColumn<bool>("isByOptions");
    QTest::newRow("joined by options") << true;
    QTest::newRow("asked by a link from outside") << false;
}

void DeskStandbyTest::leavesAnotherTeamsBrokerAlone()
{
    QFETCH(const bool, isByOptions);
    save(u"b"_s, {local(7002), local(7001), {}, u"k"_s, {}, false, true, {}});
    DeskOptions given;
    given.join = DeskOptions::Join{local(7009), u"other"_s, {}};
    given.isFromOutside = !isByOptions;
    if (!isByOptions)
        given.invitation = u"sermo://join"_s;
    DeskOptions options = given;
    options.dataDir = in(u"b"_s);
    const auto found = withStanding(given, options);
    QVERIFY(found && !found->standing);
}

void DeskStandbyTest::endsInTheDirectoryToo()
{
    save(u"a"_s, {local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}});
    DeskOptions options = optionsAt(u"a"_s);
    options.endsStanding = true;
    const auto found = withStanding({}, options);
    QVERIFY(found && !found->standing && !found->join);
    QVERIFY(!QFile::exists(in(u"a/standby-with.json"_s)));
}

void DeskStandbyTest::hostsNoDirectoryThatIsOneOfTwoElsewhere()
{
    QVERIFY(QDir().mkpath(in(u"a"_s)));
    (void)file(u"a/standby.json"_s, "{}");
    const auto found = withStanding({}, optionsAt(u"a"_s));
    QVERIFY(!found);
    QVERIFY(found.error().contains(u"standby end"_s));
}

void DeskStandbyTest::takesTheHostsWaysAndKeepsItsCertificate()
{
    model::HostOffice::Settings settings;
    settings.configuration
        = objectOf(R"({"tls":{"mode":"off"},"bot":{"enabled":true,"script":"/host/script"},)"
                   R"("queues":[{"id":"repairs","name":"Repairs"}],)"
                   R"("platforms":[{"id":"webchat","brand":"x","queue":"repairs"}]})");
    settings.script = objectOf(bot::Script::receptionText());
    const QJsonObject luggage = luggage::of(settings);
    QVERIFY(!luggage.value("configuration"_L1).toObject().contains("tls"_L1));
    (void)file(u"configuration.json"_s, R"({"tls":{"mode":"on"}})");
    const auto unpacked = luggage::unpack(luggage, {m_folder->path(), {}});
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error()));
    QCOMPARE(unpacked->configuration.tls.mode, u"on"_s);
    QVERIFY(unpacked->configuration.desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(unpacked->rules);
    const auto kept = server::Configuration::load(in(u"configuration.json"_s));
    QVERIFY(kept); // and it counts after a restart
    QCOMPARE(kept->botScript, in(u"reception.json"_s));
}

void DeskStandbyTest::takesNoWaysThatAreNone()
{
    model::HostOffice::Settings settings;
    settings.configuration = objectOf(R"({"no such key":1})");
    settings.script = objectOf(bot::Script::receptionText());
    QVERIFY(!luggage::unpack(luggage::of(settings), {m_folder->path(), {}}));
    QVERIFY(!QFile::exists(in(u"configuration.json"_s)));
}

//! Each time that something would be lost, and never over what was kept before.
void DeskStandbyTest::putsAsideWhatItWasSetToItself()
{
    const luggage::Place place{m_folder->path(), {}};
    QByteArray words = bot::Script::receptionText();
    words.replace("\n", "\n\n"); // a hand's
    const QByteArray own = R"({ "queues":[{"id":"mine", "name":"Mine"}],
        "platforms":[{"id":"webchat","brand":"x","queue":"mine"}], "bot":{"script":")"
        + in(u"reception.json"_s).toUtf8() + R"("}})";
    (void)file(u"configuration.json"_s, own);
    (void)file(u"reception.json"_s, words);
    (void)file(u"configuration.json.apart.1"_s, "older");
    const QJsonObject first = hostsWays(u"repairs"_s, u"Hello from the host"_s);
    QVERIFY(luggage::unpack(first, place));
    QCOMPARE(contents(u"configuration.json.apart.2"_s), own);
    QCOMPARE(contents(u"reception.json.apart.1"_s), words);
    QCOMPARE(contents(u"configuration.json.apart.1"_s), QByteArray("older"));
    QCOMPARE(QFile::permissions(in(u"configuration.json.apart.2"_s))
                 & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions()); // platforms have secrets
    QVERIFY(contents(u"configuration.json"_s).contains("repairs"));
    QVERIFY(contents(u"reception.json"_s).contains("Hello from the host"));
    // What came from the host is not this desk's own, until somebody writes there.
    const QJsonObject second = hostsWays(u"sales"_s, u"Hello from the host"_s);
    QVERIFY(luggage::unpack(second, place, luggage::markOf(first)));
    QVERIFY(!QFile::exists(in(u"configuration.json.apart.3"_s)));
    const QByteArray edited = contents(u"configuration.json"_s).replace("sales", "wares");
    (void)file(u"configuration.json"_s, edited);
    QVERIFY(luggage::unpack(first, place, luggage::markOf(second)));
    QCOMPARE(contents(u"configuration.json.apart.3"_s), edited);
    QVERIFY(!QFile::exists(in(u"reception.json.apart.2"_s))); // it says the same
    QCOMPARE(sparecopy::of(in(u"configuration.json"_s)).size(), 3);
}

//! The host of before is back: what it had, the other one had too when it took over.
void DeskStandbyTest::putsNothingAsideThatTheHostWentOnFrom()
{
    const luggage::Place one{in(u"a"_s), {}}, other{in(u"b"_s), {}};
    QVERIFY(QDir().mkpath(one.dataDirectory) && QDir().mkpath(other.dataDirectory));
    const QJsonObject first = hostsWays(u"repairs"_s, u"Hello"_s);
    QVERIFY(luggage::unpack(first, one) && luggage::unpack(first, other));
    model::HostOffice::Settings next;
    next.configuration = hostsWays(u"sales"_s, {}).value("configuration"_L1).toObject();
    next.script = first.value("script"_L1).toObject();
    QVERIFY(luggage::unpack(luggage::of(next, luggage::markOf(first)), one));
    QVERIFY(contents(u"a/configuration.json"_s).contains("sales"));
    QVERIFY(!QFile::exists(in(u"a/configuration.json.apart.1"_s)));
    // The same of one that never had it.
    QVERIFY(luggage::unpack(luggage::of(next, QByteArray(32, 'x')), other));
    QVERIFY(QFile::exists(in(u"b/configuration.json.apart.1"_s)));
}

void DeskStandbyTest::writesNothingThatIsHereAlready()
{
    const luggage::Place place{m_folder->path(), {}};
    const QJsonObject ways = hostsWays(u"repairs"_s, u"Hello"_s);
    QVERIFY(luggage::unpack(ways, place));
    const QByteArray byHand = contents(u"configuration.json"_s).replace("\n", "\n\n");
    (void)file(u"configuration.json"_s, byHand);
    const auto unpacked = luggage::unpack(ways, place);
    QVERIFY(unpacked && unpacked->rules);
    QCOMPARE(contents(u"configuration.json"_s), byHand);
    QVERIFY(!QFile::exists(in(u"configuration.json.apart.1"_s)));
}

//! `--config FILE`, whatever its directory has: where settings write too, and the next start reads.
void DeskStandbyTest::goesByTheFileThatItWasTold()
{
    const QString words = file(u"words.json"_s, bot::Script::receptionText());
    const QByteArray own = R"({"tls":{"mode":"on"},"bot":{"script":")" + words.toUtf8() + R"("}})";
    const luggage::Place place{m_folder->path(), file(u"team.json"_s, own)};
    (void)file(u"configuration.json"_s, "{}");
    const auto unpacked = luggage::unpack(hostsWays(u"repairs"_s, u"Hello from the host"_s), place);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error()));
    QCOMPARE(unpacked->trouble, QString());
    QCOMPARE(contents(u"configuration.json"_s), QByteArray("{}"));
    QVERIFY(!QFile::exists(in(u"reception.json"_s)));
    QCOMPARE(luggage::filesOf(place), (QStringList{place.configuration, words}));
    QCOMPARE(contents(u"team.json.apart.1"_s), own);
    QCOMPARE(contents(u"words.json.apart.1"_s), bot::Script::receptionText());
    const auto kept = server::Configuration::load(place.configuration);
    QVERIFY(kept);
    QCOMPARE(kept->tls.mode, u"on"_s);
    QCOMPARE(kept->botScript, words);
    QVERIFY(kept->desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(contents(u"words.json"_s).contains("Hello from the host"));
}

void DeskStandbyTest::goesByTheHostsWaysWhereTheyCannotBeWritten()
{
    const luggage::Place place{m_folder->path(), in(u"no such folder/team.json"_s)};
    const auto unpacked = luggage::unpack(hostsWays(u"repairs"_s, u"Hello"_s), place);
    QVERIFY(unpacked);
    QVERIFY2(unpacked->trouble.contains(u"no such folder"_s), qPrintable(unpacked->trouble));
    QVERIFY(unpacked->configuration.desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(unpacked->rules);
}

void DeskStandbyTest::hostsAloneByWhatItWentBy_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("hasUsual");
    QTest::addColumn<QString>("goesBy");
    QTest::newRow("told of one") << u"team.json"_s << true << u"team.json"_s;
    QTest::newRow("told of none") << QString() << true << u"configuration.json"_s;
    QTest::newRow("there is none") << QString() << false << QString();
}

void DeskStandbyTest::hostsAloneByWhatItWentBy()
{
    QFETCH(const QString, told);
    QFETCH(const bool, hasUsual);
    DeskOptions options;
    options.dataDir = m_folder->path();
    options.configFile = told.isEmpty() ? QString() : in(told);
    options.join = DeskOptions::Join{local(7001), u"invited"_s, {}};
    options.invitation = u"sermo://join"_s;
    options.standing = Standing{local(7002), local(7001), {}, u"k"_s, {}, false, true, {}};
    if (hasUsual)
        (void)file(u"configuration.json"_s, "{}");
    const DeskOptions next = withoutStanding(options, true);
    QVERIFY(next.endsStanding && !next.join && next.invitation.isEmpty());
    QFETCH(const QString, goesBy);
    QCOMPARE(next.configFile, goesBy.isEmpty() ? QString() : in(goesBy));
}

//! Where that is was told after the desk began, perhaps.
void DeskStandbyTest::joinsTheOneThatServesWhenItEnds()
{
    DeskOptions options = optionsAt(u"a"_s);
    options.standing = Standing{local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}};
    Standing told = *options.standing;
    told.other = QUrl(u"https://second:8080/"_s);
    told.pin = QByteArray(32, 'p');
    save(u"a"_s, told);
    const DeskOptions next = withoutStanding(options, false);
    QVERIFY(next.endsStanding && next.join);
    QCOMPARE(next.join->broker, QUrl(u"https://second:8080"_s)); // as its link will say it
    QCOMPARE(next.join->pin, told.pin);
    QCOMPARE(next.join->key, u"own"_s);
    QCOMPARE(next.dataDir, options.dataDir);
}

void DeskStandbyTest::keepsWhatAnAgentHasUnderWayWhenItEnds_data()
{
    QTest::addColumn<bool>("wasInvited");
    QTest::addColumn<bool>("serves");
    QTest::newRow("the invited one took over and hosts alone") << true << true;
    QTest::newRow("the invited one leaves") << true << false;
    QTest::newRow("the host of before hosts alone") << false << true;
    QTest::newRow("the host of before joins its successor") << false << false;
}

void DeskStandbyTest::keepsWhatAnAgentHasUnderWayWhenItEnds()
{
    QFETCH(const bool, wasInvited);
    QFETCH(const bool, serves);
    const Standing standing{local(7001), local(7002), {}, u"k"_s, wasInvited ? QString() : u"own"_s,
                            !wasInvited, false,       {}};
    save(u"a"_s, standing);
    DeskOptions options = optionsAt(u"a"_s);
    if (wasInvited)
        options.join = DeskOptions::Join{local(7002), u"invited"_s, {}};
    const auto before = withStanding(options, options);
    QVERIFY(before && before->standing);
    const auto write = [this](const QString &path, const QByteArray &text) {
        (void)file(QDir(m_folder->path()).relativeFilePath(path), text);
    };
    for (const QString &name : {u"drafts"_s, u"outbox"_s, u"words"_s, u"hosts"_s})
        write(before->ownFile(name), name.toUtf8());
    DeskOptions next = withoutStanding(*before, serves);
    next.standing.reset(); // what it is then its directory says
    const auto after = withStanding(next, next);
    QVERIFY2(after, after ? "" : qPrintable(after.error()));
    QVERIFY(!after->standing);
    QCOMPARE(after->join.has_value(), !serves);
    const QDir folder(m_folder->path());
    for (const QString &name : {u"drafts"_s, u"outbox"_s, u"words"_s})
        QCOMPARE(contents(folder.relativeFilePath(after->ownFile(name))), name.toUtf8());
    if (after->owner() == before->owner())
        return;
    QVERIFY(!QFile::exists(after->ownFile(u"hosts"_s))); // there is one now
    QVERIFY(!QFile::exists(before->ownFile(u"drafts"_s))); // it would come back some day
}

void DeskStandbyTest::writesOverNothingOfAnEarlierLife()
{
    DeskOptions options = optionsAt(u"a"_s);
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}});
    options.filesOf = u"0123456789ab"_s;
    options.endsStanding = true;
    (void)file(u"a/drafts-0123456789ab.json"_s, "of now");
    const QString drafts = QDir(m_folder->path()).relativeFilePath(options.ownFile(u"drafts"_s));
    (void)file(drafts, "of before");
    QVERIFY(withStanding(options, options));
    QCOMPARE(contents(drafts), QByteArray("of now"));
    QCOMPARE(contents(drafts + u".apart.1"_s), QByteArray("of before"));
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

//! As people have it: two computers, one dies, its desk is started again later.
void DeskStandbyTest::aDeskTakesOverWhenItsHostIsKilled()
{
    const quint16 first = freePort(), second = freePort();
    const QString a = in(u"a"_s), b = in(u"b"_s);
    const QString key = QString::fromLatin1(createKey(a, u"standby"_s, u"the other one"_s));
    const QString own = QString::fromLatin1(createKey(a, u"supervisor"_s, u"own"_s));
    const QString bea = file(u"bea.key"_s, createKey(a, u"agent"_s, u"bea"_s, u"bea"_s));
    const QByteArray botKey = createKey(a, u"bot"_s, u"bot"_s);
    save(u"a"_s, {local(first), {}, {}, key, own, true, false, {}});
    save(u"b"_s, {local(second), local(first), {}, key, {}, false, true, {}});
    const QByteArray own = R"({"origins":["https://b.example.com"]})";
    (void)file(u"b/configuration.json"_s, own);
    const QStringList hosting{u"--data"_s,  a,        u"--listen"_s, u"127.0.0.1:%1"_s.arg(first),
                              u"--agent"_s, u"anna"_s};
    std::optional<Program> host;
    host.emplace(QStringLiteral(SERMO_DESK), hosting, ownSettings(in(u"home-a"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(!host->out().isEmpty(), Long);
    Program spare(QStringLiteral(SERMO_DESK),
                  {u"--data"_s, b, u"--connect"_s, local(first).toString(), u"--key-file"_s, bea,
                   u"--agent"_s, u"bea"_s},
                  ownSettings(in(u"home-b"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(health(first).value("right"_L1).toString(), u"take-over"_s, Long);
    QString epoch;
    {
        Client bot(events(first, botKey));
        epoch = bot.take(u"welcome"_s).value("epoch"_L1).toString();
        bot.send(QByteArray(R"({"type":"text","direction":"outbound","userId":"u","text":"hello",)"
                            R"("id":"1"})"));
        QVERIFY(bot.take(u"ack"_s).value("seq"_L1).toInteger() > 0);
    }
    QCOMPARE(contents(u"b/configuration.json.apart.1"_s), own);
    QVERIFY(spare.err().contains("b/configuration.json.apart.1"));
    ::kill(pid_t(host->processId()), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!spare.out().isEmpty(), Long);
    QCOMPARE(spare.readyAddress().port(), int(second));
    Client reader(events(second, botKey, u"&since=0&epoch=%1"_s.arg(epoch)));
    QCOMPARE(reader.take(u"welcome"_s).value("reset"_L1).toBool(), false);
    QCOMPARE(reader.take(u"text"_s).value("text"_L1).toString(), u"hello"_s);

    host.emplace(QStringLiteral(SERMO_DESK), hosting, ownSettings(in(u"home-a"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(health(first).value("role"_L1).toString(), u"follower"_s, Long);
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

QTEST_GUILESS_MAIN(DeskStandbyTest)
#include "tst_deskstandby.moc"
