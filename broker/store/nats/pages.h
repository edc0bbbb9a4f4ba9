// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/asker.h"
#include "broker/store/nats/streamindex.h"

#include <QObject>

#include <chrono>
#include <deque>
#include <map>

namespace sermo::store::nats
{

//! Reads back what the index says is wanted: one page at a time, all its events asked for together,
//! of the stream's leader, since another server may not have the last ones yet. A page has all that
//! the index knows, or fails.
class Pages : public QObject
{
    Q_OBJECT
public:
    Pages(Asker &asker, const StreamIndex &index, const Subjects &subjects,
          std::chrono::milliseconds patience);

    void read(quint64 ticket, const ReadQuery &query);
    //! Several times a second while not idle: asks again, and fails what was asked too long ago.
    void tick();
    [[nodiscard]] bool isIdle() const { return m_queue.empty(); }

signals:
    void pageRead(quint64 ticket, const sermo::store::Page &page); //!< in the order of asking
    void idle();

private:
    struct Job {
        quint64 ticket;
        ReadQuery query;
        qint64 deadline;
    };

    void begin();
    void ask(Seq seq);
    void handleAnswer(Seq seq, const Answer &answer);
    void fail(const QString &why);
    void finishWhenComplete();
    void finish();

    Asker &m_asker;
    const StreamIndex &m_index;
    const Subjects &m_subjects;
    const qint64 m_patienceMs;
    std::deque<Job> m_queue; //!< the first is being read
    Page m_page;
    std::map<Seq, StoredEvent> m_found;
    std::map<Seq, quint64> m_asked; //!< with the asker's numbers
    std::map<Seq, qint64> m_again; //!< not found where it should be: when it is asked again
};

} // namespace sermo::store::nats
