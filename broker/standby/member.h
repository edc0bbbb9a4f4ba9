// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/action.h"

namespace sermo::standby
{

//! What a person decides.
enum class Word : quint8 {
    TakeOver, //!< at the one that follows: the host is gone, this one goes on
    GoOnAlone, //!< at the host: the other one is not there and has not taken over
    Leave, //!< at the one that follows: it stands by no longer
};

enum class Phase : quint8 {
    Asking, //!< a host that has just started: has the other one taken over?
    Serving, //!< the door is open
    Aside, //!< a host that may have been succeeded: the door is shut
    SettingApart, //!< was succeeded: what only its own log has is being kept apart
    Following,
    Offering, //!< the host is gone: a person may make this one the host
};

//! How it is, for people and for `/health`.
struct Status {
    Phase phase = Phase::Following;
    quint64 term = 0;
    bool isLinked = false; //!< the other one has been heard in this link
    //! The follower has all that was acknowledged: the host's knowledge, or at the follower what
    //! the host has told it last.
    bool isInStep = false;
    Right right = Right::None; //!< what the follower may do
    bool hasTrouble = false; //!< the two do not fit together, which no run of theirs explains
    Seq head = 0; //!< of its own log
    Seq released = 0; //!< a host's: acknowledged so far
    Ms heardAt{0}; //!< a follower's: the host's last sign of life
};

//! One of two that are one desk: the host, or the one that stands by. Decides who serves and what
//! may be acknowledged; README.md says what holds and why. Pure: time, messages and what became of
//! actions are arguments, what is to be done is the answer. One process's: made anew by the next
//! one, of the charter that the last one left.
class Member
{
public:
    //! `head`: what is on its disk. `wish`: what it would do as the one that follows.
    Member(const Charter &charter, Seq head, Right wish, const Patience &patience = {});

    [[nodiscard]] Actions start(Ms now);
    //! A link, each side being sure who the other one is. Before it the one before is gone.
    [[nodiscard]] Actions linked(Ms now);
    [[nodiscard]] Actions unlinked(Ms now);
    [[nodiscard]] Actions heard(const Message &message, Ms now);
    //! Its own log is on the disk up to here, of whosever doing.
    [[nodiscard]] Actions stored(Seq head, Ms now);
    [[nodiscard]] Actions wasSetApart(Seq head, Ms now);
    [[nodiscard]] Actions told(Word word, Ms now);
    [[nodiscard]] Actions tick(Ms now);
    //! When tick() has something to do, unless something happens before.
    [[nodiscard]] std::optional<Ms> nextWake() const;

    [[nodiscard]] const Charter &charter() const { return m_charter; }
    [[nodiscard]] Status status() const;

private:
    // Either.
    void advance(Ms now);
    void write();
    template <typename What>
    void send(const What &what);
    void sayHello();
    void hangUp();
    void loseLink();
    void meet(const say::Hello &hello, quint64 term);
    void yield(const say::Hello &hello, quint64 term);
    void doubt();

    // The host (member_hosting.cpp).
    void pass();
    void greet(const say::Hello &hello);
    void hearAsHost(const Message &message);
    void handleEcho(const say::Echo &echo);
    void handleKept(Seq upTo);
    void serve();
    void release();
    [[nodiscard]] bool mayStartAlone() const;
    void watchHeir();
    void considerGrant();
    [[nodiscard]] bool mayGrant() const;
    void tellGrant();
    void withdraw();
    void dropHeir();
    void mark();
    [[nodiscard]] bool needsWord() const { return m_charter.granted != Right::None; }
    [[nodiscard]] std::optional<Ms> nextAsHost() const;

    // The one that follows (member_following.cpp).
    void hearAsFollower(const Message &message);
    void waitForHost();
    void takeOver(bool isOfNewEpoch);
    void leave();
    [[nodiscard]] std::optional<Ms> nextAsFollower() const;

    const Patience m_patience;
    const Right m_wish;
    Charter m_charter;
    Seq m_head;
    Ms m_now{0};
    Phase m_phase = Phase::Following;
    bool m_isLinked = false;
    bool m_isGreeted = false; //!< its hello has been heard in this link, and fits
    Ms m_linkHeardAt{0};
    bool m_hasTrouble = false;
    Actions m_out;

    // The host's.
    Ms m_since{0}; //!< when it began to ask
    Ms m_beatAt{0};
    std::optional<Ms> m_leaseFrom; //!< when the last beat that was answered was sent
    Seq m_confirmed = 0; //!< on the other's disk too
    Seq m_released = 0;
    Seq m_marked = 0; //!< one event whose word is waited for …
    Ms m_markedAt{0};
    Ms m_lag{0}; //!< … and how long the last such one took
    Ms m_regrantAt{0};
    Right m_heirsWish = Right::None;
    bool m_isGranting = false; //!< written, and not yet told: what was released alone must come too
    Seq m_grantAt = 0;
    bool m_isWithdrawing = false;

    // The follower's. A right dies with the process: who cannot know what it missed has none.
    Right m_right = Right::None;
    Ms m_heardAt{0};
    Seq m_received = 0; //!< on its way to the disk
    bool m_isLeaving = false;
};

template <typename What>
void Member::send(const What &what)
{
    m_out.append(act::Send{{m_charter.term, what}});
}

} // namespace sermo::standby
