// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QHash>
#include <QList>

#include <optional>

namespace sermo::model
{

//! What this console has said and the broker has not yet answered. It outlives the connection:
//! after each `welcome` all of it is sent again under the same ids, and the broker delivers none of
//! them twice (contract 3, Acknowledgement). A plain value without a socket, owned by the
//! SessionStore.
class Outbox
{
public:
    struct Entry {
        EventFrame frame;
        qint64 atMs = 0; //!< wall time when it was first sent
        bool failed = false; //!< refused: waits for the agent, is not sent again by itself
    };

    void add(const EventFrame &frame, qint64 atMs); //!< the frame carries an id of ours
    [[nodiscard]] std::optional<Entry> take(const EventId &id); //!< answered; none: not ours
    void drop(const EventId &id) { (void)take(id); }
    void drop(const UserId &user); //!< all that was said to him
    [[nodiscard]] const Entry *find(const EventId &id) const; //!< null: not ours
    bool fail(const EventId &id); //!< whether it is ours
    bool retry(const EventId &id); //!< a failed one is to be sent again, last

    [[nodiscard]] QList<EventFrame> unanswered()
        const; //!< in the order of sending, failed ones left out
    [[nodiscard]] QList<Entry> entries() const; //!< all, in the order of sending
    [[nodiscard]] qsizetype size() const { return m_entries.size(); }
    [[nodiscard]] quint64 revision() const { return m_revision; } //!< another after each change

private:
    struct Numbered {
        Entry entry;
        quint64 order = 0;
    };
    QHash<EventId, Numbered> m_entries;
    quint64 m_next = 0;
    quint64 m_revision = 0;
};

} // namespace sermo::model
