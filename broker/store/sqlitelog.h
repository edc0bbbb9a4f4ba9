// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <memory>

namespace sermo::store
{

class Database;

//! The log in a file that outlives the process: what it answers with Stored is on the disk. Opens
//! and closes its Database, also for the SqliteCredentials beside it. Its thread: the one that
//! calls open(). Deleted unclosed it finishes what was asked, and waits for that.
class SqliteLog final : public EventLog
{
    Q_OBJECT
public:
    explicit SqliteLog(std::shared_ptr<Database> database);
    ~SqliteLog() override;

    void open() override;
    [[nodiscard]] QString epoch() const override;
    [[nodiscard]] Seq head() const override;
    [[nodiscard]] Seq expired() const override;
    [[nodiscard]] quint64 erasures() const override;

    [[nodiscard]] QString damage() const override;

    void append(const QList<AppendRequest> &batch) override;
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override;
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override;
    void close() override;

private:
    const std::shared_ptr<Database> m_database;
};

} // namespace sermo::store
