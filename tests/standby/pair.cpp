// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/standby/pair.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::test
{

using namespace standby;

namespace
{

//! As they are when two desks were made one.
Machine::Disk founder()
{
    return {{1, true, 0, Right::None, false, {}, false}, {}, {}};
}

Machine::Disk newcomer()
{
    return {};
}

} // namespace

Pair::Pair(quint32 seed, Right wish, const Patience &patience)
    : m_dice(seed)
    , m_machines{Machine(u"anna"_s, founder(), witnessOf(0), m_dice),
                 Machine(u"bea"_s, newcomer(), witnessOf(1), m_dice)}
    , m_hostOf{{1, 0}}
{
    for (Machine &machine : m_machines) {
        machine.setWish(wish);
        machine.setPatience(patience);
        // Two clocks that differ by a fifth: worse than any.
        machine.setClock(0.9 + 0.2 * m_dice.generateDouble(), Ms(m_dice.bounded(1'000'000)));
    }
}

Machine::Witness Pair::witnessOf(size_t index)
{
    return {[this, index](const Machine &machine) { handleTook(index, machine); },
            [this, index](const Machine &, Seq seq, EventNumber event) {
                handleReleased(index, seq, event);
            },
            [this, index](Parcel parcel) { send(index, std::move(parcel)); },
            [this, index] { endLink(index); },
            [this] { m_broken.append(u"something was due, and nobody had said when"_s); }};
}

Machine *Pair::host()
{
    if (anna().isOpen() == bea().isOpen())
        return nullptr;
    return anna().isOpen() ? &anna() : &bea();
}

void Pair::boot()
{
    for (Machine &machine : m_machines)
        machine.boot(m_now);
}

void Pair::run(Ms time)
{
    const Ms end = m_now + time;
    while (m_now < end)
        step();
}

void Pair::setChance(bool isOn)
{
    m_hasChance = isOn;
    for (Machine &machine : m_machines)
        machine.setFragile(isOn);
}

void Pair::setPeople(bool isOn)
{
    m_hasPeople = isOn;
    m_wasToldWrong = m_wasToldWrong || isOn;
}

void Pair::settle()
{
    setChance(false);
    setPeople(false);
    heal();
    for (size_t i = 0; i < 2; ++i) {
        m_frozenUntil.at(i) = Ms(0);
        m_machines.at(i).setDiskDelay(20ms);
        if (!m_machines.at(i).isAlive())
            m_machines.at(i).boot(m_now);
    }
    run(60s);
    m_load = 0ms;
    run(10s);
}

//! Nobody who is left may lack what was acknowledged, and nobody may have been it before.
void Pair::handleTook(size_t index, const Machine &machine)
{
    ++m_takeovers;
    const quint64 term = machine.disk().charter.term;
    if (m_hostOf.contains(term))
        m_broken.append(u"term %1 has two hosts"_s.arg(term));
    m_hostOf.insert(term, index);
    if (m_wasToldWrong)
        return;
    for (const auto [event, seq] : m_acknowledged.asKeyValueRange()) {
        if (machine.disk().log.value(qsizetype(seq) - 1) != event)
            m_broken.append(u"%1 took over without %2"_s.arg(machine.name()).arg(seq));
    }
}

void Pair::handleReleased(size_t index, Seq seq, EventNumber event)
{
    if (!m_acknowledged.contains(event))
        m_acknowledged.insert(event, seq);
    const quint64 mine = m_machines.at(index).disk().charter.term;
    const Charter &others = m_machines.at(1 - index).disk().charter;
    if (!m_wasToldWrong && others.hosts && others.term > mine)
        m_broken.append(u"%1 acknowledged %2 in term %3 after term %4 had begun"_s
                            .arg(m_machines.at(index).name())
                            .arg(seq)
                            .arg(mine)
                            .arg(others.term));
}

void Pair::send(size_t from, Parcel parcel)
{
    if (m_isCut || m_isBroken)
        return;
    std::deque<Parcel> &way = m_towards.at(1 - from).parcels;
    const int longest = m_hasChance && m_dice.bounded(1'000) == 0 ? 8'000 : 30;
    parcel.due = m_now + Ms(1 + m_dice.bounded(longest));
    if (!way.empty())
        parcel.due = std::max(parcel.due, way.back().due);
    way.push_back(std::move(parcel));
}

//! What this side does not want to hear any more, and when the other one notices.
void Pair::endLink(size_t by)
{
    m_towards.at(by) = {};
    Direction &other = m_towards.at(1 - by);
    if (m_machines.at(1 - by).isLinked() && !other.endsAt)
        other.endsAt = m_now + Ms(m_dice.bounded(m_isCut ? 40'000 : 200));
}

//! Each side notices in its own time; of what was on its way some arrives, the rest never.
void Pair::breakLink()
{
    m_isBroken = true;
    for (size_t i = 0; i < 2; ++i) {
        Direction &way = m_towards.at(i);
        way.parcels.resize(m_dice.bounded(quint32(way.parcels.size()) + 1));
        if (m_machines.at(i).isLinked() && !way.endsAt)
            way.endsAt = m_now + Ms(m_dice.bounded(40'000));
    }
}

void Pair::cut()
{
    m_isCut = true;
    breakLink();
}

void Pair::heal()
{
    m_isCut = false;
}

void Pair::restart(size_t index)
{
    Machine &machine = m_machines.at(index);
    if (machine.isAlive())
        machine.kill();
    endLink(index);
    machine.boot(m_now);
}

void Pair::step()
{
    const bool isLong = m_hasChance && m_dice.bounded(200) == 0;
    m_now += Ms(1 + m_dice.bounded(isLong ? 3'000 : 60));
    if (m_hasChance)
        happen();
    if (m_hasPeople)
        people();
    for (size_t i = 0; i < 2; ++i) {
        const Machine &machine = m_machines.at(i);
        if (!machine.isAlive() && m_machines.at(1 - i).isLinked())
            endLink(i);
        if (!machine.isAlive() || isFrozen(i))
            continue;
        m_machines.at(i).work(m_now);
        deliver(i);
    }
    connectBoth();
    speak();
}

void Pair::deliver(size_t to)
{
    Machine &machine = m_machines.at(to);
    Direction &way = m_towards.at(to);
    while (machine.isLinked() && !way.parcels.empty() && way.parcels.front().due <= m_now) {
        const Parcel parcel = way.parcels.front();
        way.parcels.pop_front();
        machine.receive(parcel, m_now);
    }
    if (machine.isAlive() && machine.isLinked() && way.endsAt && *way.endsAt <= m_now) {
        machine.unlinked(m_now);
        way = {};
    }
}

void Pair::connectBoth()
{
    const auto isReady = [this](size_t i) {
        return m_machines.at(i).isAlive() && !m_machines.at(i).isLinked() && !isFrozen(i);
    };
    if (m_isCut || !isReady(0) || !isReady(1) || m_now - m_linkedAt < 500ms)
        return;
    m_linkedAt = m_now;
    m_isBroken = false;
    m_towards = {};
    for (size_t i = 0; i < 2; ++i) {
        if (m_machines.at(i).isAlive())
            m_machines.at(i).linked(m_now);
    }
}

void Pair::speak()
{
    if (m_load == 0ms || m_now - m_spokenAt < m_load)
        return;
    m_spokenAt = m_now;
    for (size_t i = 0; i < 2; ++i) {
        if (!isFrozen(i) && m_machines.at(i).take(m_lastEvent + 1, m_now))
            ++m_lastEvent;
    }
}

void Pair::happen()
{
    const size_t i = m_dice.bounded(2);
    Machine &machine = m_machines.at(i);
    switch (m_dice.bounded(1'500)) {
    case 0:
    case 1:
        cut();
        break;
    case 2:
        machine.kill();
        break;
    case 3:
        freeze(i, Ms(m_dice.bounded(40'000)));
        break;
    case 4:
        machine.setDiskDelay(Ms(m_dice.bounded(5'000)));
        break;
    case 5:
        if (m_dice.bounded(4) == 0)
            machine.say(Word::Leave, m_now);
        break;
    case 6: // a link that ends without a cut
        if (!m_isCut)
            breakLink();
        break;
    default:
        break;
    }
    if (m_isCut && m_dice.bounded(900) == 0)
        heal();
    if (!machine.isAlive() && m_dice.bounded(500) == 0)
        machine.boot(m_now);
    if (m_dice.bounded(300) == 0)
        machine.setDiskDelay(20ms);
}

void Pair::people()
{
    if (m_dice.bounded(200) != 0)
        return;
    const Word word = m_dice.bounded(2) == 0 ? Word::TakeOver : Word::GoOnAlone;
    m_machines.at(m_dice.bounded(2)).say(word, m_now);
}

qsizetype Pair::lost()
{
    const Machine &last
        = anna().disk().charter.hosts && anna().disk().charter.term >= bea().disk().charter.term
        ? anna()
        : bea();
    const QSet<EventNumber> kept(last.disk().log.begin(), last.disk().log.end());
    return std::ranges::count_if(m_acknowledged.keys(),
                                 [&kept](EventNumber event) { return !kept.contains(event); });
}

qsizetype Pair::gone()
{
    QSet<EventNumber> kept;
    for (const Machine &machine : m_machines) {
        for (const auto &events : {machine.disk().log, machine.disk().apart})
            kept += QSet<EventNumber>(events.begin(), events.end());
    }
    return std::ranges::count_if(m_acknowledged.keys(),
                                 [&kept](EventNumber event) { return !kept.contains(event); });
}

} // namespace sermo::test
