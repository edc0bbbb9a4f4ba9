// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>

namespace sermo::model
{

namespace
{

constexpr int JpegQuality = 85;
constexpr int PoorQuality = 60; //!< where the better one is too large
constexpr qsizetype LargestSent = 8 * 1024 * 1024; // contract 2
constexpr int ThumbnailSide = 128;
constexpr qint64 MaxCameraPixels = 200'000'000; //!< of a JPEG, which is decoded small at once

QByteArray formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("RIFF")
        && bytes.sliced(std::min<qsizetype>(8, bytes.size())).startsWith("WEBP"))
        return "webp";
    if (bytes.startsWith("GIF8"))
        return "gif";
    return bytes.startsWith("BM") ? "bmp" : "";
}

bool isShowable(const QSize &size)
{
    return !size.isEmpty() && size.width() <= MaxPictureSide && size.height() <= MaxPictureSide
        && qint64(size.width()) * size.height() <= MaxPicturePixels;
}

QSize shrunk(const QSize &size, const QSize &within)
{
    const bool fits = size.width() <= within.width() && size.height() <= within.height();
    return fits ? size : size.scaled(within, Qt::KeepAspectRatio).expandedTo({1, 1});
}

//! Takes over the colours and nothing else: a copy would keep texts, places and profiles.
QImage painted(QImage image, QImage::Format format)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    QImage fresh(image.size(), format);
    if (fresh.isNull())
        return fresh;
    fresh.fill(format == QImage::Format_RGB32 ? Qt::white : Qt::transparent);
    QPainter painter(&fresh);
    painter.drawImage(0, 0, image);
    return fresh;
}

bool isSeenThrough(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return false;
    const QImage pixels = image.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        if (std::any_of(line, line + pixels.width(), [](QRgb p) { return qAlpha(p) < 255; }))
            return true;
    }
    return false;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

//! As PNG where something shows through or it is smaller, as it is of a screen; else as JPEG.
QByteArray encodedBest(const QImage &image)
{
    const bool seenThrough = isSeenThrough(image);
    const QByteArray png = encoded(
        painted(image, seenThrough ? QImage::Format_ARGB32 : QImage::Format_RGB32), "png", -1);
    if (seenThrough && png.size() <= LargestSent)
        return png;
    const QImage opaque = painted(image, QImage::Format_RGB32);
    QByteArray jpeg = encoded(opaque, "jpeg", JpegQuality);
    if (jpeg.size() > LargestSent)
        jpeg = encoded(opaque, "jpeg", PoorQuality);
    return !png.isEmpty() && !seenThrough && png.size() < jpeg.size() ? png : jpeg;
}

} // namespace

std::optional<Picture> decodePicture(const QByteArray &bytes, QSize within)
{
    const QByteArray format = formatOf(bytes);
    if (format != "png" && format != "jpeg")
        return std::nullopt;
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    const QSize size = reader.size();
    if (!isShowable(size))
        return std::nullopt;
    const QSize wanted = within.isEmpty() ? size : shrunk(size, within);
    if (wanted != size)
        reader.setScaledSize(wanted);
    QImage image = reader.read();
    if (image.isNull() || image.size() != wanted)
        return std::nullopt;
    return Picture{image.convertToFormat(QImage::Format_ARGB32_Premultiplied), size};
}

std::optional<PreparedPicture> preparePicture(const QByteArray &file)
{
    const QByteArray format = formatOf(file);
    if (format.isEmpty() || file.size() > LargestFile)
        return std::nullopt;
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true); // or whoever held the camera askew is shown lying down
    const QSize size = reader.size();
    const qint64 pixels = qint64(size.width()) * size.height();
    if (size.isEmpty() || pixels > (format == "jpeg" ? MaxCameraPixels : MaxPicturePixels))
        return std::nullopt;
    const QSize wanted = shrunk(size, {LongestSentSide, LongestSentSide});
    if (wanted != size)
        reader.setScaledSize(wanted);
    return preparePicture(reader.read());
}

std::optional<PreparedPicture> preparePicture(const QImage &image)
{
    if (image.isNull())
        return std::nullopt;
    const QSize wanted = shrunk(image.size(), {LongestSentSide, LongestSentSide});
    QImage sent = wanted == image.size()
        ? image
        : image.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    PreparedPicture prepared{encodedBest(sent), sent.size(), {}};
    if (prepared.bytes.isEmpty() || prepared.bytes.size() > LargestSent)
        return std::nullopt;
    prepared.thumbnail = sent.scaled(shrunk(sent.size(), {ThumbnailSide, ThumbnailSide}),
                                     Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                             .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    return prepared;
}

} // namespace sermo::model
