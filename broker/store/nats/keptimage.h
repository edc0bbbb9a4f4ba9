// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"

#include <QByteArrayView>

#include <optional>

//! What brokers keep for each other of an image, beside its bytes: names and values (kept.h).
namespace sermo::store::nats
{

inline constexpr QByteArrayView ImageWord("image."); //!< begins the name of an image's value …
inline constexpr QByteArrayView LinkWord("shown."); //!< … and of one that says whose it is

struct KeptImage {
    ImageRecord record;
    QList<Seq> pieces; //!< their numbers in the stream of images
    QByteArray sum; //!< SHA-256 of all
};

[[nodiscard]] QByteArray wordOf(const ImageId &image); //!< of subjects, and the copy's file
[[nodiscard]] QByteArray nameOf(const ImageId &image);
[[nodiscard]] QByteArray nameOf(const ImageLink &link);

[[nodiscard]] QByteArray toBytes(const KeptImage &image);
[[nodiscard]] QByteArray toBytes(const ImageLink &link);
//! Nothing: it was removed.
[[nodiscard]] std::optional<KeptImage> imageIn(const QByteArray &bytes);
[[nodiscard]] std::optional<ImageLink> linkIn(const QByteArray &bytes);

} // namespace sermo::store::nats
