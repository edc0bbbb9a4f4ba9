// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace sermo::app
{

//! How others reach this machine, where it listens at all its addresses: by the first of them that
//! a network knows. Their desks know it by its certificate, not by its name.
[[nodiscard]] QUrl addressForOthers(QUrl hosted);

} // namespace sermo::app
