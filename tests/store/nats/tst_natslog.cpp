// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/nats/twologs.h"
#include "tests/support/files.h"

#include <QHash>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! What a stream adds to the contract of EventLog: others who write to it, and servers that are
//! lost for a while.
class TestNatsLog : public TwoLogs
{
    Q_OBJECT

private slots:
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
    void noticesThatTheStreamWasMadeAnew();
};

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

QTEST_GUILESS_MAIN(TestNatsLog)
#include "tst_natslog.moc"
