// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::model
{

//! Why a button did nothing, for a person: an `error`'s code, or its own words where it is unknown.
[[nodiscard]] QString refusalText(const QString &code, const QString &message);

} // namespace sermo::model
