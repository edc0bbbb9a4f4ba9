// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/returner.h"

#include "tests/server/house.h"

#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr int PatienceMs = 400;
constexpr int MostPauseMs = 25;

} // namespace

Returner::Returner(const QUrl &address, quint32 seed)
    : m_address(address)
    , m_isCustomer(address.path() == "/chat"_L1)
    , m_dice(seed)
{
    m_patience.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Returner::leave);
    connect(&m_pause, &QTimer::timeout, this, &Returner::open);
    open();
}

Returner::~Returner()
{
    m_socket->disconnect(this);
}

void Returner::open()
{
    if (m_socket) // may be what called us
        m_socket.release()->deleteLater();
    ++m_returns;
    m_socket = std::make_unique<QWebSocket>();
    connect(m_socket.get(), &QWebSocket::connected, this, &Returner::handleConnected);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Returner::leave);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &Returner::handleText);
    QUrl address = m_address;
    if (!m_isCustomer) {
        QUrlQuery query(address);
        query.addQueryItem(u"since"_s, QString::number(m_last));
        if (!m_epoch.isEmpty())
            query.addQueryItem(u"epoch"_s, m_epoch);
        address.setQuery(query);
    }
    if (!m_trusts)
        m_patience.start(PatienceMs);
    m_socket->open(address);
}

void Returner::leave()
{
    m_patience.stop();
    if (m_pause.isActive())
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_pause.start(static_cast<int>(m_dice.bounded(MostPauseMs)));
}

void Returner::handleConnected()
{
    if (!m_isCustomer)
        return;
    QJsonObject hello{{u"type"_s, u"hello"_s}};
    if (!m_token.isEmpty()) {
        hello.insert(u"token"_s, m_token);
        hello.insert(u"since"_s, m_last);
        hello.insert(u"epoch"_s, m_epoch);
    }
    m_socket->sendTextMessage(
        QString::fromUtf8(QJsonDocument(hello).toJson(QJsonDocument::Compact)));
}

void Returner::say(const QString &id, QJsonObject event)
{
    event.insert(u"id"_s, id);
    if (m_isCustomer)
        event.insert(u"userId"_s, m_user);
    m_unanswered.insert(id, QJsonDocument(event).toJson(QJsonDocument::Compact));
    m_socket->sendTextMessage(QString::fromUtf8(m_unanswered.value(id)));
}

void Returner::handleWelcome(const QJsonObject &welcome)
{
    if (welcome.value("reset"_L1).toBool())
        complain(u"a reset without a cause"_s);
    const QString epoch = welcome.value("epoch"_L1).toString();
    if (!m_epoch.isEmpty() && epoch != m_epoch)
        complain(u"another epoch"_s);
    m_epoch = epoch;
    if (m_isCustomer) {
        const QString user = welcome.value("userId"_L1).toString();
        if (!m_user.isEmpty() && user != m_user)
            complain(u"somebody else's welcome"_s);
        m_user = user;
        m_token = welcome.value("token"_L1).toString();
    }
    for (const QByteArray &event : std::as_const(m_unanswered))
        m_socket->sendTextMessage(QString::fromUtf8(event));
}

void Returner::handleText(const QString &text)
{
    if (!m_trusts)
        m_patience.start(PatienceMs);
    const QJsonObject event = objectOf(text.toUtf8());
    const QString type = event.value("type"_L1).toString();
    const qint64 seq = event.value("seq"_L1).toInteger();
    if (event.contains("direction"_L1)) {
        if (seq == 0)
            return; // it only passes
        if (seq <= m_last)
            complain(u"number %1 after %2"_s.arg(seq).arg(m_last));
        m_last = std::max(m_last, seq);
        m_known.insert(seq);
    } else if (type == "welcome"_L1) {
        handleWelcome(event);
    } else if (type == "ack"_L1) {
        m_unanswered.remove(event.value("id"_L1).toString());
        m_known.insert(seq);
    } else {
        complain(text);
    }
}

void Returner::complain(const QString &what)
{
    if (m_complaint.isEmpty())
        m_complaint = what;
}

} // namespace sermo::test
