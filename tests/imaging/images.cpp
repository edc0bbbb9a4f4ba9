// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imaging/images.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>
#include <QtEndian>

#include <array>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

QByteArray big32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray little32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

//! As PNG computes it, over name and data of a chunk.
quint32 crcOf(QByteArrayView bytes)
{
    quint32 crc = ~0U;
    for (const char c : bytes) {
        crc ^= static_cast<uchar>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0);
    }
    return ~crc;
}

QByteArray pngChunk(const QByteArray &name, const QByteArray &data)
{
    return big32(quint32(data.size())) + name + data + big32(crcOf(name + data));
}

QByteArray riffChunk(const QByteArray &name, const QByteArray &data)
{
    return name + little32(quint32(data.size())) + data + QByteArray(data.size() % 2, '\0');
}

QByteArray jpegSegment(char marker, const QByteArray &data)
{
    const QByteArray length = big32(quint32(data.size() + 2)).last(2);
    return QByteArray("\xff") + marker + length + data;
}

//! One entry of a TIFF directory, big-endian, as EXIF has them.
QByteArray tiffEntry(quint16 tag, quint16 type, quint32 count, const QByteArray &value)
{
    return big32(tag).last(2) + big32(type).last(2) + big32(count) + value;
}

//! The image's own chunk in a still, lossless WebP file.
QByteArray losslessFrame(const QColor &color)
{
    QImage image(16, 16, QImage::Format_RGB32);
    image.fill(color);
    const QByteArray file = encoded(image, "webp", 100);
    return file.sliced(file.indexOf("VP8"));
}

} // namespace

QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    const int w = width / 2;
    const int h = height / 2;
    painter.fillRect(0, 0, w, h, Qt::red);
    painter.fillRect(w, 0, width - w, h, Qt::green);
    painter.fillRect(w, h, width - w, height - h, Qt::blue);
    painter.fillRect(0, h, w, height - h, Qt::white);
    return image;
}

QImage glass(int width, int height)
{
    QImage image = picture(width, height).convertToFormat(QImage::Format_ARGB32);
    for (int x = 0; x < width / 2; ++x)
        image.setPixelColor(x, 0, Qt::transparent);
    return image;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    if (!writer.write(image))
        qFatal("cannot write %s: %s", format, qPrintable(writer.errorString()));
    return bytes;
}

QByteArray pngWithTexts()
{
    QImage image = picture(64, 48);
    image.setText(u"GPS"_s, QString::fromLatin1(Secret));
    image.setText(u"Comment"_s, QString::fromLatin1(Secret).repeated(100)); // compressed: zTXt
    return encoded(image, "png");
}

QByteArray jpegFromAPhone()
{
    constexpr quint16 Orientation = 0x0112;
    constexpr quint16 Description = 0x010e;
    constexpr quint16 Short = 3;
    constexpr quint16 Ascii = 2;
    const QByteArray place = Secret.toByteArray() + '\0';
    const quint32 placeAt = 8 + 2 + 2 * 12 + 4; // behind the directory
    const QByteArray exif = QByteArray("Exif\0\0", 6) + "MM" + big32(42).last(2) + big32(8)
        + big32(2).last(2) + tiffEntry(Description, Ascii, quint32(place.size()), big32(placeAt))
        + tiffEntry(Orientation, Short, 1, QByteArray("\0\6\0\0", 4)) + big32(0) + place;
    const QByteArray plain = encoded(picture(64, 48), "jpeg", 95);
    return plain.first(2) + jpegSegment('\xe1', exif) + jpegSegment('\xfe', Secret.toByteArray())
        + plain.sliced(2);
}

QByteArray movingWebP()
{
    const QByteArray size16("\x0f\0\0\x0f\0\0", 6); // less one, in three bytes each
    const QByteArray duration("\x64\0\0\0", 4); // and no flags
    QByteArray chunks = riffChunk("VP8X", QByteArray("\x02\0\0\0", 4) + size16)
        + riffChunk("ANIM", QByteArray(6, '\0'));
    for (const Qt::GlobalColor color : {Qt::red, Qt::blue})
        chunks += riffChunk("ANMF", QByteArray(6, '\0') + size16 + duration + losslessFrame(color));
    return "RIFF" + little32(quint32(chunks.size() + 4)) + "WEBP" + chunks;
}

QByteArray pngBomb(quint32 width, quint32 height)
{
    const QByteArray head = big32(width) + big32(height) + QByteArray("\x08\x02\0\0\0", 5);
    const QByteArray zeros = qCompress(QByteArray(1'000'000, '\0'), 9).sliced(4);
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", head) + pngChunk("IDAT", zeros)
        + pngChunk("IEND", {});
}

QByteArray pngWithTextBomb()
{
    const QByteArray plain = encoded(picture(64, 48), "png");
    const QByteArray text = qCompress(QByteArray(64 * 1024 * 1024, 'A'), 9).sliced(4);
    constexpr qsizetype BehindHead = 8 + 25;
    return plain.first(BehindHead) + pngChunk("zTXt", QByteArray("bomb\0\0", 6) + text)
        + plain.sliced(BehindHead);
}

QByteArray svg()
{
    return R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>)";
}

QList<NamedImage> refusedImages()
{
    const QByteArray png = encoded(picture(64, 48), "png");
    const QByteArray jpeg = encoded(picture(64, 48), "jpeg");
    const QByteArray webp = encoded(picture(64, 48), "webp");
    QByteArray bent = png;
    bent[bent.indexOf("IDAT") + 10] = char(~bent.at(bent.indexOf("IDAT") + 10));
    return {
        {"an SVG", svg()},
        {"an SVG behind the signature of a PNG", png.first(8) + svg()},
        {"a GIF", "GIF89a\x01\x01" + QByteArray(40, '\0')},
        {"a BMP", encoded(picture(8, 8), "bmp")},
        {"a page", "<!doctype html><script>alert(1)</script>"},
        {"a page that begins like a JPEG", "\xff\xd8\xff<script>alert(1)</script>"},
        {"a PDF", "%PDF-1.7\n1 0 obj\n"},
        {"a word", "hello"},
        {"a PNG without its last chunk", png.chopped(12)},
        {"half a PNG", png.first(png.size() / 2)},
        {"a PNG whose data does not fit its checksum", bent},
        {"a JPEG without its end", jpeg.chopped(2)},
        {"half a JPEG", jpeg.first(jpeg.size() / 2)},
        {"half a JPEG with an end", jpeg.first(20) + "\xff\xd9"},
        {"half a WebP", webp.first(webp.size() / 2)},
        {"a WebP's head", webp.first(30)},
        {"a PNG of no width", pngBomb(0, 10)},
        {"a PNG with too little data", pngBomb(2000, 2000)},
    };
}

} // namespace sermo::test
