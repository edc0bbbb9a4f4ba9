// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/certificatepin.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <functional>

namespace sermo::model
{

//! Plain requests to a broker anywhere, over the same address, with the same key and the same trust
//! as a WebSocketLink's. The key goes nowhere else: no redirection is followed, and nothing is sent
//! to who does not show the pinned certificate. GUI thread.
class BrokerHttp : public QObject
{
    Q_OBJECT
public:
    struct Address {
        QUrl broker; //!< `http(s)://` or `ws(s)://` HOST:PORT
        QString key;
        QByteArray pin; //!< as WebSocketLink::Address has it
    };
    using Answered = std::function<void(QNetworkReply &)>;

    BrokerHttp(const Address &address, std::chrono::milliseconds standstill,
               QObject *parent = nullptr);

    //! The same broker is at another address now: of two hosts, the other one.
    void setHost(const QUrl &broker, const QByteArray &pin);
    [[nodiscard]] bool isForbidden() const; //!< the key would travel where anybody reads it
    //! `target`: path and query, as they are to be sent.
    [[nodiscard]] QNetworkRequest request(const QByteArray &target) const;
    [[nodiscard]] QNetworkRequest withKey(QNetworkRequest request) const;
    [[nodiscard]] QNetworkAccessManager &network() { return m_network; }
    //! Calls back once, and not at all when `context` has died, which ends the request.
    void watch(QNetworkReply *reply, QObject *context, const Answered &answered);

    [[nodiscard]] static int statusOf(const QNetworkReply &reply); //!< 0: none came

private:
    QUrl m_broker;
    const QByteArray m_key;
    CertificatePin m_pin;
    QNetworkAccessManager m_network;
};

} // namespace sermo::model
