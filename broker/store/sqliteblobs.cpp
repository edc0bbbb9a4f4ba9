// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/sqliteblobs.h"

#include "broker/store/database.h"

#include <utility>

namespace sermo::store
{

SqliteBlobs::SqliteBlobs(std::shared_ptr<Database> database)
    : m_database(std::move(database))
{
}

void SqliteBlobs::load(QObject *context, std::function<void(Contents)> handler)
{
    m_database->loadImages(context, std::move(handler));
}

void SqliteBlobs::save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
                       QObject *context, Done done)
{
    m_database->change(ImageChange(ImageSaving{record, bytes, uploadedBy}), context,
                       std::move(done));
}

void SqliteBlobs::link(const ImageLink &link, QObject *context, Done done)
{
    m_database->change(ImageChange(link), context, std::move(done));
}

void SqliteBlobs::read(const ImageId &image, QObject *context, std::function<void(Found)> handler)
{
    m_database->readImage(image, context, std::move(handler));
}

void SqliteBlobs::imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler)
{
    m_database->listImages(user, context, std::move(handler));
}

void SqliteBlobs::removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done)
{
    m_database->change(ImageChange(ImageRemoval{user, beforeMs}), context, std::move(done));
}

} // namespace sermo::store
