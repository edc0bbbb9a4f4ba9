// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/parcel.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace sermo::test
{

//! Keeps the TCP socket beneath each WebSocket, as the Door does.
class Listener final : public QTcpServer
{
public:
    QTcpSocket *last = nullptr;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        last = new QTcpSocket;
        last->setSocketDescriptor(descriptor);
        addPendingConnection(last);
    }
};

inline server::Parcel::Ptr parcel(const QByteArray &payload)
{
    return server::Parcel::lasting(payload);
}

} // namespace sermo::test
