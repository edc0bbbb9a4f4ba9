// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"
#include "broker/store/blobstore.h"
#include "broker/store/cluster.h"
#include "broker/store/credentials.h"
#include "broker/store/eventlog.h"

#include <memory>

namespace sermo::store
{
class Database;
class SqliteLog;
} // namespace sermo::store

namespace sermo::app
{

//! What `serve` keeps things in: all in one directory, or all in a cluster and in the directory
//! copies of images. Outlives the broker that its parts are given to.
class Stores
{
public:
    Stores(const call::Serve &call, const Clock &clock);
    ~Stores(); //!< closes the directory; blocks

    //! Opens what must be open before a broker is made. Blocks; the error is one line for a person.
    [[nodiscard]] Result<void, QString> open();

    std::unique_ptr<store::EventLog> log;
    std::unique_ptr<store::Credentials> credentials;
    std::unique_ptr<store::BlobStore> blobs;
    std::unique_ptr<store::Cluster> cluster; //!< null: there is none
    QString historyDirectory; //!< has the log, or this broker's copy of it

private:
    [[nodiscard]] Result<QList<store::KeyRecord>, QString> openDirectory();
    void makeCluster(const QList<store::KeyRecord> &keys);

    const call::Serve m_call;
    const Clock &m_clock;
    const std::shared_ptr<store::Database> m_database;
    std::unique_ptr<store::SqliteLog>
        m_directory; //!< in a cluster: held, lest another broker has it
};

} // namespace sermo::app
