// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/eyes.h"

#include "ui/model/eventlink.h"
#include "ui/model/sessionstore.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::model
{

namespace
{

//! A list that is being scrolled asks once it stands, or ten times a second.
constexpr auto Soon = 100ms;

//! A frame holds 64 KiB: what a screen can show is far less, whatever the names.
constexpr qsizetype MostNamed = 500;
constexpr qsizetype LongestName = 64;

//! What only passes of some customers.
QJsonObject passing(const QString &whose, const QJsonArray &names)
{
    return {{u"kept"_s, u"passing"_s}, {whose, names}};
}

QJsonArray namesOf(const QSet<UserId> &users)
{
    QStringList names;
    for (const UserId &user : users) {
        if (user.value().size() <= LongestName)
            names.append(user.value());
    }
    std::sort(names.begin(), names.end());
    return QJsonArray::fromStringList(names.mid(0, MostNamed));
}

} // namespace

Eyes::Eyes(SessionStore &store, EventLink &link, AgentId self, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_link(link)
    , m_self(std::move(self))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(Soon);
    connect(&m_soon, &QTimer::timeout, this, &Eyes::tell);
    connect(&store, &SessionStore::sessionsChanged, this, &Eyes::count);
    connect(&store, &SessionStore::welcomed, this, [this] {
        m_said.clear(); // the broker remembers nothing of the connection before
        tell();
    });
    count();
}

void Eyes::look(const QObject *view, const QSet<UserId> &users)
{
    if (!m_views.contains(view))
        connect(view, &QObject::destroyed, this, [this, view] { forget(view); });
    if (std::exchange(m_views[view], users) != users)
        m_soon.start();
}

void Eyes::forget(const QObject *view)
{
    if (!m_views.take(view).isEmpty())
        m_soon.start();
}

void Eyes::count()
{
    const desk::SessionTable &table = m_store.table();
    const qsizetype waiting = std::ranges::count_if(table.open, [&table](const UserId &user) {
        const desk::Session *session = table.find(user);
        return session
            && (session->stage == desk::Stage::Bot || session->stage == desk::Stage::Queued);
    });
    const bool isCrowd = waiting > (m_isCrowd ? Crowd * 4 / 5 : Crowd);
    if (std::exchange(m_isCrowd, isCrowd) == isCrowd)
        return;
    m_soon.start();
    emit crowdChanged();
}

void Eyes::tell()
{
    const QByteArray said = compose(interest());
    if (m_link.state() != EventLink::State::Online || said == m_said)
        return;
    m_said = said;
    m_link.send(said);
    if (!m_isCrowd)
        return;
    // What somebody was typing when we looked away is not what he is typing now.
    const QSet<UserId> looked = users();
    m_store.dropPreviews([this, &looked](const UserId &user) {
        const desk::Session *session = m_store.session(user);
        return !looked.contains(user) && (!session || session->agent != m_self);
    });
}

QSet<UserId> Eyes::users() const
{
    QSet<UserId> all;
    for (const QSet<UserId> &users : m_views)
        all.unite(users);
    return all;
}

event::Interest Eyes::interest() const
{
    QJsonArray wants{
        QJsonObject{{u"kept"_s, u"stored"_s}},
        QJsonObject{{u"types"_s, QJsonArray{u"session_state"_s, u"queue_state"_s}}},
        // Every agent's load is shown, and whoever stands in line is somebody's next.
        QJsonObject{{u"types"_s, QJsonArray{u"presence"_s}},
                    {u"states"_s, QJsonArray{u"queued"_s, u"assigned"_s, u"bot_closing"_s}}},
        passing(u"agentIds"_s, {m_self.value()}),
    };
    if (!m_isCrowd)
        wants.append(passing(u"states"_s, {u"bot"_s, u"queued"_s}));
    if (const QSet<UserId> named = users(); !named.isEmpty())
        wants.append(passing(u"userIds"_s, namesOf(named)));
    return {wants, {}};
}

} // namespace sermo::model
