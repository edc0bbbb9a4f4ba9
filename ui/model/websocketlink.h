// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/certificatepin.h"
#include "ui/model/eventlink.h"
#include "ui/model/framepacer.h"
#include "ui/model/knownhosts.h"
#include "ui/model/reconnection.h"

#include <QTimer>
#include <QUrl>

#include <chrono>

class QWebSocket;

namespace sermo::model
{

//! A link over a WebSocket to a broker anywhere (contract 2, `/events`). The key travels in the
//! `Authorization` header, where no proxy logs it. A broker with a certificate of its own is
//! trusted by its fingerprint alone; with a pin, no other certificate is accepted, not even a valid
//! one. Where the broker is one of two hosts it says where the other one is: when this one is gone
//! the link goes there, and back again.
class WebSocketLink : public EventLink
{
    Q_OBJECT
public:
    struct Address {
        QUrl broker; //!< `http(s)://` or `ws(s)://` HOST:PORT; the path is ours to choose
        QString key;
        QByteArray pin; //!< SHA-256 of the certificate (DER), 32 bytes; empty: the system's
                        //!< authorities judge
    };
    struct Timing {
        std::chrono::milliseconds connectDeadline{10'000};
        std::chrono::milliseconds pingEvery{15'000};
        std::chrono::milliseconds silenceAllowed{35'000}; //!< then the link counts as dead
    };

    explicit WebSocketLink(const Address &address, QObject *parent = nullptr);
    WebSocketLink(const Address &address, Timing timing, Reconnection reconnection,
                  QObject *parent = nullptr);
    ~WebSocketLink() override;

    void open(const Resume &resume) override;
    void close() override;
    void send(const QByteArray &frame) override;
    [[nodiscard]] State state() const override { return m_state; }

    //! What another life of this link knew of the hosts; before open().
    void rememberHosts(const QByteArray &json) { m_hosts.remember(json); }
    void knowHost(const KnownHosts::Host &host) { m_hosts.know(host); }
    [[nodiscard]] const KnownHosts &hosts() const { return m_hosts; }

signals:
    //! A host has let us in, and said where the other one is.
    void hostsTold(const sermo::model::KnownHosts::Host &current);

private:
    void connectNow();
    void dropSocket();
    void lose(const QString &why); //!< Offline, and again later
    void refuse(const QString &why); //!< Refused, and never again by itself
    void distrust(const QString &why); //!< the same, unless there is another host to go to
    [[nodiscard]] std::chrono::milliseconds pause(); //!< when no host was to be had
    [[nodiscard]] bool isTheHost(const QByteArray &welcome);
    void handleConnected();
    void handleDisconnected();
    void handleError();
    void handleSslErrors(const QList<QSslError> &errors);
    void handleMessage(const QString &message);
    [[nodiscard]] QSslCertificate shownCertificate() const;
    [[nodiscard]] QString notThePinnedOne() const;
    [[nodiscard]] QUrl requestUrl() const;
    void setState(State state, const QString &why = {});

    const QString m_key;
    KnownHosts m_hosts;
    CertificatePin m_pin; //!< of the current one
    bool m_isWelcomed = false; //!< the first frame of this connection has come
    Timing m_timing;
    Reconnection m_reconnection;
    QWebSocket *m_socket = nullptr; //!< a child; one for each attempt
    SystemClock m_clock;
    FramePacer m_pacer{m_clock};
    QTimer m_deadline, m_ping, m_silence, m_retry;
    State m_state = State::Offline;
};

} // namespace sermo::model
