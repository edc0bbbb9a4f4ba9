// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"

class QObject;
class QTcpSocket;
class QTimer;

namespace sermo::server
{

//! Ends a connection on which nothing has moved for ten seconds; start() it anew when something
//! does. The socket owns it.
QTimer *watchStandstill(QTcpSocket *socket);

//! Writes an answer that took its time to a socket of the door's, and closes when it is written, or
//! when the other end takes nothing for a while. What still comes in is not read. `context` dies:
//! nobody looks after it any more. Broker's thread.
void reply(QTcpSocket *socket, const HttpAnswer &answer, QObject *context);

} // namespace sermo::server
