// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/desk/figures/spread.h"
#include "broker/protocol/clock.h"
#include "broker/protocol/eventframe.h"
#include "broker/server/figurequery.h"
#include "broker/server/reportquery.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace sermo::server
{

//! The day's figures beside the broker: told each stored event, it counts them in a thread of its
//! own, so that no event waits for a figure. What was stored before it was made it reads from the
//! log first, where there is one on a disk. Its thread is the one it was made in.
class Tally : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<void(QByteArray)>;

    //! `logDirectory` empty: the log is in memory, and the day begins now.
    Tally(const desk::DeskConfig &config, const QString &logDirectory, const Clock &clock,
          QObject *parent = nullptr);
    ~Tally() override; //!< waits for the step at hand, not for all of the log

    //! Counts by another configuration from now on, and what was today by it too.
    void reconfigure(const desk::DeskConfig &config);

    void take(const StoredEvent &event); //!< after its commit, in the order of `seq`
    void forget(const UserId &user); //!< he was erased

    //! For `/metrics`, as of a few seconds ago.
    [[nodiscard]] const QByteArray &metrics() const { return m_metrics; }
    //! The day as JSON (figurestalk.h), everything counted that was taken until now. Not called
    //! when `context` has died.
    void ask(QObject *context, Handler handler);
    //! What is behind a figure, in the order of its moments. What is older than the counted days is
    //! read from the log, where there is one; else it is not there.
    using CasesHandler = std::function<void(figures::Cases)>;
    void askBehind(const FigureQuery &query, QObject *context, CasesHandler handler);
    //! The report as bytes, none where the log cannot be read; of a log in memory only what is
    //! counted still.
    void askReport(const ReportQuery &query, QObject *context, Handler handler);

private:
    class Worker;
    void handOver();

    QThread m_thread;
    Worker *m_worker = nullptr; //!< its thread's, which deletes it
    QList<StoredEvent> m_taken; //!< of this round of the event loop
    QByteArray m_metrics;
};

} // namespace sermo::server
