// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/consolecontroller.h"

namespace sermo::model
{

//! An agent's status on the wire (contract 5, `agent_status`), and back; none: no such status.
[[nodiscard]] QString wireName(ConsoleController::Status status);
[[nodiscard]] std::optional<ConsoleController::Status> statusFromWire(const QString &name);

//! The same as people say it.
[[nodiscard]] QString statusName(ConsoleController::Status status);
[[nodiscard]] QString statusName(const QString &wire); //!< an unknown one as it is

} // namespace sermo::model
