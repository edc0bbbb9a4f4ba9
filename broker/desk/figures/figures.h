// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/spread.h"
#include "broker/desk/figures/work.h"

namespace sermo::figures
{

//! The figures of one window, as README.md defines each, with the cases behind them. Times are
//! seconds. Two windows that follow on each other merge to what both together are.
struct Figures {
    Window window;

    // The line: each stay in one counts for itself, by the moment of entering.
    Cases queued; //!< all of the next, and the claimed
    Cases waiting; //!< still
    Cases moved; //!< to another line: its wait goes on there
    Cases closed; //!< ended by somebody else
    Cases abandoned; //!< left or gone, before a human wrote
    Cases gone; //!< of these: without `client_left`
    Cases abandonedShort; //!< of these: sooner than the rules count as waiting
    Cases inTime; //!< claimed within the service level
    Spread wait; //!< of the claimed
    Spread firstResponse; //!< to the first text of a human
    Cases unanswered; //!< claimed or abandoned, and no human wrote
    Spread silent; //!< claimed, and never heard of again: how likely he was gone already
    Cases silentUnknown; //!< the same, but nothing was believed of them
    Cases bounced; //!< into a line where the session has been

    // The agents, by the moment of claiming.
    Cases claimed;
    Cases held; //!< of these: still
    Spread firstReply; //!< from the claim to the agent's first text
    Spread response; //!< to a run of the customer's texts, by its first text
    Spread handle; //!< of what was released
    Spread attention; //!< of the same: his minutes, shared among those he served in them
    Cases transferred;
    Cases done, reopened; //!< the second: of the first
    QMap<AgentId, Work> work;

    // The sessions: by their beginning with a bot, else by their end.
    Cases withBot, contained; //!< both: whose fate is known
    Cases ended;
    Cases missed; //!< the customer left, and no human had written
    Cases dropped; //!< a human wrote, but not to what the customer said last
    Cases asked, replied; //!< for a rating; the second: of the first
    Spread rating; //!< 1 to 5
    Cases good; //!< 4 or 5

    // The presence model.
    Spread came, stayedAway; //!< what was promised, by what happened

    void merge(const Figures &more);
    //! For figures of so long a time that nobody reads all that is behind them: see Cases.
    void unlist(qsizetype beyond);
    [[nodiscard]] qsizetype listed() const; //!< cases, in all lists together
    friend bool operator==(const Figures &, const Figures &) = default;
};

//! Counts them. `nowMs`: until when the log is known, no earlier than its last event.
[[nodiscard]] Figures figuresOf(const Ledger &ledger, const Window &window, const Filter &filter,
                                const Rules &rules, qint64 nowMs);

//! The same of all, and of each queue and agent by itself, in one look at the ledger. How the
//! agents' time went is in `all.work`, and there only.
struct Breakdown {
    Figures all;
    QMap<QueueId, Figures> queues;
    QMap<AgentId, Figures> agents;
};
[[nodiscard]] Breakdown breakdownOf(const Ledger &ledger, const Window &window, const Rules &rules,
                                    qint64 nowMs);

} // namespace sermo::figures
