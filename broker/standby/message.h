// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/charter.h"

#include <variant>

namespace sermo::standby
{

//! What the two say to each other. In a link nothing is lost and all keeps its order; when a link
//! breaks, what was on its way is gone for good and never comes out of a later one.
namespace say
{

//! The first in each link, from both, and again when the one that follows has taken over a term.
struct Hello {
    bool hosts = false;
    Seq beganAt = 0;
    Seq head = 0; //!< the last number that is on its disk
    bool heir = false;
    Right right = Right::None; //!< a follower's: what it believes that it may do
    Right wish = Right::None; //!< … and what it would do, were it in step
};

// From the host.
struct Beat {
    Ms stamp{0}; //!< on the host's clock
};
struct Copy {
    Seq upTo = 0; //!< the events themselves travel beside it
};
struct Grant {
    Right right = Right::None;
};
struct Withdraw {
};

// From the one that follows.
struct Echo {
    Ms stamp{0}; //!< of the beat that it has heard
};
struct Kept {
    Seq upTo = 0; //!< on its disk
};
struct Withdrawn {
}; //!< it has no right any more
struct Leave {
}; //!< it has none and will not be given any: it goes

} // namespace say

struct Message {
    quint64 term = 0; //!< its sender's
    std::variant<say::Hello, say::Beat, say::Copy, say::Grant, say::Withdraw, say::Echo, say::Kept,
                 say::Withdrawn, say::Leave>
        what;
};

} // namespace sermo::standby
