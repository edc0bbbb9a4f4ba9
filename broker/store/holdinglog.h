// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/holding.h"

namespace sermo::store
{

//! The log of one of two hosts, as its broker sees it: of what is stored it hands on what was
//! released, and nothing else to whoever reads. The database is open already, by whoever made this,
//! who lets it open when all that is in it is released; closing leaves it open. Neither outlives
//! the other two.
class HoldingLog final : public EventLog
{
    Q_OBJECT
public:
    HoldingLog(Database &database, Holding &holding);

    void open() override;
    [[nodiscard]] QString epoch() const override { return m_database.epoch(); }
    [[nodiscard]] Seq head() const override { return m_head; }
    [[nodiscard]] Seq expired() const override { return m_database.expired(); }
    [[nodiscard]] quint64 erasures() const override { return m_database.erasures(); }
    [[nodiscard]] QString damage() const override { return m_database.damage(); }

    void append(const QList<AppendRequest> &batch) override { m_database.append(batch); }
    void read(const ReadQuery &query, QObject *context, PageHandler handler) override;
    void erase(const EraseRequest &request, QObject *context, ErasedHandler handler) override;
    void scrub(QObject *context, ScrubbedHandler handler) override;
    void adoptSnapshot(QObject *context, std::function<void(bool ok)> handler) override;
    void close() override;

private:
    void handleAppended(const QList<AppendOutcome> &outcomes);
    void handOn(const QList<AppendOutcome> &outcomes);

    Database &m_database;
    Holding &m_holding;
    Seq m_head = 0;
};

} // namespace sermo::store
