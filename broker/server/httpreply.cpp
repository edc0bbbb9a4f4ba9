// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/httpreply.h"

#include "broker/server/unsent.h"

#include <QTcpSocket>
#include <QTimer>

#include <limits>

using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

constexpr auto Standstill = 10s; //!< without a byte either way

} // namespace

QTimer *watchStandstill(QTcpSocket *socket)
{
    auto *timer = new QTimer(socket);
    timer->setSingleShot(true);
    timer->callOnTimeout(socket, &QTcpSocket::abort);
    timer->start(Standstill);
    return timer;
}

void reply(QTcpSocket *socket, const HttpAnswer &answer, QObject *context)
{
    // Bytes that nobody reads would make of the end a reset, which overtakes the answer.
    const auto discard = [socket] { socket->skip(std::numeric_limits<qint64>::max()); };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, discard);
    discard();
    QTimer *standstill = watchStandstill(socket);
    whenSent(socket, context, [socket, standstill] {
        standstill->start();
        if (unsentBytes(*socket) == 0)
            socket->disconnectFromHost();
    });
    const QByteArray wire = answer.wire();
    if (writeThrough(*socket, wire) == wire.size())
        socket->disconnectFromHost();
}

} // namespace sermo::server
