// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QList>

//! Images for tests, good and hostile, made on the spot.
namespace sermo::test
{

//! Words that must not come out of any image again.
inline constexpr QByteArrayView Secret = "59.3293N 18.0686E at home";

//! A picture whose corners tell how it lies: red, green, blue, white, clockwise from the top left.
[[nodiscard]] QImage picture(int width, int height);
[[nodiscard]] QImage glass(int width, int height); //!< the same, half transparent
[[nodiscard]] QByteArray encoded(const QImage &image, const char *format, int quality = -1);

[[nodiscard]] QByteArray pngWithTexts(); //!< tEXt chunks with the Secret
[[nodiscard]] QByteArray
jpegFromAPhone(); //!< EXIF: turned by 90 degrees, the Secret in it; a comment
[[nodiscard]] QByteArray movingWebP(); //!< red, then blue
[[nodiscard]] QByteArray pngBomb(quint32 width, quint32 height); //!< announces that much
[[nodiscard]] QByteArray pngWithTextBomb(); //!< a text chunk that unpacks to 64 MiB
[[nodiscard]] QByteArray svg();

struct NamedImage {
    const char *name;
    QByteArray bytes;
};
//! What is no image, or not a whole one: to be refused with 415.
[[nodiscard]] QList<NamedImage> refusedImages();

} // namespace sermo::test
