// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/imageshape.h"

#include <QtEndian>

namespace sermo::imaging
{

namespace
{

constexpr QByteArrayView PngSignature("\x89PNG\r\n\x1a\n", 8);
constexpr QByteArrayView JpegSignature("\xff\xd8\xff", 3);

quint8 byteAt(QByteArrayView bytes, qsizetype at)
{
    return static_cast<quint8>(bytes.at(at));
}

quint32 big32(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

quint16 big16(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

quint32 little24(QByteArrayView bytes, qsizetype at)
{
    return byteAt(bytes, at) | quint32(byteAt(bytes, at + 1)) << 8
        | quint32(byteAt(bytes, at + 2)) << 16;
}

//! Chunks of a length, a name, that many bytes and a checksum, from IHDR to IEND.
std::optional<ImageShape> pngShape(QByteArrayView bytes)
{
    constexpr qsizetype Frame = 12;
    ImageShape shape{ImageFormat::Png};
    qsizetype at = PngSignature.size();
    for (bool isFirst = true; bytes.size() - at >= Frame; isFirst = false) {
        const qsizetype length = big32(bytes, at);
        const QByteArrayView name = bytes.sliced(at + 4, 4);
        if (length > bytes.size() - at - Frame || (name == "IHDR") != isFirst)
            return std::nullopt;
        if (isFirst) {
            if (length != 13)
                return std::nullopt;
            shape.width = big32(bytes, at + 8);
            shape.height = big32(bytes, at + 12);
        }
        at += Frame + length;
        if (name != "IEND")
            continue;
        shape.size = at;
        return shape;
    }
    return std::nullopt;
}

//! Where the next marker is in coded data, in which 0xff is followed by zero or a restart.
qsizetype endOfScan(QByteArrayView bytes, qsizetype at)
{
    for (; at + 1 < bytes.size(); ++at) {
        if (byteAt(bytes, at) != 0xff)
            continue;
        const quint8 next = byteAt(bytes, at + 1);
        if (next != 0x00 && next != 0xff && (next < 0xd0 || next > 0xd7))
            return at;
    }
    return bytes.size();
}

//! Whether a marker begins a frame, which says how large the picture is.
bool isFrame(quint8 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

//! Segments of a marker and a length, with coded data behind each start of a scan.
std::optional<ImageShape> jpegShape(QByteArrayView bytes)
{
    constexpr quint8 EndOfImage = 0xd9;
    constexpr quint8 StartOfScan = 0xda;
    ImageShape shape{ImageFormat::Jpeg};
    bool hasScan = false;
    qsizetype at = 2;
    while (bytes.size() - at >= 2) {
        if (byteAt(bytes, at) != 0xff)
            return std::nullopt;
        const quint8 marker = byteAt(bytes, at + 1);
        if (marker == 0xff) { // padding
            ++at;
            continue;
        }
        if (marker == EndOfImage) {
            shape.size = at + 2;
            return hasScan && shape.width > 0 ? std::optional(shape) : std::nullopt;
        }
        if (bytes.size() - at < 4)
            return std::nullopt;
        const qsizetype length = big16(bytes, at + 2);
        if (length < 2 || length > bytes.size() - at - 2)
            return std::nullopt;
        if (isFrame(marker)) {
            if (length < 8 || shape.width > 0)
                return std::nullopt;
            shape.height = big16(bytes, at + 5);
            shape.width = big16(bytes, at + 7);
        }
        at += 2 + length;
        if (marker == StartOfScan) {
            hasScan = true;
            at = endOfScan(bytes, at);
        }
    }
    return std::nullopt;
}

//! A RIFF file whose first chunk tells the size, in one of three ways.
std::optional<ImageShape> webpShape(QByteArrayView bytes)
{
    constexpr qsizetype Data = 20; // of the first chunk
    constexpr qsizetype Enough = 30;
    const auto length = qFromLittleEndian<quint32>(bytes.data() + 4);
    if (bytes.size() < Enough || length > bytes.size() - 8 || length < Enough - 8)
        return std::nullopt;
    ImageShape shape{ImageFormat::WebP, 0, 0, qsizetype(length) + 8};
    const QByteArrayView name = bytes.sliced(12, 4);
    if (name == "VP8X") {
        shape.width = little24(bytes, Data + 4) + 1;
        shape.height = little24(bytes, Data + 7) + 1;
    } else if (name == "VP8L" && byteAt(bytes, Data) == 0x2f) {
        const auto packed = qFromLittleEndian<quint32>(bytes.data() + Data + 1);
        shape.width = (packed & 0x3fff) + 1;
        shape.height = ((packed >> 14) & 0x3fff) + 1;
    } else if (name == "VP8 " && bytes.sliced(Data + 3, 3) == QByteArrayView("\x9d\x01\x2a", 3)) {
        shape.width = qFromLittleEndian<quint16>(bytes.data() + Data + 6) & 0x3fff;
        shape.height = qFromLittleEndian<quint16>(bytes.data() + Data + 8) & 0x3fff;
    } else {
        return std::nullopt;
    }
    return shape;
}

} // namespace

std::optional<ImageShape> ImageShape::of(QByteArrayView bytes)
{
    std::optional<ImageShape> shape;
    if (bytes.startsWith(PngSignature))
        shape = pngShape(bytes);
    else if (bytes.startsWith(JpegSignature))
        shape = jpegShape(bytes);
    else if (bytes.size() >= 12 && bytes.startsWith("RIFF") && bytes.sliced(8, 4) == "WEBP")
        shape = webpShape(bytes);
    if (shape && (shape->width <= 0 || shape->height <= 0))
        return std::nullopt;
    return shape;
}

} // namespace sermo::imaging
