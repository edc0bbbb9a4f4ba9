// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sermo::imaging
{

//! Limits of time, memory and files, for this process and for good.
void limitResources();

//! From here on the process may compute, and read and write what is open, and nothing else: no
//! file, no socket, no other program. False where the system does not offer that; the limits and
//! being a process of its own remain.
[[nodiscard]] bool enterCell();

} // namespace sermo::imaging
