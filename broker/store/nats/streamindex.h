// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"
#include "broker/store/nats/names.h"

#include <QHash>

#include <set>
#include <vector>

namespace sermo::store::nats
{

struct Incoming;

//! What is known of the stream without its bytes: which ids there are, what a condition is judged
//! by, and which numbers a reader wants. Learnt event by event in the stream's order, so that all
//! brokers know the same; some sixty bytes an event. Used in one thread.
class StreamIndex
{
public:
    enum class Learnt : quint8 {
        Kept,
        Twice, //!< the same (sender, id) came before: it stands in the stream, and no reader sees
               //!< it. Brokers that were apart for longer than servers remember ids do that
        Forgotten, //!< a note has said already that it is erased
    };
    //! Number head() + 1 or above; numbers in between are empty.
    Learnt learn(const Incoming &incoming);
    //! The stream goes on behind this number: what is missing up to it is empty.
    void skipTo(Seq head);
    //! They are empty from now on, and their ids free. May be told before they are learnt.
    void forget(const QList<Seq> &seqs);

    [[nodiscard]] Seq head() const { return Seq(m_rows.size()); }
    [[nodiscard]] bool isKept(Seq seq) const; //!< known, and not erased
    [[nodiscard]] bool isShown(Seq seq) const; //!< to readers: kept, and the first of its id
    //! Whether a number that is known is another event's: then one of the two is lost.
    [[nodiscard]] bool contradicts(const Incoming &incoming) const;
    [[nodiscard]] Seq find(const EventKey &key) const; //!< 0: no such event
    [[nodiscard]] Seq lastControl(const UserId &user) const; //!< what a condition must name
    //! The last number on the subject by which the servers judge it for us.
    [[nodiscard]] Seq lastOnControlSubject(const UserId &user) const;
    [[nodiscard]] QList<Seq> select(const ReadQuery &query) const;
    [[nodiscard]] QList<Seq> select(const EraseRequest &request) const;

private:
    enum Mark : quint8 {
        Kept = 1, //!< not erased
        Moves = 2, //!< a control event
        Folded = 4, //!< start-up folds it
        IsInternal = 8,
        First = 16, //!< would be folded, were it its user's first
        OnControl = 32, //!< on the control subject
        Hidden = 64, //!< Learnt::Twice
    };
    struct Row {
        quint64 key[2] = {0, 0};
        quint32 user = 0; //!< in m_people
        quint8 marks = 0;
    };
    struct Person {
        UserId name;
        std::vector<Seq> seqs;
        Seq lastControl = 0;
        Seq lastOnControl = 0;
        bool isKnown = false; //!< had an inbound event
    };
    using Key = std::pair<quint64, quint64>;

    [[nodiscard]] static Key toKey(const EventKey &key);
    void learnKey(const EventKey &key, Row &row, Seq seq);
    static void count(Person &person, Seq seq, quint8 marks);
    [[nodiscard]] QList<Seq> twinsOf(const Person &person, const QList<Seq> &seqs) const;
    [[nodiscard]] Person &personOf(const UserId &user, Row &row);
    [[nodiscard]] const Person *find(const UserId &user) const;
    [[nodiscard]] bool matches(const ReadQuery &query, Seq seq) const;
    void relearn(Person &person);

    std::vector<Row> m_rows; //!< seq is the index, plus one
    std::vector<Person> m_people;
    QHash<UserId, quint32> m_names;
    QHash<Key, Seq> m_ids;
    std::set<Seq> m_early; //!< forgotten before they were learnt; above the head
};

} // namespace sermo::store::nats
