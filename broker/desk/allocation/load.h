// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <compare>
#include <optional>

//! Who gets the next customer: the sum of the probabilities that an agent's customers are still
//! there, held under a bound (allocation.md, section 3, as contract 5 and 6 settle it).
namespace sermo::allocation
{

using Ms = std::chrono::milliseconds; //!< on the steady clock

//! A sum of probabilities, counted in millionths: a sum does not depend on the order of adding, and
//! 0.66 + 0.66 + 0.67 is 1.99 and not 1.9900000000000002.
class Load
{
public:
    constexpr Load() = default;
    [[nodiscard]] static Load of(double probability); //!< what is no number counts as 0
    [[nodiscard]] static constexpr Load whole(int customers) { return Load(customers * Unit); }

    [[nodiscard]] double value() const { return double(m_millionths) / Unit; }

    constexpr Load &operator+=(Load other)
    {
        m_millionths += other.m_millionths;
        return *this;
    }
    constexpr Load &operator-=(Load other)
    {
        m_millionths -= other.m_millionths;
        return *this;
    }
    friend constexpr auto operator<=>(Load, Load) = default;

private:
    static constexpr qint64 Unit = 1'000'000;
    explicit constexpr Load(qint64 millionths)
        : m_millionths(millionths)
    {
    }
    qint64 m_millionths = 0;
};

//! So long a customer who was just given counts in full: nothing that is known of him yet tells how
//! much work he is (allocation.md, 3). Of one who said that he leaves it does.
inline constexpr Ms FreshFor{15'000};
[[nodiscard]] Load weightOf(double probability, Ms sinceGiven, bool hasLeft);

//! How much one agent is given (contract 6, `allocation`): he gets another customer while his sum
//! is at most `bound` and fewer than `hardCap` are open.
struct Limits {
    Load bound = Load::whole(2);
    int hardCap = 8;
};

//! With so many open the sum must have held for a while before the next comes (contract 5).
inline constexpr int SettlesFrom = 3;
inline constexpr Ms SettlesFor{5'000};

//! Since when each agent's sum has been at most his bound. Told every sum as it changes; a value.
class Steadiness
{
public:
    void note(const AgentId &agent, Load sum, const Limits &limits, Ms now);
    void forget(const AgentId &agent) { m_since.remove(agent); }
    [[nodiscard]] std::optional<Ms> since(const AgentId &agent) const; //!< none: it is above

private:
    QHash<AgentId, Ms> m_since;
};

} // namespace sermo::allocation
