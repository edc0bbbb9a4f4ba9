// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/door.h"

#include "broker/server/qtcompat.h"
#include "broker/server/unsent.h"

#include <QLoggingCategory>

#include <limits>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.door")

constexpr int ListenBacklog = 1024;
constexpr int PendingConnections = 30; //!< QTcpServer's own; with none it accepts no more in one go
constexpr auto LastWord = 2s; //!< for the other end to read a refusal
constexpr auto HeadTimer = "head deadline"_L1;
constexpr auto Counted = "counted"_L1;
constexpr char TlsHandshake = 0x16; //!< the first byte of a client that speaks TLS

//! What has come and what still comes is read and forgotten.
void discardAll(QTcpSocket *socket)
{
    const auto discard = [socket] { socket->skip(std::numeric_limits<qint64>::max()); };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, discard);
    discard();
}

} // namespace

Door::Door(const Limits &limits, Judge judge, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_judge(std::move(judge))
    , m_census(limits.connections)
{
    setListenBacklogSize(ListenBacklog);
    m_nextHandshake.setInterval(0);
    connect(&m_nextHandshake, &QTimer::timeout, this, &Door::startHandshake);
}

void Door::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = m_tls.isNull() ? new QTcpSocket(this) : new QSslSocket(this);
    // A byte more than a head may have, so that one too large is seen.
    socket->setReadBufferSize(RequestHead::MaxBytes + 1);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QObject::destroyed, this, &Door::handleGone);
    ++m_sockets;
    // At the system's limit accept() fails in a busy loop and says nothing (research, fact 9).
    if (m_limits.descriptors > 0 && m_sockets >= m_limits.descriptors) {
        pauseAccepting();
        setMaxPendingConnections(0); // or whoever waits by now is let in all the same
    }

    watchHead(socket, m_limits.proxies.trusts(socket->peerAddress()) ? 0 : count(socket));
}

//! The status to refuse it with; 0: none.
int Door::count(QTcpSocket *socket)
{
    const QHostAddress from = socket->peerAddress();
    const int overLimit = m_census.refusal(from);
    m_census.enter(from);
    auto *counted = new QObject(socket); // dies with the socket, or when it becomes a WebSocket
    counted->setObjectName(QString(Counted));
    connect(counted, &QObject::destroyed, this, [this, from] { m_census.leave(from); });
    return overLimit;
}

void Door::handleGone()
{
    --m_sockets;
    if (m_limits.descriptors > 0 && m_sockets == m_limits.descriptors - 1 && isListening()) {
        setMaxPendingConnections(PendingConnections);
        resumeAccepting();
    }
}

void Door::watchHead(QTcpSocket *socket, int overLimit)
{
    auto *deadline = new QTimer(socket);
    deadline->setObjectName(QString(HeadTimer));
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, socket, [this, socket] { giveUp(socket); });
    deadline->start(m_limits.headDeadline);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this,
            [this, socket, overLimit] { handleReadable(socket, overLimit); });
}

void Door::handleReadable(QTcpSocket *socket, int overLimit)
{
    auto *tls = qobject_cast<QSslSocket *>(socket);
    if (tls && tls->mode() == QSslSocket::UnencryptedMode)
        return greet(tls, overLimit);
    handleHead(socket, overLimit);
}

//! The first bytes have come. TLS is made ready only now: who connects and says nothing costs a
//! socket and no more.
void Door::greet(QSslSocket *socket, int overLimit)
{
    char first = 0;
    if (socket->peek(&first, 1) == 1 && first != TlsHandshake) {
        endWatch(socket);
        return turnAway(socket, HttpAnswer::plain(400));
    }
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    // To begin a handshake takes a millisecond: one in each round of the event loop, whoever comes.
    m_greeted.enter(neighbourhoodOf(socket->peerAddress()), {socket, overLimit});
    m_nextHandshake.start();
}

void Door::startHandshake()
{
    const auto [socket, overLimit] = m_greeted.take();
    if (m_greeted.isEmpty())
        m_nextHandshake.stop();
    if (!socket || socket->state() != QAbstractSocket::ConnectedState)
        return;
    connect(socket, &QSslSocket::readyRead, this,
            [this, it = socket.data(), over = overLimit] { handleHead(it, over); });
    socket->setSslConfiguration(m_tls);
    socket->startServerEncryption();
}

//! The head did not come in time.
void Door::giveUp(QTcpSocket *socket)
{
    const auto *tls = qobject_cast<QSslSocket *>(socket);
    if (tls && !tls->isEncrypted())
        return socket->abort(); // nothing can be said to it yet
    endWatch(socket);
    turnAway(socket, HttpAnswer::plain(408));
}

//! Its head is judged: neither the deadline nor what else it sends is the door's matter any more.
void Door::endWatch(QTcpSocket *socket)
{
    if (auto *deadline = socket->findChild<QTimer *>(QString(HeadTimer))) {
        deadline->stop();
        deadline->deleteLater(); // it may be the one that calls
    }
    socket->disconnect(this);
    connect(socket, &QObject::destroyed, this, &Door::handleGone);
}

void Door::handleHead(QTcpSocket *socket, int overLimit)
{
    const QByteArray bytes = socket->peek(RequestHead::MaxBytes + 1);
    const auto end = RequestHead::end(bytes);
    if (!end && bytes.size() <= RequestHead::MaxBytes)
        return;
    endWatch(socket);
    if (!end || *end > RequestHead::MaxBytes)
        return turnAway(socket, HttpAnswer::plain(431));
    const auto head = RequestHead::parse(bytes);
    if (!head)
        return turnAway(socket, HttpAnswer::plain(head.error()));
    if (!head->wantsUpgrade())
        return handlePlain(socket, *head, overLimit);
    disconnect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    delete socket->findChild<QObject *>(QString(Counted));
    emit upgradeRequested(socket, *head, overLimit);
}

void Door::handlePlain(QTcpSocket *socket, const RequestHead &head, int overLimit)
{
    const Taking taking = m_taker ? m_taker(head) : Taking::No;
    // Whether it lives is answered always: whoever watches over it must not take a crowd for its
    // death.
    if (overLimit != 0 && taking != Taking::Counted && head.path != "/health")
        return turnAway(socket, HttpAnswer::plain(overLimit).to(head.method));
    if (taking == Taking::No)
        return servePlain(socket, head);
    if (socket->bytesAvailable() > head.size + head.contentLength)
        return refuse(socket, HttpAnswer::plain(400).to(head.method));
    if (taking == Taking::Counted)
        delete socket->findChild<QObject *>(QString(Counted));
    emit requestTaken(socket, head);
}

void Door::servePlain(QTcpSocket *socket, const RequestHead &head)
{
    if (const auto refusal = m_judge(head))
        return turnAway(socket, refusal->to(head.method));
    // Exactly this request: a second one behind it would pass by unjudged.
    if (socket->bytesAvailable() > head.size + head.contentLength)
        return turnAway(socket, HttpAnswer::plain(400).to(head.method));
    socket->setReadBufferSize(head.size + head.contentLength);
    qint64 toAnswer = 0; // bytes written before the answer's first
    if (head.field("expect").toLower() == "100-continue")
        toAnswer = qtcompat::SaysContinue ? ContinueLine.size()
                                          : socket->write(ContinueLine.data(), ContinueLine.size());
    QTimer::singleShot(m_limits.requestDeadline, socket, &QTcpSocket::abort);
    letThrough(socket, head.size + head.contentLength);
    // What was peeked at is already there: nothing else would tell the HTTP server of it.
    QMetaObject::invokeMethod(socket, "readyRead", Qt::QueuedConnection);
    connect(socket, &QTcpSocket::bytesWritten, socket, [socket, toAnswer](qint64 written) mutable {
        toAnswer -= written;
        if (toAnswer < 0 && socket->bytesToWrite() == 0)
            socket->disconnectFromHost();
    });
}

//! Has the HTTP server read that many bytes and not one more: what follows a moment later would be
//! a request that nobody judged.
void Door::letThrough(QTcpSocket *socket, qint64 bytes)
{
    struct Passing {
        qint64 left, unread;
    };
    const auto passing = std::make_shared<Passing>(Passing{bytes, 0});
    // Slots are called in the order of their connecting: ours, the HTTP server's, ours.
    connect(socket, &QTcpSocket::readyRead, socket,
            [socket, passing] { passing->left -= socket->bytesAvailable() - passing->unread; });
    addPendingConnection(socket);
    connect(socket, &QTcpSocket::readyRead, socket, [socket, passing] {
        passing->unread = socket->bytesAvailable();
        if (passing->left > 0)
            return;
        QObject::disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr);
        discardAll(socket);
    });
}

void Door::turnAway(QTcpSocket *socket, const HttpAnswer &answer)
{
    emit refused(answer.status);
    refuse(socket, answer);
}

void Door::refuse(QTcpSocket *socket, const HttpAnswer &answer)
{
    socket->write(answer.wire());
    // Half closed, and what still comes is read and forgotten: to close with bytes unread would
    // send a reset that overtakes the answer.
    const auto hangUp = [socket] {
        if (unsentBytes(*socket) == 0)
            ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
    };
    whenSent(socket, socket, hangUp);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater,
                     Qt::UniqueConnection);
    QTimer::singleShot(LastWord, socket, &QTcpSocket::abort);
    discardAll(socket);
}

int raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    // Beyond this the figure may be "unlimited", which no int holds and no broker needs.
    constexpr rlim_t Enough = 65'536;
    const rlim_t wanted = std::min(limit.rlim_max, Enough);
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            qCWarning(lc) << "cannot raise the limit of open files";
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return static_cast<int>(std::min(limit.rlim_cur, Enough));
}

} // namespace sermo::server
