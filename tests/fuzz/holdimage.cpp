// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/imageshape.h"
#include "broker/imaging/imageupload.h"
#include "tests/fuzz/invariants.h"

namespace sermo::fuzz
{

namespace
{

bool beginsAs(imaging::ImageFormat format, QByteArrayView bytes)
{
    switch (format) {
    case imaging::ImageFormat::Png:
        return bytes.startsWith("\x89PNG\r\n\x1a\n");
    case imaging::ImageFormat::Jpeg:
        return bytes.startsWith("\xff\xd8\xff");
    case imaging::ImageFormat::WebP:
        return bytes.startsWith("RIFF") && bytes.sliced(8).startsWith("WEBP");
    }
    return false;
}

void holdShape(QByteArrayView bytes)
{
    const auto shape = imaging::ImageShape::of(bytes);
    if (!shape)
        return;
    hold(0 < shape->size && shape->size <= bytes.size(), "an image ends where its bytes do");
    hold(shape->width > 0 && shape->height > 0, "an image has pixels");
    hold(beginsAs(shape->format, bytes), "a format is told by the first bytes");
    // What follows is not looked at, so nothing that hangs on is decoded or passed on.
    const auto alone = imaging::ImageShape::of(bytes.first(shape->size));
    hold(alone && alone->size == shape->size && alone->width == shape->width
             && alone->height == shape->height && alone->format == shape->format,
         "an image is one without what follows it");
    const QByteArray more = bytes.first(shape->size).toByteArray() + "<svg/>";
    const auto longer = imaging::ImageShape::of(more);
    hold(longer && longer->size == shape->size, "what hangs on is cut off");
}

void holdUpload(QByteArrayView bytes)
{
    const auto image = imaging::imageInJson(bytes);
    if (!image)
        return hold(image.error() == imaging::Fault::Malformed, "no base64 is malformed, no more");
    hold(!image->isEmpty() && image->size() < bytes.size(), "base64 is longer than its bytes");
    const auto again = imaging::imageInJson("{\"image\":\"" + image->toBase64() + "\"}");
    hold(again && *again == *image, "what was decoded can be sent again");
}

//! What the helper says of what it painted: the broker believes no word that is not one.
void holdAnswer(QByteArrayView bytes)
{
    const auto painted = imaging::Painted::read(bytes.toByteArray());
    if (!painted)
        return;
    hold(painted->width > 0 && painted->height > 0 && !painted->bytes.isEmpty()
             && painted->bytes.size() <= imaging::MaxPainted,
         "a painted image has pixels and bytes");
    const auto again = imaging::Painted::read(painted->head() + painted->bytes);
    hold(again && again->bytes == painted->bytes && again->type == painted->type,
         "an answer can be said again");
}

} // namespace

void holdImage(QByteArrayView bytes)
{
    holdShape(bytes);
    holdUpload(bytes);
    holdAnswer(bytes);
}

} // namespace sermo::fuzz
