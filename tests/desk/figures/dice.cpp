// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/figures/dice.h"

#include "broker/desk/reduce.h"
#include "broker/desk/table.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

const QStringList Dice::Agents{u"anna"_s, u"berit"_s, u"carl"_s};
const QStringList Dice::Queues{u"general"_s, u"technical"_s, u"sales"_s};

QList<StoredEvent> Dice::roll(int count, qint64 fromMs, qint64 lengthMs)
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

QString Dice::one(const QStringList &of)
{
    return of.at(m_dice.bounded(int(of.size())));
}

bool Dice::isAllowed(const StoredEvent &event) const
{
    const auto session = m_table.sessionOf(event.frame.user());
    const desk::Stage stage = session ? session->stage : desk::Stage::Ended;
    return desk::cellOf(event.frame, stage) != desk::Cell::Wrong;
}

event::PresencePoint Dice::point()
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

StoredEvent Dice::any(Seq seq, qint64 ms, const QString &user)
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

} // namespace sermo::test
