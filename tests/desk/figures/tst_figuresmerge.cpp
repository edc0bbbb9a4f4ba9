// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/told.h"
#include "broker/desk/reduce.h"
#include "broker/desk/table.h"
#include "tests/desk/figures/play.h"

#include <QRandomGenerator>
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
const QStringList Agents{u"anna"_s, u"berit"_s, u"carl"_s};
const QStringList Queues{u"general"_s, u"technical"_s, u"sales"_s};

//! A log as a broker could have taken it: what the table forbids is not in it.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_dice(seed)
    {
    }

    QList<StoredEvent> roll(int count, qint64 fromMs, qint64 lengthMs)
    {
        QList<StoredEvent> events;
        qint64 ms = fromMs;
        while (events.size() < count) {
            ms += m_dice.bounded(int(2 * lengthMs / count));
            const QString user = u"u%1"_s.arg(m_dice.bounded(12));
            const StoredEvent event = any(Seq(events.size()) + 1, ms, user);
            if (!isAllowed(event))
                continue;
            desk::reduce(m_table, m_config, event);
            events.append(event);
        }
        return events;
    }

private:
    QString one(const QStringList &of) { return of.at(m_dice.bounded(int(of.size()))); }

    bool isAllowed(const StoredEvent &event) const
    {
        const auto session = m_table.sessionOf(event.frame.user());
        const desk::Stage stage = session ? session->stage : desk::Stage::Ended;
        return desk::cellOf(event.frame, stage) != desk::Cell::Wrong;
    }

    event::PresencePoint point()
    {
        event::PresencePoint point;
        point.state = u"S1"_s;
        point.link = u"ok"_s;
        point.probability = m_dice.bounded(1'000'001) / 1e6;
        point.label = m_dice.bounded(2);
        point.after = m_dice.bounded(600);
        point.waiting = m_dice.bounded(3) == 0;
        return point;
    }

    StoredEvent any(Seq seq, qint64 ms, const QString &user)
    {
        using enum Direction;
        event::Text text;
        text.text = u"hm?"_s;
        switch (m_dice.bounded(16)) {
        case 0:
            return stored(seq, ms, Inbound, user, event::Start{});
        case 1:
        case 2:
            return stored(seq, ms, Inbound, user, text);
        case 3:
        case 4:
            text.agent = event::Speaker{
                .id = one(Agents), .name = {}, .type = u"human"_s, .avatarId = {}, .avatarUrl = {}};
            return stored(seq, ms, Outbound, user, text);
        case 5:
            return stored(seq, ms, Outbound, user, text);
        case 6:
        case 7:
            return stored(seq, ms, Internal, user,
                          event::HandoverToQueue{QueueId(one(Queues)), {}, {}});
        case 8:
        case 9:
            return stored(seq, ms, Internal, user,
                          event::ClaimSession{AgentId(one(Agents)), false,
                                              m_dice.bounded(2) ? u"allocated"_s : QString()});
        case 10:
            return stored(seq, ms, Internal, user, event::AgentDone{});
        case 11:
            return stored(seq, ms, Outbound, user,
                          event::EndSession{{}, m_dice.bounded(2) ? u"gone"_s : QString()});
        case 12:
            return stored(seq, ms, Inbound, user, event::ClientLeft{});
        case 13:
            return stored(seq, ms, Inbound, user, event::Rating{m_dice.bounded(1, 6), {}});
        case 14:
            return stored(seq, ms, Internal, user, point());
        default:
            event::AgentStatus status;
            status.agent = AgentId(one(Agents));
            status.status = one({u"available"_s, u"away"_s, u"finishing"_s, u"offline"_s});
            return stored(seq, ms, Internal, {}, status);
        }
    }

    QRandomGenerator m_dice;
    desk::DeskConfig m_config = desk::DeskConfig::defaults();
    desk::SessionTable m_table;
};

QList<figures::Filter> filters()
{
    QList<figures::Filter> all(1);
    for (const QString &queue : Queues)
        all.append({QueueId(queue), {}, false});
    for (const QString &agent : Agents)
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
    QCOMPARE(told.queues.size(), Queues.size());
    for (const QString &queue : Queues)
        compare(told.queues.value(QueueId(queue)), {QueueId(queue), {}, false});
    for (const QString &agent : Agents)
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
