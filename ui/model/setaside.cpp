// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/setaside.h"

#include "ui/model/consolecontroller.h"
#include "ui/model/sessionstore.h"

#include <algorithm>

namespace sermo::model
{

namespace
{

using Entry = Preferences::Aside;

const Entry *find(const Preferences &preferences, const UserId &user)
{
    const QList<Entry> &all = preferences.values().aside;
    const auto found = std::ranges::find(all, user, &Entry::user);
    return found == all.cend() ? nullptr : &*found;
}

} // namespace

SetAside::SetAside(const SessionStore &store, const ConsoleController &controller,
                   Preferences &preferences, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_controller(controller)
    , m_preferences(preferences)
    , m_clock(clock)
{
    connect(&store, &SessionStore::sessionsChanged, this, &SetAside::follow);
    connect(&store, &SessionStore::caughtUp, this, &SetAside::handleCaughtUp);
}

bool SetAside::contains(const UserId &user) const
{
    return find(m_preferences, user) != nullptr;
}

QList<UserId> SetAside::users() const
{
    QList<UserId> all;
    for (const Entry &entry : m_preferences.values().aside) {
        if (m_controller.holds(entry.user))
            all += entry.user;
    }
    return all;
}

std::optional<qint64> SetAside::untilMs(const UserId &user) const
{
    const Entry *entry = find(m_preferences, user);
    return entry && entry->untilMs > 0 ? std::optional(entry->untilMs) : std::nullopt;
}

void SetAside::setAside(const UserId &user, std::optional<qint64> untilMs)
{
    if (!m_controller.holds(user))
        return;
    (void)remove(user);
    QList<Entry> all = m_preferences.values().aside;
    all += {user, m_store.live(user).lastCustomerMs, untilMs.value_or(0)};
    m_preferences.change(&Preferences::Values::aside, all);
    emit changed();
}

bool SetAside::remove(const UserId &user)
{
    QList<Entry> all = m_preferences.values().aside;
    if (all.removeIf([&user](const Entry &entry) { return entry.user == user; }) == 0)
        return false;
    m_preferences.change(&Preferences::Values::aside, all);
    return true;
}

void SetAside::bringBack(const UserId &user, Back why)
{
    if (!remove(user))
        return;
    emit cameBack(user, why);
    emit changed();
}

void SetAside::follow(const QSet<UserId> &users)
{
    if (!m_hasCaughtUp)
        return;
    const QList<Entry> all = m_preferences.values().aside;
    for (const Entry &entry : all) {
        if (!users.contains(entry.user))
            continue;
        if (!m_controller.holds(entry.user)) {
            (void)remove(entry.user);
            emit changed();
        } else if (m_store.live(entry.user).lastCustomerMs > entry.heardMs) {
            bringBack(entry.user, Back::CustomerWrote);
        }
    }
}

//! What happened while the desk was closed.
void SetAside::handleCaughtUp()
{
    m_hasCaughtUp = true;
    QSet<UserId> all;
    for (const Entry &entry : m_preferences.values().aside)
        all.insert(entry.user);
    follow(all);
    advance();
}

void SetAside::advance()
{
    if (!m_hasCaughtUp)
        return;
    const qint64 now = m_clock.now().wallMs;
    const QList<Entry> all = m_preferences.values().aside;
    for (const Entry &entry : all) {
        if (entry.untilMs > 0 && now >= entry.untilMs)
            bringBack(entry.user, Back::TimeCame);
    }
}

} // namespace sermo::model
