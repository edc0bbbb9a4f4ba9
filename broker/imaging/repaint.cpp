// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/repaint.h"

#include "broker/imaging/imageshape.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QImageWriter>
#include <QPainter>

namespace sermo::imaging
{

namespace
{

constexpr int JpegQuality = 88;
constexpr int AllocationMegabytes = 256; //!< of 8 bytes a pixel, and some

QByteArray nameOf(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return "png";
    case ImageFormat::Jpeg:
        return "jpeg";
    case ImageFormat::WebP:
        return "webp";
    }
    Q_UNREACHABLE();
}

bool isTooLarge(qint64 width, qint64 height)
{
    return width > MaxSide || height > MaxSide || width * height > MaxPixels;
}

//! Only by this decoder: left to itself Qt would try SVG, too.
QImage decode(QByteArrayView bytes, ImageFormat format)
{
    const QByteArray data = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer;
    buffer.setData(data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, nameOf(format));
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true); // or whoever held the camera askew is shown lying down
    return reader.read();
}

bool isOpaque(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return true;
    const QImage pixels = image.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        if (!std::all_of(line, line + pixels.width(), [](QRgb p) { return qAlpha(p) == 255; }))
            return false;
    }
    return true;
}

//! A fresh picture takes over the colours and nothing else: a copy would keep texts and profiles.
QImage painted(QImage image, bool opaque)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    QImage fresh(image.size(), opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    if (fresh.isNull())
        return fresh;
    fresh.fill(Qt::transparent);
    QPainter painter(&fresh);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawImage(0, 0, image);
    return fresh;
}

QByteArray encode(const QImage &image, ImageFormat format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, nameOf(format));
    if (format == ImageFormat::Jpeg) {
        writer.setQuality(JpegQuality);
        writer.setOptimizedWrite(true);
    }
    return writer.write(image) ? bytes : QByteArray();
}

} // namespace

Result<Painted, Fault> repaint(QByteArrayView bytes)
{
    const auto shape = ImageShape::of(bytes);
    if (!shape)
        return failure(Fault::Unsupported);
    if (isTooLarge(shape->width, shape->height))
        return failure(Fault::TooLarge);
    QImageReader::setAllocationLimit(AllocationMegabytes);
    const QImage decoded = decode(bytes.first(shape->size), shape->format);
    if (decoded.isNull() || isTooLarge(decoded.width(), decoded.height()))
        return failure(Fault::Unsupported);

    const bool opaque = isOpaque(decoded);
    const QImage image = painted(decoded, opaque);
    const bool asJpeg
        = shape->format == ImageFormat::Jpeg || (shape->format == ImageFormat::WebP && opaque);
    ImageFormat format = asJpeg ? ImageFormat::Jpeg : ImageFormat::Png;
    QByteArray out = encode(image, format);
    if (out.size() > MaxPainted && opaque && format == ImageFormat::Png) {
        format = ImageFormat::Jpeg;
        out = encode(image, format);
    }
    if (out.isEmpty())
        return failure(Fault::Unsupported);
    if (out.size() > MaxPainted)
        return failure(Fault::TooLarge);
    return Painted{"image/" + nameOf(format), image.width(), image.height(), out};
}

void loadDecoders()
{
    QImage dot(2, 2, QImage::Format_RGB32);
    dot.fill(Qt::white);
    for (const ImageFormat format : {ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP}) {
        if (const QByteArray bytes = encode(dot, format); !bytes.isEmpty())
            (void)decode(bytes, format);
    }
}

} // namespace sermo::imaging
