// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"
#include "tests/support/corpus.h"
#include "ui/model/sessionstore.h"
#include "ui/model/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desk::Stage;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anders(u"an01"_s);
const QueueId General(u"general"_s);

QString text(TranscriptModel *model)
{
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        const TranscriptItem &item = model->item(row);
        using Delivery = TranscriptItem::Delivery;
        const QString mark = item.delivery == Delivery::Sending ? u"…"_s
            : item.delivery == Delivery::Failed                 ? u"!"_s
                                                                : QString();
        rows += mark + item.text;
    }
    return rows.join(u", ");
}

EventFrame reply(const QString &words, const EventId &id)
{
    event::Text body;
    body.text = words;
    body.agent = event::Speaker{Anders.value(), u"Anders"_s, u"human"_s, {}, {}};
    return compose(Direction::Outbound, Robin, body, id);
}

//! A store that knows Robin, who is with the bot, and is live.
struct Desk {
    test::Told told;
    SessionStore store;

    Desk()
    {
        store.apply({told.welcome(), told.inbound(Robin, event::Start{}),
                     told.says(Robin, u"Hej"_s), test::Told::queueState(General, u"General"_s)});
    }
    void assign() { store.apply({told.queues(Robin, General), told.claims(Robin, Anders)}); }
};

} // namespace

class SessionStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void foldsTheLogAsTheDeskDoes();
    void saysItOnceABatch();
    void passesOverWhatIsReplayedOnceMore();
    void remembersWhereToResume();
    void startsAnewWhenTheLogIsAnother_data();
    void startsAnewWhenTheLogIsAnother();

    void showsWhatTheCustomerTypesUntilItIsSent();
    void takesATabForClosedUntilASignOfLife();
    void believesTheDeskAboutAState();
    void hearsOfASessionFromTheDeskAlone();
    void namesQueuesAndAgentsOnceTheyAreKnown();
    void addsTheWaitToTheLineOnceItIsOver();
    void tellsWhoIsWaitingInTheOrderOfTheLine();

    void settlesAReplyByItsAck();
    void settlesAReplyByItsReplay();
    void foldsAnOwnClaimAtItsAck();
    void keepsTheOrderWhenAnAckComesDuringAReplay();
    void showsAReplyThatWasRefusedAndSendsItAgain();
    void keepsRepliesThroughAnotherLog();
    void tellsWhoseClaimWon();

    void unknownEventsBreakNothing_data();
    void unknownEventsBreakNothing();
    void rubbishBreaksNothing();
};

void SessionStoreTest::foldsTheLogAsTheDeskDoes()
{
    test::Told told;
    const QList<QByteArray> log{
        told.inbound(Robin, event::Start{}), told.says(Robin, u"Hej"_s),
        told.queues(Robin, General),         told.inbound(Karin, event::Start{}),
        told.claims(Robin, Anders),          told.internal(Robin, event::AgentDone{}),
        told.says(Robin, u"Igen"_s)};
    desk::SessionTable table;
    for (const QByteArray &bytes : log)
        (void)desk::reduce(table, desk::DeskConfig::defaults(), *readDelivered(bytes));

    SessionStore store;
    store.apply(log);

    QVERIFY(store.table() == table);
    QCOMPARE(store.session(Robin)->stage, Stage::Queued);
    QCOMPARE(store.waiting(), QList{Robin});
    QCOMPARE(store.withBot(), QList{Karin});
}

void SessionStoreTest::saysItOnceABatch()
{
    Desk desk;
    const QSignalSpy sessions(&desk.store, &SessionStore::sessionsChanged);
    const QSignalSpy previews(&desk.store, &SessionStore::previewChanged);
    const QSignalSpy rows(desk.store.transcript(Robin), &QAbstractItemModel::rowsInserted);

    desk.store.apply({test::Told::types(Robin, u"a"_s), test::Told::types(Robin, u"ab"_s),
                      desk.told.says(Robin, u"abc"_s), desk.told.says(Robin, u"d"_s),
                      desk.told.queues(Robin, General), desk.told.inbound(Karin, event::Start{}),
                      test::Told::types(Robin, u"e"_s)});

    QCOMPARE(sessions.count(), 1);
    QCOMPARE(sessions.at(0).at(0).value<QSet<UserId>>(), (QSet{Robin, Karin}));
    QCOMPARE(previews.count(), 1);
    QCOMPARE(rows.count(), 1);
    QCOMPARE(desk.store.live(Robin).preview, u"e"_s);
}

void SessionStoreTest::passesOverWhatIsReplayedOnceMore()
{
    Desk desk;
    const QByteArray words = desk.told.says(Robin, u"once"_s);
    const QByteArray end = desk.told.outbound(Robin, event::EndSession{});
    desk.store.apply({words, end});
    const QString before = text(desk.store.transcript(Robin));

    desk.store.apply({words, words, end});

    QCOMPARE(text(desk.store.transcript(Robin)), before);
    QCOMPARE(desk.store.session(Robin)->stage, Stage::Ended);
}

void SessionStoreTest::remembersWhereToResume()
{
    SessionStore store;
    QVERIFY(store.resume().isFresh());
    Desk desk;
    QCOMPARE(desk.store.resume(), (EventLink::Resume{desk.told.seq, u"one"_s}));
    desk.store.apply({test::Told::types(Robin, u"only passes"_s)});
    QCOMPARE(desk.store.resume().since, desk.told.seq);
}

void SessionStoreTest::startsAnewWhenTheLogIsAnother_data()
{
    QTest::addColumn<QString>("epoch");
    QTest::addColumn<bool>("reset");
    QTest::newRow("another epoch") << u"two"_s << false;
    QTest::newRow("told to") << u"one"_s << true;
}

void SessionStoreTest::startsAnewWhenTheLogIsAnother()
{
    QFETCH(QString, epoch);
    QFETCH(bool, reset);
    Desk desk;
    const QAbstractItemModelTester tester(desk.store.transcript(Robin));
    test::Told other;
    other.epoch = epoch;

    const QByteArray welcome = other.welcome(reset);
    desk.store.apply({welcome, other.inbound(Karin, event::Start{})});

    QVERIFY(!desk.store.session(Robin));
    QVERIFY(desk.store.session(Karin));
    QCOMPARE(desk.store.transcript(Robin)->rowCount(), 0);
    QCOMPARE(desk.store.resume(), (EventLink::Resume{1, epoch}));
}

void SessionStoreTest::showsWhatTheCustomerTypesUntilItIsSent()
{
    Desk desk;
    const QSignalSpy previews(&desk.store, &SessionStore::previewChanged);
    desk.store.apply({test::Told::types(Robin, u"Hej, jag mitt na"_s)});
    QCOMPARE(desk.store.live(Robin).preview, u"Hej, jag mitt na"_s);

    desk.store.apply({desk.told.after(5s).says(Robin, u"Hej, jag mitt namn"_s)});

    QCOMPARE(desk.store.live(Robin).preview, QString());
    QCOMPARE(desk.store.live(Robin).lastCustomerText, u"Hej, jag mitt namn"_s);
    QCOMPARE(desk.store.live(Robin).lastCustomerMs, desk.told.nowMs);
    QCOMPARE(previews.count(), 2);
}

void SessionStoreTest::takesATabForClosedUntilASignOfLife()
{
    Desk desk;
    desk.store.apply({test::Told::types(Robin, u"never mind"_s),
                      desk.told.inbound(Robin, event::ClientUnload{})});
    QVERIFY(desk.store.live(Robin).tabClosed);
    QCOMPARE(desk.store.live(Robin).preview, QString());
    desk.store.apply({test::Told::passing(Direction::Inbound, Robin, event::Heartbeat{})});
    QVERIFY(!desk.store.live(Robin).tabClosed);
}

void SessionStoreTest::believesTheDeskAboutAState()
{
    Desk desk;
    const QByteArray state = test::Told::passing(
        Direction::Internal, Robin,
        event::SessionState{
            u"queued"_s, QueueId(u"technical"_s), 3, {}, u"2026-03-02T11:59:00.000Z"_s});
    desk.store.apply({state});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Queued);
    QCOMPARE(desk.store.session(Robin)->queue, QueueId(u"technical"_s));
    QCOMPARE(desk.store.session(Robin)->enteredMs, test::Told::StartMs - 60'000);
    QCOMPARE(desk.store.live(Robin).position, std::optional(3));
    QCOMPARE(desk.store.waiting(), QList{Robin});

    desk.store.apply({test::Told::passing(
        Direction::Internal, Robin,
        event::SessionState{u"queued"_s, QueueId(u"technical"_s), std::nullopt, {}, {}})});
    QVERIFY(desk.store.live(Robin).parked);
}

void SessionStoreTest::hearsOfASessionFromTheDeskAlone()
{
    SessionStore store;
    const auto state = [](const QString &name) {
        return test::Told::passing(
            Direction::Internal, Karin,
            event::SessionState{name, General, {}, Anders, u"2026-03-02T12:00:00Z"_s});
    };
    store.apply({state(u"ended"_s)});
    QVERIFY(!store.session(Karin));
    store.apply({state(u"a state of tomorrow"_s)});
    QVERIFY(!store.session(Karin));
    store.apply({state(u"assigned"_s)});
    QCOMPARE(store.heldBy(Anders), QList{Karin});
}

void SessionStoreTest::namesQueuesAndAgentsOnceTheyAreKnown()
{
    test::Told told;
    SessionStore store;
    store.apply({told.inbound(Robin, event::Start{}), told.queues(Robin, General),
                 told.claims(Robin, Anders)});
    QCOMPARE(text(store.transcript(Robin)),
             u"Started 12:00, Queued in general · waited 0:00, an01 claimed"_s);

    store.apply({test::Told::queueState(General, u"Com Hem allmänt"_s, 2),
                 told.agentStatus(Anders, u"Anders"_s, u"available"_s)});

    QCOMPARE(text(store.transcript(Robin)),
             u"Started 12:00, Queued in Com Hem allmänt · waited 0:00, Anders claimed"_s);
    QCOMPARE(store.queueName(General), u"Com Hem allmänt"_s);
    QCOMPARE(store.agentName(Anders), u"Anders"_s);
    QCOMPARE(store.queues().size(), 1);
    QCOMPARE(store.queues().constFirst().waiting, 2);
}

void SessionStoreTest::addsTheWaitToTheLineOnceItIsOver()
{
    Desk desk;
    desk.store.apply({desk.told.queues(Robin, General)});
    QVERIFY(text(desk.store.transcript(Robin)).endsWith(u"Queued in General"_s));
    desk.store.apply({desk.told.after(42s).claims(Robin, Anders)});
    QCOMPARE(text(desk.store.transcript(Robin)),
             u"Started 12:00, Hej, Queued in General · waited 0:42, an01 claimed"_s);
}

void SessionStoreTest::tellsWhoIsWaitingInTheOrderOfTheLine()
{
    Desk desk;
    desk.assign();
    desk.store.apply({desk.told.inbound(Karin, event::Start{}), desk.told.queues(Karin, General)});
    desk.store.apply(
        {desk.told.internal(Robin, event::AgentDone{}), desk.told.says(Robin, u"igen"_s)});
    QCOMPARE(desk.store.waiting(), (QList{Robin, Karin})); // who returns goes first
}

void SessionStoreTest::settlesAReplyByItsAck()
{
    Desk desk;
    desk.assign();
    const QAbstractItemModelTester tester(desk.store.transcript(Robin));
    const QSignalSpy acknowledged(&desk.store, &SessionStore::acknowledged);
    desk.store.enqueue(reply(u"Hej Robin!"_s, EventId(u"r1"_s)), desk.told.nowMs);
    QVERIFY(text(desk.store.transcript(Robin)).endsWith(u"…Hej Robin!"_s));

    const QByteArray other = desk.told.says(Robin, u"Hallå?"_s);
    const QByteArray ack = desk.told.ack(EventId(u"r1"_s));
    desk.store.apply({other, ack, desk.told.says(Robin, u"Ah"_s)});

    QVERIFY(text(desk.store.transcript(Robin)).endsWith(u"Hallå?, Hej Robin!, Ah"_s));
    QCOMPARE(acknowledged.count(), 1);
    QCOMPARE(desk.store.outbox().size(), 0);
    QCOMPARE(desk.store.resume().since, desk.told.seq);
    QCOMPARE(desk.store.live(Robin).lastAgentMs, desk.told.nowMs);

    desk.store.apply({desk.told.inbound(Robin, event::MessagesRead{})});
    const TranscriptModel *model = desk.store.transcript(Robin);
    QCOMPARE(model->item(model->rowCount() - 2).delivery, TranscriptItem::Delivery::Read);
}

void SessionStoreTest::settlesAReplyByItsReplay()
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

    QCOMPARE(text(desk.store.transcript(Robin)).count(u"Hej Robin!"_s), 1);
    QVERIFY(!text(desk.store.transcript(Robin)).contains(u'…'));
    QCOMPARE(desk.store.outbox().size(), 0);
}

void SessionStoreTest::foldsAnOwnClaimAtItsAck()
{
    Desk desk;
    desk.store.apply({desk.told.queues(Robin, General)});
    const EventFrame claim = compose(Direction::Internal, Robin,
                                     event::ClaimSession{Anders, false, {}}, EventId(u"c1"_s));
    desk.store.enqueue(claim, desk.told.nowMs);
    QVERIFY(!text(desk.store.transcript(Robin)).contains(u"claimed"_s)); // not before it is true

    desk.store.apply(
        {desk.told.ack(EventId(u"c1"_s)), desk.told.internal(Robin, event::AgentDone{})});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Done);
    QVERIFY(text(desk.store.transcript(Robin)).endsWith(u"an01 claimed, an01 is done"_s));
}

void SessionStoreTest::keepsTheOrderWhenAnAckComesDuringAReplay()
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
    desk.store.apply({test::Told::queueState(General)});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Assigned);
    QVERIFY(text(desk.store.transcript(Robin))
                .endsWith(u"Queued in General · waited 0:00, Hallå?, an01 claimed"_s));
    QCOMPARE(desk.store.resume().since, desk.told.seq);
}

void SessionStoreTest::showsAReplyThatWasRefusedAndSendsItAgain()
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
    QVERIFY(!text(model).contains(u"…Hej"_s));
    QCOMPARE(desk.store.outbox().size(), 0);
}

void SessionStoreTest::keepsRepliesThroughAnotherLog()
{
    Desk desk;
    desk.store.enqueue(reply(u"Hej"_s, EventId(u"r1"_s)), desk.told.nowMs);
    desk.store.reset();
    QCOMPARE(text(desk.store.transcript(Robin)), u"…Hej"_s);
}

void SessionStoreTest::tellsWhoseClaimWon()
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

void SessionStoreTest::unknownEventsBreakNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const test::CorpusFile &file : test::acceptedCorpus())
        QTest::newRow(file.rowName().constData()) << file.bytes;
}

void SessionStoreTest::unknownEventsBreakNothing()
{
    QFETCH(QByteArray, bytes);
    const EventFrame frame = *EventFrame::fromSender(bytes);
    Desk desk;
    const quint64 unrecognised = desk.store.unrecognised();

    if (frame.envelope().isStored())
        desk.store.apply({desk.told.storedBytes(bytes)});
    else
        desk.store.apply({bytes});
    desk.store.apply({desk.told.says(Robin, u"still here"_s)});

    QVERIFY(text(desk.store.transcript(Robin)).contains(u"still here"_s));
    QCOMPARE(desk.store.resume().since, desk.told.seq);
    const bool isUnknown = frame.envelope().isStored() && frame.type() == EventType::Opaque;
    QCOMPARE(desk.store.unrecognised() - unrecognised, isUnknown ? 1U : 0U);
    if (isUnknown)
        QCOMPARE(desk.store.transcript(frame.user())->rowCount(), frame.user() == Robin ? 3 : 0);
}

void SessionStoreTest::rubbishBreaksNothing()
{
    Desk desk;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no event"_s));
    desk.store.apply({"no json at all", desk.told.says(Robin, u"still here"_s)});
    QVERIFY(text(desk.store.transcript(Robin)).endsWith(u"still here"_s));
}

QTEST_GUILESS_MAIN(SessionStoreTest)
#include "tst_sessionstore.moc"
