// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/waitingmodel.h"

#include "ui/model/presentedsession.h"

#include <algorithm>

namespace sermo::model
{

namespace
{

WaitingItem toItem(const SessionStore &store, const UserId &user)
{
    WaitingItem item;
    item.key = user;
    item.name = visitorName(user);
    const LiveState live = store.live(user);
    item.preview = live.preview;
    item.lastText = live.lastCustomerText;
    const desk::Session *session = store.session(user);
    if (!session)
        return item;
    item.name = displayName(*session);
    item.queue = session->queue;
    item.queueName = store.queueName(session->queue);
    item.sinceMs = session->startedMs;
    if (session->stage != desk::Stage::Queued)
        return item;
    item.sinceMs = session->enteredMs;
    item.parked = live.parked;
    item.returned = session->lineClass == desk::LineClass::Returning
        || session->lineClass == desk::LineClass::BackFromBot;
    if (!session->keptFor.isEmpty()) {
        item.keptFor = session->keptFor;
        item.keptForName = store.agentName(session->keptFor);
        item.keptUntilMs = session->enteredMs + PlaceKeptMs;
    }
    return item;
}

QList<WaitingItem> toItems(const SessionStore &store, const QList<UserId> &users)
{
    QList<WaitingItem> items;
    items.reserve(users.size());
    for (const UserId &user : users)
        items.append(toItem(store, user));
    return items;
}

//! Whether a list of the sessions in one stage is another after these have changed. Most of what
//! happens on a busy desk happens to others.
bool concerns(const SessionStore &store, const QList<WaitingItem> &items,
              const QSet<UserId> &changed, desk::Stage stage)
{
    const auto isThere = [&](const UserId &user) {
        const desk::Session *session = store.session(user);
        return session && session->stage == stage;
    };
    return std::any_of(changed.cbegin(), changed.cend(), isThere)
        || std::any_of(items.cbegin(), items.cend(),
                       [&changed](const WaitingItem &item) { return changed.contains(item.key); });
}

//! The desk tells places at most once a second; our fold of the line knows them at once.
QList<WaitingItem> ranked(QList<WaitingItem> items)
{
    QHash<QueueId, int> ranks;
    for (WaitingItem &item : items) {
        if (!item.parked)
            item.position = ++ranks[item.queue];
    }
    return items;
}

} // namespace

WaitingModel::WaitingModel(const SessionStore &store, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
{
    connect(&store, &SessionStore::sessionsChanged, this, [this](const QSet<UserId> &users) {
        if (concerns(m_store, items(), users, desk::Stage::Queued))
            refresh();
    });
    connect(&store, &SessionStore::queuesChanged, this, &WaitingModel::refresh); // names, order
    connect(&store, &SessionStore::agentsChanged, this,
            &WaitingModel::refresh); // whom one is kept for
    connect(&store, &SessionStore::previewChanged, this, [this](const UserId &user) {
        amend(user, [&](WaitingItem &item) { item.preview = m_store.live(user).preview; });
    });
    refresh();
}

void WaitingModel::refresh()
{
    become(ranked(toItems(m_store, m_store.waiting())));
}

WithBotModel::WithBotModel(const SessionStore &store, QObject *parent)
    : RowsModel(parent)
    , m_store(store)
{
    connect(&store, &SessionStore::sessionsChanged, this, [this](const QSet<UserId> &users) {
        if (concerns(m_store, items(), users, desk::Stage::Bot))
            refresh();
    });
    connect(&store, &SessionStore::queuesChanged, this, &WithBotModel::refresh);
    connect(&store, &SessionStore::previewChanged, this, [this](const UserId &user) {
        amend(user, [&](WaitingItem &item) { item.preview = m_store.live(user).preview; });
    });
    refresh();
}

void WithBotModel::refresh()
{
    become(toItems(m_store, m_store.withBot()));
}

} // namespace sermo::model
