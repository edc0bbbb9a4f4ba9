// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/application.h"
#include "app/desk/memory.h"
#include "app/desk/standingoptions.h"
#include "broker/store/databasefiles.h"
#include "tests/app/ownhome.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

QUrl local(quint16 port)
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port));
}

} // namespace

//! What a desk that is one of two remembers of it, as what it begins, and as what it goes on.
class StandingTest : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void remembersWhatItIsForItsOwnerAlone();
    void aHostJoinsItselfByAKeyOfItsOwn();
    void whoStandsByJoinsAsItWasInvited();
    void leavesAnotherTeamsBrokerAlone_data();
    void leavesAnotherTeamsBrokerAlone();
    void staysWhatItIsWhenItsInvitationIsClickedAgain_data();
    void staysWhatItIsWhenItsInvitationIsClickedAgain();
    void endsInTheDirectoryToo();
    void endsNothingBeforeWhatComesNextIsFoundGood_data();
    void endsNothingBeforeWhatComesNextIsFoundGood();
    void isOneOfTwoYetWhereItsEndFails();
    void finishesAnEndThatWasCutShort();
    void forgetsWhatItWasInvitedByWhenItHasEnded();
    void hostsNoDirectoryThatIsOneOfTwoElsewhere();
    void hostsAloneByWhatItWentBy_data();
    void hostsAloneByWhatItWentBy();
    void joinsTheOneThatServesWhenItEnds();
    void keepsWhatAnAgentHasUnderWayWhenItEnds_data();
    void keepsWhatAnAgentHasUnderWayWhenItEnds();
    void writesOverNothingOfAnEarlierLife();

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

void StandingTest::initMain()
{
    useOwnHome();
}

QString StandingTest::file(const QString &name, const QByteArray &contents) const
{
    QFile file(in(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(contents);
    return file.fileName();
}

QByteArray StandingTest::contents(const QString &name) const
{
    QFile file(in(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void StandingTest::remembersWhatItIsForItsOwnerAlone()
{
    const Standing standing{local(1),
                            local(2),
                            QByteArray(32, 'p'),
                            u"k"_s,
                            u"d"_s,
                            true,
                            true,
                            QUrl(u"https://chat2.example.com"_s),
                            QByteArray(32, 't')};
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

void StandingTest::aHostJoinsItselfByAKeyOfItsOwn()
{
    save(u"a"_s, {local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}, {}});
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

void StandingTest::whoStandsByJoinsAsItWasInvited()
{
    save(u"b"_s, {local(7002), local(7001), {}, u"k"_s, {}, false, true, {}, {}});
    DeskOptions options = optionsAt(u"b"_s);
    options.join = DeskOptions::Join{local(7001), u"invited"_s, {}};
    const auto found = withStanding(options, options);
    QVERIFY(found && found->standing);
    QCOMPARE(found->join->key, u"invited"_s);
    QCOMPARE(found->join->broker, local(7001));
    QCOMPARE(found->listen, std::optional(Endpoint{QHostAddress::LocalHost, 7002}));
}

void StandingTest::leavesAnotherTeamsBrokerAlone_data()
{
    QTest::addColumn<bool>("isByOptions");
    QTest::newRow("joined by options") << true;
    QTest::newRow("asked by a link from outside") << false;
}

void StandingTest::leavesAnotherTeamsBrokerAlone()
{
    QFETCH(const bool, isByOptions);
    save(u"b"_s, {local(7002), local(7001), {}, u"k"_s, {}, false, true, {}, {}});
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

void StandingTest::staysWhatItIsWhenItsInvitationIsClickedAgain_data()
{
    QTest::addColumn<QString>("clicked");
    QTest::addColumn<bool>("isKnown");
    const QString own = u"sermo://join?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_mine"_s;
    QTest::newRow("as it was sent") << own + u"&agent=bea&name=Bea"_s << true;
    QTest::newRow("as it was taken") << own + u"&agent=bea&name=Bea%20Berg"_s << true;
    QTest::newRow("by another key") << own + u"x&agent=bea&name=Bea"_s << false;
    QTest::newRow("somewhere else")
        << u"sermo://join?at=https%3A%2F%2F10.0.0.6%3A8080&key=sk_agent_mine&agent=bea"_s << false;
}

//! It has changed its name when it joined.
void StandingTest::staysWhatItIsWhenItsInvitationIsClickedAgain()
{
    QFETCH(const QString, clicked);
    QFETCH(const bool, isKnown);
    const auto optionsBy = [](const QString &link) {
        const auto read = model::Invitation::fromText(link);
        return read ? optionsOf(*read) : DeskOptions();
    };
    Memory().keep(optionsBy(u"sermo://join?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_mine&"
                            "agent=bea&name=Bea%20Berg"_s));
    DeskOptions given = optionsBy(clicked);
    QVERIFY(given.join);
    given.isFromOutside = true;
    given.dataDir = in(u"b"_s);
    save(u"b"_s,
         {local(7002), QUrl(u"https://10.0.0.5:8080"_s), {}, u"k"_s, {}, false, true, {}, {}});
    QCOMPARE(Memory().hasAnotherTeam(given), !isKnown);
    const auto found = withStanding(given, Memory().complete(given));
    QVERIFY(found);
    QCOMPARE(found->standing.has_value(), isKnown);
    QCOMPARE(found->isFromOutside, !isKnown);
    QCOMPARE(found->agentName == u"Bea Berg"_s, clicked.contains(u"Berg"_s) || isKnown);
}

void StandingTest::endsInTheDirectoryToo()
{
    save(u"a"_s, {local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}, {}});
    DeskOptions options = optionsAt(u"a"_s);
    options.endsStanding = true;
    auto found = withStanding({}, options);
    QVERIFY(found && !found->standing && !found->join);
    QVERIFY(leaveStanding(*found));
    QVERIFY(!found->endsStanding);
    QVERIFY(!QFile::exists(in(u"a/standby-with.json"_s)));
}

void StandingTest::endsNothingBeforeWhatComesNextIsFoundGood_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<bool>("isInUse");
    QTest::newRow("a configuration that is damaged") << QByteArray("{") << false;
    QTest::newRow("a bot whose script is missing")
        << QByteArray(R"({"bot": {"enabled": true, "script": "missing.json"}})") << false;
    QTest::newRow("a certificate that is missing")
        << QByteArray(R"({"tls": {"certificate": "no.pem", "key": "no.pem"}})") << false;
    QTest::newRow("it runs elsewhere") << QByteArray("{}") << true;
}

//! The desk goes on as it was then, and without its charter would follow a host that may be dead.
void StandingTest::endsNothingBeforeWhatComesNextIsFoundGood()
{
    QFETCH(const QByteArray, configuration);
    QFETCH(const bool, isInUse);
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}, {}});
    (void)file(u"a/standby.json"_s, "{}");
    (void)file(u"a/drafts-0123456789ab.json"_s, "of now");
    DeskOptions options = optionsAt(u"a"_s);
    options.listen = Endpoint{QHostAddress(QHostAddress::AnyIPv4), 7001};
    options.configFile = file(u"team.json"_s, configuration);
    options.endsStanding = true;
    options.filesOf = u"0123456789ab"_s;
    const auto lock = isInUse ? store::files::prepare(in(u"a"_s)).value_or(nullptr) : nullptr;
    QCOMPARE(lock != nullptr, isInUse);
    const auto order = Application::orderOf(options);
    QVERIFY(!order);
    QVERIFY(Standing::load(in(u"a"_s)).value_or(std::nullopt));
    QCOMPARE(contents(u"a/standby.json"_s), QByteArray("{}"));
    QCOMPARE(contents(u"a/drafts-0123456789ab.json"_s), QByteArray("of now"));
}

//! As where the disk is full: the log still has what only one of two has.
void StandingTest::isOneOfTwoYetWhereItsEndFails()
{
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}, {}});
    (void)file(u"a/standby.json"_s, "{}");
    (void)file(u"a/sermo.db"_s, QByteArray(8192, 'x'));
    QVERIFY(!Standing::end(in(u"a"_s)));
    QVERIFY(Standing::load(in(u"a"_s)).value_or(std::nullopt));
    QCOMPARE(contents(u"a/standby.json"_s), QByteArray("{}"));
}

//! Its owner has said that it is to end; it neither goes on as one of two nor refuses to start.
void StandingTest::finishesAnEndThatWasCutShort()
{
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}, {}});
    (void)file(u"a/standby.json"_s, "{}");
    QVERIFY(QFile::rename(in(u"a/standby-with.json"_s), in(u"a/standby-ended.json"_s)));
    DeskOptions options = optionsAt(u"a"_s);
    options.listen = Endpoint{QHostAddress::LocalHost, 0};
    auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    QVERIFY(leaveStanding(order->options));
    QVERIFY(!order->options.standing && !order->options.endsStanding);
    QVERIFY(!QFile::exists(in(u"a/standby.json"_s)));
    QVERIFY(!QFile::exists(in(u"a/standby-ended.json"_s)));
}

//! Not before: what comes next may be found wrong yet.
void StandingTest::forgetsWhatItWasInvitedByWhenItHasEnded()
{
    DeskOptions invited = optionsAt(u"a"_s);
    invited.join = DeskOptions::Join{local(7002), u"sk_agent_a"_s, {}};
    invited.invitation
        = u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A7002&key=sk_agent_a&agent=anna"_s;
    Memory().keep(invited);
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}, {}});
    const auto before = withStanding(invited, invited);
    QVERIFY(before && before->standing);
    DeskOptions next = withoutStanding(*before, true);
    next.standing.reset();
    auto order = Application::orderOf(next);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    QVERIFY(Memory().complete({}).join);
    QVERIFY(leaveStanding(order->options));
    QVERIFY(!Memory().complete({}).join);
}

void StandingTest::hostsNoDirectoryThatIsOneOfTwoElsewhere()
{
    QVERIFY(QDir().mkpath(in(u"a"_s)));
    (void)file(u"a/standby.json"_s, "{}");
    const auto found = withStanding({}, optionsAt(u"a"_s));
    QVERIFY(!found);
    QVERIFY(found.error().contains(u"standby end"_s));
}

void StandingTest::hostsAloneByWhatItWentBy_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("hasUsual");
    QTest::addColumn<QString>("goesBy");
    QTest::newRow("told of one") << u"team.json"_s << true << u"team.json"_s;
    QTest::newRow("told of none") << QString() << true << u"configuration.json"_s;
    QTest::newRow("there is none") << QString() << false << QString();
}

void StandingTest::hostsAloneByWhatItWentBy()
{
    QFETCH(const QString, told);
    QFETCH(const bool, hasUsual);
    DeskOptions options;
    options.dataDir = m_folder->path();
    options.configFile = told.isEmpty() ? QString() : in(told);
    options.join = DeskOptions::Join{local(7001), u"invited"_s, {}};
    options.invitation = u"sermo://join"_s;
    options.standing = Standing{local(7002), local(7001), {}, u"k"_s, {}, false, true, {}, {}};
    if (hasUsual)
        (void)file(u"configuration.json"_s, "{}");
    const DeskOptions next = withoutStanding(options, true);
    QVERIFY(next.endsStanding && !next.join && next.invitation.isEmpty());
    QFETCH(const QString, goesBy);
    QCOMPARE(next.configFile, goesBy.isEmpty() ? QString() : in(goesBy));
}

//! Where that is was told after the desk began, perhaps.
void StandingTest::joinsTheOneThatServesWhenItEnds()
{
    DeskOptions options = optionsAt(u"a"_s);
    options.standing = Standing{local(7001), {}, {}, u"k"_s, u"own"_s, true, false, {}, {}};
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

void StandingTest::keepsWhatAnAgentHasUnderWayWhenItEnds_data()
{
    QTest::addColumn<bool>("wasInvited");
    QTest::addColumn<bool>("serves");
    QTest::newRow("the invited one took over and hosts alone") << true << true;
    QTest::newRow("the invited one leaves") << true << false;
    QTest::newRow("the host of before hosts alone") << false << true;
    QTest::newRow("the host of before joins its successor") << false << false;
}

void StandingTest::keepsWhatAnAgentHasUnderWayWhenItEnds()
{
    QFETCH(const bool, wasInvited);
    QFETCH(const bool, serves);
    const Standing standing{local(7001), local(7002), {}, u"k"_s, wasInvited ? QString() : u"own"_s,
                            !wasInvited, false,       {}, {}};
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
    auto after = withStanding(next, next);
    QVERIFY2(after, after ? "" : qPrintable(after.error()));
    QVERIFY(leaveStanding(*after));
    QVERIFY(!after->standing && after->filesOf.isEmpty());
    QCOMPARE(after->join.has_value(), !serves);
    const QDir folder(m_folder->path());
    for (const QString &name : {u"drafts"_s, u"outbox"_s, u"words"_s})
        QCOMPARE(contents(folder.relativeFilePath(after->ownFile(name))), name.toUtf8());
    if (after->owner() == before->owner())
        return;
    QVERIFY(!QFile::exists(after->ownFile(u"hosts"_s))); // there is one now
    QVERIFY(!QFile::exists(before->ownFile(u"drafts"_s))); // it would come back some day
}

void StandingTest::writesOverNothingOfAnEarlierLife()
{
    DeskOptions options = optionsAt(u"a"_s);
    save(u"a"_s, {local(7001), local(7002), {}, u"k"_s, {}, false, false, {}, {}});
    options.filesOf = u"0123456789ab"_s;
    options.endsStanding = true;
    (void)file(u"a/drafts-0123456789ab.json"_s, "of now");
    const QString drafts = QDir(m_folder->path()).relativeFilePath(options.ownFile(u"drafts"_s));
    (void)file(drafts, "of before");
    QVERIFY(withStanding(options, options));
    QCOMPARE(contents(drafts), QByteArray("of now"));
    QCOMPARE(contents(drafts + u".apart.1"_s), QByteArray("of before"));
}

QTEST_GUILESS_MAIN(StandingTest)

#include "tst_standing.moc"
