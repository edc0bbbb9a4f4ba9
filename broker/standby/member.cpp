// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same for the host and for the one that follows, and how one becomes the other.
#include "broker/standby/member.h"

#include <algorithm>
#include <utility>

namespace sermo::standby
{

Member::Member(const Charter &charter, Seq head, Right wish, const Patience &patience)
    : m_patience(patience)
    , m_wish(wish)
    , m_charter(charter)
    , m_head(head)
    , m_received(head)
{
}

Actions Member::start(Ms now)
{
    m_now = m_since = m_heardAt = now;
    if (m_charter.apart) {
        m_phase = Phase::SettingApart;
        m_out.append(act::SetApart{*m_charter.apart});
    } else {
        m_phase = m_charter.hosts ? Phase::Asking : Phase::Following;
    }
    return std::exchange(m_out, {});
}

Actions Member::linked(Ms now)
{
    advance(now);
    m_isLinked = true;
    m_isGreeted = false;
    m_linkHeardAt = m_now;
    if (m_phase != Phase::SettingApart) // says it when it is what it says
        sayHello();
    return std::exchange(m_out, {});
}

Actions Member::unlinked(Ms now)
{
    advance(now);
    loseLink();
    return std::exchange(m_out, {});
}

Actions Member::heard(const Message &message, Ms now)
{
    advance(now);
    if (!m_isLinked)
        return std::exchange(m_out, {}); // it was hung up just now
    m_linkHeardAt = m_now;
    if (const auto *hello = std::get_if<say::Hello>(&message.what))
        meet(*hello, message.term);
    else if (message.term == m_charter.term && m_isGreeted)
        m_charter.hosts ? hearAsHost(message) : hearAsFollower(message);
    return std::exchange(m_out, {});
}

Actions Member::stored(Seq head, Ms now)
{
    advance(now);
    m_head = std::max(m_head, head);
    if (m_charter.hosts) {
        if (m_marked <= m_confirmed)
            mark();
        release();
    } else if (m_phase != Phase::SettingApart) {
        m_received = std::max(m_received, m_head);
        if (m_isGreeted)
            send(say::Kept{m_head});
    }
    return std::exchange(m_out, {});
}

Actions Member::wasSetApart(Seq head, Ms now)
{
    advance(now);
    if (m_phase != Phase::SettingApart)
        return std::exchange(m_out, {});
    m_head = m_received = head;
    m_charter.apart.reset();
    write();
    m_phase = Phase::Following;
    m_heardAt = m_now;
    if (m_isLinked)
        sayHello();
    return std::exchange(m_out, {});
}

Actions Member::told(Word word, Ms now)
{
    advance(now);
    const bool isWaiting = m_phase == Phase::Asking || m_phase == Phase::Aside;
    if (word == Word::GoOnAlone && isWaiting) {
        m_charter.heir = false;
        dropHeir();
        serve();
    } else if (word == Word::TakeOver && m_phase == Phase::Offering) {
        takeOver(true);
    } else if (word == Word::Leave && !m_charter.hosts) {
        leave();
    }
    return std::exchange(m_out, {});
}

Actions Member::tick(Ms now)
{
    advance(now);
    return std::exchange(m_out, {});
}

//! Before anything that happens at this time: what was due until then. A process that slept must
//! not answer by what it knew before.
void Member::advance(Ms now)
{
    m_now = std::max(m_now, now);
    if (m_phase == Phase::SettingApart)
        return;
    if (m_isLinked && m_now - m_linkHeardAt >= m_patience.hold)
        hangUp(); // a new one may do better
    m_charter.hosts ? pass() : waitForHost();
}

std::optional<Ms> Member::nextWake() const
{
    if (m_phase == Phase::SettingApart)
        return std::nullopt;
    std::optional<Ms> next = m_charter.hosts ? nextAsHost() : nextAsFollower();
    if (m_isLinked)
        next = std::min(next.value_or(Ms::max()), m_linkHeardAt + m_patience.hold);
    return next;
}

Status Member::status() const
{
    const bool isInStep = m_charter.hosts ? needsWord() && !m_isGranting && !m_isWithdrawing
                                          : m_right != Right::None;
    return {m_phase,
            m_charter.term,
            m_isGreeted,
            isInStep,
            m_charter.hosts ? m_charter.granted : m_right,
            m_hasTrouble,
            m_head,
            m_released,
            m_heardAt};
}

void Member::write()
{
    m_out.append(act::Write{m_charter});
}

void Member::sayHello()
{
    send(say::Hello{m_charter.hosts, m_charter.beganAt, m_head, m_charter.heir, m_right,
                    m_isLeaving ? Right::None : m_wish});
}

void Member::hangUp()
{
    if (m_isLinked)
        m_out.append(act::HangUp{});
    loseLink();
}

void Member::loseLink()
{
    m_isLinked = m_isGreeted = m_isWithdrawing = false;
    if (!std::exchange(m_isGranting, false))
        return;
    m_charter.granted = Right::None; // the other one has not heard of it
    write();
    release();
}

//! Who the other one is: the heart of "the higher one wins".
void Member::meet(const say::Hello &hello, quint64 term)
{
    if (term > m_charter.term && hello.hosts)
        return m_phase == Phase::SettingApart ? doubt() : yield(hello, term);
    if (term < m_charter.term && !(hello.hosts && !m_charter.hosts))
        return; // it hears of this term now, and will say so
    if (term != m_charter.term || hello.hosts == m_charter.hosts)
        return doubt();
    if (m_charter.hosts)
        return greet(hello);
    if (m_phase != Phase::SettingApart && hello.head < m_head)
        return doubt();
    m_hasTrouble = false;
    m_isGreeted = true;
    m_heardAt = m_now;
    if (m_phase == Phase::Offering)
        m_phase = Phase::Following;
}

//! The other one hosts a later term: this one serves no longer, and what it has that the other one
//! never had is kept apart.
void Member::yield(const say::Hello &hello, quint64 term)
{
    if (m_phase == Phase::Serving)
        m_out.append(act::StepAside{});
    // The very next term began with this log's own beginning. Any other is of a log unknown here.
    const bool isSuccessor = m_charter.term > 0 && term == m_charter.term + 1 && m_charter.hosts;
    const Seq shared = isSuccessor ? hello.beganAt : 0;
    const bool mayBeWriting = m_charter.hosts; // what comes to the disk yet is no part of it either
    m_charter = {term, false, hello.beganAt, Right::None, false, {}, false};
    if (mayBeWriting || m_head > shared)
        m_charter.apart = shared;
    write();
    m_right = Right::None;
    m_received = m_head;
    m_released = 0; // what becomes of it is the other one's
    m_isGranting = m_isWithdrawing = m_hasTrouble = false;
    m_isGreeted = true;
    m_heardAt = m_now;
    m_phase = m_charter.apart ? Phase::SettingApart : Phase::Following;
    if (m_charter.apart)
        m_out.append(act::SetApart{shared});
    else
        sayHello();
}

//! No run of these two leads here: a disk was put back from a copy, or the other one is another
//! pair's. Whoever may have been succeeded does not serve; people must look.
void Member::doubt()
{
    m_hasTrouble = true;
    if (m_phase == Phase::Serving) {
        m_phase = Phase::Aside;
        m_out.append(act::StepAside{});
    }
    hangUp();
}

} // namespace sermo::standby
