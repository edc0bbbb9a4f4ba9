// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/figurecards.h"

#include "ui/model/presentedsession.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString Nothing = QStringLiteral("–");

QString time(std::optional<qint64> ms)
{
    return ms ? clockText(*ms / 1000) : Nothing;
}

QString timeOfDay(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm"_s);
}

FigureCard named(const QString &key, const QString &name)
{
    FigureCard card;
    card.key = key;
    card.name = name;
    return card;
}

} // namespace

FigureCards::FigureCards(const BoardQueues &queues, const BoardAgents &agents,
                         const FiguresSource &figures, const Clock &clock, QObject *parent)
    : RowsModel(parent)
    , m_queues(queues)
    , m_agents(agents)
    , m_figures(figures)
    , m_clock(clock)
    , m_pace(100ms)
{
    connect(&m_pace, &Pace::due, this, &FigureCards::refresh);
    for (const QAbstractItemModel *rows : {static_cast<const QAbstractItemModel *>(&queues),
                                           static_cast<const QAbstractItemModel *>(&agents)}) {
        connect(rows, &QAbstractItemModel::rowsInserted, &m_pace, &Pace::ask);
        connect(rows, &QAbstractItemModel::rowsRemoved, &m_pace, &Pace::ask);
        connect(rows, &QAbstractItemModel::dataChanged, &m_pace, &Pace::ask);
    }
    connect(&figures, &FiguresSource::changed, &m_pace, &Pace::ask);
    refresh();
}

void FigureCards::tick()
{
    refresh();
}

void FigureCards::refresh()
{
    become({waiting(), inTime(), wait(), handleTime(), left(), reallyThere()});
}

FigureCard FigureCards::waiting() const
{
    int waiting = 0;
    std::optional<qint64> oldestMs;
    for (const BoardQueue &queue : m_queues.items()) {
        waiting += queue.waiting;
        if (queue.oldestMs)
            oldestMs = std::min(oldestMs.value_or(*queue.oldestMs), *queue.oldestMs);
    }
    const bool isPast = m_figures.isOfThePast();
    FigureCard card = named(u"waiting"_s,
                            isPast ? tr("Waiting at %1").arg(timeOfDay(m_clock.now().wallMs))
                                   : tr("Waiting now"));
    card.value = QLocale().toString(waiting);
    card.tip = tr("Customers in line, in all queues");
    card.behind = {u"waiting"_s, card.name, 0, 0, {}, {}};
    if (!oldestMs) {
        card.detail = tr("nobody");
        return card;
    }
    const qint64 seconds = std::max<qint64>(0, m_clock.now().wallMs - *oldestMs) / 1000;
    card.detail = tr("longest %1").arg(clockText(seconds));
    card.tone = seconds >= LongWaitSeconds ? Tone::Warn : Tone::Plain;
    return card;
}

FigureCard FigureCards::inTime() const
{
    const qint64 goalSeconds = WaitFigures::GoalMs / 1000;
    FigureCard card = named(u"inTime"_s, tr("Answered within %1 s").arg(goalSeconds));
    card.behind = ofDay(card, u"level.in_time"_s);
    const auto level = m_figures.day().waits.serviceLevel();
    card.value = level ? percent(*level) : Nothing;
    if (level)
        card.tone = *level >= WaitFigures::GoalShare ? Tone::Good : Tone::Warn;
    card.detail = tr("goal %1 · %2").arg(percent(WaitFigures::GoalShare), today());
    card.tip = since(tr("Of all whose wait is over: an agent had the session within %1 seconds. "
                        "Who left counts as not answered.")
                         .arg(goalSeconds));
    return card;
}

FigureCard FigureCards::wait() const
{
    const WaitFigures &waits = m_figures.day().waits;
    FigureCard card = named(u"wait"_s, tr("Average wait"));
    card.value = time(waits.meanMs);
    card.behind = ofDay(card, u"wait.mean"_s);
    card.detail = waits.p90Ms ? tr("nine in ten within %1").arg(time(waits.p90Ms)) : today();
    card.tip = since(tr("From being put in line until an agent has the session, of those who were "
                        "answered"));
    return card;
}

FigureCard FigureCards::handleTime() const
{
    const HandleFigures &handling = m_figures.day().handling;
    FigureCard card = named(u"handleTime"_s, tr("Average handle time"));
    card.value = time(handling.meanMs);
    card.behind = ofDay(card, u"handle.mean"_s);
    card.detail = tr("%n conversations", nullptr, handling.finished);
    card.tip = since(tr("From each claim until the agent gives the session back, the bot's part "
                        "left out"));
    return card;
}

FigureCard FigureCards::left() const
{
    const WaitFigures &waits = m_figures.day().waits;
    FigureCard card = named(u"left"_s, tr("Left while waiting"));
    card.behind = ofDay(card, u"abandoned.share"_s);
    const auto share = waits.shareLeft();
    card.value = share ? tr("%1 %").arg(QLocale().toString(100 * *share, 'f', 1)) : Nothing;
    card.detail = share ? tr("%1 of %2").arg(waits.left).arg(waits.counted) : today();
    card.tip = since(tr("Of all whose wait is over: gone before anybody answered"));
    return card;
}

FigureCard FigureCards::reallyThere() const
{
    double there = 0;
    int open = 0, room = 0;
    for (const BoardAgent &agent : m_agents.items()) {
        open += agent.open;
        room += agent.room;
        for (const PresenceChip &chip : agent.chips)
            there += chip.lent ? 0 : chip.presence.value_or(0);
    }
    FigureCard card = named(u"there"_s, tr("Really there"));
    card.behind = {u"held"_s, card.name, 0, 0, {}, {}};
    card.value = QLocale().toString(there, 'f', 1);
    card.suffix = tr("of %n open", nullptr, open);
    card.detail = tr("room for %n more", nullptr, room);
    card.tip = tr("The sum of the probabilities that the customers whom agents have are still "
                  "there, and how many more the agents who are available would be given now");
    return card;
}

FigureOrder FigureCards::ofDay(const FigureCard &card, const QString &figure) const
{
    return {figure, card.name, m_figures.day().fromMs, 0, {}, {}};
}

QString FigureCards::today() const
{
    const DayFigures &day = m_figures.day();
    if (!day.isWholeDay())
        return tr("since %1").arg(timeOfDay(day.fromMs));
    return m_figures.isOfThePast() ? QLocale().toString(
               QDateTime::fromMSecsSinceEpoch(day.dayStartMs).date(), QLocale::ShortFormat)
                                   : tr("today");
}

QString FigureCards::since(const QString &how) const
{
    const DayFigures &day = m_figures.day();
    if (day.isWholeDay())
        return how;
    return how + u'\n' + tr("Counted since the broker started, %1").arg(timeOfDay(day.fromMs));
}

QVariant FigureCards::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
        return RowsModel::data(index, role);
    const FigureCard &card = items().at(index.row());
    if (role == Qt::ToolTipRole)
        return card.tip;
    QStringList said{card.name, card.value, card.suffix, card.detail};
    said.removeAll(QString());
    return said.join(u", "_s);
}

} // namespace sermo::model
