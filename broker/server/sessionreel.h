// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <QHash>

#include <map>

namespace sermo::server
{

//! The stored events of some sessions, by rising `seq`. Each user's are read by themselves, when
//! their turn comes: what it costs follows what there is to tell, not how old the oldest session
//! is. Holds at most a page of each. Lives in the broker's thread; the log outlives it.
class SessionReel
{
public:
    static constexpr int PageSize = 32; //!< of one session: most have no more

    //! Each user's from that number on, and nobody's beyond `upTo`.
    SessionReel(store::EventLog &log, const QHash<UserId, Seq> &from, Seq upTo);

    //! The next of them, at most `limit`; fewer: these are the last. One question at a time, of one
    //! context, which owns this or dies before it.
    void read(int limit, QObject *context, const store::EventLog::PageHandler &handler);

private:
    struct Strand {
        UserId user;
        QList<StoredEvent> events; //!< read and not told yet
        bool isAll = false; //!< there are no more to read
    };
    using Strands = std::multimap<Seq, Strand>;

    void wind(int limit, QObject *context, const store::EventLog::PageHandler &handler);
    void tellFirst();
    void put(Seq next, Strand strand);

    store::EventLog &m_log;
    const Seq m_upTo;
    Strands m_strands; //!< by the number that its next event has, or may have at least
    store::Page m_page; //!< of the question at hand
};

} // namespace sermo::server
