// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/robinsdesk.h"
#include "tests/support/corpus.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desk::Stage;

//! What a console knows of its customers, from what it is told. What it says itself: tst_settling.
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

    void unknownEventsBreakNothing_data();
    void unknownEventsBreakNothing();
    void rubbishBreaksNothing();
};

void SessionStoreTest::foldsTheLogAsTheDeskDoes()
{
    Told told;
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

    desk.store.apply({Told::types(Robin, u"a"_s), Told::types(Robin, u"ab"_s),
                      desk.told.says(Robin, u"abc"_s), desk.told.says(Robin, u"d"_s),
                      desk.told.queues(Robin, General), desk.told.inbound(Karin, event::Start{}),
                      Told::types(Robin, u"e"_s)});

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
    const QString before = textOf(desk.store.transcript(Robin));

    desk.store.apply({words, words, end});

    QCOMPARE(textOf(desk.store.transcript(Robin)), before);
    QCOMPARE(desk.store.session(Robin)->stage, Stage::Ended);
}

void SessionStoreTest::remembersWhereToResume()
{
    SessionStore store;
    QVERIFY(store.resume().isFresh());
    Desk desk;
    QCOMPARE(desk.store.resume(), (EventLink::Resume{desk.told.seq, u"one"_s}));
    desk.store.apply({Told::types(Robin, u"only passes"_s)});
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
    Told other;
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
    desk.store.apply({Told::types(Robin, u"Hej, jag mitt na"_s)});
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
    desk.store.apply(
        {Told::types(Robin, u"never mind"_s), desk.told.inbound(Robin, event::ClientUnload{})});
    QVERIFY(desk.store.live(Robin).tabClosed);
    QCOMPARE(desk.store.live(Robin).preview, QString());
    desk.store.apply({Told::passing(Direction::Inbound, Robin, event::Heartbeat{})});
    QVERIFY(!desk.store.live(Robin).tabClosed);
}

void SessionStoreTest::believesTheDeskAboutAState()
{
    Desk desk;
    const QByteArray state = Told::passing(
        Direction::Internal, Robin,
        event::SessionState{
            u"queued"_s, QueueId(u"technical"_s), 3, {}, u"2026-03-02T11:59:00.000Z"_s});
    desk.store.apply({state});

    QCOMPARE(desk.store.session(Robin)->stage, Stage::Queued);
    QCOMPARE(desk.store.session(Robin)->queue, QueueId(u"technical"_s));
    QCOMPARE(desk.store.session(Robin)->enteredMs, Told::StartMs - 60'000);
    QCOMPARE(desk.store.live(Robin).position, std::optional(3));
    QCOMPARE(desk.store.waiting(), QList{Robin});

    desk.store.apply({Told::passing(
        Direction::Internal, Robin,
        event::SessionState{u"queued"_s, QueueId(u"technical"_s), std::nullopt, {}, {}})});
    QVERIFY(desk.store.live(Robin).parked);
}

void SessionStoreTest::hearsOfASessionFromTheDeskAlone()
{
    SessionStore store;
    const auto state = [](const QString &name) {
        return Told::passing(
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
    Told told;
    SessionStore store;
    store.apply({told.inbound(Robin, event::Start{}), told.queues(Robin, General),
                 told.claims(Robin, Anders)});
    QCOMPARE(textOf(store.transcript(Robin)),
             u"Started 12:00, Queued in general · waited 0:00, an01 claimed"_s);

    store.apply({Told::queueState(General, u"Com Hem allmänt"_s, 2),
                 told.agentStatus(Anders, u"Anders"_s, u"available"_s)});

    QCOMPARE(textOf(store.transcript(Robin)),
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
    QVERIFY(textOf(desk.store.transcript(Robin)).endsWith(u"Queued in General"_s));
    desk.store.apply({desk.told.after(42s).claims(Robin, Anders)});
    QCOMPARE(textOf(desk.store.transcript(Robin)),
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

void SessionStoreTest::unknownEventsBreakNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const CorpusFile &file : acceptedCorpus())
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

    QVERIFY(textOf(desk.store.transcript(Robin)).contains(u"still here"_s));
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
    QVERIFY(textOf(desk.store.transcript(Robin)).endsWith(u"still here"_s));
}

QTEST_GUILESS_MAIN(SessionStoreTest)
#include "tst_sessionstore.moc"
