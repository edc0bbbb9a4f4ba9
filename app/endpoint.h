// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace sermo::app
{

//! Where a broker listens.
struct Endpoint {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 8080; //!< 0: a free one

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

//! `127.0.0.1:8080`, `[::1]:0`, `localhost:8080`; none: not an address with a port.
[[nodiscard]] std::optional<Endpoint> endpointFromText(const QString &text);
[[nodiscard]] QString toText(const Endpoint &endpoint);

} // namespace sermo::app
