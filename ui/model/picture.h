// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <optional>

//! Bytes to pictures and back. Pure, and slow: not for the GUI thread. Decoders see only the format
//! that the first bytes name, and no more pixels than anybody looks at.
namespace sermo::model
{

inline constexpr qint64 MaxPictureSide = 8192; //!< research, qt-network-security 3.6
inline constexpr qint64 MaxPicturePixels = 25'000'000;

struct Picture {
    QImage image;
    QSize size; //!< of the whole, whatever `image` was shrunk to
};

//! What a broker gave, PNG or JPEG, no larger than `within` where that is given. Nothing: it is
//! none of these, too large or damaged.
[[nodiscard]] std::optional<Picture> decodePicture(const QByteArray &bytes, QSize within = {});

//! What an agent sends: as the customer's screen needs it, and nothing of what came with it.
struct PreparedPicture {
    QByteArray bytes; //!< PNG or JPEG
    QSize size;
    QImage thumbnail; //!< for the composer
};

inline constexpr int LongestSentSide = 2048; //!< what is written on a screen stays readable
inline constexpr qint64 LargestFile = 64LL * 1024 * 1024; //!< that is looked into at all

//! From a file that the agent chose: also WebP, GIF (its first picture) and BMP.
[[nodiscard]] std::optional<PreparedPicture> preparePicture(const QByteArray &file);
//! From the clipboard.
[[nodiscard]] std::optional<PreparedPicture> preparePicture(const QImage &image);

} // namespace sermo::model
