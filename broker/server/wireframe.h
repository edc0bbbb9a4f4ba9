// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"

#include <QByteArray>

namespace sermo::server
{

//! WebSocket frames as a server sends them: whole and unmasked (RFC 6455, section 5.2).
[[nodiscard]] QByteArray textFrame(QByteArrayView payload);
[[nodiscard]] qsizetype textFrameSize(qsizetype payload);
//! The reason is cut to the 123 bytes that a control frame leaves it, at a character's border.
[[nodiscard]] QByteArray closeFrame(CloseCode code, const QString &reason);

} // namespace sermo::server
