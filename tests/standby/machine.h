// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/member.h"

#include <QRandomGenerator>

#include <deque>
#include <functional>
#include <memory>

namespace sermo::test
{

using standby::Ms;
using EventNumber = quint64; //!< of one thing that a customer said, however often it is stored

//! A message on its way; copies carry their events.
struct Parcel {
    Ms due{0};
    standby::Message message;
    Seq after = 0; //!< of a copy: what its first event comes behind
    QList<EventNumber> events;
};

//! One of the two machines: a disk that outlives its processes, a process that is killed between
//! any two actions, a clock of its own. Carries out what the member says and reports what becomes
//! of it, as a real one does, but at once or when the dice say.
class Machine
{
public:
    struct Disk {
        standby::Charter charter;
        QList<EventNumber> log; //!< the first has number 1
        QList<EventNumber> apart; //!< what was set apart, never to be lost
    };
    //! What others see of it.
    struct Witness {
        std::function<void(const Machine &)> took; //!< it has written that it hosts a new term
        std::function<void(const Machine &, Seq, EventNumber)> released;
        std::function<void(Parcel)> sent;
        std::function<void()> hungUp;
        std::function<void()> overslept; //!< something was due, and it had not said when
    };

    Machine(QString name, const Disk &disk, Witness witness, QRandomGenerator &dice);

    void boot(Ms now);
    void kill();
    void setClock(double rate, Ms offset);
    void setWish(standby::Right wish) { m_wish = wish; }
    void setPatience(const standby::Patience &patience) { m_patience = patience; }
    void setDiskDelay(Ms longest) { m_diskDelay = longest; }
    void setFragile(bool isFragile) { m_isFragile = isFragile; }

    //! A customer says something; false: the door is shut.
    bool take(EventNumber event, Ms now);
    void linked(Ms now);
    void unlinked(Ms now);
    void receive(const Parcel &parcel, Ms now);
    void say(standby::Word word, Ms now);
    void work(Ms now); //!< what its disk has done by now, and what time asks for

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const Disk &disk() const { return m_disk; }
    [[nodiscard]] bool isAlive() const { return m_member != nullptr; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isLinked() const { return m_isLinked; }
    [[nodiscard]] bool hasNewEpoch() const { return m_hasNewEpoch; }
    [[nodiscard]] bool isIdle() const { return m_writing.empty(); }
    [[nodiscard]] standby::Status status() const;
    //! The disk was put back from an older copy.
    void rollBack(Seq head) { m_disk.log.resize(qsizetype(head)); }

private:
    struct Writing {
        Ms due;
        QList<EventNumber> events;
    };

    [[nodiscard]] Ms local(Ms now) const;
    void perform(const standby::Actions &actions);
    void carryOut(const standby::Action &action);
    void passTime(Ms now);
    void setApart(Seq after);
    void release(Seq upTo);
    void feed();
    void write(const QList<EventNumber> &events, Ms now);
    void finishWriting(Ms now);

    const QString m_name;
    Disk m_disk;
    const Witness m_witness;
    QRandomGenerator &m_dice;
    standby::Right m_wish = standby::Right::Succeed;
    standby::Patience m_patience;
    Ms m_diskDelay{20};
    bool m_isFragile = false; //!< may die between any two actions
    double m_rate = 1;
    Ms m_offset{0};

    // The process.
    std::unique_ptr<standby::Member> m_member;
    bool m_isOpen = false;
    bool m_isLinked = false;
    bool m_hasNewEpoch = false;
    bool m_isSettingApart = false;
    std::optional<Seq> m_fed;
    Seq m_expected = 0; //!< a follower's: the last number that it was given
    Seq m_released = 0;
    std::deque<Writing> m_writing;
};

} // namespace sermo::test
