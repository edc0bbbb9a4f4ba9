// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/sessionreel.h"

#include <QObject>

#include <functional>
#include <optional>

namespace sermo::server
{

class Peer;

//! What a client asked to hear again (contract 2 and 4).
struct ReplayRequest {
    std::optional<Seq> since; //!< none: nothing was missed
    QString epoch; //!< of `since`; empty: this log's
    bool openSessions = false; //!< every stored event of the sessions that are still open
};

//! What that comes to, once the log's epoch and the open sessions are known.
struct ReplayPlan {
    bool isNeeded = false;
    bool reset = false; //!< `since` was of another epoch: the open sessions in full instead
    Seq after = 0;
    std::optional<UserId> user; //!< a customer's own
    //! Up to `head` only these users', each from its number on; none: everybody's.
    std::optional<QHash<UserId, Seq>> sessions;
    Seq head = 0; //!< the log's when it was planned
};

//! Reads what one peer missed from the log and sends it, a page at a time and no faster than the
//! peer reads, until it has caught up with what is told live. Child of its router, one a peer.
class Replay : public QObject
{
    Q_OBJECT
public:
    using Wanted = std::function<bool(const StoredEvent &)>;
    using Routed = std::function<Seq()>; //!< the last number that was told live

    Replay(store::EventLog &log, Peer &peer, ReplayPlan plan, Wanted wanted, Routed routed,
           QObject *parent);
    void start();

signals:
    void caughtUp(sermo::Seq cursor); //!< what has a higher number must come live
    void failed(); //!< the log cannot be read

private:
    [[nodiscard]] bool isReadBySession() const;
    void fetch();
    void handlePage(const store::Page &page);
    void pump();
    [[nodiscard]] bool isInPlan(const StoredEvent &event) const;

    store::EventLog &m_log;
    Peer &m_peer;
    const ReplayPlan m_plan;
    const Wanted m_wanted;
    const Routed m_routed;
    std::optional<SessionReel> m_reel; //!< up to the plan's head, where that costs less
    store::Page m_page;
    qsizetype m_next = 0; //!< of m_page
    Seq m_cursor; //!< everything up to here was sent or is not wanted
    bool m_reading = false;
};

} // namespace sermo::server
