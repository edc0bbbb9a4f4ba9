// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/history.h"

#include "broker/store/askthread.h"

#include <QLoggingCategory>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Q_LOGGING_CATEGORY(lcHistory, "sermo.store.history")

//! Lives in the thread; a question comes in between two steps.
class History::Worker : public QObject
{
public:
    Worker(const QString &directory, HistoryIndex::PlatformQueue platformQueue)
        : m_index(directory, std::move(platformQueue))
        , m_timer(this)
    {
        connect(&m_timer, &QTimer::timeout, this, &Worker::follow);
    }

    void follow()
    {
        const auto more = m_index.follow();
        if (!more && std::exchange(m_complaint, more.error()) != more.error())
            qCWarning(lcHistory).noquote() << "the history cannot be followed:" << more.error();
        else if (more)
            m_complaint.clear();
        using std::chrono::milliseconds;
        m_timer.start(more.value_or(false) ? milliseconds(0) : FollowEvery);
    }

    void setPlatformQueue(const HistoryIndex::PlatformQueue &platformQueue)
    {
        follow(); // what was said under the former one
        m_index.setPlatformQueue(platformQueue);
    }

    [[nodiscard]] HistoryPage search(const HistoryQuery &query)
    {
        follow();
        return m_index.search(query);
    }

    [[nodiscard]] HistoryTranscript open(Seq session, Seq after)
    {
        follow();
        return m_index.openConversation(session, after);
    }

private:
    HistoryIndex m_index;
    QTimer m_timer;
    QString m_complaint;
};

History::History(const QString &directory, HistoryIndex::PlatformQueue platformQueue)
    : m_worker(new Worker(directory, std::move(platformQueue)))
{
    m_thread.setObjectName(u"history"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, &Worker::follow);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

History::~History()
{
    m_thread.quit();
    m_thread.wait();
}

void History::setPlatformQueue(const HistoryIndex::PlatformQueue &platformQueue)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, platformQueue] { worker->setPlatformQueue(platformQueue); },
        Qt::QueuedConnection);
}

void History::search(const HistoryQuery &query, QObject *context, Handler handler)
{
    askThread(
        this, m_worker, [query](Worker &worker) { return worker.search(query); }, context,
        std::move(handler));
}

void History::open(Seq session, Seq after, QObject *context, TranscriptHandler handler)
{
    askThread(
        this, m_worker, [session, after](Worker &worker) { return worker.open(session, after); },
        context, std::move(handler));
}

} // namespace sermo::store
