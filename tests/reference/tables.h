// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/reference/eventschema.h"

#include <QString>

//! The tables of the protocol reference, as Markdown, made by asking the code.
namespace sermo::reference
{

//! `name`, `name`? when it may be left out; what is no text says so.
[[nodiscard]] QString inWords(const QList<FieldInfo> &fields, bool isInbound = false);

[[nodiscard]] QString roles();
[[nodiscard]] QString types();
[[nodiscard]] QString errorCodes();
[[nodiscard]] QString closeCodes();
[[nodiscard]] QString states();
[[nodiscard]] QString parts();
[[nodiscard]] QString vocabulary();

} // namespace sermo::reference
