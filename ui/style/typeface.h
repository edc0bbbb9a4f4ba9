// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace sermo::ui
{

//! The sizes of type in use, and no others.
enum class Type : quint8 {
    Body, //!< 13 px, what people say
    BodyStrong, //!< 13 px, names
    Small, //!< 12 px, what surrounds it
    Caption, //!< 11 px, times and receipts
    Section, //!< 11 px capitals, spaced, above a list
};

//! Inter where it is installed, else the system's own font; figures of equal width where the
//! font's shaping offers them.
[[nodiscard]] QFont typeface(Type type);

} // namespace sermo::ui
