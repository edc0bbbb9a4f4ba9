// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/httpbody.h"

#include "broker/server/httpreply.h"

#include <QTcpSocket>
#include <QTimer>

#include <memory>

namespace sermo::server
{

namespace
{

constexpr qsizetype LeastProgress = 16 * 1024; //!< bytes within each standstill, or it is one

} // namespace

void receiveBody(QTcpSocket *socket, const RequestHead &head, QObject *context,
                 std::function<void(const QByteArray &)> whole)
{
    socket->skip(head.size);
    socket->setReadBufferSize(head.contentLength);
    if (head.field("expect").toLower() == "100-continue")
        socket->write(ContinueLine.data(), ContinueLine.size());
    auto body = std::make_shared<QByteArray>();
    auto enough = std::make_shared<qsizetype>(0);
    QTimer *standstill = watchStandstill(socket);
    const auto read = [=, length = head.contentLength, whole = std::move(whole)] {
        *body += socket->read(length - body->size());
        // Not for each byte: by one at a time a place could be held for as long as a request may.
        if (body->size() >= *enough) {
            *enough = body->size() + LeastProgress;
            standstill->start();
        }
        if (body->size() < length)
            return;
        delete standstill;
        QObject::disconnect(socket, &QTcpSocket::readyRead, context, nullptr);
        whole(std::exchange(*body, {}));
    };
    QObject::connect(socket, &QTcpSocket::readyRead, context, read);
    // What came with the head tells no more of itself.
    QMetaObject::invokeMethod(socket, "readyRead", Qt::QueuedConnection);
}

} // namespace sermo::server
