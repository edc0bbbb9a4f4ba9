// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/historyindex.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace sermo::store
{

//! The searchable history beside a log that is open: follows it in a thread of its own, a few
//! seconds behind, and answers questions there, so that neither storing nor the asker ever waits.
//! Its thread is the one it was made in; handlers are called in it, and dropped when `context` dies
//! first: what is not being looked for by then is not looked for at all. The log must be open when
//! it is made, and be closed after it is gone.
class History : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<void(HistoryPage)>;
    using TranscriptHandler = std::function<void(HistoryTranscript)>;
    static constexpr std::chrono::milliseconds FollowEvery{5000};

    explicit History(const QString &directory, HistoryIndex::PlatformQueue platformQueue = {});
    ~History() override; //!< waits for the step at hand

    //! Another configuration says which line `handover_to_agent` means, for what comes from now on.
    void setPlatformQueue(const HistoryIndex::PlatformQueue &platformQueue);

    //! What was stored before the question is looked at, unless very much has come at once.
    void search(const HistoryQuery &query, QObject *context, Handler handler);
    //! What that conversation consists of, after that event.
    void open(Seq session, Seq after, QObject *context, TranscriptHandler handler);

private:
    class Worker;

    QThread m_thread;
    Worker *m_worker = nullptr; //!< its thread's, which deletes it
};

} // namespace sermo::store
