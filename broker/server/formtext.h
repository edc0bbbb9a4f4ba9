// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sermo::server
{

//! Percent signs undone, `+` a blank, as forms and queries write it.
[[nodiscard]] inline QByteArray fromForm(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
}

} // namespace sermo::server
