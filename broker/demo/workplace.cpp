// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/workplace.h"

#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace sermo::demo
{

namespace
{

QUrl addressOf(QUrl broker, const QString &key)
{
    broker.setScheme(u"ws"_s);
    broker.setPath(u"/events"_s);
    QUrlQuery query;
    query.addQueryItem(u"apiKey"_s, key);
    broker.setQuery(query);
    return broker;
}

} // namespace

Workplace::Workplace(const QUrl &broker, const QString &key, Person person,
                     Colleague::Answers answers, QObject *parent)
    : QObject(parent)
    , m_address(addressOf(broker, key))
    , m_colleague(std::move(person), std::move(answers))
{
    connect(&m_socket, &QWebSocket::connected, this, &Workplace::enter);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &frame) {
        m_colleague.hear(QJsonDocument::fromJson(frame.toUtf8()).object(), m_now);
    });
    open();
}

Workplace::~Workplace()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void Workplace::open()
{
    m_socket.open(m_address);
}

void Workplace::comeBack()
{
    if (m_socket.state() == QAbstractSocket::UnconnectedState)
        open();
}

void Workplace::enter()
{
    const Person &me = m_colleague.person();
    send(u"agent_status"_s, u"internal"_s,
         {{u"agentId"_s, me.id.value()}, {u"status"_s, u"available"_s}, {u"name"_s, me.name}});
}

void Workplace::advance(qint64 now)
{
    m_now = now;
    for (const Colleague::Act &act : m_colleague.advance(now))
        carryOut(act);
}

void Workplace::carryOut(const Colleague::Act &act)
{
    const Person &me = m_colleague.person();
    const QJsonObject user{{u"userId"_s, act.user.value()}};
    QJsonObject more = user;
    switch (act.deed) {
    case Colleague::Deed::Type:
        send(u"typing_on"_s, u"outbound"_s, user);
        more.insert(u"agentId"_s, me.id.value());
        more.insert(u"text"_s, act.text);
        send(u"draft"_s, u"internal"_s, more);
        break;
    case Colleague::Deed::Say:
        more.insert(u"text"_s, act.text);
        more.insert(
            u"agent"_s,
            QJsonObject{{u"id"_s, me.id.value()}, {u"name"_s, me.name}, {u"type"_s, u"human"_s}});
        send(u"text"_s, u"outbound"_s, more);
        break;
    case Colleague::Deed::End:
        send(u"end_session"_s, u"outbound"_s, user);
        break;
    }
}

void Workplace::send(const QString &type, const QString &direction, QJsonObject more)
{
    more.insert(u"type"_s, type);
    more.insert(u"direction"_s, direction);
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(more).toJson(QJsonDocument::Compact)));
}

} // namespace sermo::demo
