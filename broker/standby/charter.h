// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <chrono>
#include <optional>

namespace sermo::standby
{

using Ms = std::chrono::milliseconds; //!< on a machine's own steady clock: never compared with
                                      //!< another machine's

//! What the one that follows may do when its host is gone. Kept in files: never renumber.
enum class Right : quint8 {
    None = 0, //!< nothing: it is not in step
    Offer = 1, //!< put it to a person
    Succeed = 2, //!< take over by itself
};

//! What one of the two keeps on disk of their agreement. Written, and on the disk, before anything
//! is done that follows of it.
struct Charter {
    //! Rises by one with every takeover; the higher one wins. 0: was never one of two. Whoever
    //! follows makes the next one and nobody else does, so no two ever host the same.
    quint64 term = 0;
    bool hosts = false; //!< else it follows the other one
    Seq beganAt = 0; //!< the log's last number when the term began: what the former host has behind
                     //!< it is in no other log
    //! A host's: what it has let the other one do, and so whether an event needs the other's word.
    Right granted = Right::None;
    //! A host's: the other one was in step once in this term, and has not taken leave, so that a
    //! person may have made it the host. A follower's: it is that one.
    bool heir = false;
    std::optional<Seq> apart; //!< what the log has behind this is still to be set apart
    bool renews = false; //!< a host's: the log is still to get another `epoch`

    friend bool operator==(const Charter &, const Charter &) = default;
};

//! How long is waited for what. Only their order matters to what is promised: hold < lease < gone,
//! with a factor between the last two that no two clocks differ by.
struct Patience {
    Ms ask{5'000}; //!< a host that starts, for the other one, where nobody may have succeeded it
    Ms beat{1'000}; //!< from one sign of life of the host to the next
    Ms hold{5'000}; //!< for the other one's next word in a link, which is then given up; and for
                    //!< one that would only be offered the desk: then the host goes on alone
    Ms lease{10'000}; //!< for one that would take over by itself; then the host steps aside
    Ms gone{20'000}; //!< from the host's last sign of life until it is called gone
    Ms behind{2'000}; //!< for the other's word on one event; then it is not in step
    Ms inStep{500}; //!< that the other's word may take for it to be called in step
    Ms regrant{10'000}; //!< from being called behind until it is called in step again
};

} // namespace sermo::standby
