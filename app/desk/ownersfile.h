// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QByteArray>
#include <QString>

//! A small file for its owner's eyes alone, whoever could read what stood there, and as a whole or
//! not at all. Blocks for the disk; where the window must not wait, model::PrivateFile writes.
namespace sermo::app::ownersfile
{

//! The error names the file.
[[nodiscard]] Result<void, QString> write(const QString &path, const QByteArray &bytes);

} // namespace sermo::app::ownersfile
