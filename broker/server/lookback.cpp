// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/lookback.h"

#include "broker/server/hindsight.h"
#include "broker/store/askthread.h"
#include "broker/store/logreader.h"

#include <QLoggingCategory>
#include <QMap>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.lookback")

} // namespace

//! Lives in the thread.
class Lookback::Worker : public QObject
{
public:
    Worker(const desk::DeskConfig &config, const QString &directory, const Clock &clock)
        : m_config(config)
        , m_directory(directory)
        , m_clock(clock)
        , m_here(config)
    {
    }

    void callOff() { m_isCalledOff = true; } //!< from any thread

    void reconfigure(const desk::DeskConfig &config)
    {
        m_config = config;
        startAnew();
    }

    //! Where we have been he was too.
    void startAnew()
    {
        m_stations.clear();
        m_here = Hindsight(m_config);
    }

    [[nodiscard]] QByteArray at(qint64 asked)
    {
        const qint64 ms = std::min(asked, m_clock.now().wallMs);
        goBackTo(ms);
        return goOnTo(ms) ? m_here.tell(ms) : QByteArray();
    }

private:
    //! To the last station before that moment, unless we are before it already and no farther.
    void goBackTo(qint64 ms)
    {
        const Hindsight *best = m_here.lastMs() <= ms ? &m_here : nullptr;
        for (const Hindsight &station : std::as_const(m_stations)) {
            if (station.lastMs() <= ms && (!best || station.lastSeq() > best->lastSeq()))
                best = &station;
        }
        if (best != &m_here)
            m_here = best ? Hindsight(*best) : Hindsight(m_config);
    }

    [[nodiscard]] bool goOnTo(qint64 ms)
    {
        store::ReadQuery rest;
        rest.after = m_here.lastSeq();
        rest.limit = 2000;
        int events = 0;
        const auto read = store::readLog(m_directory, rest, [&](const StoredEvent &event) {
            if (event.receivedMs > ms || m_isCalledOff)
                return false;
            m_here.take(event);
            if (++events % StationEvery == 0)
                keepStation();
            return true;
        });
        if (!read)
            qCWarning(lc).noquote() << "cannot look back:" << read.error();
        return read && !m_isCalledOff;
    }

    //! The oldest goes: who looks at a day looks at its end as well.
    void keepStation()
    {
        m_stations.insert(m_here.lastSeq(), m_here);
        if (m_stations.size() > MostStations)
            m_stations.erase(m_stations.begin());
    }

    desk::DeskConfig m_config;
    const QString m_directory;
    const Clock &m_clock;
    Hindsight m_here; //!< where we looked last
    QMap<Seq, Hindsight> m_stations;
    std::atomic_bool m_isCalledOff = false;
};

Lookback::Lookback(const desk::DeskConfig &config, const QString &logDirectory, const Clock &clock,
                   QObject *parent)
    : QObject(parent)
    , m_worker(new Worker(config, logDirectory, clock))
{
    m_thread.setObjectName(u"lookback"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

Lookback::~Lookback()
{
    m_worker->callOff();
    m_thread.quit();
    m_thread.wait();
}

void Lookback::reconfigure(const desk::DeskConfig &config)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, config] { worker->reconfigure(config); },
        Qt::QueuedConnection);
}

void Lookback::forget(const UserId &)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->startAnew(); }, Qt::QueuedConnection);
}

void Lookback::ask(qint64 ms, QObject *context, Handler handler)
{
    store::askThread(
        this, m_worker, [ms](Worker &worker) { return worker.at(ms); }, context,
        std::move(handler));
}

} // namespace sermo::server
