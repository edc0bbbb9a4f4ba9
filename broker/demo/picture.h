// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sermo::demo
{

//! What a simulated customer sends for a photograph: his router, with a lamp that is red. A PNG;
//! `seed` says which router.
[[nodiscard]] QByteArray picture(quint32 seed);

} // namespace sermo::demo
