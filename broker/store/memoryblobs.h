// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"

#include <QMap>

namespace sermo::store
{

//! Images without a file, beside a MemoryLog. Answers come through the event loop. Its thread: the
//! one it is made in.
class MemoryBlobs final : public BlobStore
{
    Q_OBJECT
public:
    void load(QObject *context, std::function<void(Contents)> handler) override;
    void save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
              QObject *context, Done done) override;
    void link(const ImageLink &link, QObject *context, Done done) override;
    void read(const ImageId &image, QObject *context, std::function<void(Found)> handler) override;
    void imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler) override;
    void removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done) override;

    //! As MemoryLog::setFailure(): writes fail until told otherwise.
    void setFailing(bool failing) { m_failing = failing; }

private:
    struct Image {
        ImageRecord record;
        QByteArray bytes;
    };

    void write(std::function<void()> change, QObject *context, Done done);
    void insert(const ImageLink &link);
    void remove(const UserId &user, qint64 beforeMs);

    bool m_failing = false;
    QMap<ImageId, Image> m_images;
    QList<ImageLink> m_links;
};

} // namespace sermo::store
