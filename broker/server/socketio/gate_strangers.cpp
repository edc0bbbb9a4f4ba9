// SPDX-License-Identifier: GPL-3.0-or-later
// Who has come in and has not said yet who it is.
#include "broker/protocol/clock.h"
#include "broker/protocol/constanttime.h"
#include "broker/server/socketio/gate.h"
#include "broker/server/socketio/session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr auto Counted = "counted"_L1;
const QString NotAuthorised = u"not authorised"_s;

//! Version 4 may say in its first packet what else stands in the address.
RequestHead asQuery(const QJsonObject &auth)
{
    RequestHead head;
    for (const auto name : {"apiKey"_L1, "since"_L1, "epoch"_L1, "replay"_L1}) {
        if (auth.contains(name))
            head.query += QByteArray(name.data()) + '='
                + auth.value(name).toVariant().toString().toUtf8().toPercentEncoding() + '&';
    }
    return head;
}

//! A key may be revoked between the opening and the namespace, and another made of that name.
bool isStillKnown(const Keys &keys, const QByteArray &hash)
{
    const auto &all = keys.all();
    return std::any_of(all.begin(), all.end(), [&hash](const store::KeyRecord &record) {
        return equalInConstantTime(record.hash, hash);
    });
}

} // namespace

//! Closed before it arrived: nobody else deletes it.
void Gate::forget(Session *session)
{
    if (m_strangers.remove(session))
        session->deleteLater();
}

void Gate::handleAsked(Session *session, const QJsonObject &auth)
{
    const auto found = m_strangers.find(session);
    if (found == m_strangers.end())
        return;
    Newcomer &newcomer = found->newcomer;
    const RequestHead said = asQuery(auth);
    if (!newcomer.application && said.parameter("apiKey").value) {
        if (!identify(newcomer, said))
            return session->turnAway(NotAuthorised);
        // Applications do not count.
        delete session->findChild<QObject *>(QString(Counted), Qt::FindDirectChildrenOnly);
        session->identify(*newcomer.application);
    }
    if (!said.query.isEmpty() && !newcomer.replay.since && !newcomer.replay.openSessions) {
        const auto replay = replayOf(said);
        if (!replay)
            return session->turnAway(u"since, epoch or replay is malformed"_s);
        newcomer.replay = *replay;
    }
    if (newcomer.application && !isStillKnown(*m_house.keys, newcomer.keyHash))
        return session->turnAway(NotAuthorised);
    session->admit();
    arrive(session);
}

void Gate::arrive(Session *session)
{
    const Newcomer newcomer = m_strangers.take(session).newcomer;
    if (newcomer.application)
        emit applicationArrived(session, newcomer.replay);
    else
        emit customerArrived(session, newcomer.from);
}

//! What keeps the customer's place among the connections until it dies; null for an application.
QObject *Gate::count(const Newcomer &newcomer, QObject *owner)
{
    if (newcomer.application)
        return nullptr;
    Census &census = m_house.upgrades->customers();
    census.enter(newcomer.from);
    auto *counted = new QObject(owner);
    counted->setObjectName(QString(Counted));
    connect(counted, &QObject::destroyed, m_house.upgrades,
            [&census, from = newcomer.from] { census.leave(from); });
    return counted;
}

void Gate::pulse(Instant now)
{
    const QList<Session *> strangers = m_strangers.keys();
    for (Session *session : strangers) {
        if (session->isOpen() && now.steady - m_strangers[session].since >= ConnectWithin)
            session->close(CloseCode::Protocol, u"nothing was said"_s);
        session->pulse(now);
    }
}

void Gate::drain()
{
    m_draining = true;
    const QList<Session *> strangers = m_strangers.keys();
    for (Session *session : strangers)
        session->close(CloseCode::Draining, u"the broker closes"_s);
}

} // namespace sermo::server::socketio
