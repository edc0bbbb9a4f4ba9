// SPDX-License-Identifier: GPL-3.0-or-later
// The one that follows: what it is told, and what it does when the host is gone.
#include "broker/standby/member.h"

#include <algorithm>

namespace sermo::standby
{

void Member::hearAsFollower(const Message &message)
{
    m_heardAt = m_now;
    if (m_phase == Phase::SettingApart)
        return;
    if (m_phase == Phase::Offering)
        m_phase = Phase::Following;
    if (const auto *beat = std::get_if<say::Beat>(&message.what)) {
        send(say::Echo{beat->stamp});
    } else if (const auto *copy = std::get_if<say::Copy>(&message.what)) {
        m_received = std::max(m_received, copy->upTo);
    } else if (const auto *grant = std::get_if<say::Grant>(&message.what)) {
        if (m_isLeaving)
            return; // it was on its way when leave was taken
        if (!m_charter.heir) {
            m_charter.heir = true;
            write();
        }
        m_right = grant->right;
    } else if (std::holds_alternative<say::Withdraw>(message.what)) {
        m_right = Right::None;
        send(say::Withdrawn{});
    }
}

void Member::waitForHost()
{
    if (m_phase != Phase::Following || m_now - m_heardAt < m_patience.gone)
        return;
    if (m_received != m_head)
        return; // what it was given is not on the disk yet
    if (m_right == Right::Succeed)
        takeOver(false);
    else if (m_charter.heir)
        m_phase = Phase::Offering;
}

std::optional<Ms> Member::nextAsFollower() const
{
    const bool mayFollow = m_charter.heir || m_right == Right::Succeed;
    const bool isDue = m_phase == Phase::Following && mayFollow && m_received == m_head;
    return isDue ? std::optional(m_heardAt + m_patience.gone) : std::nullopt;
}

//! The one place where a term is made. It is on the disk before the door opens.
void Member::takeOver(bool isOfNewEpoch)
{
    m_charter = {m_charter.term + 1, true, m_head, Right::None, false, {}, isOfNewEpoch};
    write();
    m_right = Right::None;
    m_confirmed = m_marked = m_released = 0;
    m_regrantAt = m_now;
    m_leaseFrom.reset();
    hangUp();
    serve();
}

void Member::leave()
{
    m_isLeaving = true;
    m_right = Right::None;
    if (m_charter.heir) {
        m_charter.heir = false;
        write();
    }
    if (m_phase == Phase::Offering)
        m_phase = Phase::Following;
    if (m_isGreeted)
        send(say::Leave{});
}

} // namespace sermo::standby
