// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/protocol/result.h"

#include <QStringList>

namespace sermo::server
{

//! The one configuration file (contract 6). Every key may be left out; an unknown or wrong one is
//! refused with its path, such as `platforms[0].queue`.
struct Configuration {
    struct Limits {
        int eventsPerSecond = 20, eventBurst = 60; //!< of one customer's connection; 0: none
        int connectionsPerAddress = 200, connections = 2000;
        friend bool operator==(const Limits &, const Limits &) = default;
    };
    struct Tls {
        QString mode = QStringLiteral("auto"), certificate, key;
        friend bool operator==(const Tls &, const Tls &) = default;
    };

    desk::DeskConfig desk = desk::DeskConfig::defaults();
    bool botEnabled = false;
    QString botScript; //!< the file with what it says; empty: as it comes with the program
    bool requireToken = true;
    Limits limits;
    QStringList origins, avatarHosts, trustedProxies;
    Tls tls;

    struct Error {
        QString path, message;
    };
    [[nodiscard]] static Result<Configuration, Error> parse(const QByteArray &json);
    //! The paths of all keys that reading this asks for, so that the published schema can be held
    //! against the code (resources/schema).
    [[nodiscard]] static QStringList keysAskedFor(const QByteArray &json);
    [[nodiscard]] static Result<Configuration, Error> load(const QString &fileName);
};

} // namespace sermo::server
