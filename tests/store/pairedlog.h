// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/database.h"
#include "broker/store/holding.h"
#include "broker/store/holdinglog.h"

namespace sermo::store
{

//! What one of two hosts has for a log, as a log by itself: it opens the database, and the other
//! host has everything at once.
class PairedLog final : public EventLog
{
    Q_OBJECT
public:
    explicit PairedLog(std::shared_ptr<Database> database)
        : m_database(std::move(database))
        , m_holding(*m_database)
        , m_log(*m_database, m_holding)
    {
        const auto *from = m_database.get();
        connect(
            from, &Database::opened, this,
            [this] {
                m_holding.release(m_database->changes());
                m_log.open();
            },
            Qt::DirectConnection);
        connect(from, &Database::openFailed, this, &EventLog::openFailed, Qt::DirectConnection);
        connect(
            from, &Database::counted, this, [this](Seq changes) { m_holding.release(changes); },
            Qt::DirectConnection);
        connect(from, &Database::closed, this, &EventLog::closed, Qt::DirectConnection);
        connect(&m_log, &EventLog::opened, this, &EventLog::opened);
        connect(&m_log, &EventLog::appended, this, &EventLog::appended);
        connect(&m_log, &EventLog::storageFailed, this, &EventLog::storageFailed);
        connect(&m_log, &EventLog::storageRecovered, this, &EventLog::storageRecovered);
    }
    ~PairedLog() override { m_database->shutDown(); }

    void open() override { m_database->open(); }
    [[nodiscard]] QString epoch() const override { return m_log.epoch(); }
    [[nodiscard]] Seq head() const override { return m_log.head(); }
    [[nodiscard]] Seq expired() const override { return m_log.expired(); }
    [[nodiscard]] quint64 erasures() const override { return m_log.erasures(); }
    [[nodiscard]] QString damage() const override { return m_log.damage(); }
    void append(const QList<AppendRequest> &batch) override { m_log.append(batch); }
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override
    {
        m_log.read(query, context, std::move(handler));
    }
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override
    {
        m_log.erase(request, context, std::move(handler));
    }
    void scrub(QObject *context, ScrubbedHandler handler) override
    {
        m_log.scrub(context, std::move(handler));
    }
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override
    {
        m_log.adoptSnapshot(context, std::move(handler));
    }
    void close() override { m_database->close(); }

private:
    const std::shared_ptr<Database> m_database;
    Holding m_holding;
    HoldingLog m_log;
};

} // namespace sermo::store
