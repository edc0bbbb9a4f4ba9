// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/controlsocket.h"

#include <QDir>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr int PatienceMs = 10'000;
constexpr qint64 MaxLine = 4096;

QString pathIn(const QString &dataDirectory)
{
    return QDir(dataDirectory).absoluteFilePath(u"control"_s);
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

ControlSocket::ControlSocket(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_server(this)
{
    connect(&m_server, &QLocalServer::newConnection, this, &ControlSocket::handleConnection);
}

Result<void, QString> ControlSocket::listen(const QString &dataDirectory)
{
    const QString path = pathIn(dataDirectory);
    // Left behind by a broker that was killed. Whoever opened the log has made sure that none runs.
    QLocalServer::removeServer(path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(path))
        return failure(u"cannot listen at %1: %2"_s.arg(path, m_server.errorString()));
    return {};
}

void ControlSocket::handleConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(MaxLine);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { handleLine(socket); });
        if (socket->canReadLine())
            handleLine(socket);
    }
}

void ControlSocket::handleLine(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() >= MaxLine)
            socket->abort();
        return;
    }
    const QJsonObject order = QJsonDocument::fromJson(socket->readLine(MaxLine)).object();
    m_handler(order, [to = QPointer(socket)](const QJsonObject &answer) {
        if (!to)
            return;
        to->write(lineOf(answer));
        to->disconnectFromServer();
    });
}

std::optional<Result<QJsonObject, QString>> ControlSocket::ask(const QString &dataDirectory,
                                                               const QJsonObject &order)
{
    QLocalSocket socket;
    socket.connectToServer(pathIn(dataDirectory));
    if (!socket.waitForConnected(PatienceMs))
        return std::nullopt;
    socket.write(lineOf(order));
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(PatienceMs) && !socket.canReadLine())
            return failure(u"the broker does not answer"_s);
    }
    return QJsonDocument::fromJson(socket.readLine()).object();
}

} // namespace sermo::server
