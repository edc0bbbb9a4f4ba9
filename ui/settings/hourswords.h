// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <array>

//! Opening hours between how the configuration says them and how people do. Pure.
namespace sermo::ui
{

using WeekWords = std::array<QString, 7>; //!< Monday first; empty: closed

//! `8-12, 13–18.30` as the configuration wants it: `08:00-12:00, 13:00-18:30`. What cannot be read
//! stays as it is, to be refused with its key.
[[nodiscard]] QString tidiedHours(const QString &text);

//! What each day says, groups of days and days of their own taken together.
[[nodiscard]] WeekWords weekOf(const QJsonObject &hours);
//! The same hours with this week, said in as few words as say it; the week unchanged: the same.
[[nodiscard]] QJsonObject withWeek(QJsonObject hours, const WeekWords &week);

} // namespace sermo::ui
