// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QList>
#include <QString>

namespace sermo::model
{

//! One thing that speaks for or against a customer's still being there.
struct PresenceReason {
    QString text; //!< plain, in the agent's language
    double weight = 0; //!< in log-odds: above 0 it speaks for it

    friend bool operator==(const PresenceReason &, const PresenceReason &) = default;
};

//! The `reasons` of a `presence` event, in its order. One of a kind unknown here is told in the
//! event's own words.
[[nodiscard]] QList<PresenceReason> presenceReasons(const QJsonArray &reasons);

//! "+2.4", "−0.2".
[[nodiscard]] QString weightText(double weight);
//! "0.93", in the agent's language; as all sums and bounds.
[[nodiscard]] QString hundredths(double value);

} // namespace sermo::model
