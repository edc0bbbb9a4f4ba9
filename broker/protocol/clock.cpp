// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/clock.h"

namespace sermo
{

Instant SystemClock::now() const
{
    using namespace std::chrono;
    const auto steady = steady_clock::now().time_since_epoch();
    return {QDateTime::currentMSecsSinceEpoch(), duration_cast<milliseconds>(steady)};
}

} // namespace sermo
