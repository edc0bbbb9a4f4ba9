// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/message.h"

#include <QByteArray>

//! What is said and what is kept, as text: one JSON object each. Read all or nothing: half a
//! charter would be another agreement than the one that was made.
namespace sermo::standby
{

[[nodiscard]] QByteArray toJson(const Message &message);
//! Nothing: it is not one of ours, or of a version that says other things.
[[nodiscard]] std::optional<Message> messageOf(const QByteArray &json);

//! With a checksum, since a disk keeps it.
[[nodiscard]] QByteArray toJson(const Charter &charter);
[[nodiscard]] std::optional<Charter> charterOf(const QByteArray &json);

} // namespace sermo::standby
