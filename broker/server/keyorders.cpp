// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/keyorders.h"

#include <QJsonArray>

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

KeyOrders::KeyOrders(Keys &keys, store::Credentials &credentials, const Clock &clock,
                     Revoked revoked)
    : m_keys(keys)
    , m_credentials(credentials)
    , m_clock(clock)
    , m_revoked(std::move(revoked))
{
}

void KeyOrders::carryOut(const QJsonObject &order, QObject *context, const Answer &answer)
{
    const QString what = order.value("do"_L1).toString();
    if (what == "create"_L1)
        return create(order, context, answer);
    if (what == "list"_L1)
        return list(answer);
    if (what == "revoke"_L1)
        return revoke(order, context, answer);
    answer(refused(u"not an order: %1"_s.arg(what)));
}

void KeyOrders::create(const QJsonObject &order, QObject *context, const Answer &answer)
{
    const auto wanted
        = KeyOrder::parse(order.value("name"_L1).toString(), order.value("role"_L1).toString(),
                          order.value("agent"_L1).toString());
    if (!wanted)
        return answer(refused(wanted.error()));
    if (m_owed.contains(wanted->name))
        return answer(refused(u"the former key %1 is still in the store: revoke it again"_s.arg(
            wanted->name.value())));
    const auto made = m_keys.make(*wanted, m_clock.now());
    if (!made)
        return answer(refused(made.error()));
    // Taken at once, so that two orders for one name cannot both find it free.
    m_keys.insert(made->record);
    m_credentials.saveKey(made->record, context, [this, made = *made, answer](bool ok) {
        if (ok)
            return answer({{u"ok"_s, true}, {u"key"_s, QString::fromLatin1(made.key)}});
        m_keys.remove(made.record.name);
        answer(refused(u"the key could not be stored"_s));
    });
}

void KeyOrders::list(const Answer &answer) const
{
    QJsonArray keys;
    for (const store::KeyRecord &record : m_keys.all()) {
        keys.append(QJsonObject{{u"name"_s, record.name.value()},
                                {u"role"_s, QString(record.roleName())},
                                {u"agent"_s, record.agent.value()},
                                {u"createdMs"_s, record.createdMs}});
    }
    answer({{u"ok"_s, true}, {u"keys"_s, keys}});
}

void KeyOrders::revoke(const QJsonObject &order, QObject *context, const Answer &answer)
{
    const KeyName name(order.value("name"_L1).toString());
    // Out of memory first: from this moment on nobody comes in by it.
    const bool wasHere = m_keys.remove(name);
    if (!wasHere && !m_owed.contains(name))
        return answer(refused(u"there is no key %1"_s.arg(name.value())));
    if (wasHere)
        m_revoked(name);
    // Remembered until the store has done it: else "try again" would find nothing to revoke, and
    // the key would open the door again after the next start.
    m_owed.insert(name);
    m_credentials.removeKey(name, context, [this, name, answer](bool ok) {
        if (ok)
            m_owed.remove(name);
        answer(
            ok ? QJsonObject{{u"ok"_s, true}}
               : refused(
                   u"the key is shut out, but could not be removed from the store: try again"_s));
    });
}

} // namespace sermo::server
