// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/historyroutes.h"
#include "broker/server/requesthead.h"
#include "broker/server/turnstile.h"

class QTcpSocket;

namespace sermo::server
{

class Keys;

//! The history's addresses over the port: who asks, by his key alone (a customer's token opens
//! nothing here), and how many at a time. As with images the answer takes a while, so these
//! requests are read and answered here and not by Qt's HTTP server. Broker's thread; the door owns
//! the sockets.
class HistoryGate : public QObject
{
    Q_OBJECT
public:
    struct House {
        const Keys *keys;
        const HistoryRoutes *routes;
        std::function<void(int)> count; //!< told the status of every answer
    };
    explicit HistoryGate(const House &house, QObject *parent = nullptr);

    //! One request, its head still unread in the socket.
    void handle(QTcpSocket *socket, const RequestHead &head);

private:
    void refuse(QTcpSocket *socket, const RequestHead &head, int status);

    const House m_house;
    Turnstile m_turns;
};

} // namespace sermo::server
