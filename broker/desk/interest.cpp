// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/interest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

constexpr quint8 AllDirections = 0b111;
constexpr quint8 AllStages = (1U << StageCount) - 1;

template <typename Value>
constexpr quint8 bit(Value value)
{
    return static_cast<quint8>(1U << static_cast<unsigned>(value));
}

//! The texts of an array; none: it holds something else, or is no array.
std::optional<QStringList> texts(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QStringList all;
    for (const QJsonValue &one : value.toArray()) {
        if (!one.isString())
            return std::nullopt;
        all.append(one.toString());
    }
    return all;
}

std::optional<Stage> stageNamed(const QString &name)
{
    for (size_t i = 0; i < StageCount; ++i) {
        if (name == wireName(static_cast<Stage>(i)))
            return static_cast<Stage>(i);
    }
    return std::nullopt;
}

//! A bit for each name; none: one of them names nothing.
template <typename Named>
std::optional<quint8> bits(const QStringList &names, Named named)
{
    quint8 all = 0;
    for (const QString &name : names) {
        const auto value = named(name);
        if (!value)
            return std::nullopt;
        all |= bit(*value);
    }
    return all;
}

//! Where there is such a member: its texts go to `take`, which says whether they are good.
bool readTexts(const QJsonObject &from, QLatin1StringView name, auto take)
{
    const auto found = from.constFind(name);
    if (found == from.constEnd())
        return true;
    const auto all = texts(*found);
    return all && take(*all);
}

bool readBits(const QJsonObject &from, QLatin1StringView name, quint8 &to, auto named)
{
    return readTexts(from, name, [&to, named](const QStringList &names) {
        const auto all = bits(names, named);
        to = all.value_or(to);
        return all.has_value();
    });
}

bool readList(const QJsonObject &from, QLatin1StringView name, std::optional<QStringList> &to)
{
    return readTexts(from, name, [&to](const QStringList &all) {
        to = all;
        return true;
    });
}

bool readKept(const QJsonObject &from, bool &stored, bool &passing)
{
    const auto kept = from.constFind("kept"_L1);
    if (kept == from.constEnd())
        return true;
    stored = kept->toString() == "stored"_L1;
    passing = kept->toString() == "passing"_L1;
    return stored || passing;
}

} // namespace

Wish::Wish()
    : m_directions(AllDirections)
    , m_stages(AllStages)
{
}

Result<Wish, QString> Wish::read(const QJsonObject &from)
{
    Wish wish;
    if (!readKept(from, wish.m_stored, wish.m_passing))
        return failure(u"kept"_s);
    if (!readBits(from, "directions"_L1, wish.m_directions,
                  [](const QString &name) { return direction(name); }))
        return failure(u"directions"_s);
    if (!readBits(from, "states"_L1, wish.m_stages, stageNamed))
        return failure(u"states"_s);
    wish.m_anyStage = !from.contains("states"_L1);
    if (!readList(from, "types"_L1, wish.m_types))
        return failure(u"types"_s);
    if (!readList(from, "queues"_L1, wish.m_queues))
        return failure(u"queues"_s);
    if (!readList(from, "agentIds"_L1, wish.m_agents))
        return failure(u"agentIds"_s);
    const auto takeUsers = [&wish](const QStringList &names) {
        wish.m_users.emplace();
        for (const QString &name : names)
            wish.m_users->insert(UserId(name));
        return true;
    };
    if (!readTexts(from, "userIds"_L1, takeUsers))
        return failure(u"userIds"_s);
    return wish;
}

bool Wish::covers(const Envelope &event, const Place &place) const
{
    return (m_directions & bit(event.direction)) != 0
        && ((m_stored && m_passing) || (event.isStored() ? m_stored : m_passing))
        && (!m_types || m_types->contains(event.typeName)) && isWhere(event, place);
}

bool Wish::isWhere(const Envelope &event, const Place &place) const
{
    // It is what tells that these hold no more: who was told where a customer is must hear that he
    // is not there any longer.
    if (event.type == EventType::SessionState)
        return true;
    if (m_queues && !m_queues->contains(place.queue.value()))
        return false;
    if (m_anyStage && !m_agents)
        return true;
    if (!place.stage || (m_stages & bit(*place.stage)) == 0)
        return false;
    return !m_agents || (!place.holder.isEmpty() && m_agents->contains(place.holder.value()));
}

Wish Wish::ofAll() const
{
    Wish wish = *this;
    wish.m_users.reset();
    return wish;
}

Interest::Interest()
    : m_wishes{Wish()}
{
}

Result<Interest, QString> Interest::read(const event::Interest &said)
{
    Interest interest;
    if (!said.wants)
        return interest;
    interest.m_wishes.clear();
    for (qsizetype i = 0; i < said.wants->size(); ++i) {
        const QString place = u"wants[%1]"_s.arg(i);
        if (!said.wants->at(i).isObject())
            return failure(place);
        const auto wish = Wish::read(said.wants->at(i).toObject());
        if (!wish)
            return failure(place + u'.' + wish.error());
        interest.m_wishes.append(*wish);
    }
    return interest;
}

bool Interest::covers(const Envelope &event, const Place &place) const
{
    return std::ranges::any_of(m_wishes, [&](const Wish &wish) {
        return (!wish.users() || wish.users()->contains(event.user)) && wish.covers(event, place);
    });
}

Place placeOf(const SessionTable &table, const EventFrame &frame)
{
    Place place;
    const auto take = [&place](const Session &session) {
        const bool isHeld = session.stage == Stage::Assigned || session.stage == Stage::BotClosing;
        place = {session.stage, isHeld ? session.agent : AgentId(), session.queue};
    };
    if (frame.type() == EventType::QueueState)
        place.queue = std::get<event::QueueState>(decode(frame)).queue;
    else if (frame.user().isEmpty())
        return place;
    else if (const Session *session = table.find(frame.user()))
        take(*session);
    else if (const auto ended = table.sessionOf(frame.user())) // and is kept no more
        take(*ended);
    return place;
}

} // namespace sermo::desk
