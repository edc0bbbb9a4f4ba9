// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/clusterlink.h"

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

constexpr Seq Unknown = std::numeric_limits<Seq>::max();

template <typename Worker, typename Call>
void post(Worker *worker, Call call)
{
    QMetaObject::invokeMethod(worker, std::move(call), Qt::QueuedConnection);
}

} // namespace

ClusterLink::ClusterLink(ClusterOptions options)
    : m_options(std::move(options))
    , m_openAt(Unknown)
    , m_tidy(this)
{
    m_tidy.setInterval(m_options.tidyEvery);
    connect(&m_tidy, &QTimer::timeout, this, &ClusterLink::tidy);
    m_thread.setObjectName(u"cluster link"_s);
}

ClusterLink::~ClusterLink()
{
    if (m_worker) {
        leave();
        disconnect(m_worker.get(), nullptr, this, nullptr);
        end();
    }
}

void ClusterLink::open()
{
    Q_ASSERT(!m_worker && thread() == QThread::currentThread());
    m_worker = std::make_unique<LinkWorker>(m_options);
    m_worker->moveToThread(&m_thread);
    connectWorker();
    m_thread.start();
    post(m_worker.get(), [worker = m_worker.get()] { worker->open(); });
}

void ClusterLink::connectWorker()
{
    const LinkWorker *worker = m_worker.get();
    connect(worker, &LinkWorker::opened, this, [this](Seq keptHead) {
        m_openAt = keptHead;
        handleKept({});
    });
    connect(worker, &LinkWorker::openFailed, this, [this](const QString &why) {
        end();
        emit openFailed(why);
    });
    connect(worker, &LinkWorker::kept, this, &ClusterLink::handleKept);
    connect(worker, &LinkWorker::told, this, [this](const QList<QByteArray> &messages) {
        for (const QByteArray &message : messages)
            emit told(message);
    });
    connect(worker, &LinkWorker::putDone, this, &ClusterLink::handlePut);
    connect(worker, &LinkWorker::allKept, this, &ClusterLink::handleAll);
    connect(worker, &LinkWorker::vanished, this, &ClusterLink::handleVanished);
    connect(worker, &LinkWorker::forgotten, this, [this](const Kept &gone) {
        if (m_values.value(gone.name).seq == gone.seq)
            m_values.remove(gone.name);
    });
    connect(worker, &LinkWorker::headsTold, this,
            [this](quint64 ticket, bool ok, Seq log, Seq kept) {
                const auto waiting = m_heads.take(ticket);
                if (waiting.context)
                    waiting.handler(ok, log, kept);
            });
    connect(worker, &LinkWorker::closed, this, [this] {
        end();
        emit closed();
    });
}

void ClusterLink::end()
{
    if (m_worker) // in its own thread, where its timers are
        connect(m_worker.get(), &QObject::destroyed, &m_thread, &QThread::quit,
                Qt::DirectConnection);
    if (LinkWorker *worker = m_worker.release())
        worker->deleteLater();
    m_thread.wait();
    m_tidy.stop();
    m_isOpen = false;
    m_puts.clear();
    m_heads.clear();
    m_awaited.clear();
}

void ClusterLink::handleKept(const QList<Kept> &values)
{
    for (const Kept &value : values) {
        m_keptHead = std::max(m_keptHead, value.seq);
        learn(value);
    }
    if (!m_isOpen && m_openAt != Unknown && m_keptHead >= m_openAt) {
        m_isOpen = true;
        m_tidy.start();
        emit opened();
    }
    tellAwaited();
}

void ClusterLink::learn(const Kept &value)
{
    Kept &known = m_values[value.name];
    if (value.seq <= known.seq)
        return; // ours, or a consumer that began anew
    known = value;
    emit kept(value);
}

//! What is not among them was removed, or is just being put anew: the servers know. By its number,
//! that they are asked in some order.
void ClusterLink::handleAll(const QSet<QByteArray> &names, Seq upTo)
{
    QList<Kept> missing;
    for (const Kept &value : std::as_const(m_values)) {
        if (!value.value.isEmpty() && value.seq <= upTo && !names.contains(value.name))
            missing.append(value);
    }
    std::ranges::sort(missing, {}, &Kept::seq);
    if (m_worker && !missing.isEmpty())
        post(m_worker.get(), [worker = m_worker.get(), missing] { worker->lookFor(missing); });
}

//! Unless it has been put anew since it was asked for.
void ClusterLink::handleVanished(const Kept &gone)
{
    if (m_values.value(gone.name).seq != gone.seq)
        return;
    m_values.remove(gone.name);
    emit kept({gone.name, {}, gone.seq});
}

//! That something was removed has been known here since the last look, and so everywhere: who hears
//! nothing for so long asks for all (LinkWorker). The last of all stays, by which who comes knows
//! that he has heard everything.
void ClusterLink::tidy()
{
    QHash<QByteArray, Seq> empty;
    QList<Kept> gone;
    for (const Kept &value : std::as_const(m_values)) {
        if (!value.value.isEmpty() || !mayBeForgotten(value.name) || value.seq >= m_keptHead)
            continue;
        empty.insert(value.name, value.seq);
        if (m_empty.value(value.name) == value.seq)
            gone.append(value);
    }
    m_empty = empty;
    if (m_worker && !gone.isEmpty())
        post(m_worker.get(), [worker = m_worker.get(), gone] { worker->forget(gone); });
}

//! The servers' answer may be there before the value itself: who puts the next one names it.
void ClusterLink::handlePut(quint64 ticket, bool ok, Seq seq)
{
    Put put = m_puts.take(ticket);
    if (ok) {
        put.wanted.seq = seq;
        learn(put.wanted);
    }
    if (put.waiting.context)
        put.waiting.handler(ok, seq);
}

void ClusterLink::tellAwaited()
{
    const QList<Awaited> all = std::exchange(m_awaited, {});
    for (const Awaited &awaited : all) {
        if (awaited.upTo > m_keptHead)
            m_awaited.append(awaited);
        else if (awaited.waiting.context)
            awaited.waiting.handler(true);
    }
}

void ClusterLink::put(const QByteArray &name, const QByteArray &value, QObject *context,
                      PutDone done)
{
    if (!m_worker)
        return done(false, 0);
    const quint64 ticket = ++m_lastTicket;
    const Kept wanted{name, value, 0};
    m_puts.insert(ticket, {wanted, {context, std::move(done)}});
    post(m_worker.get(), [worker = m_worker.get(), ticket, wanted, known = m_values.value(name)] {
        worker->put(ticket, wanted, known);
    });
}

void ClusterLink::askHeads(QObject *context, Heads heads)
{
    if (!m_worker)
        return heads(false, 0, 0);
    const quint64 ticket = ++m_lastTicket;
    m_heads.insert(ticket, {context, std::move(heads)});
    post(m_worker.get(), [worker = m_worker.get(), ticket] { worker->askHeads(ticket); });
}

void ClusterLink::catchUp(QObject *context, std::function<void(bool ok)> done)
{
    askHeads(context,
             [this, context = QPointer<QObject>(context), done = std::move(done)](bool ok, Seq,
                                                                                  Seq kept) {
                 if (!ok)
                     return done(false);
                 m_awaited.append({kept, {context, done}});
                 tellAwaited();
             });
}

void ClusterLink::tell(const QByteArray &message)
{
    if (m_worker)
        post(m_worker.get(), [worker = m_worker.get(), message] { worker->tell(message); });
}

void ClusterLink::leave()
{
    if (m_worker && !m_isOpen)
        m_worker->leave(); // it stands in a call that waits for servers
}

void ClusterLink::close()
{
    if (!m_worker) {
        post(this, [this] { emit closed(); });
        return;
    }
    leave();
    post(m_worker.get(), [worker = m_worker.get()] { worker->close(); });
}

} // namespace sermo::store::nats
