// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's rows and figures, without a screen.
#include "tests/model/board.h"
#include "tests/support/hostile.h"
#include "ui/model/allocationsmodel.h"
#include "ui/model/presentedsession.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTextDocument>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

BoardAgent agentWith(double sum, int open, const QString &status = u"available"_s)
{
    BoardAgent agent;
    agent.status = status;
    agent.sum = sum;
    agent.open = open;
    agent.bound = 2.0;
    return agent;
}

} // namespace

class BoardModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void roomIsWhatTheAllocatorWouldGive_data();
    void roomIsWhatTheAllocatorWouldGive();
    void nextIsWhenEnoughIsOver_data();
    void nextIsWhenEnoughIsOver();
    void queuesComeInTheDesksOrder();
    void whoIsWithTheBotCountsForHisPlatformsQueue();
    void aQueueIsClosedWhenAllItsPlatformsAre();
    void aSessionKeepsItsColour();
    void anUnknownPresenceLeavesTheSumOpen();
    void whatTheBotHasWeighsNothing();
    void aTipIsPlainWhateverACustomerCallsHimself_data();
    void aTipIsPlainWhateverACustomerCallsHimself();
    void agentsStandByBeingHereThenByName();
    void manyChangesAreWorkedOutTogether();
    void theFiguresFollowTheirRows();
    void anotherSourceOfFiguresIsAsGood();
    void anErasedCustomerLeavesTheBoard();
};

void BoardModelsTest::roomIsWhatTheAllocatorWouldGive_data()
{
    QTest::addColumn<double>("sum");
    QTest::addColumn<int>("open");
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("room");
    QTest::newRow("nobody yet") << 0.0 << 0 << u"available"_s << 3;
    QTest::newRow("the seed's 1.99") << 1.99 << 3 << u"available"_s << 1;
    QTest::newRow("exactly the bound") << 2.0 << 2 << u"available"_s << 1;
    QTest::newRow("above it") << 2.01 << 3 << u"available"_s << 0;
    QTest::newRow("exactly one below") << 1.0 << 1 << u"available"_s << 2;
    QTest::newRow("the cap before the bound") << 0.4 << 7 << u"available"_s << 1;
    QTest::newRow("finishing") << 0.0 << 0 << u"finishing"_s << 0;
}

void BoardModelsTest::roomIsWhatTheAllocatorWouldGive()
{
    QFETCH(const double, sum);
    QFETCH(const int, open);
    QFETCH(const QString, status);
    QTEST(roomOf(agentWith(sum, open, status), 8), "room");
}

void BoardModelsTest::nextIsWhenEnoughIsOver_data()
{
    using When = NextIn::When;
    QTest::addColumn<double>("sum");
    QTest::addColumn<int>("open");
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("meanMs"); // 0: not known
    QTest::addColumn<NextIn>("next");
    QTest::newRow("room") << 1.99 << 3 << u"available"_s << 0 << NextIn{When::Now, 0};
    QTest::newRow("a fifth too much of ten minutes")
        << 2.5 << 3 << u"available"_s << 600'000 << NextIn{When::About, 120};
    QTest::newRow("too much, of nobody knows how long")
        << 2.5 << 3 << u"available"_s << 0 << NextIn{When::Later, 0};
    QTest::newRow("as many as may be")
        << 0.5 << 8 << u"available"_s << 600'000 << NextIn{When::Full, 0};
    QTest::newRow("away") << 0.5 << 1 << u"away"_s << 600'000 << NextIn{When::Never, 0};
}

void BoardModelsTest::nextIsWhenEnoughIsOver()
{
    QFETCH(const double, sum);
    QFETCH(const int, open);
    QFETCH(const QString, status);
    QFETCH(const int, meanMs);
    QFETCH(const NextIn, next);
    const std::optional<qint64> mean = meanMs > 0 ? std::optional<qint64>(meanMs) : std::nullopt;
    QCOMPARE(nextIn(agentWith(sum, open, status), 8, mean), next);
}

void BoardModelsTest::queuesComeInTheDesksOrder()
{
    Board board;
    board.wait(Robin, QueueId(u"unheard"_s));
    board.wait(Karin, Technical);
    QStringList names;
    for (const BoardQueue &queue : board.queues.items())
        names += u"%1 %2"_s.arg(queue.name).arg(queue.waiting);
    QCOMPARE(names, QStringList({u"General 0"_s, u"Technical 1"_s, u"unheard 1"_s}));
}

void BoardModelsTest::whoIsWithTheBotCountsForHisPlatformsQueue()
{
    Board board;
    board.tell({board.told.inbound(Robin, event::Start{})});
    QCOMPARE(board.queues.items().at(0).withBot, 1);
    board.tell({board.told.queues(Robin, Technical)});
    QCOMPARE(board.queues.items().at(0).withBot, 0);
    QCOMPARE(board.queues.items().at(1).waiting, 1);
}

void BoardModelsTest::aQueueIsClosedWhenAllItsPlatformsAre()
{
    desk::DeskConfig config = desk::DeskConfig::defaults();
    desk::OpeningHours never;
    config.platforms[0].hours = never;
    test::Told told;
    const test::FakeClock clock;
    SessionStore store(config);
    const test::CountedFigures figures(clock, config);
    BoardQueues queues(store, figures, clock);
    store.apply({told.welcome(), test::Told::queueState(General, u"General"_s),
                 test::Told::queueState(Technical, u"Technical"_s)});
    queues.refresh();
    QVERIFY(queues.items().at(0).isClosed);
    QVERIFY(!queues.items().at(1).isClosed); // nobody comes to it by itself: transfers do
    QCOMPARE(queues.index(0, BoardQueues::ExpectedWait).data().toString(), u"closed"_s);
    QCOMPARE(queues.index(0, BoardQueues::Name).data(ToneRole).toInt(), int(Tone::Dim));
}

void BoardModelsTest::aSessionKeepsItsColour()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    board.give(Robin, Anders, 0.9);
    board.give(Karin, Anders, 0.8);
    board.give(Omar, Anders, 0.7);
    const auto colours = [&board] {
        QList<int> found;
        for (const PresenceChip &chip : board.agents.items().first().chips)
            found += chip.colour;
        return found;
    };
    QCOMPARE(colours(), QList<int>({0, 1, 2}));
    board.tell({board.told.internal(Karin, event::AgentDone{})});
    QCOMPARE(colours(), QList<int>({0, 2}));
    board.give(Karin, Anders); // the free one again
    QCOMPARE(colours().size(), 3);
    QVERIFY(colours().contains(1));
}

void BoardModelsTest::anUnknownPresenceLeavesTheSumOpen()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    board.give(Robin, Anders, 0.9);
    board.give(Karin, Anders);
    QCOMPARE(board.agents.items().first().sum, std::nullopt);
    QCOMPARE(board.agents.index(0, BoardAgents::Sum).data().toString(), u"–"_s);
    board.believe(Karin, 0.5);
    QCOMPARE(board.agents.index(0, BoardAgents::Sum).data().toString(), u"2.00"_s); // just given
    board.after(15s);
    QCOMPARE(board.agents.index(0, BoardAgents::Sum).data().toString(), u"1.40"_s);
}

void BoardModelsTest::whatTheBotHasWeighsNothing()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    board.give(Robin, Anders, 0.9);
    board.tell(
        {board.told.internal(Robin, event::HandoverToBot{Anders, std::nullopt, u"end_session"_s})});
    const BoardAgent agent = board.agents.items().first();
    QCOMPARE(agent.chips.size(), 1);
    QVERIFY(agent.chips.first().lent);
    QCOMPARE(agent.open, 0);
    QCOMPARE(agent.sum, 0.0);
    QCOMPARE(board.queues.items().first().withBot, 1);
}

void BoardModelsTest::aTipIsPlainWhateverACustomerCallsHimself_data()
{
    QTest::addColumn<QString>("text");
    for (const test::HostileText &hostile : test::hostileTexts(u"http://127.0.0.1:9/"_s))
        QTest::newRow(hostile.rowName().constData()) << hostile.text;
}

//! A tip has no format of its own: what looks like markup is markup.
void BoardModelsTest::aTipIsPlainWhateverACustomerCallsHimself()
{
    QFETCH(const QString, text);
    Board board;
    board.status(Anders, text, u"available"_s);
    board.give(Robin, Anders, 0.9);
    board.tell({board.told.internal(Robin, event::CustomerIdentified{{}, {}, text, false})});
    board.after(1s);
    AllocationsModel allocations(board.store);
    board.tell({board.told.internal(
        Robin,
        event::Allocation{
            Anders,
            1,
            2,
            u"least_loaded"_s,
            {QJsonObject{{u"agentId"_s, Anders.value()}, {u"sum"_s, 1}, {u"open"_s, 1}}}})});
    QVERIFY(board.agents.index(0, BoardAgents::Sessions)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(displayName(*board.store.session(Robin))));
    const std::initializer_list<const QAbstractItemModel *> models{
        &board.queues, &board.agents, &board.cards, &board.alarms, &allocations};
    for (const QAbstractItemModel *model : models) {
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QString tip = model->index(row, column).data(Qt::ToolTipRole).toString();
                QVERIFY2(!Qt::mightBeRichText(tip), qPrintable(tip.left(80)));
            }
        }
    }
    QCOMPARE(allocations.rowCount(), 1);
}

void BoardModelsTest::agentsStandByBeingHereThenByName()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"away"_s);
    board.status(Berit, u"Berit"_s, u"available"_s);
    board.status(AgentId(u"c"_s), u"Cecilia"_s, u"finishing"_s);
    QStringList names;
    for (const BoardAgent &agent : board.agents.items())
        names += agent.name;
    QCOMPARE(names, QStringList({u"Berit"_s, u"Cecilia"_s, u"Anders"_s}));
    QCOMPARE(board.agents.available(), 1);
}

void BoardModelsTest::manyChangesAreWorkedOutTogether()
{
    Pace pace(1h);
    const QSignalSpy due(&pace, &Pace::due);
    for (int i = 0; i < 100; ++i)
        pace.ask();
    QTRY_COMPARE(due.count(), 1);
    for (int i = 0; i < 100; ++i)
        pace.ask();
    QCoreApplication::processEvents();
    QCOMPARE(due.count(), 1); // the next one is an hour away
    pace.settle();
    QCOMPARE(due.count(), 2);
    pace.settle(); // nothing was asked for since
    QCOMPARE(due.count(), 2);
}

void BoardModelsTest::theFiguresFollowTheirRows()
{
    Board board;
    QStringList keys;
    for (const FigureCard &card : board.cards.items())
        keys += card.key;
    QCOMPARE(keys,
             QStringList(
                 {u"waiting"_s, u"inTime"_s, u"wait"_s, u"handleTime"_s, u"left"_s, u"there"_s}));
    const QSignalSpy changed(&board.cards, &QAbstractItemModel::dataChanged);
    board.wait(Robin);
    board.after(72s);
    const FigureCard waiting = board.cards.items().first();
    QCOMPARE(waiting.value, u"1"_s);
    QCOMPARE(waiting.detail, u"longest 1:12"_s);
    QCOMPARE(waiting.tone, Tone::Warn);
    for (const QList<QVariant> &change : changed)
        QCOMPARE(change.first().toModelIndex().row(), 0); // no other one was told again
}

void BoardModelsTest::anotherSourceOfFiguresIsAsGood()
{
    class Given final : public FiguresSource
    {
    public:
        [[nodiscard]] const DayFigures &day() const override { return figures; }
        [[nodiscard]] QList<int> lastHour(const QueueId &, qint64) const override { return {1}; }
        void advance() override {}
        DayFigures figures;
    };
    const test::FakeClock clock;
    const SessionStore store;
    Given given;
    given.figures.waits = {
        .counted = 191, .answered = 187, .inTime = 176, .left = 4, .meanMs = 24'000, .p90Ms = {}};
    given.figures.handling = {.taken = 190, .finished = 187, .meanMs = 408'000};
    const BoardQueues queues(store, given, clock);
    const BoardAgents agents(store, given, clock);
    const FigureCards cards(queues, agents, given, clock);
    QStringList values;
    for (const FigureCard &card : cards.items())
        values += card.value;
    QCOMPARE(values, QStringList({u"0"_s, u"92 %"_s, u"0:24"_s, u"6:48"_s, u"2.1 %"_s, u"0.0"_s}));
    QCOMPARE(cards.items().at(1).detail, u"goal 80 % · today"_s); // it knows the whole day
}

void BoardModelsTest::anErasedCustomerLeavesTheBoard()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    board.give(Robin, Anders, 0.9);
    QCOMPARE(board.agents.items().first().chips.size(), 1);
    board.tell({test::Told::passing(Direction::Internal, Robin, event::CustomerErased{1})});
    QCOMPARE(board.agents.items().first().chips.size(), 0);
    QCOMPARE(board.queues.items().first().inConversation, 0);
    QCOMPARE(board.store.heldBy(Anders), QList<UserId>());
}

QTEST_GUILESS_MAIN(BoardModelsTest)
#include "tst_boardmodels.moc"
