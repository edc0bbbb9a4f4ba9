// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/heldreplies.h"

#include <algorithm>
#include <limits>

namespace sermo::model
{

void HeldReplies::hold(const UserId &user, const Message &message, Steady until)
{
    m_held.insert(user, {message, until});
}

const Message *HeldReplies::find(const UserId &user) const
{
    const auto held = m_held.constFind(user);
    return held == m_held.cend() ? nullptr : &held->message;
}

std::optional<Message> HeldReplies::take(const UserId &user)
{
    const auto held = m_held.constFind(user);
    if (held == m_held.cend())
        return std::nullopt;
    Message message = held->message;
    m_held.erase(held);
    return message;
}

std::optional<HeldReplies::Steady> HeldReplies::until(const UserId &user) const
{
    const auto held = m_held.constFind(user);
    return held == m_held.cend() ? std::nullopt : std::optional(held->until);
}

QList<UserId> HeldReplies::due(Steady now) const
{
    QList<UserId> found;
    for (auto held = m_held.cbegin(); held != m_held.cend(); ++held) {
        if (held->until <= now)
            found += held.key();
    }
    std::sort(found.begin(), found.end(), [this](const UserId &a, const UserId &b) {
        return std::pair(m_held[a].until, a) < std::pair(m_held[b].until, b);
    });
    return found;
}

QList<UserId> HeldReplies::users() const
{
    return due(Steady(std::numeric_limits<Steady::rep>::max()));
}

std::optional<HeldReplies::Steady> HeldReplies::nextWake() const
{
    const auto earliest
        = std::min_element(m_held.cbegin(), m_held.cend(),
                           [](const Held &a, const Held &b) { return a.until < b.until; });
    return earliest == m_held.cend() ? std::nullopt : std::optional(earliest->until);
}

} // namespace sermo::model
