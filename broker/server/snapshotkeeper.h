// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/snapshotmaking.h"
#include "broker/store/eventlog.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace sermo::server
{

//! Sees to it that a start need not read the whole log: makes a snapshot of what replaying it comes
//! to (desk/snapshot.h), now and then and at the end, and gives it to the next start's desk. It is
//! made by a desk of its own, in a thread of its own, from the log alone: the live desk is neither
//! asked nor kept waiting. Where there is no directory, or no log in it, nothing is kept. Lives in
//! the broker's thread.
class SnapshotKeeper : public QObject
{
    Q_OBJECT
public:
    static constexpr Seq Every = 20'000; //!< events, and …
    static constexpr std::chrono::minutes AtMostEach{1};
    static constexpr std::chrono::seconds FirstAfter{10}; //!< of a start that read more than that
    static constexpr Seq Few = 1'000; //!< so many are read faster than a snapshot is made
    static constexpr std::chrono::seconds LastWithin{3}; //!< at the end; then none is made

    SnapshotKeeper(QString directory, desk::DeskConfig config, store::EventLog &log,
                   QObject *parent = nullptr);
    ~SnapshotKeeper() override; //!< what is being made is left

    //! At a start, to a desk that has replayed nothing: what fits this log, if there is something.
    void restore(desk::Desk &desk, std::function<void()> then);
    //! Goes by another configuration from now on: what was made under the former one is another
    //! desk's, and the next one is made of the whole log.
    void reconfigure(const desk::DeskConfig &config);
    //! Time passes; called a few times a second.
    void pulse(Instant now);
    //! The last one, if it is worth it. Nothing is appended any more.
    void finish(std::function<void()> then);

signals:
    void kept(sermo::Seq upTo); //!< a snapshot is in its place

private:
    [[nodiscard]] std::optional<store::Snapshot> load() const;
    [[nodiscard]] store::Snapshot wanted() const;
    [[nodiscard]] Seq unkept();
    void make();
    void handleMade();
    void handleAdopted(bool ok);
    void makeLast();
    void end();

    const QString m_directory;
    desk::DeskConfig m_config;
    store::EventLog &m_log;
    Seq m_covered = 0; //!< of the log, by the snapshot that is in its place
    Seq m_covering = 0; //!< by the one that is being made
    std::optional<std::chrono::milliseconds> m_nextTry;
    std::unique_ptr<SnapshotOrder> m_order; //!< under way
    std::unique_ptr<QThread> m_thread;
    std::function<void()> m_finished;
};

} // namespace sermo::server
