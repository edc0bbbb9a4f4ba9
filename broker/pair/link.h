// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/message.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <deque>
#include <memory>

class QTcpSocket;
class QWebSocket;

namespace sermo::pair
{

//! What each of the two says of itself before anything else.
struct Introduction {
    int version = 0; //!< of this talk
    int schema = 0; //!< of the file
    quint64 term = 0;
    bool hosts = false;
    qint64 goneMs = 0; //!< after which a host is called gone: the same at both, or no promise holds
    QString epoch, epochBefore; //!< of its log
    QUrl at; //!< where it can be reached; empty: both were told by hand
    QByteArray pin; //!< SHA-256 of the certificate that it shows there
    QJsonObject luggage; //!< what a host's successor should know beside its log; may be empty
};

//! A WebSocket between two hosts. Messages are text frames, each at once; the copy goes in binary
//! frames beside them, in pieces that never fill the way, so that a sign of life is not kept
//! waiting by a big image or a whole file. What was given keeps its order, and so does what is said
//! behind it. Lives in the broker's thread.
class Link : public QObject
{
    Q_OBJECT
public:
    static constexpr int Version = 1;

    //! `beneath`: where the door made it, which must be deleted behind it; else null.
    Link(std::unique_ptr<QWebSocket> socket, QTcpSocket *beneath, QObject *parent);
    ~Link() override; //!< cuts it

    void introduce(const Introduction &introduction);
    void say(const standby::Message &message);
    //! Part of the copy. take() at the other end lets the next ones come.
    void give(const QByteArray &part);
    void sayBehind(const standby::Message &message);
    //! One part that was given() here was taken in.
    void take();
    //! Whether more may be given; hungry() says when it may be again.
    [[nodiscard]] bool isHungry() const { return m_queue.size() < 2; }
    //! What was said goes out yet, then it is closed, and gone().
    void finish();

signals:
    void introduced(const sermo::pair::Introduction &introduction);
    void said(const sermo::standby::Message &message);
    void given(const QByteArray &part);
    void hungry();
    void gone();

private:
    struct Queued {
        QByteArray part; //!< what is left of it
        std::optional<standby::Message> message;
    };
    void handleText(const QString &text);
    void handlePiece(const QByteArray &piece);
    void sendTaken(qint64 bytes);
    void pump();
    void end();

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_beneath;
    std::deque<Queued> m_queue;
    qint64 m_underWay = 0; //!< bytes that the other end has not said it took
    QByteArray m_arriving;
    std::deque<qint64> m_toTake; //!< the last piece of each part that was given
    bool m_isGone = false;
};

} // namespace sermo::pair
