// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/streamindex.h"
#include "broker/store/nats/wire.h"

#include <deque>
#include <map>

namespace sermo::store::nats
{

//! Reads back what the index says is wanted: one page at a time, all its events asked for together,
//! of the stream's leader, since another server may not have the last ones yet.
class Pages : public QObject
{
    Q_OBJECT
public:
    Pages(Wire &wire, const StreamIndex &index, const Subjects &subjects);

    void read(quint64 ticket, const ReadQuery &query);
    [[nodiscard]] bool isIdle() const { return m_queue.empty(); }

signals:
    void pageRead(quint64 ticket, const sermo::store::Page &page); //!< in the order of asking
    void idle();

private:
    struct Job {
        quint64 ticket;
        ReadQuery query;
    };

    void begin();
    void ask(Seq seq);
    void handleAnswer(Seq seq, const Answer &answer);
    void finish();

    Wire &m_wire;
    const StreamIndex &m_index;
    const Subjects &m_subjects;
    std::deque<Job> m_queue; //!< the first is being read
    Page m_page;
    std::map<Seq, StoredEvent> m_found;
    qsizetype m_missing = 0;
};

} // namespace sermo::store::nats
