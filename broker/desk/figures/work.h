// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/ledger.h"
#include "broker/desk/figures/window.h"

#include <QMap>

namespace sermo::figures
{

//! How one agent's time went within a window. Whole milliseconds and millionths, so that the hours
//! of a day add up to the day.
struct Work {
    qint64 thereMs = 0; //!< available or finishing, or with a customer
    qint64 busyMs = 0; //!< with at least one customer
    qint64 sessionMs = 0; //!< each session's time added up
    qint64 presenceMs = 0; //!< the same, each weighed by its probability, in millionths
    qint64 overloadMs = 0; //!< more customers than the rules allow waited for him at once
    int most = 0; //!< sessions at once

    void merge(const Work &more);
    friend bool operator==(const Work &, const Work &) = default;
};

//! Everybody's; what is not over goes on until `nowMs`.
[[nodiscard]] QMap<AgentId, Work> workOf(const Ledger &ledger, const Window &window,
                                         const Filter &filter, const Rules &rules, qint64 nowMs);

} // namespace sermo::figures
