// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/told.h"
#include "tests/desk/figures/dice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The figures of a day are the merge of its hours, whatever happened, for everybody, each queue
//! and each agent. By seeded dice.
class TestFiguresMerge : public QObject
{
    Q_OBJECT
private slots:
    void mergesTheHoursToTheDay_data();
    void mergesTheHoursToTheDay();
    void breaksDownAsTheFiltersDo();
    void letsGoOfWhatIsOldAndOfNothingElse();
};

namespace
{

constexpr qint64 Hour = 3'600'000;
constexpr qint64 Day = 24 * Hour;

QList<figures::Filter> filters()
{
    QList<figures::Filter> all(1);
    for (const QString &queue : Dice::Queues)
        all.append({QueueId(queue), {}, false});
    for (const QString &agent : Dice::Agents)
        all.append({{}, AgentId(agent), false});
    all.append({QueueId(u"general"_s), AgentId(u"anna"_s), false});
    return all;
}

//! Which figure of the two is another one; empty: none.
QString difference(const figures::Figures &one, const figures::Figures &other)
{
    const auto ones = figures::tell(one);
    const auto others = figures::tell(other);
    for (qsizetype i = 0; i < ones.size(); ++i) {
        if (ones[i].value != others[i].value || ones[i].behind != others[i].behind)
            return ones[i].name;
    }
    return one == other ? QString() : u"what no name tells"_s;
}

} // namespace

void TestFiguresMerge::mergesTheHoursToTheDay_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestFiguresMerge::mergesTheHoursToTheDay()
{
    QFETCH(const quint32, seed);
    // Before the day and after it too, so that much is under way at its ends.
    const auto events = Dice(seed).roll(900, dayOneMs() - 6 * Hour, 36 * Hour);
    figures::Ledger ledger(desk::DeskConfig::defaults());
    for (const StoredEvent &event : events)
        ledger.take(event);
    const qint64 now = ledger.lastMs() + 1;
    for (const figures::Filter &filter : filters()) {
        const figures::Window day{dayOneMs(), dayOneMs() + Day};
        const auto whole = figures::figuresOf(ledger, day, filter, {}, now);
        figures::Figures merged;
        merged.window = {day.fromMs, day.fromMs};
        for (qint64 from = day.fromMs; from < day.toMs; from += Hour)
            merged.merge(figures::figuresOf(ledger, {from, from + Hour}, filter, {}, now));
        QCOMPARE(difference(merged, whole), QString());
    }
    const auto everything = figures::figuresOf(ledger, {dayOneMs(), dayOneMs() + Day}, {}, {}, now);
    QVERIFY(everything.queued.size() > 20); // the dice do bring something about
    QVERIFY(everything.claimed.size() > 20);
    QVERIFY(!everything.response.cases().isEmpty());
    QVERIFY(!everything.rating.cases().isEmpty());
}

void TestFiguresMerge::breaksDownAsTheFiltersDo()
{
    figures::Ledger ledger(desk::DeskConfig::defaults());
    const auto events = Dice(5).roll(900, dayOneMs() - 6 * Hour, 36 * Hour);
    for (const StoredEvent &event : events)
        ledger.take(event);
    const qint64 now = ledger.lastMs() + 1;
    const figures::Window day{dayOneMs(), dayOneMs() + Day};
    const figures::Breakdown told = figures::breakdownOf(ledger, day, {}, now);
    QCOMPARE(difference(told.all, figures::figuresOf(ledger, day, {}, {}, now)), QString());
    const auto compare = [&](const figures::Figures &one, const figures::Filter &filter) {
        figures::Figures other = figures::figuresOf(ledger, day, filter, {}, now);
        other.work.clear(); // told of all together
        QCOMPARE(difference(one, other), QString());
    };
    QCOMPARE(told.queues.size(), Dice::Queues.size());
    for (const QString &queue : Dice::Queues)
        compare(told.queues.value(QueueId(queue)), {QueueId(queue), {}, false});
    for (const QString &agent : Dice::Agents)
        compare(told.agents.value(AgentId(agent)), {{}, AgentId(agent), false});
}

void TestFiguresMerge::letsGoOfWhatIsOldAndOfNothingElse()
{
    const auto events = Dice(77).roll(1500, dayOneMs() - 2 * Day, 4 * Day);
    figures::Ledger whole(desk::DeskConfig::defaults());
    figures::Ledger thinned(desk::DeskConfig::defaults());
    qint64 droppedMs = dayOneMs() - 2 * Day;
    for (const StoredEvent &event : events) {
        whole.take(event);
        thinned.take(event);
        if (event.receivedMs > droppedMs + 6 * Hour) {
            droppedMs = event.receivedMs;
            thinned.dropBefore(std::min(droppedMs, dayOneMs()));
        }
    }
    const figures::Window day{dayOneMs(), dayOneMs() + Day};
    const qint64 now = whole.lastMs() + 1;
    QCOMPARE(difference(figures::figuresOf(thinned, day, {}, {}, now),
                        figures::figuresOf(whole, day, {}, {}, now)),
             QString());
    QVERIFY(thinned.visits().size() < whole.visits().size());
}

QTEST_GUILESS_MAIN(TestFiguresMerge)
#include "tst_figuresmerge.moc"
