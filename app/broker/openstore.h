// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/orders.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

namespace sermo::app
{

//! The store of a data directory, opened for one order where no broker runs on it.
struct OpenStore {
    const Clock &clock;
    store::SqliteLog &log;
    store::SqliteCredentials &credentials;
    store::SqliteBlobs &images;
    QObject *context; //!< lives as long as it is open
    std::function<void(const QJsonObject &answer)> conclude; //!< to be called once: it closes then
};

//! Opens it, has something done, and waits until that is concluded and the store is closed.
[[nodiscard]] Answer inStore(const QString &dataDirectory,
                             const std::function<void(const OpenStore &)> &act);

} // namespace sermo::app
