// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/imaging/imagetalk.h"
#include "broker/protocol/result.h"

namespace sermo::imaging
{

inline constexpr qint64 MaxPixels = 25'000'000; //!< research, qt-network-security 3.6
inline constexpr qint64 MaxSide = 8192;

//! The picture in these bytes, painted anew: upright, in sRGB, its first frame only, and nothing of
//! what came with it. Runs decoders on what a stranger sent: only in a cell.
[[nodiscard]] Result<Painted, Fault> repaint(QByteArrayView bytes);

//! Has Qt load what repaint() needs, since a cell lets it open no file any more.
void loadDecoders();

} // namespace sermo::imaging
