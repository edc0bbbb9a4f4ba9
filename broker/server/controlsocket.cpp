// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/controlsocket.h"

#include "broker/server/socketpath.h"

#include <QJsonDocument>
#include <QLocalSocket>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr int PatienceMs = 10'000;
constexpr qint64 MaxLine = 512 * 1024; //!< names a user, who may be called 64 KiB of anything
const QString Name = u"control"_s;

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

ControlSocket::~ControlSocket()
{
    m_server.close(); // while its path still leads there
}

Result<void, QString> ControlSocket::listen(const QString &dataDirectory)
{
    m_path = std::make_unique<SocketPath>(dataDirectory, Name);
    const QString &path = m_path->path();
    // Left behind by a broker that was killed. Whoever opened the log has made sure that none runs.
    QLocalServer::removeServer(path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(path))
        return failure(u"cannot listen in %1: %2"_s.arg(dataDirectory, m_server.errorString()));
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
                                                               const QJsonObject &order,
                                                               std::chrono::milliseconds patience)
{
    const SocketPath path(dataDirectory, Name);
    QLocalSocket socket;
    socket.connectToServer(path.path());
    if (!socket.waitForConnected(PatienceMs))
        return std::nullopt;
    socket.write(lineOf(order));
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(int(patience.count())) && !socket.canReadLine())
            return failure(u"the broker does not answer"_s);
    }
    return QJsonDocument::fromJson(socket.readLine()).object();
}

} // namespace sermo::server
