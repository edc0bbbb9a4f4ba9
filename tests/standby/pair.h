// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/standby/machine.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <array>

namespace sermo::test
{

//! Two machines and the network between them, in a time of its own, and a ledger of all that was
//! ever acknowledged. Same seed, same story.
class Pair
{
public:
    explicit Pair(quint32 seed, standby::Right wish, const standby::Patience &patience = {});

    Machine &anna() { return m_machines[0]; } //!< hosts at first
    Machine &bea() { return m_machines[1]; } //!< follows
    Machine &machine(size_t index) { return m_machines.at(index); }
    [[nodiscard]] Machine *host(); //!< the one whose door is open; null: none's, or both

    void boot();
    void run(Ms time);
    //! Somebody says something at each open door, this often.
    void setLoad(Ms every) { m_load = every; }
    //! Dice choose: cuts, kills, returns, machines that freeze, slow disks.
    void setChance(bool isOn);
    //! People say what they may, at the worst of times.
    void setPeople(bool isOn);
    void cut();
    void heal();
    void freeze(size_t index, Ms time) { m_frozenUntil.at(index) = m_now + time; }
    void restart(size_t index);
    void settle(); //!< all is well again, for as long as it takes

    [[nodiscard]] Ms now() const { return m_now; }
    [[nodiscard]] qsizetype acknowledged() const { return m_acknowledged.size(); }
    [[nodiscard]] int takeovers() const { return m_takeovers; }
    //! What must never happen, in words: each a promise broken.
    [[nodiscard]] const QStringList &broken() const { return m_broken; }
    //! Acknowledged, and in nobody's log …
    [[nodiscard]] qsizetype lost();
    //! … nor kept apart anywhere.
    [[nodiscard]] qsizetype gone();

private:
    struct Direction {
        std::deque<Parcel> parcels;
        std::optional<Ms> endsAt; //!< when its reader sees that the link is gone
    };

    [[nodiscard]] Machine::Witness witnessOf(size_t index);
    void handleTook(size_t index, const Machine &machine);
    void handleReleased(size_t index, Seq seq, EventNumber event);
    void send(size_t from, Parcel parcel);
    void endLink(size_t by);
    void breakLink();
    void step();
    void happen();
    void people();
    void deliver(size_t to);
    void connectBoth();
    void speak();
    [[nodiscard]] bool isFrozen(size_t index) const { return m_frozenUntil.at(index) > m_now; }

    QRandomGenerator m_dice;
    std::array<Machine, 2> m_machines;
    Ms m_now{1'000};
    Ms m_load{0};
    Ms m_spokenAt{0};
    bool m_hasChance = false;
    bool m_hasPeople = false;
    bool m_wasToldWrong = false; //!< perhaps: from then on only what is gone for good counts
    bool m_isCut = false;
    bool m_isBroken = false; //!< the link that some still believe in carries nothing any more
    std::array<Direction, 2> m_towards; //!< by who reads
    std::array<Ms, 2> m_frozenUntil{};
    Ms m_linkedAt{0};
    EventNumber m_lastEvent = 0;
    QHash<EventNumber, Seq> m_acknowledged;
    QHash<quint64, size_t> m_hostOf; //!< by term
    int m_takeovers = 0;
    QStringList m_broken;
};

} // namespace sermo::test
