// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/robinsdesk.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using desk::Stage;

namespace
{

EventFrame reply(const QString &words, const EventId &id)
{
    event::Text body;
    body.text = words;
    body.agent = event::Speaker{Anders.value(), u"Anders"_s, u"human"_s, {}, {}};
    return compose(Direction::Outbound, Robin, body, id);
}

} // namespace

//! What a console has said is true once the broker has answered, and at its place in the log.
class SettlingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void settlesAReplyByItsAck();
    void settlesAReplyByItsReplay();
    void foldsAnOwnClaimAtItsAck();
    void keepsTheOrderWhenAnAckComesDuringAReplay();
    void showsAReplyThatWasRefusedAndSendsItAgain();
    void keepsRepliesThroughAnotherLog();
    void tellsWhoseClaimWon();
};

void SettlingTest::settlesAReplyByItsAck()
{
    Desk desk;
    desk.assign();
    const QAbstractItemModelTester tester(desk.store.transcript(Robin));
    const QSignalSpy acknowledged(&desk.store, &SessionStore::acknowledged);
    desk.store.enqueue(reply(u"Hej Robin!"_s, EventId(u"r1"_s)), desk.told.nowMs);
    QVERIFY(textOf(desk.store.transcript(Robin)).endsWith(u"…Hej Robin!"_s));

    const QByteArray other = desk.told.says(Robin, u"Hallå?"_s);
    const QByteArray ack = desk.told.ack(EventId(u"r1"_s));
    desk.store.apply({other, ack, desk.told.says(Robin, u"Ah"_s)});

    QVERIFY(textOf(desk.store.transcript(Robin)).endsWith(u"Hallå?, Hej Robin!, Ah"_s));
    QCOMPARE(acknowledged.count(), 1);
    QCOMPARE(desk.store.outbox().size(), 0);
    QCOMPARE(desk.store.resume().since, desk.told.seq);
    QCOMPARE(desk.store.live(Robin).lastAgentMs, desk.told.nowMs);

    desk.store.apply({desk.told.inbound(Robin, event::MessagesRead{})});
    const TranscriptModel *model = desk.store.transcript(Robin);
    QCOMPARE(model->item(model->rowCount() - 2).delivery, TranscriptItem::Delivery::Read);
}

void SettlingTest::settlesAReplyByItsReplay()
{
    // The ack was lost with the connection: the log holds the reply, the broker replays it, and
    // answers the one that was sent again with the same number.
    Desk desk;
    desk.assign();
    const EventFrame mine = reply(u"Hej Robin!"_s, EventId(u"r1"_s));
    desk.store.enqueue(mine, desk.told.nowMs);
    const QByteArray stored = desk.told.storedBytes(mine.bytes());
    const QByteArray welcome = desk.told.welcome();
    const Seq seq = desk.told.seq;

    desk.store.apply({welcome});
    QCOMPARE(desk.store.outbox().unanswered().size(), 1);
    desk.store.apply({stored, compose(event::Ack{EventId(u"r1"_s), seq})});

    QCOMPARE(textOf(desk.store.transcript(Robin)).count(u"Hej Robin!"_s), 1);
    QVERIFY(!textOf(desk.store.transcript(Robin)).contains(u'…'));
    QCOMPARE(desk.store.outbox().size(), 0);
}

void SettlingTest::foldsAnOwnClaimAtItsAck()
{
    Desk desk;
    desk.store.apply({desk.told.queues(Robin, General)});
    const EventFrame claim = compose(Direction::Internal, Robin,
                                     event::ClaimSession{Anders, false, {}}, EventId(u"c1"_s));
    desk.store.enqueue(claim, desk.told.nowMs);
    QVERIFY(!textOf(desk.store.transcript(Robin)).contains(u"claimed"_s)); // not before it is true

    desk.store.apply(
        {desk.told.ack(EventId(u"c1"_s)), desk.told.internal(Robin, event::AgentDone{})});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Done);
    QVERIFY(textOf(desk.store.transcript(Robin)).endsWith(u"an01 claimed, an01 is done"_s));
}

void SettlingTest::keepsTheOrderWhenAnAckComesDuringAReplay()
{
    Desk desk;
    const EventFrame claim = compose(Direction::Internal, Robin,
                                     event::ClaimSession{Anders, false, {}}, EventId(u"c1"_s));
    desk.store.enqueue(claim, desk.told.nowMs);
    const QByteArray queued = desk.told.queues(Robin, General);
    const QByteArray welcome = desk.told.welcome();
    const QByteArray meanwhile = desk.told.says(Robin, u"Hallå?"_s);
    const QByteArray ack = desk.told.ack(EventId(u"c1"_s));

    desk.store.apply({welcome, ack});
    QCOMPARE(desk.store.session(Robin)->stage, Stage::Bot);
    desk.store.apply({queued, meanwhile});
    desk.store.apply({Told::queueState(General)});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Assigned);
    QVERIFY(textOf(desk.store.transcript(Robin))
                .endsWith(u"Queued in General · waited 0:00, Hallå?, an01 claimed"_s));
    QCOMPARE(desk.store.resume().since, desk.told.seq);
}

void SettlingTest::showsAReplyThatWasRefusedAndSendsItAgain()
{
    Desk desk;
    desk.assign();
    const EventId id(u"r1"_s);
    const QSignalSpy refused(&desk.store, &SessionStore::refused);
    desk.store.enqueue(reply(u"Hej"_s, id), desk.told.nowMs);

    desk.store.apply({desk.told.error(id, ErrorCode::StorageUnavailable, u"disk full"_s)});

    TranscriptModel *model = desk.store.transcript(Robin);
    QCOMPARE(model->item(model->rowCount() - 1).delivery, TranscriptItem::Delivery::Failed);
    QCOMPARE(model->item(model->rowCount() - 1).why, u"disk full"_s);
    QCOMPARE(refused.count(), 1);
    QVERIFY(desk.store.outbox().unanswered().isEmpty()); // not by itself

    QVERIFY(desk.store.retry(id));
    QCOMPARE(model->item(model->rowCount() - 1).delivery, TranscriptItem::Delivery::Sending);
    QCOMPARE(desk.store.outbox().unanswered().size(), 1);
    QVERIFY(!desk.store.retry(id));

    desk.store.discard(id);
    QVERIFY(!textOf(model).contains(u"…Hej"_s));
    QCOMPARE(desk.store.outbox().size(), 0);
}

void SettlingTest::keepsRepliesThroughAnotherLog()
{
    Desk desk;
    desk.store.enqueue(reply(u"Hej"_s, EventId(u"r1"_s)), desk.told.nowMs);
    desk.store.reset();
    QCOMPARE(textOf(desk.store.transcript(Robin)), u"…Hej"_s);
}

void SettlingTest::tellsWhoseClaimWon()
{
    Desk desk;
    const EventId id(u"c1"_s);
    const QSignalSpy lost(&desk.store, &SessionStore::claimLost);
    desk.store.enqueue(
        compose(Direction::Internal, Robin, event::ClaimSession{Anders, false, {}}, id), 0);
    desk.store.apply({compose(event::ClaimRejected{Anders, AgentId(u"be01"_s), id, Robin}, Robin)});
    QCOMPARE(lost.count(), 1);
    QCOMPARE(lost.at(0).at(0).value<UserId>(), Robin);
    QCOMPARE(lost.at(0).at(1).value<AgentId>(), AgentId(u"be01"_s));
    QCOMPARE(desk.store.outbox().size(), 0);
}

QTEST_GUILESS_MAIN(SettlingTest)
#include "tst_settling.moc"
