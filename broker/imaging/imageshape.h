// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace sermo::imaging
{

enum class ImageFormat : quint8 { Png, Jpeg, WebP };

//! What can be told of an image by walking through its outermost structure, before any decoder sees
//! it. Pure, and as strict as the walk needs: never reads beyond the bytes given, whatever they
//! are.
struct ImageShape {
    ImageFormat format = ImageFormat::Png;
    qint64 width = 0; //!< as announced, before it is turned upright
    qint64 height = 0;
    qsizetype size = 0; //!< of the image: what follows is something else, and not looked at

    //! Nothing: not one of the three formats, or not all of it.
    [[nodiscard]] static std::optional<ImageShape> of(QByteArrayView bytes);
};

} // namespace sermo::imaging
