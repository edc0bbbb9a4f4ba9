// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/broker.h"
#include "broker/store/memorylog.h"
#include "tests/support/fakeclock.h"

#include <QJsonObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QWebSocket>

#include <functional>
#include <optional>

namespace sermo::test
{

//! A whole broker on a free port of loopback, with a log in memory (or, given a directory, in a
//! file there, and its history) and a clock that stands still, and a key of every role. What is
//! tested through it is tested over real sockets.
class House
{
public:
    //! Without a configuration agents claim by hand.
    explicit House(const server::Configuration &configuration = byHand(),
                   const std::optional<server::TlsIdentity> &tls = {},
                   const QString &directory = {});
    ~House();

    [[nodiscard]] static server::Configuration byHand();

    [[nodiscard]] bool isReady() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }
    //! `bot`, `bot2`, `anna`, `bert` (agents), `boss` (supervisor), `messenger`, `sms` (channels).
    [[nodiscard]] QByteArray key(const QString &name) const { return m_keys.value(name); }
    [[nodiscard]] QUrl events(const QString &keyName, const QString &query = {}) const;
    [[nodiscard]] QUrl chat() const;
    //! The one in memory.
    [[nodiscard]] store::MemoryLog &log() { return *m_log; }
    [[nodiscard]] FakeClock &clock() { return m_clock; }
    [[nodiscard]] server::Broker &broker() { return *m_broker; }
    //! Stops it and waits until it has; false when it never does.
    [[nodiscard]] bool stop();

private:
    FakeClock m_clock;
    QHash<QString, QByteArray> m_keys;
    QPointer<store::MemoryLog> m_log;
    std::unique_ptr<server::Broker> m_broker;
    quint16 m_port = 0;
    bool m_tls = false;
};

//! A WebSocket client that remembers what it was told.
class Client : public QObject
{
    Q_OBJECT
public:
    explicit Client(const QUrl &url, const QString &origin = {},
                    const std::optional<QSslConfiguration> &tls = {});

    void send(const QByteArray &frame) { m_socket.sendTextMessage(QString::fromUtf8(frame)); }
    void send(const QJsonObject &event);
    void sendBinary(const QByteArray &frame) { m_socket.sendBinaryMessage(frame); }
    void hangUp() { m_socket.abort(); }

    //! Waits for the next frame of that type that was not taken yet, and takes it; what came before
    //! it stays. Null bytes when none comes.
    [[nodiscard]] QByteArray takeBytes(const QString &type);
    [[nodiscard]] QJsonObject take(const QString &type);
    //! The types of all that came and was not taken, in order.
    [[nodiscard]] QStringList pending() const;
    [[nodiscard]] const QList<QByteArray> &frames() const { return m_frames; }
    //! Sends something that is always answered, and waits for the answer: whatever was to come
    //! before is here now.
    [[nodiscard]] bool sync();
    //! Waits until it is closed, and says by which code; 0: it is not.
    [[nodiscard]] int closeCode();
    [[nodiscard]] bool isOpen();

private:
    QWebSocket m_socket;
    QList<QByteArray> m_frames;
    bool m_open = false;
    bool m_closed = false;
    int m_syncs = 0;
};

//! One raw exchange with the port: sends, and collects until the other end closes.
struct RawAnswer {
    QByteArray bytes;
    bool closed = false;

    [[nodiscard]] int status() const; //!< 0: no HTTP answer came
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] QByteArray body() const;
};
[[nodiscard]] RawAnswer exchange(quint16 port, const QByteArray &bytes);
[[nodiscard]] QByteArray upgradeRequest(const QByteArray &target,
                                        const QByteArray &moreFields = {});

[[nodiscard]] QJsonObject objectOf(const QByteArray &json);
//! Runs the event loop until the condition holds; false: it never did.
[[nodiscard]] bool eventually(const std::function<bool()> &condition);

} // namespace sermo::test
