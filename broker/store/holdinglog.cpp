// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/holdinglog.h"

#include <algorithm>
#include <utility>

namespace sermo::store
{

HoldingLog::HoldingLog(Database &database, Holding &holding)
    : m_database(database)
    , m_holding(holding)
{
    connect(&database, &Database::storageFailed, this, &EventLog::storageFailed);
    connect(&database, &Database::storageRecovered, this, &EventLog::storageRecovered);
}

void HoldingLog::open()
{
    const auto tell = [this] {
        m_head = m_database.head();
        connect(&m_database, &Database::appended, this, &HoldingLog::handleAppended);
        emit opened();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void HoldingLog::handleAppended(const QList<AppendOutcome> &outcomes)
{
    m_holding.tell([log = QPointer<HoldingLog>(this), outcomes] {
        if (log)
            log->handOn(outcomes);
    });
}

void HoldingLog::handOn(const QList<AppendOutcome> &outcomes)
{
    for (const AppendOutcome &outcome : outcomes) {
        if (outcome.kind == AppendOutcome::Kind::Stored)
            m_head = std::max(m_head, outcome.event.seq);
    }
    emit appended(outcomes);
}

//! What was stored meanwhile and is not released is not there yet.
void HoldingLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    const auto cut = [this, handler = std::move(handler)](Page page) {
        page.head = std::min(page.head, m_head);
        while (!page.events.isEmpty() && page.events.constLast().seq > m_head)
            page.events.removeLast();
        handler(page);
    };
    // Whoever asks lives no longer than this log: a broker's parts go before it.
    m_database.read(query, context, cut);
}

void HoldingLog::erase(const EraseRequest &request, QObject *context, ErasedHandler handler)
{
    m_database.erase(request, this, m_holding.held<EraseOutcome>(context, std::move(handler)));
}

void HoldingLog::scrub(QObject *context, ScrubbedHandler handler)
{
    m_database.scrub(this, m_holding.held<bool>(context, std::move(handler)));
}

void HoldingLog::adoptSnapshot(QObject *context, std::function<void(bool ok)> handler)
{
    m_database.adoptSnapshot(context, std::move(handler));
}

void HoldingLog::close()
{
    disconnect(&m_database, &Database::appended, this, nullptr);
    QMetaObject::invokeMethod(this, &EventLog::closed, Qt::QueuedConnection);
}

} // namespace sermo::store
