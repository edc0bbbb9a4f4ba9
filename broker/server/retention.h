// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/reduce.h"
#include "broker/protocol/clock.h"
#include "broker/store/blobstore.h"
#include "broker/store/eventlog.h"

#include <QObject>
#include <QSet>

#include <deque>
#include <functional>
#include <optional>

namespace sermo::server
{

//! Erases ended sessions whose time is up (contract 3: a queue's `retentionDays`), in the
//! background: one page is read or one small step erased at a time. A session that passed several
//! queues is kept as long as the one that keeps longest asks for, 0 being for ever; one that was in
//! no line counts as its platform's queue's. The days count from its end; what comes after the end
//! (a rating) goes with it. Users who never had a session are kept. Lives in the broker's thread.
class Retention : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::hours Every{1}; //!< between looks at the whole log
    static constexpr int StepEvents = 100;

    Retention(store::EventLog &log, store::BlobStore &images, const desk::DeskConfig &config,
              QObject *parent = nullptr);

    //! Other days count from now on; what is being looked through is looked through again.
    void reconfigure(const desk::DeskConfig &config);

    //! Time passes; called a few times a second.
    void pulse(Instant now);

signals:
    //! The customer's images that were used before this time are gone from the store.
    void imagesExpired(const sermo::UserId &user, qint64 beforeMs);
    void sessionExpired(const sermo::UserId &user, sermo::Seq upTo); //!< its events are erased

private:
    struct Past //!< of the session that a user had last, as far as the sweep has come
    {
        Seq after = 0; //!< its events are those with higher numbers …
        QSet<QueueId> queues; //!< it was in these lines
        std::optional<qint64> endedMs;
        bool isExpired = false;
    };
    struct Span {
        UserId user;
        Seq after = 0, upTo = 0;
        qint64 endedMs = 0;
    };
    struct Sweep {
        desk::SessionTable table;
        QHash<UserId, Past> pasts;
        qint64 nowMs = 0;
    };

    void read();
    void handlePage(const store::Page &page);
    void fold(const StoredEvent &event);
    void end(const UserId &user, Past &past, qint64 endedMs);
    void take(const UserId &user, const Past &past, Seq upTo);
    void eraseSome();
    void eraseImages(const Span &span);
    [[nodiscard]] int daysFor(const Past &past, const desk::Session &session) const;

    store::EventLog &m_log;
    store::BlobStore &m_images;
    desk::DeskConfig m_config;
    bool m_isWanted = false; //!< some queue does not keep for ever
    bool m_isBusy = false; //!< an answer is awaited
    std::optional<std::chrono::milliseconds> m_lastSweep;
    std::optional<Sweep> m_sweep;
    std::deque<Span> m_spans; //!< to be erased
};

} // namespace sermo::server
