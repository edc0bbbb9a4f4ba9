// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/table.h"
#include "broker/protocol/errors.h"
#include "broker/protocol/eventtype.h"

//! What the reference says in words of a type, a code or a cell.
namespace sermo::reference
{

[[nodiscard]] QString meaning(EventType type);
[[nodiscard]] QString meaning(ErrorCode code);
[[nodiscard]] QString meaning(CloseCode code);
[[nodiscard]] QString meaning(desk::Cell cell);
[[nodiscard]] QString meaning(desk::Lapse lapse);

} // namespace sermo::reference
