// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tally.h"

#include "broker/desk/figures/live.h"
#include "broker/desk/figures/reporttext.h"
#include "broker/desk/figures/told.h"
#include "broker/desk/snapshot.h"
#include "broker/server/figurestalk.h"
#include "broker/store/askthread.h"
#include "broker/store/logreader.h"

#include <QLoggingCategory>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.figures")

constexpr auto TellEvery = 5s; //!< `/metrics` is asked for every ten or fifteen

QByteArray written(const figures::Report &report, ReportQuery::Format format)
{
    switch (format) {
    case ReportQuery::Format::Rows:
        return toJson(report, figures::Behind::LeftOut);
    case ReportQuery::Format::Json:
        return toJson(report);
    case ReportQuery::Format::Csv:
        return toCsv(report);
    case ReportQuery::Format::Html:
        return toHtml(report);
    }
    Q_UNREACHABLE();
}

} // namespace

//! Lives in the thread.
class Tally::Worker : public QObject
{
public:
    Worker(const desk::DeskConfig &config, const QString &directory, const Clock &clock,
           Tally *tally)
        : m_config(config)
        , m_directory(directory)
        , m_clock(clock)
        , m_live(config, figures::usualZone(config))
        , m_tally(tally)
        , m_timer(this)
    {
        m_timer.setInterval(TellEvery);
        connect(&m_timer, &QTimer::timeout, this, &Worker::tell);
    }

    void begin()
    {
        if (m_directory.isEmpty())
            m_sinceMs = m_clock.now().wallMs;
        else
            read();
        m_timer.start();
        tell();
    }

    //! The day is counted anew where other hours, queues or platforms count, as after a restart. A
    //! log in memory has no past to read: there they count from now on.
    void reconfigure(const desk::DeskConfig &config)
    {
        const bool countsOtherwise = desk::snapshotStamp(config) != desk::snapshotStamp(m_config);
        m_config = config;
        m_isChanged = true;
        if (!countsOtherwise)
            return;
        if (m_directory.isEmpty())
            return m_live.reconfigure(config, figures::usualZone(config));
        m_live = figures::Live(config, figures::usualZone(config));
        read();
    }

    void callOff() { m_isCalledOff = true; } //!< from any thread

    void take(const QList<StoredEvent> &events)
    {
        for (const StoredEvent &event : events)
            m_live.take(event);
        m_isChanged = true;
    }

    void forget(const UserId &user)
    {
        m_live.forget(user);
        m_isChanged = true;
    }

    [[nodiscard]] QByteArray json() const
    {
        return figurestalk::jsonOf(m_live, m_config, m_sinceMs, m_clock.now().wallMs);
    }

    [[nodiscard]] figures::Cases behind(const FigureQuery &query) const
    {
        const qint64 nowMs = query.atMs.value_or(m_clock.now().wallMs);
        figures::Window window = m_live.today(nowMs);
        window.fromMs = query.fromMs.value_or(query.isOfNow() ? 0 : window.fromMs);
        window.toMs = query.toMs.value_or(window.toMs);
        const bool isKept
            = !query.atMs && (query.isOfNow() || window.fromMs >= nowMs - figures::Live::KeptMs);
        return casesBehind(isKept || m_directory.isEmpty()
                               ? m_live.figures(window, nowMs, query.filter)
                               : readFigures(window, query),
                           query.name);
    }

    //! Empty: the log cannot be read to its end, and half a report would pass for a whole one.
    [[nodiscard]] QByteArray report(const ReportQuery &query) const
    {
        figures::ReportOrder order{query.from, query.to, query.zone, query.filter, m_live.rules()};
        if (!order.zone.isValid())
            order.zone = m_live.zone();
        order.withCases = query.format == ReportQuery::Format::Json;
        if (m_directory.isEmpty())
            return written(figures::ReportMaker(m_live.ledger(), order).finish(), query.format);
        figures::ReportMaker maker(m_config, order);
        const auto done = readAll([&maker](const StoredEvent &event) { return maker.take(event); });
        if (!done) {
            qCWarning(lc).noquote() << "a report cannot be made:" << done.error();
            return {};
        }
        return written(maker.finish(), query.format);
    }

private:
    using Taker = std::function<bool(const StoredEvent &)>;

    [[nodiscard]] Result<void, QString> readAll(const Taker &take) const
    {
        store::ReadQuery all;
        all.limit = 2000;
        return store::readLog(m_directory, all, [&](const StoredEvent &event) {
            return take(event) && !m_isCalledOff;
        });
    }

    //! Of days that nobody counts any more, or as it was known then.
    [[nodiscard]] figures::Figures readFigures(const figures::Window &window,
                                               const FigureQuery &query) const
    {
        figures::Ledger ledger(m_config);
        const auto done = readAll([&](const StoredEvent &event) {
            if (query.atMs && event.receivedMs > *query.atMs)
                return false;
            ledger.take(event);
            return true;
        });
        if (!done)
            qCWarning(lc).noquote() << "what is behind a figure lacks a part:" << done.error();
        return figuresOf(ledger, window, query.filter, m_live.rules(), ledger.lastMs());
    }

    //! All that the log has. What comes meanwhile waits in this thread's queue; what is read and
    //! comes again is skipped by its number.
    void read()
    {
        const auto done = readAll([this](const StoredEvent &event) {
            m_live.take(event);
            return true;
        });
        if (done)
            return;
        qCWarning(lc).noquote() << "the day's figures lack a part:" << done.error();
        m_sinceMs = m_clock.now().wallMs;
    }

    //! Midnight changes them too, and so does time that goes by while somebody works.
    void tell()
    {
        const qint64 nowMs = m_clock.now().wallMs;
        if (!std::exchange(m_isChanged, false) && nowMs - m_toldMs < 60'000)
            return;
        m_toldMs = nowMs;
        figures::Window today = m_live.today(nowMs);
        today.fromMs = std::max(today.fromMs, m_sinceMs);
        const figures::Breakdown day = m_live.breakdown(today, nowMs);
        const QByteArray text = figurestalk::metricsOf(day, m_config);
        QMetaObject::invokeMethod(
            m_tally, [tally = m_tally, text] { tally->m_metrics = text; }, Qt::QueuedConnection);
    }

    desk::DeskConfig m_config;
    const QString m_directory; //!< of the log; empty: it is in memory
    const Clock &m_clock;
    figures::Live m_live;
    std::atomic_bool m_isCalledOff = false;
    Tally *const m_tally; //!< outlives the thread
    QTimer m_timer;
    bool m_isChanged = true;
    qint64 m_toldMs = 0;
    qint64 m_sinceMs = 0; //!< what was before is not known
};

Tally::Tally(const desk::DeskConfig &config, const QString &logDirectory, const Clock &clock,
             QObject *parent)
    : QObject(parent)
    , m_worker(new Worker(config, logDirectory, clock, this))
    , m_metrics(figurestalk::metricsOf({}, config))
{
    m_thread.setObjectName(u"figures"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, &Worker::begin);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

Tally::~Tally()
{
    m_worker->callOff(); // a long log takes longer than anybody waits for the end
    m_thread.quit();
    m_thread.wait();
}

void Tally::reconfigure(const desk::DeskConfig &config)
{
    handOver();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, config] { worker->reconfigure(config); },
        Qt::QueuedConnection);
}

void Tally::take(const StoredEvent &event)
{
    if (m_taken.isEmpty())
        QMetaObject::invokeMethod(this, &Tally::handOver, Qt::QueuedConnection);
    m_taken.append(event);
}

void Tally::handOver()
{
    if (m_taken.isEmpty())
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, events = std::exchange(m_taken, {})] { worker->take(events); },
        Qt::QueuedConnection);
}

void Tally::forget(const UserId &user)
{
    handOver();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, user] { worker->forget(user); }, Qt::QueuedConnection);
}

void Tally::ask(QObject *context, Handler handler)
{
    handOver();
    store::askThread(
        this, m_worker, [](Worker &worker) { return worker.json(); }, context, std::move(handler));
}

void Tally::askBehind(const FigureQuery &query, QObject *context, CasesHandler handler)
{
    handOver();
    store::askThread(
        this, m_worker, [query](Worker &worker) { return worker.behind(query); }, context,
        std::move(handler));
}

void Tally::askReport(const ReportQuery &query, QObject *context, Handler handler)
{
    handOver();
    store::askThread(
        this, m_worker, [query](Worker &worker) { return worker.report(query); }, context,
        std::move(handler));
}

} // namespace sermo::server
