// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/holdingstores.h"

#include <utility>

namespace sermo::store
{

HoldingCredentials::HoldingCredentials(Database &database, Holding &holding)
    : m_database(database)
    , m_holding(holding)
{
}

void HoldingCredentials::change(const CredentialChange &what, QObject *context, Done done)
{
    m_database.change(what, this, m_holding.held<bool>(context, std::move(done)));
}

void HoldingCredentials::load(QObject *context, std::function<void(Contents)> handler)
{
    m_database.load(context, std::move(handler));
}

void HoldingCredentials::saveKey(const KeyRecord &key, QObject *context, Done done)
{
    change(key, context, std::move(done));
}

void HoldingCredentials::removeKey(const KeyName &name, QObject *context, Done done)
{
    change(name, context, std::move(done));
}

void HoldingCredentials::saveToken(const TokenRecord &token, QObject *context, Done done)
{
    change(token, context, std::move(done));
}

void HoldingCredentials::removeTokens(const QList<UserId> &users, QObject *context, Done done)
{
    change(users, context, std::move(done));
}

HoldingBlobs::HoldingBlobs(Database &database, Holding &holding)
    : m_database(database)
    , m_holding(holding)
{
}

void HoldingBlobs::change(const ImageChange &what, QObject *context, Done done)
{
    m_database.change(what, this, m_holding.held<bool>(context, std::move(done)));
}

void HoldingBlobs::load(QObject *context, std::function<void(Contents)> handler)
{
    m_database.loadImages(context, std::move(handler));
}

void HoldingBlobs::save(const ImageRecord &record, const QByteArray &bytes,
                        const UserId &uploadedBy, QObject *context, Done done)
{
    change(ImageSaving{record, bytes, uploadedBy}, context, std::move(done));
}

void HoldingBlobs::link(const ImageLink &link, QObject *context, Done done)
{
    change(link, context, std::move(done));
}

void HoldingBlobs::read(const ImageId &image, QObject *context, std::function<void(Found)> handler)
{
    m_database.readImage(image, context, std::move(handler));
}

void HoldingBlobs::imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler)
{
    m_database.listImages(user, context, std::move(handler));
}

void HoldingBlobs::removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done)
{
    change(ImageRemoval{user, beforeMs}, context, std::move(done));
}

} // namespace sermo::store
