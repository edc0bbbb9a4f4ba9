// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"

#include <memory>

namespace sermo::store
{

class Database;

//! Images in the log's own file: written by the log's own writer, in order with its appends, read
//! by its reader. The SqliteLog of the same Database opens and closes it.
class SqliteBlobs final : public BlobStore
{
    Q_OBJECT
public:
    explicit SqliteBlobs(std::shared_ptr<Database> database);

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
              QObject *context, Done done) override;
    void link(const ImageLink &link, QObject *context, Done done) override;
    void read(const ImageId &image, QObject *context, std::function<void(Found)> handler) override;
    void imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler) override;
    void removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done) override;

private:
    const std::shared_ptr<Database> m_database;
};

} // namespace sermo::store
