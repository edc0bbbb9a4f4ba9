// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/sessionreel.h"

#include <utility>

namespace sermo::server
{

SessionReel::SessionReel(store::EventLog &log, const QHash<UserId, Seq> &from, Seq upTo)
    : m_log(log)
    , m_upTo(upTo)
{
    for (auto session = from.cbegin(); session != from.cend(); ++session)
        put(*session, {session.key(), {}, false});
}

void SessionReel::read(int limit, QObject *context, const store::EventLog::PageHandler &handler)
{
    m_page = {};
    m_page.head = m_upTo;
    // Later, as the log answers: who asks for page after page is not called by himself each time.
    QMetaObject::invokeMethod(
        context, [=, this] { wind(limit, context, handler); }, Qt::QueuedConnection);
}

//! Tells from what was read, until the next event may be one that was not.
void SessionReel::wind(int limit, QObject *context, const store::EventLog::PageHandler &handler)
{
    while (m_page.events.size() < limit && !m_strands.empty()
           && !m_strands.begin()->second.events.isEmpty())
        tellFirst();
    if (m_page.events.size() == limit || m_strands.empty())
        return handler(std::exchange(m_page, {}));

    auto first = m_strands.extract(m_strands.begin());
    store::ReadQuery query;
    query.after = first.key() - 1;
    query.user = first.mapped().user;
    query.limit = PageSize;
    m_log.read(query, context, [=, this, user = *query.user](const store::Page &page) {
        if (page.failed)
            return handler(page);
        const bool isAll = page.events.size() < PageSize;
        if (!page.events.isEmpty())
            put(page.events.constFirst().seq, {user, page.events, isAll});
        wind(limit, context, handler);
    });
}

void SessionReel::tellFirst()
{
    auto first = m_strands.extract(m_strands.begin());
    Strand &strand = first.mapped();
    m_page.events.append(strand.events.takeFirst());
    if (strand.events.isEmpty() && strand.isAll)
        return;
    const Seq next = strand.events.isEmpty() ? first.key() + 1 : strand.events.constFirst().seq;
    put(next, std::move(strand));
}

void SessionReel::put(Seq next, Strand strand)
{
    if (next <= m_upTo)
        m_strands.emplace(next, std::move(strand));
}

} // namespace sermo::server
