// SPDX-License-Identifier: GPL-3.0-or-later
// The host: when an event may be acknowledged, and what the one that follows may do.
#include "broker/standby/member.h"

#include <algorithm>
#include <utility>

namespace sermo::standby
{

//! Time passes at the host.
void Member::pass()
{
    if (m_isGreeted && m_now >= m_beatAt) {
        m_beatAt = m_now + m_patience.beat;
        send(say::Beat{m_now});
    }
    if (mayStartAlone() && m_now - m_since >= m_patience.ask)
        serve();
    if (m_phase == Phase::Serving)
        watchHeir();
}

//! Nobody has been in step in this term, or that one has taken leave: so nobody can have been made
//! the host.
bool Member::mayStartAlone() const
{
    return m_phase == Phase::Asking && !m_charter.heir && !m_hasTrouble;
}

void Member::watchHeir()
{
    if (!needsWord())
        return considerGrant();
    const Ms unheard = m_now - m_leaseFrom.value_or(Ms{0});
    if (m_charter.granted == Right::Offer && unheard >= m_patience.hold) {
        dropHeir();
        release();
    } else if (m_charter.granted == Right::Succeed && unheard >= m_patience.lease) {
        m_phase = Phase::Aside;
        m_out.append(act::StepAside{});
        hangUp();
    } else if (m_isGreeted && !m_isWithdrawing && m_head > m_confirmed
               && m_now - m_markedAt >= m_patience.behind) {
        withdraw();
    }
}

//! From now on its word is not waited for. Only where it cannot take over by itself, or where a
//! person answers for it.
void Member::dropHeir()
{
    m_charter.granted = Right::None;
    m_isGranting = false;
    write();
    hangUp();
}

void Member::greet(const say::Hello &hello)
{
    if (hello.head > m_head)
        return doubt(); // it was only ever given what is on this disk
    m_hasTrouble = false;
    m_isGreeted = true;
    m_heirsWish = hello.wish;
    m_confirmed = hello.head;
    m_lag = m_patience.behind; // until it has shown otherwise
    mark();
    const Charter before = m_charter;
    m_charter.heir = m_charter.heir || hello.heir;
    if (hello.right == Right::None)
        m_charter.granted = Right::None; // its process is another one, or it has left
    if (m_charter != before)
        write();
    if (hello.right != m_charter.granted)
        withdraw(); // from before it was dropped
    m_out.append(act::Feed{m_confirmed});
    m_beatAt = m_now + m_patience.beat;
    send(say::Beat{m_now});
    if (!needsWord() && m_phase != Phase::Serving)
        serve();
    release();
}

void Member::hearAsHost(const Message &message)
{
    if (const auto *echo = std::get_if<say::Echo>(&message.what)) {
        handleEcho(*echo);
    } else if (const auto *kept = std::get_if<say::Kept>(&message.what)) {
        handleKept(kept->upTo);
    } else if (std::holds_alternative<say::Withdrawn>(message.what)) {
        m_isWithdrawing = false;
        m_charter.granted = Right::None;
        write();
        m_phase == Phase::Serving ? release() : serve();
    } else if (std::holds_alternative<say::Leave>(message.what)) {
        m_heirsWish = Right::None;
        m_isGranting = m_isWithdrawing = false;
        m_charter.granted = Right::None;
        m_charter.heir = false;
        write();
        m_phase == Phase::Serving ? release() : serve();
    }
}

//! The lease counts from when the beat was sent: the other one waits from when it came, which was
//! later, and longer.
void Member::handleEcho(const say::Echo &echo)
{
    m_leaseFrom = std::max(m_leaseFrom.value_or(echo.stamp), echo.stamp);
    const bool isHeld = m_now - *m_leaseFrom < m_patience.lease;
    if (m_phase != Phase::Serving && isHeld)
        serve();
    else
        considerGrant();
}

void Member::handleKept(Seq upTo)
{
    m_confirmed = std::max(m_confirmed, std::min(upTo, m_head));
    if (m_confirmed >= m_marked) {
        m_lag = m_now - m_markedAt;
        mark();
    }
    release();
    tellGrant();
    considerGrant();
}

//! One event's way to the other's disk is measured at a time.
void Member::mark()
{
    m_marked = m_head;
    m_markedAt = m_now;
}

void Member::serve()
{
    m_phase = Phase::Serving;
    m_out.append(act::Serve{m_charter.renews});
    if (std::exchange(m_charter.renews, false))
        write(); // behind it: once too often does no harm
    release();
}

void Member::release()
{
    if (m_phase != Phase::Serving)
        return;
    const Seq upTo = needsWord() ? std::min(m_head, m_confirmed) : m_head;
    if (upTo <= m_released)
        return;
    m_released = upTo;
    m_out.append(act::Release{upTo});
}

//! First it is written that its word is needed, then what was released without is waited for, then
//! it is told: so at no time may it act on less than was acknowledged.
void Member::considerGrant()
{
    if (!mayGrant() || m_now < m_regrantAt)
        return;
    m_charter.granted = m_heirsWish;
    m_charter.heir = true;
    write();
    m_isGranting = true;
    m_grantAt = m_released;
    mark();
    tellGrant();
}

bool Member::mayGrant() const
{
    const bool isInStep = m_confirmed == m_head || m_lag < m_patience.inStep;
    const bool isHeard = m_isGreeted && m_leaseFrom && m_now - *m_leaseFrom < m_patience.hold;
    return m_phase == Phase::Serving && !needsWord() && !m_isWithdrawing && isHeard && isInStep
        && m_heirsWish != Right::None;
}

void Member::tellGrant()
{
    if (!m_isGranting || m_confirmed < m_grantAt)
        return;
    m_isGranting = false;
    send(say::Grant{m_charter.granted});
}

void Member::withdraw()
{
    m_regrantAt = m_now + m_patience.regrant;
    if (std::exchange(m_isGranting, false)) { // it has not heard of it yet
        m_charter.granted = Right::None;
        write();
        return release();
    }
    m_isWithdrawing = true;
    send(say::Withdraw{});
}

std::optional<Ms> Member::nextAsHost() const
{
    std::optional<Ms> next;
    const auto consider = [&next](Ms at) { next = next ? std::min(*next, at) : at; };
    if (m_isGreeted)
        consider(m_beatAt);
    if (mayStartAlone())
        consider(m_since + m_patience.ask);
    if (m_phase != Phase::Serving)
        return next;
    if (needsWord()) {
        const bool isOffer = m_charter.granted == Right::Offer;
        consider(m_leaseFrom.value_or(Ms{0}) + (isOffer ? m_patience.hold : m_patience.lease));
        if (m_isGreeted && !m_isWithdrawing && m_head > m_confirmed)
            consider(m_markedAt + m_patience.behind);
    } else if (mayGrant()) {
        consider(m_regrantAt);
    }
    return next;
}

} // namespace sermo::standby
