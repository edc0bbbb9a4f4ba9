// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/visitor.h"

#include "broker/demo/picture.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace sermo::demo
{

namespace
{

QUrl addressOf(QUrl broker, const QString &scheme, const QString &path)
{
    broker.setScheme(scheme);
    broker.setPath(path);
    return broker;
}

QString textOf(const QJsonObject &event)
{
    return QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact));
}

} // namespace

Visitor::Visitor(const QUrl &broker, Story story, quint32 seed, qint64 now, QObject *parent)
    : QObject(parent)
    , m_broker(broker)
    , m_seed(seed)
    , m_customer(std::move(story), seed, now)
    , m_now(now)
{
    connect(&m_socket, &QWebSocket::connected, this, &Visitor::enter);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Visitor::hear);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_isGone = true; });
    m_socket.open(addressOf(broker, u"ws"_s, u"/chat"_s));
}

Visitor::~Visitor()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void Visitor::enter()
{
    m_socket.sendTextMessage(textOf({{u"type"_s, u"hello"_s}, {u"platformId"_s, u"webchat"_s}}));
}

void Visitor::hear(const QString &frame)
{
    const QJsonObject event = QJsonDocument::fromJson(frame.toUtf8()).object();
    if (event.value("type"_L1).toString() != "welcome"_L1) {
        m_customer.hear(event, m_now);
        return;
    }
    m_user = UserId(event.value("userId"_L1).toString());
    m_token = event.value("token"_L1).toString();
    const QJsonObject params{{u"platformId"_s, u"webchat"_s}, {u"name"_s, story().name}};
    send(u"start"_s, {{u"params"_s, params}});
}

void Visitor::advance(qint64 now)
{
    m_now = now;
    if (m_user.isEmpty() || m_isGone)
        return;
    for (const Customer::Act &act : m_customer.advance(now))
        carryOut(act);
}

void Visitor::beat()
{
    if (!m_user.isEmpty() && !m_isGone)
        send(u"heartbeat"_s);
}

void Visitor::carryOut(const Customer::Act &act)
{
    switch (act.deed) {
    case Customer::Deed::Type:
        if (act.text.isEmpty())
            send(u"typing_off"_s);
        else
            send(u"typing_on"_s, {{u"text"_s, act.text}});
        break;
    case Customer::Deed::Say:
        if (act.hasPicture)
            sendPicture(act);
        else
            say(act);
        break;
    case Customer::Deed::Rate:
        send(u"rating"_s, {{u"score"_s, act.text.toInt()}});
        break;
    case Customer::Deed::Leave:
        leave(true);
        break;
    case Customer::Deed::Vanish:
        leave(false);
        break;
    }
}

void Visitor::say(const Customer::Act &act, const QString &image)
{
    QJsonObject text{{u"text"_s, act.text}};
    if (!act.payload.isEmpty())
        text.insert(u"quickReplyPayload"_s, act.payload);
    if (!image.isEmpty())
        text.insert(u"imageId"_s, image);
    send(u"text"_s, text);
}

//! What cannot be uploaded is told in words all the same.
void Visitor::sendPicture(const Customer::Act &act)
{
    QNetworkRequest post(addressOf(m_broker, u"http"_s, u"/images"_s));
    post.setRawHeader("Authorization", "Bearer " + m_token.toLatin1());
    post.setHeader(QNetworkRequest::ContentTypeHeader, u"image/png"_s);
    QNetworkReply *reply = m_network.post(post, picture(m_seed));
    connect(reply, &QNetworkReply::finished, this, [this, reply, act] {
        reply->deleteLater();
        const QString location = QString::fromLatin1(reply->rawHeader("Location"));
        say(act, location.section(u'/', -1));
    });
}

void Visitor::send(const QString &type, QJsonObject more)
{
    more.insert(u"type"_s, type);
    more.insert(u"direction"_s, u"inbound"_s);
    more.insert(u"userId"_s, m_user.value());
    more.insert(u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    m_socket.sendTextMessage(textOf(more));
}

//! In order: with `client_left`, and the socket's own goodbye behind it. Else as when a lid is
//! shut.
void Visitor::leave(bool inOrder)
{
    m_isGone = true;
    if (!inOrder) {
        m_socket.abort();
        return;
    }
    send(u"client_left"_s);
    m_socket.close();
}

} // namespace sermo::demo
