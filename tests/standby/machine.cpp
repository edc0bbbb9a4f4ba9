// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/standby/machine.h"

#include <utility>

using namespace std::chrono_literals;

namespace sermo::test
{

using namespace standby;

Machine::Machine(QString name, const Disk &disk, Witness witness, QRandomGenerator &dice)
    : m_name(std::move(name))
    , m_disk(disk)
    , m_witness(std::move(witness))
    , m_dice(dice)
{
}

void Machine::setClock(double rate, Ms offset)
{
    m_rate = rate;
    m_offset = offset;
}

Ms Machine::local(Ms now) const
{
    return m_offset + Ms(qint64(double(now.count()) * m_rate));
}

void Machine::boot(Ms now)
{
    m_member = std::make_unique<Member>(m_disk.charter, Seq(m_disk.log.size()), m_wish, m_patience);
    m_expected = Seq(m_disk.log.size());
    perform(m_member->start(local(now)));
}

void Machine::kill()
{
    m_member.reset();
    m_isOpen = m_isLinked = m_hasNewEpoch = m_isSettingApart = false;
    m_fed.reset();
    m_released = 0;
    m_writing.clear();
}

Status Machine::status() const
{
    return m_member ? m_member->status() : Status{};
}

bool Machine::take(EventNumber event, Ms now)
{
    if (!m_isOpen)
        return false;
    write({event}, now);
    return true;
}

void Machine::write(const QList<EventNumber> &events, Ms now)
{
    const Ms delay(m_dice.bounded(int(m_diskDelay.count()) + 1));
    const Ms due = now + delay;
    m_writing.push_back({m_writing.empty() ? due : std::max(due, m_writing.back().due), events});
}

void Machine::linked(Ms now)
{
    m_isLinked = true;
    m_fed.reset();
    perform(m_member->linked(local(now)));
}

void Machine::unlinked(Ms now)
{
    m_isLinked = false;
    m_fed.reset();
    perform(m_member->unlinked(local(now)));
}

void Machine::receive(const Parcel &parcel, Ms now)
{
    if (!m_member || !m_isLinked)
        return;
    const bool isFollowing = m_member->status().isLinked && !m_disk.charter.hosts
        && parcel.message.term == m_disk.charter.term;
    const Seq last = parcel.after + Seq(parcel.events.size());
    perform(m_member->heard(parcel.message, local(now)));
    // What it knows already comes again after a link was lost.
    if (!isFollowing || !m_isLinked || last <= m_expected)
        return;
    write(parcel.events.mid(qsizetype(m_expected - parcel.after)), now);
    m_expected = last;
}

void Machine::say(Word word, Ms now)
{
    if (m_member)
        perform(m_member->told(word, local(now)));
}

void Machine::work(Ms now)
{
    passTime(now);
    finishWriting(now);
    if (m_member && std::exchange(m_isSettingApart, false))
        perform(m_member->wasSetApart(Seq(m_disk.log.size()), local(now)));
}

//! A real one sleeps until it is due: before that nothing may come of time alone.
void Machine::passTime(Ms now)
{
    if (!m_member)
        return;
    const std::optional<Ms> wake = m_member->nextWake();
    const Phase before = m_member->status().phase;
    const Actions actions = m_member->tick(local(now));
    const bool hasActed = !actions.isEmpty() || m_member->status().phase != before;
    if (hasActed && (!wake || local(now) < *wake))
        m_witness.overslept();
    perform(actions);
}

void Machine::finishWriting(Ms now)
{
    while (m_member && !m_writing.empty() && m_writing.front().due <= now) {
        m_disk.log += m_writing.front().events;
        m_writing.pop_front();
        if (m_fed)
            feed();
        perform(m_member->stored(Seq(m_disk.log.size()), local(now)));
    }
}

void Machine::perform(const Actions &actions)
{
    for (const Action &action : actions) {
        if (m_isFragile && m_dice.bounded(3000) == 0)
            return kill();
        carryOut(action);
    }
}

void Machine::carryOut(const Action &action)
{
    if (const auto *write = std::get_if<act::Write>(&action)) {
        const bool isNew = write->charter.hosts && write->charter.term > m_disk.charter.term;
        m_disk.charter = write->charter;
        if (isNew)
            m_witness.took(*this);
    } else if (const auto *send = std::get_if<act::Send>(&action)) {
        if (m_isLinked)
            m_witness.sent({{}, send->message, 0, {}});
    } else if (const auto *from = std::get_if<act::Feed>(&action)) {
        m_fed = from->after;
        feed();
    } else if (const auto *upTo = std::get_if<act::Release>(&action)) {
        release(upTo->upTo);
    } else if (const auto *serve = std::get_if<act::Serve>(&action)) {
        m_isOpen = true;
        m_hasNewEpoch = serve->isOfNewEpoch;
    } else if (std::holds_alternative<act::StepAside>(action)) {
        m_isOpen = false;
    } else if (const auto *apart = std::get_if<act::SetApart>(&action)) {
        setApart(apart->after);
    } else {
        m_isLinked = false;
        m_fed.reset();
        m_witness.hungUp();
    }
}

//! What was still being written comes to an end first.
void Machine::setApart(Seq after)
{
    for (const Writing &writing : std::exchange(m_writing, {}))
        m_disk.log += writing.events;
    m_disk.apart += m_disk.log.mid(qsizetype(after));
    m_disk.log = m_disk.log.first(std::min(qsizetype(after), m_disk.log.size()));
    m_expected = Seq(m_disk.log.size());
    m_released = 0;
    m_isSettingApart = true;
}

void Machine::release(Seq upTo)
{
    for (; m_released < upTo; ++m_released)
        m_witness.released(*this, m_released + 1, m_disk.log.at(qsizetype(m_released)));
}

//! In pieces, as they fit into frames.
void Machine::feed()
{
    constexpr qsizetype Most = 50;
    while (m_isLinked && *m_fed < Seq(m_disk.log.size())) {
        Parcel parcel;
        parcel.after = *m_fed;
        parcel.events = m_disk.log.mid(qsizetype(*m_fed), Most);
        *m_fed += Seq(parcel.events.size());
        parcel.message = {m_disk.charter.term, say::Copy{*m_fed}};
        m_witness.sent(parcel);
    }
}

} // namespace sermo::test
