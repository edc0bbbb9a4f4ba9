// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QString>

class QIODevice;

namespace sermo::store
{

//! Writes all that is kept of one customer as one JSON object, for `sermo-broker export` (contract
//! 1): `userId`, `epoch`, `events` in the order of `seq`, each byte for byte as applications got
//! it, one a line, and `images` with their bytes in base64. Tokens are no data of his: they are
//! proofs. It only reads, whether a broker runs or not. Blocks the caller. The error is one line; a
//! customer of whom nothing is kept is one, and nothing is written then.
[[nodiscard]] Result<void, QString> exportCustomer(const QString &directory, const UserId &user,
                                                   QIODevice &out);

} // namespace sermo::store
