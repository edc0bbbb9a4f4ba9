// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/erasures.h"

#include "broker/desk/reasons.h"
#include "broker/desk/sendernames.h"
#include "broker/protocol/eventbody.h"
#include "broker/server/imageledger.h"

#include <QJsonDocument>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

enum Status : int { Malformed = 400, Unknown = 404, UnderWay = 409, Failed = 503 };

QJsonObject refused(Status status, const QString &why)
{
    return {{u"ok"_s, false}, {u"error"_s, why}, {u"status"_s, status}};
}

QJsonObject underWay(const UserId &user)
{
    return refused(UnderWay, u"%1 is being erased"_s.arg(user.value()));
}

} // namespace

EventFrame auditOfErasure(const QString &by)
{
    const QJsonObject entry{{u"type"_s, u"audit"_s},
                            {u"direction"_s, u"internal"_s},
                            {u"what"_s, u"customer_erased"_s},
                            {u"by"_s, by}};
    return *EventFrame::fromSender(QJsonDocument(entry).toJson(QJsonDocument::Compact));
}

const QString Erasures::NoEntry
    = u"the customer is erased, but the log's entry of it could not be stored"_s;

Erasures::Erasures(const House &house, QObject *parent)
    : QObject(parent)
    , m_house(house)
{
    connect(&m_house.router.sealings(), &Sealings::unquiet, this, &Erasures::handleUnquiet);
}

void Erasures::carryOut(const QJsonObject &order, const Answer &answer)
{
    const UserId user(order.value("user"_L1).toString());
    if (user.isEmpty())
        return answer(refused(Malformed, u"erase wants a user"_s));
    const QString by = order.value("by"_L1).toString(u"sermo-broker"_s);
    if (isUnderWay(user))
        return answer(underWay(user));
    if (m_house.router.knows(user) || m_house.tokens.exists(user))
        return begin(user, by, answer);
    m_house.store.ask(user, [this, user, by, answer](const Result<bool, QString> &known) {
        if (!known)
            return answer(refused(Failed, known.error()));
        if (isUnderWay(user)) // somebody asked for it at the same time
            return answer(underWay(user));
        if (!*known)
            return answer(refused(Unknown, u"nobody is called %1 here"_s.arg(user.value())));
        begin(user, by, answer);
    });
}

//! Here or by another broker.
bool Erasures::isUnderWay(const UserId &user) const
{
    return m_erasures.contains(user) || m_house.router.isSealed(user);
}

void Erasures::begin(const UserId &user, const QString &by, const Answer &answer)
{
    m_erasures.insert(user, {answer, by, false, false});
    // Shut out before anything else: from this moment on nobody comes in as he.
    m_house.tokens.forget(user);
    // While the broker closes, the router lives longer than we do.
    m_house.router.sealings().seal(user, [self = QPointer(this), user] {
        if (self)
            self->handleQuiet(user);
    });
}

//! What another broker may have on its way would be stored behind the erasure.
void Erasures::handleUnquiet(const UserId &user)
{
    const auto erasure = m_erasures.constFind(user);
    if (erasure != m_erasures.cend() && !erasure->isUnderWay)
        finish(user, false, u"another broker of the cluster does not answer: try again"_s);
}

//! Nothing of his is on its way. The session ends for everyone who follows it before it is gone.
void Erasures::handleQuiet(const UserId &user)
{
    Erasure &erasure = m_erasures[user];
    if (erasure.isUnderWay)
        return;
    const desk::Session *session = m_house.desk.table().find(user);
    if (session && session->isOpen()) {
        if (std::exchange(erasure.endAsked, true))
            return finish(user, false, u"the session's end could not be stored: try again"_s);
        return m_house.router.submit(
            desk::theDesk(),
            compose(Direction::Outbound, user,
                    event::EndSession{.reasonText = {}, .reason = desk::reason::Erased}));
    }
    erasure.isUnderWay = true;
    m_house.store.erase(
        user, [this, user](bool isGone, const QString &why) { finish(user, isGone, why); });
}

void Erasures::finish(const UserId &user, bool isGone, const QString &why)
{
    const Erasure erasure = m_erasures.take(user);
    if (isGone) {
        m_house.desk.forget(user);
        m_house.images.forget(user);
        m_house.router.announce(
            compose(Direction::Internal, user, event::CustomerErased{m_house.log.erasures()}));
    }
    const QJsonObject outcome = why.isEmpty() ? QJsonObject{{u"ok"_s, true}} : refused(Failed, why);
    if (isGone)
        emit erased(user); // the other brokers forget him before they let him in again
    m_house.router.sealings().unseal(user);
    if (!isGone)
        return erasure.answer(outcome);
    // He is not gone without trace before the trace that shall stay is there.
    m_house.router.submit(desk::theDesk(), auditOfErasure(erasure.by),
                          [outcome, answer = erasure.answer](bool isStored) {
                              answer(isStored ? outcome : refused(Failed, NoEntry));
                          });
}

} // namespace sermo::server
