// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/protocol/eventframe.h"

#include <QList>
#include <QObject>

#include <functional>
#include <limits>
#include <optional>

namespace sermo::store
{

//! What the log is asked to do with one event. Tickets are the asker's own, given back with the
//! answer.
struct AppendRequest {
    enum class Kind : quint8 {
        Append, //!< store it, unless its (sender, id) is known or its condition is stale
        LookUp, //!< only say whether (sender, id) is known: a refusal must not answer a repeated
                //!< event
    };
    struct Condition //!< the last control event the asker has seen of this user (architecture, rule
                     //!< 3)
    {
        UserId user;
        Seq lastControl = 0; //!< 0: none yet
    };

    quint64 ticket = 0;
    Kind kind = Kind::Append;
    SenderName sender;
    EventFrame frame;
    std::optional<Condition> condition;
};

struct AppendOutcome {
    enum class Kind : quint8 {
        Stored, //!< durable now; `event` has its seq
        Known, //!< the same (sender, id) is in the log: `event.seq` is its number, nothing was
               //!< added
        Stale, //!< the condition does not hold any more: judge again; `event.seq` is what it should
               //!< say
        NotFound, //!< answer to LookUp
        Failed, //!< storage does not take it: nothing was stored, nothing may be acknowledged
    };
    quint64 ticket = 0;
    Kind kind = Kind::Failed;
    StoredEvent event;
};

//! Which part of the log a reader wants; an unset field does not filter. Erased events are in none.
struct ReadQuery {
    Seq after = 0;
    std::optional<UserId> user;
    bool withInternal = true; //!< false: inbound and outbound only, as for a customer
    bool controlOnly = false; //!< what start-up folds: only events that may move a session,
                              //!< `agent_status`, `customer_identified`, `canned_reply`,
                              //!< `platform_status` and each user's first inbound event, which
                              //!< says whose user he is
    int limit = 500; //!< events a page
};

struct Page {
    QList<StoredEvent> events; //!< by rising seq
    Seq head
        = 0; //!< the log's last seq when the page was read: an empty page means caught up to it
    bool failed = false; //!< not open, or the file cannot be read: never taken for "no more"
    QString why; //!< in words, when it failed
};

//! Which of a user's events are to be emptied, at once or, so that nobody waits, in steps.
struct EraseRequest {
    UserId user;
    Seq after = 0;
    Seq upTo = std::numeric_limits<Seq>::max();
    int limit = 500; //!< events a step: asked again until fewer were erased
    //! Its time is up (`retentionDays`), and who has not heard it never will: counts for expired().
    //! Else the customer is to be forgotten: counts for erasures().
    bool isExpiry = false;
    qint64 endedMs = 0; //!< of an expiry: when the session ended whose time is up
};

struct EraseOutcome {
    int erased = 0;
    bool failed = false; //!< nothing of this step was erased
};

//! The log of everything that was acknowledged: appended durably, in order, gap-free from 1
//! (contract 3). Implementations: MemoryLog, SqliteLog. Used from one thread (its own); calls never
//! block, answers come later in that thread, appends in the order they were asked. Appends may be
//! asked from open() on, pages from opened() on. One contract suite tests all.
class EventLog : public QObject
{
    Q_OBJECT
public:
    using PageHandler = std::function<void(Page)>;
    using ErasedHandler = std::function<void(EraseOutcome)>;
    using ScrubbedHandler = std::function<void(bool ok)>;

    //! Opens or makes the log; answers with opened() or openFailed().
    virtual void open() = 0;
    //! Names this log; another after it was made anew.
    [[nodiscard]] virtual QString epoch() const = 0;
    [[nodiscard]] virtual Seq head() const = 0;
    //! The highest number whose event was emptied because its time was up: who has heard less
    //! missed something for good. 0: nothing was.
    [[nodiscard]] virtual Seq expired() const = 0;
    //! Rises whenever a customer is erased: who knows an older value may know what is forgotten.
    [[nodiscard]] virtual quint64 erasures() const = 0;

    //! What was acknowledged once and is lost, in a sentence; empty: nothing. Told from opened() on
    //! by every start, until somebody has taken note of it.
    [[nodiscard]] virtual QString damage() const = 0;

    virtual void append(const QList<AppendRequest> &batch) = 0;
    //! A page of what matches; `handler` is dropped when `context` dies first.
    virtual void read(const ReadQuery &query, QObject *context, PageHandler handler) = 0;

    //! Empties events, in order with appends: only their numbers stay, their ids are free again,
    //! and they moved nobody. Traces may be left in the files until they are scrubbed.
    virtual void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) = 0;
    //! Rids the files of every byte that was erased, in order with what was asked before; appends
    //! wait for as long as writing all anew takes. Done when opening where a crash came between.
    virtual void scrub(QObject *context, ScrubbedHandler handler) = 0;

    //! Of a log with several writers, once, before the first append: from now on arrived() tells
    //! what others append after this number, and head() and pages end with what was told.
    virtual void follow(Seq after) { Q_UNUSED(after) }

    //! Puts the draft of a snapshot (snapshotfile.h) in its place, in order with what is erased.
    //! False: it is gone, because something was; or this log keeps none.
    virtual void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) = 0;

    //! Finishes what was asked, then closed() is emitted. Later calls are answered with Failed.
    virtual void close() = 0;

signals:
    void opened();
    void openFailed(const QString &why);
    void appended(const QList<sermo::store::AppendOutcome> &outcomes); //!< one group commit
    void arrived(const QList<sermo::StoredEvent> &events); //!< another broker's: see follow()
    //! Appends fail from now on, but each tries again, until it works. Told before the outcomes.
    void storageFailed(const QString &why);
    void storageRecovered();
    void closed();
};

} // namespace sermo::store

Q_DECLARE_METATYPE(sermo::store::AppendOutcome)
