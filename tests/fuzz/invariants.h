// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sermo::fuzz
{

//! Takes any bytes for an event and holds what the protocol promises of them: nothing is read or
//! written out of bounds, an accepted event keeps every byte, what is delivered reads back, and a
//! body that was read can be written. Aborts where a promise is broken.
void holdInvariants(QByteArrayView bytes);

} // namespace sermo::fuzz
