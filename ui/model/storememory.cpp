// SPDX-License-Identifier: GPL-3.0-or-later
// What a store lets go: a desk is open all day, and there is no end of customers.
#include "ui/model/storeparts.h"

namespace sermo::model
{

void SessionStore::Parts::noteEnded(const UserId &user)
{
    const qsizetype before = m_closed.lastIndexOf(user); // mostly not long ago
    if (before >= 0)
        m_closed.removeAt(before);
    m_closed.append(user);
}

void SessionStore::Parts::letGo()
{
    if (isLearningAnew || m_closed.size() <= EndedKept)
        return;
    QSet<UserId> spokenTo;
    const QList<Outbox::Entry> unanswered = outbox.entries();
    for (const Outbox::Entry &entry : unanswered)
        spokenTo.insert(entry.frame.user());
    const auto isWanted = [&](const UserId &user) {
        Conversation *conversation = known(user);
        return spokenTo.contains(user) || (conversation && conversation->transcript()->isWatched());
    };
    for (qsizetype left = m_closed.size(); left > 0 && m_closed.size() > EndedKept; --left) {
        const UserId user = m_closed.takeFirst();
        if (table.open.contains(user))
            continue; // he is noted when it ends
        if (isWanted(user)) {
            m_closed.append(user);
            continue;
        }
        m_conversations.erase(user);
        table.retire(user);
    }
}

} // namespace sermo::model
