// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/boardagents.h"

#include "broker/desk/allocation/load.h"
#include "broker/desk/reasons.h"
#include "ui/model/agentstatus.h"
#include "ui/model/names.h"
#include "ui/model/presencewords.h"
#include "ui/model/presentedsession.h"
#include "ui/model/queuemodel.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

bool isHere(const BoardAgent &agent)
{
    return agent.status == desk::status::Available || agent.status == desk::status::Finishing;
}

bool comesBefore(const BoardAgent &a, const BoardAgent &b)
{
    if (isHere(a) != isHere(b))
        return isHere(a);
    const int names = QString::localeAwareCompare(a.name, b.name);
    return names == 0 ? a.key < b.key : names < 0;
}

} // namespace

int roomOf(const BoardAgent &agent, int hardCap)
{
    if (agent.status != desk::status::Available || !agent.sum)
        return 0;
    // As the allocator: while the sum is at most the bound (a sum of the bound gets one more).
    const double left = agent.bound - *agent.sum;
    const int byBound = left < 0 ? 0 : int(std::floor(left + 1e-9)) + 1;
    return std::clamp(hardCap - agent.open, 0, byBound);
}

NextIn nextIn(const BoardAgent &agent, int hardCap, std::optional<qint64> meanHandleMs)
{
    using When = NextIn::When;
    if (agent.status != desk::status::Available)
        return {When::Never, 0};
    if (agent.open >= hardCap)
        return {When::Full, 0};
    if (!agent.sum)
        return {When::Later, 0};
    if (*agent.sum <= agent.bound)
        return {When::Now, 0};
    if (!meanHandleMs)
        return {When::Later, 0};
    // What he has is over at a rate of sum / mean; so much of it must be.
    const double share = (*agent.sum - agent.bound) / *agent.sum;
    return {When::About, std::llround(share * double(*meanHandleMs) / 1000)};
}

BoardAgents::BoardAgents(const SessionStore &store, const FiguresSource &figures,
                         const Clock &clock, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
    , m_figures(figures)
    , m_clock(clock)
    , m_pace(500ms)
{
    connect(&m_pace, &Pace::due, this, &BoardAgents::refresh);
    connect(&store, &SessionStore::agentsChanged, &m_pace, &Pace::ask);
    connect(&store, &SessionStore::presenceChanged, &m_pace, &Pace::ask);
    connect(&figures, &FiguresSource::changed, &m_pace, &Pace::ask);
    refresh();
}

//! A new session weighs less after a while, though nothing is told.
void BoardAgents::settle()
{
    if (m_hasFresh)
        m_pace.ask();
    m_pace.settle();
}

void BoardAgents::refresh()
{
    m_hasFresh = false;
    QList<BoardAgent> rows;
    rows.reserve(m_store.table().agents.size());
    for (const desk::AgentRecord &agent : m_store.table().agents)
        rows.append(rowOf(agent));
    std::sort(rows.begin(), rows.end(), comesBefore);
    QHash<UserId, int> colours;
    for (const BoardAgent &row : std::as_const(rows)) {
        for (const PresenceChip &chip : row.chips)
            colours.insert(chip.user, chip.colour);
    }
    m_colours = colours;
    become(rows);
}

BoardAgent BoardAgents::rowOf(const desk::AgentRecord &agent)
{
    BoardAgent row;
    row.key = agent.id;
    row.name = m_store.agentName(agent.id);
    row.status = oneLine(agent.status);
    row.chips = chipsOf(agent.id);
    row.open = int(std::ranges::count(row.chips, false, &PresenceChip::lent));
    const qint64 nowMs = m_clock.now().wallMs;
    row.sum = loadOf(m_store, agent.id, nowMs);
    m_hasFresh = m_hasFresh || std::ranges::any_of(row.chips, [&](const PresenceChip &chip) {
                     return nowMs - m_store.session(chip.user)->stageSinceMs
                         < allocation::FreshFor.count();
                 });
    row.bound = m_store.boundOf(agent.id);
    const DayFigures &day = m_figures.day();
    row.handling = day.agents.value(agent.id);
    const int cap = m_store.hardCapOf(agent.id);
    row.next = nextIn(row, cap, row.handling.meanMs ? row.handling.meanMs : day.handling.meanMs);
    row.room = roomOf(row, cap);
    return row;
}

QList<PresenceChip> BoardAgents::chipsOf(const AgentId &agent)
{
    QList<PresenceChip> chips;
    QSet<int> taken;
    const QList<UserId> held = m_store.heldBy(agent);
    for (const UserId &user : held) {
        const auto colour = m_colours.constFind(user);
        if (colour != m_colours.cend())
            taken.insert(*colour);
    }
    for (const UserId &user : held) {
        int colour = m_colours.value(user, -1);
        for (int free = 0; colour < 0; ++free) {
            if (!taken.contains(free))
                colour = free;
        }
        taken.insert(colour);
        const bool lent = m_store.session(user)->stage == desk::Stage::BotClosing;
        const LiveState live = m_store.live(user);
        chips.append({user, colour, live.presence, lent, live.hand.has_value()});
    }
    return chips;
}

int BoardAgents::available() const
{
    return int(std::ranges::count_if(
        items(), [](const BoardAgent &agent) { return agent.status == desk::status::Available; }));
}

int BoardAgents::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BoardAgents::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role == ItemRole)
        return RowsModel::data(index, role);
    const BoardAgent &agent = items().at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(agent, column);
    case Qt::AccessibleTextRole:
        return spoken(agent, column);
    case Qt::ToolTipRole:
        return tip(agent, column);
    case Qt::TextAlignmentRole:
        return int((column < Sum ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ToneRole:
        if (column == Next && agent.next.when == NextIn::When::Now)
            return int(Tone::Good);
        return int(agent.status == desk::status::Offline ? Tone::Dim : Tone::Plain);
    case StatusRole:
        return column == Status ? QVariant(agent.status) : QVariant();
    case ChipsRole:
        return column == Sessions ? QVariant::fromValue(agent.chips) : QVariant();
    case LoadRole:
        return column == Sum && agent.sum ? QVariant::fromValue(BoardLoad{*agent.sum, agent.bound})
                                          : QVariant();
    default:
        return {};
    }
}

QString BoardAgents::text(const BoardAgent &agent, int column) const
{
    const QString nothing = u"–"_s;
    switch (column) {
    case Name:
        return agent.name;
    case Status:
        return statusName(agent.status);
    case Sum:
        return agent.sum ? hundredths(*agent.sum) : nothing;
    case Next:
        if (agent.next.when == NextIn::When::Now)
            return m_figures.isOfThePast() ? tr("at once") : tr("now");
        if (agent.next.when == NextIn::When::About)
            return tr("≈ %1").arg(clockText(agent.next.seconds));
        return agent.next.when == NextIn::When::Full ? tr("full") : nothing;
    case HandleTime:
        return agent.handling.meanMs ? clockText(*agent.handling.meanMs / 1000) : nothing;
    case Today:
        return QLocale().toString(agent.handling.taken);
    default:
        return {};
    }
}

QString BoardAgents::spoken(const BoardAgent &agent, int column) const
{
    if (column == Sum && agent.sum)
        return tr("%1 of %2").arg(hundredths(*agent.sum), hundredths(agent.bound));
    if (column != Sessions)
        return text(agent, column);
    return agent.chips.isEmpty() ? tr("none") : sessionLines(agent).join(u", "_s);
}

QStringList BoardAgents::sessionLines(const BoardAgent &agent) const
{
    QStringList lines;
    for (const PresenceChip &chip : agent.chips) {
        const desk::Session *session = m_store.session(chip.user);
        const QString name = session ? displayName(*session) : visitorName(chip.user);
        lines += chip.lent  ? tr("%1, with the bot").arg(name)
            : chip.presence ? u"%1 %2"_s.arg(name, hundredths(*chip.presence))
                            : name;
        if (chip.handRaised)
            lines.last() = tr("%1, asks for help").arg(lines.constLast());
    }
    return lines;
}

//! The first line is ours: a tip that began with a customer's name would be as rich as he likes.
QString BoardAgents::tip(const BoardAgent &agent, int column) const
{
    if (column == Sum && agent.sum)
        return tr("Is given another customer while the sum is at most %1")
            .arg(hundredths(agent.bound));
    if (column == Next && agent.next.when == NextIn::When::About)
        return tr("When so much of it is likely to be over, by how long his conversations take");
    if (column != Sessions || agent.chips.isEmpty())
        return {};
    return tr("His customers, and how likely each is still there") + u'\n'
        + sessionLines(agent).join(u'\n');
}

QVariant BoardAgents::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section < Sum ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == HandleTime)
        return m_figures.isOfThePast()
            ? tr("Average handle time: from the claim until he is done, on the day shown")
            : tr("Average handle time: from the claim until he is done, today");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Agent");
    case Status:
        return tr("Status");
    case Sessions:
        return tr("Sessions");
    case Sum:
        return tr("Sum of presence");
    case Next:
        return tr("Next in");
    case HandleTime:
        return tr("AHT");
    case Today:
        return m_figures.isOfThePast() ? tr("Day") : tr("Today");
    default:
        return {};
    }
}

} // namespace sermo::model
