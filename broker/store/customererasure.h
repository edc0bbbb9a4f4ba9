// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/blobstore.h"
#include "broker/store/credentials.h"
#include "broker/store/eventlog.h"

namespace sermo::store
{

//! Forgets one customer in every part of the store: token, images, events; then rids the files of
//! every trace (contract 1, `erase`). The events go last, so that after a crash in between he is
//! still known and can be erased again. Also says whether anything is known of a customer.
//! The parts must be open; lives in their thread and longer than what it was asked.
class CustomerErasure : public QObject
{
    Q_OBJECT
public:
    //! `isGone`: nothing of him can be read any more. `why`: one line for a person where something
    //! failed, else empty.
    using Done = std::function<void(bool isGone, const QString &why)>;
    using Known = std::function<void(const Result<bool, QString> &known)>;

    CustomerErasure(EventLog &log, Credentials &credentials, BlobStore &images);

    void ask(const UserId &user, Known known);
    void erase(const UserId &user, Done done);

private:
    void askToken(const UserId &user, const Known &known);
    void askImages(const UserId &user, const Known &known);
    void eraseImages(const UserId &user, const Done &done);
    void eraseEvents(const UserId &user, const Done &done);
    void scrub(const Done &done);

    EventLog &m_log;
    Credentials &m_credentials;
    BlobStore &m_images;
};

} // namespace sermo::store
