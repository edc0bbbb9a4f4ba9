// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/erasures.h"

#include "broker/desk/reasons.h"
#include "broker/protocol/eventbody.h"
#include "broker/server/imageledger.h"

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

QJsonObject refused(const QString &why)
{
    return {{u"ok"_s, false}, {u"error"_s, why}};
}

} // namespace

Erasures::Erasures(const House &house, QObject *parent)
    : QObject(parent)
    , m_house(house)
{
}

void Erasures::carryOut(const QJsonObject &order, const Answer &answer)
{
    const UserId user(order.value("user"_L1).toString());
    if (user.isEmpty())
        return answer(refused(u"erase wants a user"_s));
    if (m_erasures.contains(user))
        return answer(refused(u"%1 is being erased"_s.arg(user.value())));
    if (m_house.router.knows(user) || m_house.tokens.exists(user))
        return begin(user, answer);
    m_house.store.ask(user, [this, user, answer](const Result<bool, QString> &known) {
        if (!known)
            return answer(refused(known.error()));
        if (!*known || m_erasures.contains(user))
            return answer(refused(u"nobody is called %1 here"_s.arg(user.value())));
        begin(user, answer);
    });
}

void Erasures::begin(const UserId &user, const Answer &answer)
{
    m_erasures.insert(user, {answer, false, false});
    // Shut out before anything else: from this moment on nobody comes in as he.
    m_house.tokens.forget(user);
    m_house.router.seal(user, [this, user] { handleQuiet(user); });
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
        const desk::Sender desk{Role::Desk, u"desk"_s, {}, {}, {}};
        return m_house.router.submit(
            desk,
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
    m_house.router.unseal(user);
    erasure.answer(why.isEmpty() ? QJsonObject{{u"ok"_s, true}} : refused(why));
}

} // namespace sermo::server
