// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/follower.h"
#include "tests/store/nats/twologs.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

//! A cluster that is not there, stands still, has lost something, or is written to by others in the
//! same moment: each question has an answer in time, and nothing is made of what is not so.
class TestNatsTrouble : public TwoLogs
{
    Q_OBJECT

private slots:
    void answersWhatWasAskedOfAnOpeningThatFails();
    void closesInTimeWithTheClusterAway();
    void isNotHeldUpByAServerThatReadsNothing();
    void storesNothingLateThatWasRefused();
    void saysOnceThatOneOfItsStreamsIsSilent();
    void noticesThatTheStreamLostItsEndAndGrewAgain();
    void opensWhileAnotherBrokerErases();
    void goesOnWhileAnotherBrokerErasesTheSameCustomer();
    void hearsErasuresAgainWhenTheirConsumerIsLost();
    void emptiesWhatAnErasureLeftBehind();
    void leavesAStreamThatDoesNotExistUnfollowed();
};

namespace
{

//! Goes on, also when nothing of ours happens meanwhile.
template <typename Condition>
bool waitLooking(Condition holds)
{
    QTimer looks;
    looks.start(50);
    return waitUntil(holds);
}

} // namespace

void TestNatsTrouble::answersWhatWasAskedOfAnOpeningThatFails()
{
    auto options = optionsFor({u"nats://127.0.0.1:%1"_s.arg(NatsServer::freePorts(1).value(0))},
                              m_options.stream);
    options.connectWait = std::chrono::milliseconds(500);
    NatsLog log(options, m_clock);
    LogProbe probe(log);
    QSignalSpy failed(&log, &EventLog::openFailed);
    QSignalSpy closed(&log, &EventLog::closed);
    log.open();
    log.append({request(1, Ann, textOf(u"u1"_s)), request(2, Ann, textOf(u"u1"_s))});
    std::optional<EraseOutcome> erased;
    log.erase({UserId(u"u1"_s)}, this, [&](const EraseOutcome &outcome) { erased = outcome; });
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    QCOMPARE(kinds(probe.outcomes(2)), QList<Kind>(2, Kind::Failed));
    QVERIFY(erased && erased->failed);
    QCOMPARE(closed.count(), 0);
}

void TestNatsTrouble::closesInTimeWithTheClusterAway()
{
    const auto log = make(std::chrono::seconds(3));
    LogProbe probe(*log);
    QVERIFY(probe.open());
    m_server.freeze();
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < 10; ++i)
        batch.append(request(i, Ann, textOf(u"u1"_s))); // one after the other
    log->append(batch);
    const bool isClosed = probe.close(); // within twenty seconds, not ten times three
    m_server.thaw();
    QVERIFY(isClosed);
    QCOMPARE(kinds(probe.outcomes(10)), QList<Kind>(10, Kind::Failed));
}

//! More than all buffers on the way hold: a call that waits until it is read would never end.
void TestNatsTrouble::isNotHeldUpByAServerThatReadsNothing()
{
    const auto log = make(std::chrono::seconds(6));
    LogProbe probe(*log);
    QVERIFY(probe.open());
    m_server.freeze();
    constexpr int Count = 400;
    const QString longText(60'000, u'x');
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < Count; ++i)
        batch.append(request(i, Ann, textOf(u"u%1"_s.arg(i), {}, longText)));
    log->append(batch);
    const bool isClosed = probe.close();
    m_server.thaw();
    QVERIFY(isClosed);
    QCOMPARE(probe.outcomes(Count).size(), Count);
}

//! Who was refused asked another broker; the first one's copy must not come afterwards.
void TestNatsTrouble::storesNothingLateThatWasRefused()
{
    const auto log = make(std::chrono::seconds(3));
    LogProbe probe(*log);
    QVERIFY(probe.open());
    QSignalSpy failed(log.get(), &EventLog::storageFailed);
    m_server.kill();
    QVERIFY(waitUntil([&] { return failed.count() >= 1; }));
    QCOMPARE(probe.append(request(1, Ann, textOf(u"u1"_s, u"a"_s))).kind, Kind::Failed);
    QSignalSpy recovered(log.get(), &EventLog::storageRecovered);
    QVERIFY(m_server.startAgain());
    QVERIFY(waitUntil([&] { return recovered.count() >= 1; }));
    QCOMPARE(probe.append(request(2, Ann, textOf(u"u1"_s, u"b"_s))).event.seq, 1u);
    QCOMPARE(seqs(probe.all()), QList<Seq>{1});
}

//! As while one stream has a leader and the other none: what is stored meanwhile is not taken for
//! the end of it, or desks would be told by turns that all is well and that it is not.
void TestNatsTrouble::saysOnceThatOneOfItsStreamsIsSilent()
{
    QSignalSpy failed(m_log.get(), &EventLog::storageFailed);
    QSignalSpy recovered(m_log.get(), &EventLog::storageRecovered);
    m_server.kill();
    QVERIFY(waitUntil([&] { return failed.count() == 1; }));
    m_server.setMore({u"authorization { users: [{ user: a, password: a, permissions: { publish: { "
                      "deny: \"$JS.API.STREAM.INFO.%1_notes\" } } }] }"_s.arg(m_options.stream),
                      u"no_auth_user: a"_s});
    QVERIFY(m_server.startAgain());
    for (quint64 i = 0; i < 60; ++i)
        QCOMPARE(m_probe->append(request(i, Ann, textOf(u"u1"_s))).kind, Kind::Stored);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(recovered.count(), 0);
    m_server.setMore({});
    QVERIFY(m_server.startAgain());
    QVERIFY(waitUntil([&] { return recovered.count() == 1; }));
    QCOMPARE(failed.count(), 1);
}

//! As when a server loses what it had not written to the disk: its store is put back to how it was.
void TestNatsTrouble::noticesThatTheStreamLostItsEndAndGrewAgain()
{
    const auto append = [&](quint64 ticket) {
        return m_probe->append(request(ticket, Ann, textOf(u"u1"_s))).kind;
    };
    const auto restart = [&](const QString &from, const QString &to) {
        m_server.kill();
        return QProcess::execute(u"sh"_s,
                                 {u"-c"_s, u"rm -rf '%2' && cp -r '%1' '%2'"_s.arg(from, to)})
            == 0
            && m_server.startAgain();
    };
    const QTemporaryDir directory;
    const QString copy = directory.filePath(u"store"_s);
    for (quint64 i = 1; i <= 3; ++i)
        QCOMPARE(append(i), Kind::Stored);
    QVERIFY(restart(m_server.storeDirectory(), copy));
    for (quint64 i = 4; i <= 5; ++i)
        QCOMPARE(append(i), Kind::Stored);
    QVERIFY(waitUntil([&] { return m_other->head() == 5; }));

    QSignalSpy failed(m_other.get(), &EventLog::storageFailed);
    QVERIFY(m_probe->close());
    QVERIFY(restart(copy, m_server.storeDirectory()));
    // A broker that was started anew writes to it, as many as were lost and more.
    const auto fresh = make();
    LogProbe freshProbe(*fresh);
    QVERIFY(freshProbe.open());
    QCOMPARE(fresh->head(), 3u);
    for (quint64 i = 1; i <= 4; ++i)
        QCOMPARE(freshProbe.append(request(i, Bob, textOf(u"u2"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] {
        return !failed.isEmpty()
            && failed.last().first().toString().contains(u"has lost what it had acknowledged"_s);
    }));
    QCOMPARE(m_otherProbe->append(request(9, Ann, textOf(u"u1"_s))).kind, Kind::Failed);
}

void TestNatsTrouble::opensWhileAnotherBrokerErases()
{
    constexpr int Customers = 60;
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < Customers * 10; ++i)
        batch.append(request(i, Ann, textOf(u"u%1"_s.arg(i % Customers))));
    QCOMPARE(m_probe->append(batch).size(), batch.size());
    std::vector<std::unique_ptr<NatsLog>> others;
    int opened = 0;
    for (int customer = 0; customer < Customers - 1; ++customer) {
        if (customer % 10 == 0) {
            others.push_back(make());
            connect(others.back().get(), &EventLog::opened, this, [&] { ++opened; });
            others.back()->open();
        }
        QCOMPARE(eraseAllOf(*m_log, u"u%1"_s.arg(customer)).erased, 10);
    }
    QVERIFY(waitUntil([&] { return opened == int(others.size()); }));
    const auto left = seqs(m_probe->all());
    QCOMPARE(left.size(), 10);
    for (const auto &other : others) {
        LogProbe probe(*other);
        QVERIFY(waitLooking([&] { return seqs(probe.all()) == left; }));
    }
}

//! Nobody is told that storage fails, and nobody waits for a restart.
void TestNatsTrouble::goesOnWhileAnotherBrokerErasesTheSameCustomer()
{
    QSignalSpy failed(m_log.get(), &EventLog::storageFailed);
    Seq last = 0;
    int stored = 0;
    std::optional<EraseOutcome> erased = EraseOutcome();
    for (quint64 i = 0; i < 60; ++i) {
        if (erased && i % 5 == 0) {
            erased.reset();
            EraseRequest request;
            request.user = UserId(u"u1"_s);
            m_other->erase(request, this, [&](const EraseOutcome &outcome) { erased = outcome; });
        }
        const auto outcome
            = m_probe->append(onCondition(request(i, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, last));
        QVERIFY(outcome.kind == Kind::Stored || outcome.kind == Kind::Stale);
        stored += outcome.kind == Kind::Stored ? 1 : 0;
        last = outcome.event.seq;
    }
    QVERIFY(waitUntil([&] { return erased.has_value(); }));
    QVERIFY(!erased->failed);
    QVERIFY2(stored > 20, qPrintable(QString::number(stored)));
    QCOMPARE(failed.count(), 0);
}

void TestNatsTrouble::hearsErasuresAgainWhenTheirConsumerIsLost()
{
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"gone"_s))).event.seq, 1u);
    QVERIFY(waitUntil([&] { return m_other->head() == 1; }));
    const auto names = ask("CONSUMER.NAMES." + m_stream + "_notes");
    QVERIFY(names.has_value());
    const QJsonArray consumers = names->value(u"consumers"_s).toArray();
    QVERIFY(!consumers.isEmpty());
    for (const QJsonValue &consumer : consumers)
        QVERIFY(ask("CONSUMER.DELETE." + m_stream + "_notes." + consumer.toString().toLatin1()));
    const quint64 erasures = m_other->erasures();
    QCOMPARE(eraseAllOf(*m_log, u"gone"_s).erased, 1);
    QVERIFY(waitUntil([&] { return m_other->erasures() > erasures; }));
    QCOMPARE(m_otherProbe->all().size(), 0);
}

//! The broker that wrote the note died before it had emptied the event.
void TestNatsTrouble::emptiesWhatAnErasureLeftBehind()
{
    QCOMPARE(
        m_probe->append({request(1, Ann, textOf(u"gone"_s)), request(2, Ann, textOf(u"stays"_s))})
            .size(),
        2);
    nats::Wire wire(m_options);
    QVERIFY(wire.open());
    const nats::Subjects subjects(m_stream);
    QVERIFY(
        wire.askNow({subjects.notes, {}, nats::ErasureNote{m_log->epoch(), false, {1}}.toBytes()}));
    QVERIFY(waitUntil([&] { return m_log->erasures() == 1; }));
    QCOMPARE(seqs(m_probe->all()), QList<Seq>{2}); // for readers it is gone already
    const QJsonObject first{{u"seq"_s, 1}};
    QVERIFY(ask("STREAM.MSG.GET." + m_stream, first).has_value());

    const auto log = make();
    LogProbe probe(*log);
    QVERIFY(probe.open());
    QCOMPARE(seqs(probe.all()), QList<Seq>{2});
    QVERIFY(waitLooking([&] { return !ask("STREAM.MSG.GET." + m_stream, first); }));
}

//! The library frees nothing of ours then, and calls nobody.
void TestNatsTrouble::leavesAStreamThatDoesNotExistUnfollowed()
{
    nats::Wire wire(m_options);
    QVERIFY(wire.open());
    QObject receiver;
    int told = 0;
    nats::Follower follower(&receiver, [&](const std::vector<nats::Message> &) { ++told; });
    QVERIFY(!follower.start(wire.connection(), "nobody", "nobody.>", 1));
    QVERIFY(!follower.start(wire.connection(), "nobody", "nobody.>", 1));
    QVERIFY(follower.start(wire.connection(), m_stream, m_stream + ".log.>", 1));
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"u1"_s))).event.seq, 1u);
    QVERIFY(waitUntil([&] { return told == 1; }));
}

QTEST_GUILESS_MAIN(TestNatsTrouble)
#include "tst_natstrouble.moc"
