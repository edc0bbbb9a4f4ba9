// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/requesthead.h"

#include <functional>

class QObject;
class QTcpSocket;

namespace sermo::server
{

//! Takes the body of one request off a socket of the door's, whose head is still unread in it, and
//! hands it on when it is whole. Who sends too slowly is cut; so the caller only bounds the length
//! beforehand. Nothing is called once `context` or the socket is gone. Broker's thread.
void receiveBody(QTcpSocket *socket, const RequestHead &head, QObject *context,
                 std::function<void(const QByteArray &)> whole);

} // namespace sermo::server
