// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sermo::model
{

//! The text as it is searched: without case, and without what stands over or under letters, so that
//! "overlatelse" finds "Överlåtelse".
[[nodiscard]] QString folded(const QString &text);

//! How well the letters typed fit a text that has them in this order: more is better, and what
//! begins with them or has them side by side is best. None: it does not have them. Nothing typed
//! fits everything alike, with 0. Both are folded() already.
[[nodiscard]] std::optional<int> fuzzyFit(QStringView typed, QStringView text);

} // namespace sermo::model
