// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

//! The tables of the protocol reference, as Markdown, made by asking the code.
namespace sermo::reference
{

[[nodiscard]] QString roles();
[[nodiscard]] QString types();
[[nodiscard]] QString errorCodes();
[[nodiscard]] QString closeCodes();
[[nodiscard]] QString states();

} // namespace sermo::reference
