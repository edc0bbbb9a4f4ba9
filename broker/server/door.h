// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/census.h"
#include "broker/server/fairqueue.h"
#include "broker/server/httpanswer.h"
#include "broker/server/proxies.h"
#include "broker/server/requesthead.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace sermo::server
{

//! The one port (architecture, rules 5 and 11). Makes every socket, waits for its request's head
//! within limits of size and time, the TLS handshake included, and hands it on: upgrades to whoever
//! listens, plain requests to the HTTP server bound to it, one request a connection, never more
//! bytes than the head announced. Lives in the broker's thread.
class Door : public QTcpServer
{
    Q_OBJECT
public:
    struct Limits {
        Census::Limits connections; //!< of sockets that are no WebSocket (yet)
        Proxies proxies; //!< never counted by their own address: they bring everyone
        int descriptors = 0; //!< sockets in all, below the system's limit; 0: none
        std::chrono::milliseconds headDeadline{5'000}; //!< contract 2
        std::chrono::milliseconds requestDeadline{30'000}; //!< body and answer
    };
    //! Judges a plain request by its head: nothing, or the answer that refuses it.
    using Judge = std::function<std::optional<HttpAnswer>(const RequestHead &)>;

    //! Who answers a plain request.
    enum class Taking : quint8 {
        No, //!< Qt's HTTP server
        Yes, //!< who listens to requestTaken(): it takes its time
        Counted, //!< the same, and counts who asks by himself: the door's limits are not for him
    };
    using Taker = std::function<Taking(const RequestHead &)>;

    Door(const Limits &limits, Judge judge, QObject *parent = nullptr);

    //! From now on it speaks TLS to everyone, and only TLS.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }

    void setTaker(Taker taker) { m_taker = std::move(taker); }

    //! Answers what this door or an upgrade's listener refuses, and closes once it was read.
    static void refuse(QTcpSocket *socket, const HttpAnswer &answer);

signals:
    void refused(int status); //!< a plain request, or what was none
    //! Whoever listens owns the socket now; its head is still unread in it. `overLimit`: the
    //! status to refuse it with unless it is an application's.
    void upgradeRequested(QTcpSocket *socket, const sermo::server::RequestHead &head,
                          int overLimit);
    //! A request that the taker has taken; its head is still unread in the socket, which stays
    //! this door's child and is gone when it is closed.
    void requestTaken(QTcpSocket *socket, const sermo::server::RequestHead &head);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Greeted { //!< waits for its TLS handshake to begin
        QPointer<QSslSocket> socket;
        int overLimit = 0;
    };

    [[nodiscard]] int count(QTcpSocket *socket);
    void watchHead(QTcpSocket *socket, int overLimit);
    void handleReadable(QTcpSocket *socket, int overLimit);
    void greet(QSslSocket *socket, int overLimit);
    void startHandshake();
    void giveUp(QTcpSocket *socket);
    void endWatch(QTcpSocket *socket);
    void turnAway(QTcpSocket *socket, const HttpAnswer &answer);
    void handleHead(QTcpSocket *socket, int overLimit);
    void handlePlain(QTcpSocket *socket, const RequestHead &head, int overLimit);
    void servePlain(QTcpSocket *socket, const RequestHead &head);
    void letThrough(QTcpSocket *socket, qint64 bytes);
    void handleGone();

    const Limits m_limits;
    const Judge m_judge;
    QSslConfiguration m_tls; //!< null: none
    FairQueue<Greeted> m_greeted;
    QTimer m_nextHandshake; //!< runs while someone waits for one
    Taker m_taker;
    Census m_census;
    int m_sockets = 0;
};

//! Raises the process's limit of open files as far as it may go; says where it is now.
[[nodiscard]] int raiseDescriptorLimit();

} // namespace sermo::server
