// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"
#include "broker/store/credentials.h"
#include "broker/store/holding.h"

namespace sermo::store
{

//! Keys and tokens of one of two hosts: what is saved is said to be when the other one has it too.
//! As HoldingLog, beside which it stands.
class HoldingCredentials final : public Credentials
{
    Q_OBJECT
public:
    HoldingCredentials(Database &database, Holding &holding);

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void saveKey(const KeyRecord &key, QObject *context, Done done) override;
    void removeKey(const KeyName &name, QObject *context, Done done) override;
    void saveToken(const TokenRecord &token, QObject *context, Done done) override;
    void removeTokens(const QList<UserId> &users, QObject *context, Done done) override;

private:
    void change(const CredentialChange &what, QObject *context, Done done);

    Database &m_database;
    Holding &m_holding;
};

//! The images of one of two hosts, likewise.
class HoldingBlobs final : public BlobStore
{
    Q_OBJECT
public:
    HoldingBlobs(Database &database, Holding &holding);

    void load(QObject *context, std::function<void(Contents)> handler) override;
    void save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
              QObject *context, Done done) override;
    void link(const ImageLink &link, QObject *context, Done done) override;
    void read(const ImageId &image, QObject *context, std::function<void(Found)> handler) override;
    void imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler) override;
    void removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done) override;

private:
    void change(const ImageChange &what, QObject *context, Done done);

    Database &m_database;
    Holding &m_holding;
};

} // namespace sermo::store
