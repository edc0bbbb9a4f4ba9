// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/demo/customer.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>
#include <QWebSocket>

namespace sermo::demo
{

//! A customer's browser: a WebSocket of its own to `/chat`, images over HTTP, a heartbeat. Says to
//! the broker what its Customer does and tells him what comes back.
class Visitor : public QObject
{
    Q_OBJECT
public:
    //! `now`: of the demonstration's clock.
    Visitor(const QUrl &broker, Story story, quint32 seed, qint64 now, QObject *parent = nullptr);
    ~Visitor() override;

    void advance(qint64 now);
    void beat(); //!< he is still there; every few seconds, as widgets do
    [[nodiscard]] bool isGone() const { return m_isGone; }
    [[nodiscard]] const UserId &user() const { return m_user; } //!< empty until he is welcome
    [[nodiscard]] const Story &story() const { return m_customer.story(); }

private:
    void enter();
    void hear(const QString &frame);
    void carryOut(const Customer::Act &act);
    void say(const Customer::Act &act, const QString &image = {});
    void sendPicture(const Customer::Act &act);
    void send(const QString &type, QJsonObject more = {});
    void leave(bool inOrder);

    const QUrl m_broker;
    const quint32 m_seed;
    Customer m_customer;
    QWebSocket m_socket;
    QNetworkAccessManager m_network;
    UserId m_user;
    QString m_token;
    qint64 m_now;
    bool m_isGone = false;
};

} // namespace sermo::demo
