// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/tlsidentity.h"
#include "broker/standby/charter.h"

#include <QHostAddress>
#include <QUrl>

namespace sermo::pair
{

//! What one of two hosts is told when it starts.
struct Terms {
    QString directory;
    QHostAddress address; //!< where it listens, whichever it is of the two
    quint16 port = 0;
    std::optional<server::TlsIdentity> tls;
    QUrl other; //!< `http://HOST:PORT`, or https; empty: it comes to us, and tells
    QByteArray key; //!< of role standby: the same at both
    QByteArray pin; //!< SHA-256 of the other's certificate; empty: authorities judge
    //! As the other one shall reach this one. With it the two tell each other where they are, so
    //! that `other` may be empty until the other one has come.
    QUrl here;
    QUrl otherForClients; //!< where they find the other one; empty: as this one does
    bool begins = false; //!< where nothing is agreed yet: it is the host, and the other one follows
    standby::Right wish = standby::Right::Offer;
    standby::Patience patience;
};

} // namespace sermo::pair
