// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/server/otherhost.h"
#include "broker/server/requesthead.h"

#include <QJsonObject>

#include <functional>

class QTcpSocket;

namespace sermo::server
{

//! What a broker that is one of two asks of whoever makes it that (broker/pair). All of it in the
//! broker's thread; empty functions: it is one alone.
struct StandbyHouse {
    using Answer = std::function<void(const QJsonObject &)>;

    //! The other one wants a link, by a key that is good: owns the socket from here on. Its request
    //! is still unread in it.
    std::function<void(QTcpSocket *socket, const RequestHead &head)> receive;
    std::function<QJsonObject()> status; //!< what `/health` tells of the two
    //! An order of `sermo-broker standby …`.
    std::function<void(const QJsonObject &order, const Answer &answer)> carryOut;
    std::function<void(const KeyName &key)> keyRevoked;
    std::function<OtherHost()> other; //!< where clients go when this one is gone
};

} // namespace sermo::server
