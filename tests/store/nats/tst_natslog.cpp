// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"
#include "tests/support/files.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

//! What a stream adds to the contract of EventLog: others who write to it, and servers that are
//! lost for a while.
class TestNatsLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void hearsWhatAnotherBrokerAppends();
    void letsOneOfManyBrokersWinEachClaim();
    void absorbsWhatAnotherBrokerHasStored();
    void refusesAConditionThatAnotherBrokerMadeStale();
    void judgesAnothersUserByTheWholeStream();
    void forgetsWhatAnotherBrokerErased();
    void takesAnIdAgainThatWasErasedJustNow();
    void leavesNoByteWithTheServer();
    void goesOnByItselfWhenTheServerComesBack();
    void answersNothingWhileNobodyDoes();
    void refusesWhenPatienceEnds();
    void keepsNumbersOverARestartOfTheServer();
    void saysWhyItDoesNotOpen_data();
    void saysWhyItDoesNotOpen();
    void noticesThatTheStreamWasMadeAnew();
    void needsNoMoreThanThePermissionsOfTheReadme();
    void speaksTlsWithWhomItTrusts();

private:
    [[nodiscard]] std::unique_ptr<NatsLog> make(std::chrono::milliseconds patience
                                                = std::chrono::seconds(30));

    NatsServer m_server;
    test::FakeClock m_clock;
    ClusterOptions m_options;
    std::unique_ptr<NatsLog> m_log, m_other;
    std::unique_ptr<LogProbe> m_probe, m_otherProbe;
    int m_streams = 0;
};

namespace
{

EraseOutcome eraseAllOf(EventLog &log, const QString &user)
{
    EraseRequest request;
    request.user = UserId(user);
    std::optional<EraseOutcome> outcome;
    log.erase(request, &log, [&](const EraseOutcome &answer) { outcome = answer; });
    return waitUntil([&] { return outcome.has_value(); }) ? *outcome : EraseOutcome{-1, true};
}

} // namespace

void TestNatsLog::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

std::unique_ptr<NatsLog> TestNatsLog::make(std::chrono::milliseconds patience)
{
    ClusterOptions options = m_options;
    options.patience = patience;
    return std::make_unique<NatsLog>(options, m_clock);
}

void TestNatsLog::init()
{
    m_options = optionsFor({m_server.url()}, u"own%1"_s.arg(++m_streams));
    m_log = make();
    m_other = make();
    m_probe = std::make_unique<LogProbe>(*m_log);
    m_otherProbe = std::make_unique<LogProbe>(*m_other);
    QVERIFY(m_probe->open());
    QVERIFY(m_otherProbe->open());
}

void TestNatsLog::cleanup()
{
    m_probe.reset();
    m_otherProbe.reset();
    m_log.reset();
    m_other.reset();
}

void TestNatsLog::hearsWhatAnotherBrokerAppends()
{
    QCOMPARE(m_log->epoch(), m_other->epoch());
    QCOMPARE(m_otherProbe->append(request(1, Bob, textOf(u"u1"_s))).event.seq, 1u);
    QVERIFY(waitUntil([&] { return m_log->head() == 1; }));
    QCOMPARE(seqs(m_probe->all()), QList<Seq>{1});
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"u2"_s))).event.seq, 2u);
}

//! Each asks for all customers at once, in the same moment.
void TestNatsLog::letsOneOfManyBrokersWinEachClaim()
{
    constexpr int Brokers = 4;
    constexpr int Customers = 200;
    std::vector<std::unique_ptr<NatsLog>> brokers;
    QHash<QString, int> winners;
    QHash<QString, int> losers;
    int answers = 0;
    for (int broker = 0; broker < Brokers; ++broker) {
        brokers.push_back(make());
        LogProbe probe(*brokers.back());
        QVERIFY(probe.open());
        connect(brokers.back().get(), &EventLog::appended, this,
                [&](const QList<AppendOutcome> &outcomes) {
                    for (const AppendOutcome &outcome : outcomes) {
                        ++answers;
                        const QString customer = u"c%1"_s.arg(outcome.ticket);
                        ++(outcome.kind == Kind::Stored ? winners : losers)[customer];
                        QVERIFY(outcome.kind == Kind::Stored || outcome.kind == Kind::Stale);
                    }
                });
    }
    for (int broker = 0; broker < Brokers; ++broker) {
        QList<AppendRequest> batch;
        for (quint64 i = 0; i < Customers; ++i) {
            const QString customer = u"c%1"_s.arg(i);
            batch.append(onCondition(
                request(i, u"key:%1"_s.arg(broker), claim(customer, u"agent%1"_s.arg(broker))),
                customer, 0));
        }
        brokers[size_t(broker)]->append(batch);
    }
    QVERIFY(waitUntil([&] { return answers == Brokers * Customers; }));
    for (quint64 i = 0; i < Customers; ++i) {
        QCOMPARE(winners.value(u"c%1"_s.arg(i)), 1);
        QCOMPARE(losers.value(u"c%1"_s.arg(i)), Brokers - 1);
    }
    QVERIFY(waitUntil([&] { return m_log->head() == Customers; }));
    QCOMPARE(m_probe->all().size(), Customers);
}

void TestNatsLog::absorbsWhatAnotherBrokerHasStored()
{
    const auto event = request(1, Ann, textOf(u"u1"_s, u"a"_s));
    // At once, so that neither has heard the other's.
    m_other->append({event});
    const auto mine = m_probe->append(event);
    const auto others = m_otherProbe->outcomes(1);
    QCOMPARE(others.size(), 1);
    QCOMPARE(mine.event.seq, 1u);
    QCOMPARE(others.first().event.seq, 1u);
    QVERIFY((mine.kind == Kind::Stored) != (others.first().kind == Kind::Stored));
    QCOMPARE(m_probe->append(event).kind, Kind::Known);
    QCOMPARE(m_log->head(), 1u);
}

void TestNatsLog::refusesAConditionThatAnotherBrokerMadeStale()
{
    m_other->append({request(1, Bob, claim(u"u1"_s, u"b"_s))});
    const auto stale
        = m_probe->append(onCondition(request(2, Ann, opaque("outbound", u"u1"_s)), u"u1"_s, 0));
    // What moves nothing too: either it came first, or it is refused.
    QCOMPARE(m_otherProbe->outcomes(1).size(), 1);
    if (stale.kind == Kind::Stored)
        QCOMPARE(stale.event.seq, 1u);
    else
        QCOMPARE(stale.kind, Kind::Stale);
    const Seq last = m_otherProbe->outcomes(1).first().event.seq;
    QVERIFY(waitUntil([&] { return m_log->head() >= last; }));
    QCOMPARE(
        m_probe->append(onCondition(request(3, Ann, opaque("outbound", u"u1"_s)), u"u1"_s, last))
            .kind,
        Kind::Stored);
    QCOMPARE(
        m_probe->append(onCondition(request(4, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, last)).kind,
        Kind::Stored);
    QCOMPARE(
        m_probe->append(onCondition(request(5, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, last)).kind,
        Kind::Stale);
}

void TestNatsLog::judgesAnothersUserByTheWholeStream()
{
    QCOMPARE(m_probe->append(request(1, Ann, claim(u"u1"_s, u"a"_s))).event.seq, 1u);
    const auto about = [](quint64 ticket, Seq last) {
        return onCondition(request(ticket, Bob, textOf(u"u2"_s)), u"u1"_s, last);
    };
    QVERIFY(waitUntil([&] { return m_other->head() == 1; }));
    QCOMPARE(m_otherProbe->append(about(2, 0)).kind, Kind::Stale);
    QCOMPARE(m_otherProbe->append(about(3, 1)).kind, Kind::Stored);
}

void TestNatsLog::forgetsWhatAnotherBrokerErased()
{
    QCOMPARE(m_probe
                 ->append({request(1, Ann, textOf(u"gone"_s, u"a"_s)),
                           request(2, Ann, textOf(u"stays"_s, u"b"_s))})
                 .size(),
             2);
    QVERIFY(waitUntil([&] { return m_other->head() == 2; }));
    QSignalSpy changed(m_log.get(), &NatsLog::factsChanged);
    const quint64 erasures = m_log->erasures();
    QCOMPARE(eraseAllOf(*m_other, u"gone"_s).erased, 1);
    QVERIFY(waitUntil([&] { return m_log->erasures() > erasures; })); // nobody asked this one
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().value<QList<Seq>>(), QList<Seq>{1});
    QVERIFY(waitUntil([&] {
        return m_probe->append(lookUp(3, Ann, textOf(u"gone"_s, u"a"_s))).kind == Kind::NotFound;
    }));
    QCOMPARE(seqs(m_probe->all()), QList<Seq>{2});
}

//! The servers still know its id then, and would take it for a repetition.
void TestNatsLog::takesAnIdAgainThatWasErasedJustNow()
{
    const auto event = request(1, Ann, textOf(u"gone"_s, u"a"_s));
    for (Seq round = 1; round <= 3; ++round) {
        const auto outcome = m_probe->append(event);
        QCOMPARE(outcome.kind, Kind::Stored);
        QCOMPARE(outcome.event.seq, round);
        QCOMPARE(m_probe->append(event).kind, Kind::Known);
        QCOMPARE(eraseAllOf(*m_log, u"gone"_s).erased, 1);
    }
}

void TestNatsLog::leavesNoByteWithTheServer()
{
    const QByteArray words = "what nobody else has ever said";
    QCOMPARE(m_probe
                 ->append({request(1, Ann,
                                   textOf(u"gone-for-good"_s, u"a"_s, QString::fromLatin1(words))),
                           request(2, Ann, textOf(u"stays"_s))})
                 .size(),
             2);
    QVERIFY(!test::filesWith(m_server.storeDirectory(), words).isEmpty());
    QCOMPARE(eraseAllOf(*m_log, u"gone-for-good"_s).erased, 1);
    QCOMPARE(test::filesWith(m_server.storeDirectory(), words), QStringList());
}

void TestNatsLog::goesOnByItselfWhenTheServerComesBack()
{
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"u1"_s))).event.seq, 1u);
    QSignalSpy failed(m_log.get(), &EventLog::storageFailed);
    m_server.kill();
    QVERIFY(waitUntil([&] { return failed.count() >= 1; })); // without any traffic
    QSignalSpy recovered(m_log.get(), &EventLog::storageRecovered);
    QVERIFY(m_server.startAgain());
    QVERIFY(waitUntil([&] { return recovered.count() >= 1; }));
    QCOMPARE(m_probe->append(request(2, Ann, textOf(u"u1"_s))).event.seq, 2u);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1, 2}));
    QVERIFY(waitUntil([&] { return m_other->head() == 2; }));
}

void TestNatsLog::answersNothingWhileNobodyDoes()
{
    int answers = 0;
    QList<AppendOutcome> outcomes;
    connect(m_log.get(), &EventLog::appended, this, [&](const QList<AppendOutcome> &told) {
        answers += int(told.size());
        outcomes += told;
    });
    QSignalSpy failed(m_log.get(), &EventLog::storageFailed);
    m_server.freeze();
    constexpr int Count = 50;
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < Count; ++i)
        batch.append(request(i, Ann, textOf(u"u%1"_s.arg(i % 7), u"id%1"_s.arg(i))));
    m_log->append(batch);
    const bool wasTold = waitUntil([&] { return failed.count() >= 1; });
    const int answersMeanwhile = answers;
    m_server.thaw();
    QVERIFY(wasTold);
    QCOMPARE(answersMeanwhile, 0);
    QVERIFY(waitUntil([&] { return answers == Count; }));
    // Each once, though it was asked again and again; and of one user in the order he was asked.
    const auto events = m_probe->all();
    QCOMPARE(events.size(), Count);
    QCOMPARE(kinds(outcomes), QList<Kind>(Count, Kind::Stored));
    QHash<UserId, int> last;
    for (const StoredEvent &event : events) {
        const int number = event.frame.id().value().mid(2).toInt();
        QVERIFY(number >= last.value(event.frame.user()));
        last[event.frame.user()] = number;
    }
    for (qsizetype i = 1; i < outcomes.size(); ++i)
        QVERIFY(outcomes.at(i).event.seq > outcomes.at(i - 1).event.seq);
}

void TestNatsLog::refusesWhenPatienceEnds()
{
    const auto log = make(std::chrono::seconds(3));
    LogProbe probe(*log);
    QVERIFY(probe.open());
    m_server.freeze();
    const auto outcome = probe.append(request(1, Ann, textOf(u"u1"_s, u"a"_s)));
    m_server.thaw();
    QCOMPARE(outcome.kind, Kind::Failed);
    // It may have been stored all the same; who asks again by its id is told so, and it is one.
    const auto again = m_probe->append(request(2, Ann, textOf(u"u1"_s, u"a"_s)));
    QVERIFY(again.kind == Kind::Stored || again.kind == Kind::Known);
    QCOMPARE(again.event.seq, 1u);
    QCOMPARE(m_probe->all().size(), 1);
}

//! The last numbers erased, and the server restarted: they are not given out again.
void TestNatsLog::keepsNumbersOverARestartOfTheServer()
{
    QCOMPARE(
        m_probe->append({request(1, Ann, textOf(u"stays"_s)), request(2, Ann, textOf(u"gone"_s))})
            .size(),
        2);
    QCOMPARE(eraseAllOf(*m_log, u"gone"_s).erased, 1);
    const QString epoch = m_log->epoch();
    const quint64 erasures = m_log->erasures();
    QVERIFY(m_probe->close());
    QVERIFY(m_server.startAgain());
    QVERIFY(m_probe->open());
    QCOMPARE(m_log->epoch(), epoch);
    QCOMPARE(m_log->erasures(), erasures);
    QCOMPARE(m_log->head(), 2u);
    QCOMPARE(m_probe->append(request(3, Ann, textOf(u"stays"_s))).event.seq, 3u);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1, 3}));
}

void TestNatsLog::saysWhyItDoesNotOpen_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("why");
    const qint64 hour = 3600'000'000'000;
    QTest::newRow("it drops what is old") << u"max_age"_s << QJsonValue(hour) << u"drops old"_s;
    QTest::newRow("it has room for some") << u"max_msgs"_s << QJsonValue(10) << u"drops old"_s;
    QTest::newRow("it forgets ids too soon")
        << u"duplicate_window"_s << QJsonValue(hour / 3600 * 10) << u"forgets ids"_s;
    QTest::newRow("it is in memory") << u"storage"_s << QJsonValue(u"memory"_s) << u"memory"_s;
    QTest::newRow("it is being filled")
        << u"description"_s << QJsonValue(u"another log is being moved here"_s)
        << u"not finished"_s;
}

void TestNatsLog::saysWhyItDoesNotOpen()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, why);
    m_options.stream = u"made%1"_s.arg(++m_streams);
    QJsonObject config{{u"name"_s, m_options.stream},
                       {u"subjects"_s, QJsonArray{m_options.stream + u".log.>"_s}},
                       {u"retention"_s, u"limits"_s},
                       {u"storage"_s, u"file"_s},
                       {u"num_replicas"_s, 1}};
    config.insert(key, value);
    QVERIFY(askServers(m_options, "STREAM.CREATE." + m_options.stream.toLatin1(), config));
    const auto log = make();
    QSignalSpy failed(log.get(), &EventLog::openFailed);
    log->open();
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    QVERIFY2(failed.first().first().toString().contains(why),
             qPrintable(failed.first().first().toString()));
}

//! Whoever did that took away what was acknowledged: nothing is added as if it were not so.
void TestNatsLog::noticesThatTheStreamWasMadeAnew()
{
    QSignalSpy failed(m_log.get(), &EventLog::storageFailed);
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"u1"_s))).event.seq, 1u);
    const QByteArray stream = m_options.stream.toLatin1();
    const auto info = askServers(m_options, "STREAM.INFO." + stream);
    QVERIFY(info.has_value());
    QVERIFY(askServers(m_options, "STREAM.DELETE." + stream));
    QVERIFY(askServers(m_options, "STREAM.CREATE." + stream, info->value(u"config"_s).toObject()));
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    QCOMPARE(m_probe->append(request(2, Ann, textOf(u"u1"_s))).kind, Kind::Failed);
}

//! The block marked so in broker/store/README.md, as the configuration of a server.
void TestNatsLog::needsNoMoreThanThePermissionsOfTheReadme()
{
    QFile readme(QStringLiteral(SERMO_STORE_README));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(readme.readAll());
    const QString block = page.section(u"```conf permissions\n"_s, 1, 1).section(u"```"_s, 0, 0);
    QVERIFY(!block.isEmpty());
    NatsServer server;
    NatsServer::Setup setup;
    setup.more = QStringList{block};
    QVERIFY(server.start(setup));

    NatsLog log(optionsFor({u"nats://broker:secret@127.0.0.1:%1"_s.arg(server.port())}, u"sermo"_s),
                m_clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(kinds(probe.append({request(1, Ann, textOf(u"u1"_s, u"a"_s)),
                                 onCondition(request(2, Ann, claim(u"u2"_s, u"a"_s)), u"u2"_s, 0),
                                 request(3, Ann, textOf(u"gone"_s))})),
             QList<Kind>(3, Kind::Stored));
    QCOMPARE(eraseAllOf(log, u"gone"_s).erased, 1);
    QCOMPARE(seqs(probe.all()), (QList<Seq>{1, 2}));
    QVERIFY(probe.close());
    QVERIFY(probe.open());
    QCOMPARE(log.head(), 3u);
    // … and nobody comes in without a password.
    QVERIFY(!askServers(optionsFor({server.url()}, u"sermo"_s), "STREAM.INFO.sermo"));
}

void TestNatsLog::speaksTlsWithWhomItTrusts()
{
    const QTemporaryDir directory;
    const QString certificate = directory.filePath(u"server.crt"_s);
    const QString key = directory.filePath(u"server.key"_s);
    QCOMPARE(
        QProcess::execute(u"openssl"_s,
                          {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                           u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, key,
                           u"-out"_s, certificate, u"-days"_s, u"2"_s, u"-subj"_s,
                           u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s}),
        0);
    NatsServer server;
    NatsServer::Setup setup;
    setup.more
        = QStringList{u"tls { cert_file: \"%1\", key_file: \"%2\" }"_s.arg(certificate, key)};
    QVERIFY(server.start(setup));

    auto options = optionsFor({u"tls://localhost:%1"_s.arg(server.port())}, u"sermo"_s);
    options.caFile = certificate;
    NatsLog log(options, m_clock);
    LogProbe probe(log);
    QVERIFY(probe.open());
    QCOMPARE(probe.append(request(1, Ann, textOf(u"u1"_s))).kind, Kind::Stored);
    QVERIFY(probe.close());

    auto unknown = options;
    unknown.caFile.clear(); // nobody vouches for it then
    auto another = options;
    another.servers = QStringList{u"tls://127.0.0.1:%1"_s.arg(server.port())}; // not its name
    for (const ClusterOptions &wrong : {unknown, another}) {
        NatsLog stranger(wrong, m_clock);
        QSignalSpy failed(&stranger, &EventLog::openFailed);
        stranger.open();
        QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    }
}

QTEST_GUILESS_MAIN(TestNatsLog)
#include "tst_natslog.moc"
