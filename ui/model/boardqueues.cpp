// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/boardqueues.h"

#include "broker/desk/reasons.h"
#include "ui/model/presentedsession.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using desk::Stage;

namespace
{

//! Whom a customer who is still with the bot will come to, where nobody says otherwise.
QueueId queueOf(const desk::Session &session, const desk::DeskConfig &config)
{
    if (!session.queue.isEmpty())
        return session.queue;
    const desk::Platform *platform = config.platform(session.platform);
    return platform ? platform->queue : QueueId();
}

void count(BoardQueue &row, const desk::Session &session)
{
    switch (session.stage) {
    case Stage::Bot:
    case Stage::BotClosing:
        ++row.withBot;
        return;
    case Stage::Queued:
        ++row.waiting;
        row.oldestMs = std::min(row.oldestMs.value_or(session.enteredMs), session.enteredMs);
        return;
    case Stage::Assigned:
        ++row.inConversation;
        return;
    case Stage::Done:
    case Stage::Ended:
        return;
    }
}

//! Every platform of it is, by hand or by the hours that this desk knows of.
bool isClosed(const SessionStore &store, const QueueId &queue, qint64 nowMs)
{
    bool isServed = false;
    const QList<PlatformInfo> platforms = store.platforms();
    for (const PlatformInfo &platform : platforms) {
        if (platform.queue != queue)
            continue;
        isServed = true;
        const desk::Platform *known = store.config().platform(platform.id);
        const bool isOpen = store.table()
                                .isOpenByHand(platform.id)
                                .value_or(!known || !known->hours || known->hours->isOpenAt(nowMs));
        if (isOpen)
            return false;
    }
    return isServed;
}

int staffOf(const desk::SessionTable &table, const QueueId &queue)
{
    return int(std::ranges::count_if(table.agents, [&queue](const desk::AgentRecord &agent) {
        return agent.status == desk::status::Available && agent.serves(queue);
    }));
}

} // namespace

BoardQueues::BoardQueues(const SessionStore &store, const FiguresSource &figures,
                         const Clock &clock, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
    , m_figures(figures)
    , m_clock(clock)
    , m_pace(500ms)
{
    connect(&m_pace, &Pace::due, this, &BoardQueues::refresh);
    for (const auto changed : {&SessionStore::queuesChanged, &SessionStore::agentsChanged})
        connect(&store, changed, &m_pace, &Pace::ask);
    connect(&figures, &FiguresSource::changed, &m_pace, &Pace::ask);
    refresh();
}

void BoardQueues::refresh()
{
    const qint64 nowMs = m_clock.now().wallMs;
    QList<BoardQueue> rows;
    QHash<QueueId, qsizetype> rowOf;
    const auto rowFor = [&](const QueueId &id) -> BoardQueue & {
        const auto known = rowOf.constFind(id);
        if (known != rowOf.cend())
            return rows[*known];
        rowOf.insert(id, rows.size());
        rows.append(BoardQueue());
        rows.last().key = id;
        rows.last().name = m_store.queueName(id);
        return rows.last();
    };
    for (const QueueInfo &queue : m_store.queues())
        rowFor(queue.id).expectedWaitSeconds = queue.expectedWaitSeconds;
    for (const UserId &user : m_store.table().open) {
        const desk::Session &session = *m_store.session(user);
        if (const QueueId queue = queueOf(session, m_store.config()); !queue.isEmpty())
            count(rowFor(queue), session);
    }
    for (BoardQueue &row : rows) {
        row.staffed = staffOf(m_store.table(), row.key);
        row.isClosed = isClosed(m_store, row.key, nowMs);
        row.serviceLevel = m_figures.day().queues.value(row.key).serviceLevel();
        row.lastHour = m_figures.lastHour(row.key, nowMs);
    }
    become(rows);
}

void BoardQueues::tick()
{
    m_pace.settle();
    for (int row = 0; row < rowCount(); ++row) {
        if (items().at(row).oldestMs)
            emit dataChanged(index(row, Waiting), index(row, Longest));
    }
}

int BoardQueues::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BoardQueues::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role == ItemRole)
        return RowsModel::data(index, role);
    const BoardQueue &queue = items().at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(queue, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == LastHour
            ? tr("%n in the last hour", nullptr,
                 std::accumulate(queue.lastHour.cbegin(), queue.lastHour.cend(), 0))
            : text(queue, index.column());
    case Qt::ToolTipRole:
        return index.column() == LastHour
            ? QVariant(tr("Put in line in the last hour, five minutes by five minutes"))
            : QVariant();
    case Qt::TextAlignmentRole:
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ToneRole:
        return int(tone(queue, index.column()));
    case SparkRole:
        return index.column() == LastHour && !queue.isClosed ? QVariant::fromValue(queue.lastHour)
                                                             : QVariant();
    default:
        return {};
    }
}

QString BoardQueues::text(const BoardQueue &queue, int column) const
{
    const QString nothing = u"–"_s;
    switch (column) {
    case Name:
        return queue.name;
    case Waiting:
        return QLocale().toString(queue.waiting);
    case Longest:
        return queue.oldestMs ? clockText(longestSeconds(queue)) : nothing;
    case ExpectedWait:
        if (queue.isClosed)
            return tr("closed");
        return queue.expectedWaitSeconds ? clockText(*queue.expectedWaitSeconds) : nothing;
    case WithBot:
        return QLocale().toString(queue.withBot);
    case InConversation:
        return QLocale().toString(queue.inConversation);
    case InTime:
        return queue.serviceLevel ? percent(*queue.serviceLevel) : nothing;
    default:
        return {};
    }
}

Tone BoardQueues::tone(const BoardQueue &queue, int column) const
{
    if (queue.isClosed && queue.waiting == 0)
        return Tone::Dim;
    const bool isLong = queue.oldestMs && longestSeconds(queue) >= LongWaitSeconds;
    if (column == Waiting || column == Longest)
        return isLong ? Tone::Warn : Tone::Plain;
    if (column == InTime && queue.serviceLevel)
        return *queue.serviceLevel >= WaitFigures::GoalShare ? Tone::Good : Tone::Warn;
    return Tone::Plain;
}

qint64 BoardQueues::longestSeconds(const BoardQueue &queue) const
{
    return std::max<qint64>(0, m_clock.now().wallMs - *queue.oldestMs) / 1000;
}

QVariant BoardQueues::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Queue");
    case Waiting:
        return tr("Waiting");
    case Longest:
        return tr("Longest");
    case ExpectedWait:
        return tr("Expected wait");
    case WithBot:
        return tr("With bot");
    case InConversation:
        return tr("In conversation");
    case InTime:
        return tr("Within %1 s").arg(WaitFigures::GoalMs / 1000);
    case LastHour:
        return tr("Last hour");
    default:
        return {};
    }
}

QString percent(double share)
{
    return BoardQueues::tr("%1 %").arg(qRound(share * 100));
}

} // namespace sermo::model
