// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natslog.h"

#include "broker/store/answerlater.h"
#include "broker/store/nats/streamworker.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using nats::StreamWorker;

namespace
{

//! Runs a call in the worker's thread, in order with all calls before.
template <typename Worker, typename Call>
void post(Worker *worker, Call call)
{
    QMetaObject::invokeMethod(worker, std::move(call), Qt::QueuedConnection);
}

} // namespace

NatsLog::NatsLog(ClusterOptions options, const Clock &clock)
    : m_options(std::move(options))
    , m_clock(clock)
{
    m_thread.setObjectName(u"store cluster"_s);
    // Nobody's yet: a broker is often made in one thread and run in another.
    moveToThread(nullptr);
}

NatsLog::~NatsLog()
{
    if (m_worker) {
        if (m_state == State::Opening)
            m_worker->leave();
        disconnect(m_worker.get(), nullptr, this, nullptr);
        connect(m_worker.get(), &StreamWorker::closed, &m_thread, &QThread::quit,
                Qt::DirectConnection);
        connect(m_worker.get(), &StreamWorker::openFailed, &m_thread, &QThread::quit,
                Qt::DirectConnection);
        post(m_worker.get(), [worker = m_worker.get()] { worker->close(); });
        m_thread.wait();
    }
}

void NatsLog::open()
{
    Q_ASSERT(m_state == State::Closed);
    if (!thread())
        moveToThread(QThread::currentThread());
    Q_ASSERT(thread() == QThread::currentThread());
    m_state = State::Opening;
    m_worker = std::make_unique<StreamWorker>(m_options);
    m_worker->moveToThread(&m_thread);
    connectWorker();
    m_thread.start();
    post(m_worker.get(), [worker = m_worker.get()] { worker->open(); });
}

void NatsLog::connectWorker()
{
    const StreamWorker *worker = m_worker.get();
    connect(worker, &StreamWorker::opened, this, [this](const StreamWorker::Facts &facts) {
        m_epoch = facts.epoch;
        m_head = facts.head;
        m_expired = facts.expired;
        m_erasures = facts.erasures;
        m_warnings = facts.warnings;
        if (m_state != State::Opening)
            return; // closed in the meantime
        m_state = State::Open;
        emit opened();
    });
    connect(worker, &StreamWorker::openFailed, this, [this](const QString &why) {
        if (m_state == State::Closing)
            return; // as was asked
        // What was asked until now is on its way to the worker, who answers that too before it
        // goes.
        m_state = State::Closing;
        m_whyNotOpened = why;
        post(m_worker.get(), [worker = m_worker.get()] { worker->close(); });
    });
    connect(worker, &StreamWorker::moved, this,
            [this](const QList<AppendOutcome> &outcomes, Seq head) {
                m_head = head;
                if (!outcomes.isEmpty())
                    emit appended(outcomes);
            });
    connect(worker, &StreamWorker::heard, this, &NatsLog::heard);
    connect(worker, &StreamWorker::pageRead, this,
            [this](quint64 ticket, const Page &page) { answer(m_pages, ticket, page); });
    connect(worker, &StreamWorker::factsChanged, this,
            [this](const StreamWorker::Facts &facts, const QList<Seq> &emptied) {
                m_expired = facts.expired;
                m_erasures = facts.erasures;
                emit factsChanged(emptied);
            });
    connect(worker, &StreamWorker::erased, this,
            [this](quint64 ticket, const EraseOutcome &outcome, const StreamWorker::Facts &facts) {
                m_expired = facts.expired;
                m_erasures = facts.erasures;
                answer(m_erasings, ticket, outcome);
            });
    connect(worker, &StreamWorker::scrubbed, this,
            [this](quint64 ticket, bool ok) { answer(m_scrubs, ticket, ok); });
    connect(worker, &StreamWorker::storageFailed, this, &EventLog::storageFailed);
    connect(worker, &StreamWorker::storageRecovered, this, &EventLog::storageRecovered);
    connect(worker, &StreamWorker::closed, this, [this] {
        endThread();
        failAll();
        if (const auto why = std::exchange(m_whyNotOpened, std::nullopt))
            emit openFailed(*why);
        else
            emit closed();
    });
}

void NatsLog::endThread()
{
    m_thread.quit();
    m_thread.wait();
    m_worker.reset();
    m_state = State::Closed;
}

//! What was asked and will not be answered any more.
void NatsLog::failAll()
{
    for (const quint64 ticket : m_pages.keys())
        answer(m_pages, ticket, Page{{}, 0, true, u"the log is not open"_s});
    for (const quint64 ticket : m_erasings.keys())
        answer(m_erasings, ticket, EraseOutcome{0, true});
    for (const quint64 ticket : m_scrubs.keys())
        answer(m_scrubs, ticket, false);
}

void NatsLog::append(const QList<AppendRequest> &batch)
{
    if (batch.isEmpty())
        return;
    if (takes()) {
        const qint64 now = m_clock.now().wallMs;
        post(m_worker.get(), [worker = m_worker.get(), batch, now] { worker->append(batch, now); });
        return;
    }
    QList<AppendOutcome> outcomes;
    for (const AppendRequest &request : batch)
        outcomes.append({request.ticket, AppendOutcome::Kind::Failed, {}});
    post(this, [this, outcomes] { emit appended(outcomes); });
}

void NatsLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_pages.insert(ticket, {context, std::move(handler)});
    if (m_state == State::Open)
        post(m_worker.get(),
             [worker = m_worker.get(), ticket, query] { worker->read(ticket, query); });
    else
        post(this, [this, ticket] {
            answer(m_pages, ticket, Page{{}, 0, true, u"the log is not open"_s});
        });
}

void NatsLog::erase(const EraseRequest &request, QObject *context, ErasedHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_erasings.insert(ticket, {context, std::move(handler)});
    if (takes())
        post(m_worker.get(),
             [worker = m_worker.get(), ticket, request] { worker->erase(ticket, request); });
    else
        post(this, [this, ticket] { answer(m_erasings, ticket, EraseOutcome{0, true}); });
}

void NatsLog::scrub(QObject *context, ScrubbedHandler handler)
{
    const quint64 ticket = ++m_lastTicket;
    m_scrubs.insert(ticket, {context, std::move(handler)});
    if (takes())
        post(m_worker.get(), [worker = m_worker.get(), ticket] { worker->scrub(ticket); });
    else
        post(this, [this, ticket] { answer(m_scrubs, ticket, false); });
}

void NatsLog::follow(Seq after)
{
    if (m_state == State::Open)
        post(m_worker.get(), [worker = m_worker.get(), after] { worker->follow(after); });
}

void NatsLog::adoptSnapshot(QObject *context, std::function<void(bool ok)> handler)
{
    answerLater(
        this, context, [] { return false; }, std::move(handler));
}

void NatsLog::close()
{
    if (!takes()) {
        if (m_state == State::Closed)
            post(this, [this] { emit closed(); });
        return;
    }
    if (m_state == State::Opening)
        m_worker->leave(); // it stands in a call that waits for servers
    m_state = State::Closing;
    post(m_worker.get(), [worker = m_worker.get()] { worker->close(); });
}

template <typename Argument>
void NatsLog::answer(Waitings<Argument> &waitings, quint64 ticket, const Argument &argument)
{
    const Waiting<Argument> waiting = waitings.take(ticket);
    if (waiting.context)
        waiting.handler(argument);
}

} // namespace sermo::store
