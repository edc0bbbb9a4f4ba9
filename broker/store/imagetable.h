// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/blobstore.h"
#include "broker/store/sqlite.h"

#include <QStringList>

#include <variant>

namespace sermo::store
{

struct ImageSaving {
    ImageRecord record;
    QByteArray bytes;
    UserId uploadedBy; //!< empty: no customer's
};
struct ImageRemoval {
    UserId user;
    qint64 beforeMs = BlobStore::EverMs;
};
//! One change of the images.
using ImageChange = std::variant<ImageSaving, ImageLink, ImageRemoval>;

//! Images as the writer sees them, in the transaction that is open. In its thread.
class ImageTable
{
public:
    [[nodiscard]] Result<void, QString> prepare(sqlite::Connection &connection);
    [[nodiscard]] bool apply(const ImageChange &change);
    //! All but the bytes, and so without the images' own checksums: those are for who reads one.
    [[nodiscard]] BlobStore::Contents load();

private:
    [[nodiscard]] bool save(const ImageSaving &saving);
    [[nodiscard]] bool save(const ImageLink &link);
    [[nodiscard]] bool remove(const ImageRemoval &removal);
    [[nodiscard]] bool removeImage(const ImageId &image);

    sqlite::Statement m_saveImage, m_saveLink, m_linksOfUser, m_removeLinks, m_remaining,
        m_removeImage, m_images, m_links;
};

//! Images as a reader sees them. In its thread.
class ImageShelf
{
public:
    [[nodiscard]] Result<void, QString> prepare(sqlite::Connection &connection);
    [[nodiscard]] BlobStore::Found read(const ImageId &image);
    [[nodiscard]] BlobStore::List imagesOf(const UserId &user);

private:
    sqlite::Statement m_image, m_imagesOfUser;
};

//! What is wrong with the images of a file, in words: each row's checksum is looked at.
[[nodiscard]] QStringList damagedImages(sqlite::Connection &connection);

} // namespace sermo::store
