// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace sermo
{

//! A moment as a value: wall time for what is shown and stored, steady time for what is waited
//! for. A day's jump of the wall clock must end no session (architecture, rule 9).
struct Instant {
    qint64 wallMs = 0; //!< milliseconds since 1970, UTC
    std::chrono::milliseconds steady{0}; //!< since an arbitrary start; never goes back

    [[nodiscard]] QDateTime wall() const { return QDateTime::fromMSecsSinceEpoch(wallMs).toUTC(); }
};

//! Where the time comes from. Injected, never asked of the system by the code that decides.
//! Implementations must be callable from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

//! The machine's own clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
};

} // namespace sermo
