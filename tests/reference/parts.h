// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/reference/eventschema.h"

namespace sermo::reference
{

// What stands inside a field of ours. The code makes these by hand, so they are read off what it
// makes: one of every kind.

//! One of the `candidates` of an `allocation`.
[[nodiscard]] QList<FieldInfo> candidateFields();
//! One of the `reasons` of a `presence`.
[[nodiscard]] QList<FieldInfo> reasonFields();

} // namespace sermo::reference
