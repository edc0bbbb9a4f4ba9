// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/figures.h"

#include <QTimeZone>

namespace sermo::figures
{

//! Whose days are counted where nobody names a time zone: that of the first platform with opening
//! hours, else the machine's.
[[nodiscard]] QTimeZone usualZone(const desk::DeskConfig &config);

//! The day's figures while they happen: told each stored event once, asked when there is something
//! to paint. Keeps two days; a question looks at that day's records only in memory. Pure, a value
//! in one thread; the time is an argument.
class Live
{
public:
    static constexpr qint64 KeptMs = 2 * 24 * 3'600'000LL; //!< at least so far back

    Live(const desk::DeskConfig &config, const QTimeZone &zone, Rules rules = {});

    //! Counts what comes by another configuration; what was is as it was counted.
    void reconfigure(const desk::DeskConfig &config, const QTimeZone &zone);
    void take(const StoredEvent &event);
    void forget(const UserId &user); //!< he was erased

    [[nodiscard]] const Rules &rules() const { return m_rules; }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; } //!< whose midnight counts
    [[nodiscard]] const Ledger &ledger() const { return m_ledger; } //!< of the days it keeps
    //! From local midnight to now.
    [[nodiscard]] Window today(qint64 nowMs) const;
    [[nodiscard]] Figures figures(qint64 nowMs, const Filter &filter = {}) const;
    [[nodiscard]] Figures figures(const Window &window, qint64 nowMs,
                                  const Filter &filter = {}) const;

    //! That, and of it each queue and agent.
    [[nodiscard]] Breakdown breakdown(const Window &window, qint64 nowMs) const;

    //! What came into the lines in each stretch of the window, and how long those claimed waited.
    struct Arrivals {
        qint64 fromMs = 0;
        int queued = 0, claimed = 0;
        double meanWaitSeconds = 0;
    };
    [[nodiscard]] QList<Arrivals> arrivals(const Window &window, qint64 stepMs,
                                           const Filter &filter = {}) const;

private:
    Ledger m_ledger;
    QTimeZone m_zone;
    Rules m_rules;
    qint64 m_keptFromMs = 0;
};

} // namespace sermo::figures
