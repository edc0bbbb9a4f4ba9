// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/streamindex.h"

#include "broker/store/appendrules.h"
#include "broker/store/nats/streammessage.h"

#include <QSet>

#include <algorithm>
#include <cstring>

namespace sermo::store::nats
{

StreamIndex::Key StreamIndex::toKey(const EventKey &key)
{
    Key two{0, 0};
    if (key.size() == KeyBytes) {
        std::memcpy(&two.first, key.constData(), sizeof two.first);
        std::memcpy(&two.second, key.constData() + sizeof two.first, sizeof two.second);
    }
    return two;
}

StreamIndex::Person &StreamIndex::personOf(const UserId &user, Row &row)
{
    const auto found = m_names.constFind(user);
    if (found != m_names.cend()) {
        row.user = *found;
    } else {
        row.user = quint32(m_people.size());
        m_names.insert(user, row.user);
        m_people.emplace_back().name = user;
    }
    return m_people[row.user];
}

const StreamIndex::Person *StreamIndex::find(const UserId &user) const
{
    const auto found = m_names.constFind(user);
    return found == m_names.cend() ? nullptr : &m_people[*found];
}

StreamIndex::Learnt StreamIndex::learn(const Incoming &incoming)
{
    const Seq seq = incoming.event.seq;
    if (seq <= head())
        return isKept(seq) ? Learnt::Kept : Learnt::Forgotten;
    skipTo(seq - 1);
    if (m_early.erase(seq) > 0) {
        skipTo(seq);
        return Learnt::Forgotten;
    }
    const EventFrame &frame = incoming.event.frame;
    Row row;
    Person &person = personOf(frame.user(), row);
    row.marks = Kept;
    if (movesSession(frame))
        row.marks |= Moves;
    if (isFoldedByType(frame))
        row.marks |= Folded;
    if (isFoldedWhenFirst(frame))
        row.marks |= First;
    if (frame.direction() == Direction::Internal)
        row.marks |= IsInternal;
    if (incoming.isControl)
        row.marks |= OnControl;
    if ((row.marks & First) != 0 && !person.isKnown)
        row.marks |= Folded;
    learnKey(keyOf(incoming.event.sender, frame.id()), row, seq);
    count(person, seq, row.marks);
    m_rows.push_back(row);
    return (row.marks & Hidden) != 0 ? Learnt::Twice : Learnt::Kept;
}

//! The first counts, in every broker alike.
void StreamIndex::learnKey(const EventKey &key, Row &row, Seq seq)
{
    if (key.isEmpty())
        return;
    const Key two = toKey(key);
    row.key[0] = two.first;
    row.key[1] = two.second;
    if (m_ids.contains(two))
        row.marks |= Hidden;
    else
        m_ids.insert(two, seq);
}

//! What a user's event says of him. The servers judge by one that is hidden too.
void StreamIndex::count(Person &person, Seq seq, quint8 marks)
{
    person.seqs.push_back(seq);
    if ((marks & OnControl) != 0)
        person.lastOnControl = seq;
    if ((marks & Hidden) != 0)
        return;
    person.isKnown = person.isKnown || (marks & First) != 0;
    if ((marks & Moves) != 0)
        person.lastControl = seq;
}

bool StreamIndex::isKept(Seq seq) const
{
    return seq >= 1 && seq <= head() && (m_rows[seq - 1].marks & Kept) != 0;
}

bool StreamIndex::isShown(Seq seq) const
{
    return isKept(seq) && (m_rows[seq - 1].marks & Hidden) == 0;
}

bool StreamIndex::contradicts(const Incoming &incoming) const
{
    if (!isKept(incoming.event.seq))
        return false;
    const Row &row = m_rows[incoming.event.seq - 1];
    return Key(row.key[0], row.key[1])
        != toKey(keyOf(incoming.event.sender, incoming.event.frame.id()));
}

void StreamIndex::skipTo(Seq head)
{
    if (m_rows.size() >= head)
        return;
    m_rows.resize(head);
    m_early.erase(m_early.begin(), m_early.upper_bound(head));
}

void StreamIndex::forget(const QList<Seq> &seqs)
{
    QSet<quint32> touched;
    for (const Seq seq : seqs) {
        if (seq > head()) {
            m_early.insert(seq);
            continue;
        }
        Row &row = m_rows[seq - 1];
        if ((row.marks & Kept) == 0)
            continue;
        const Key key{row.key[0], row.key[1]};
        if (m_ids.value(key) == seq)
            m_ids.remove(key);
        touched.insert(row.user);
        row = {};
    }
    for (const quint32 user : std::as_const(touched)) {
        Person &person = m_people[user];
        relearn(person);
        if (!person.seqs.empty())
            continue;
        m_names.remove(person.name); // an erased customer's name is not kept here either
        person = {};
    }
}

//! What is known of a user by what is left of him.
void StreamIndex::relearn(Person &person)
{
    Person left;
    left.name = person.name;
    for (const Seq seq : person.seqs) {
        const quint8 marks = m_rows[seq - 1].marks;
        if ((marks & Kept) != 0)
            count(left, seq, marks);
    }
    person = std::move(left);
}

Seq StreamIndex::find(const EventKey &key) const
{
    return key.isEmpty() ? 0 : m_ids.value(toKey(key));
}

Seq StreamIndex::lastControl(const UserId &user) const
{
    const Person *person = find(user);
    return person ? person->lastControl : 0;
}

Seq StreamIndex::lastOnControlSubject(const UserId &user) const
{
    const Person *person = find(user);
    return person ? person->lastOnControl : 0;
}

bool StreamIndex::matches(const ReadQuery &query, Seq seq) const
{
    const quint8 marks = m_rows[seq - 1].marks;
    return (marks & (Kept | Hidden)) == Kept && (query.withInternal || (marks & IsInternal) == 0)
        && (!query.controlOnly || (marks & Folded) != 0);
}

QList<Seq> StreamIndex::select(const ReadQuery &query) const
{
    QList<Seq> seqs;
    if (query.user) {
        const Person *person = find(*query.user);
        if (!person)
            return seqs;
        const auto from = std::ranges::upper_bound(person->seqs, query.after);
        for (auto at = from; at != person->seqs.end() && seqs.size() < query.limit; ++at) {
            if (matches(query, *at))
                seqs.append(*at);
        }
        return seqs;
    }
    for (Seq seq = query.after + 1; seq <= head() && seqs.size() < query.limit; ++seq) {
        if (matches(query, seq))
            seqs.append(seq);
    }
    return seqs;
}

QList<Seq> StreamIndex::select(const EraseRequest &request) const
{
    ReadQuery query;
    query.after = request.after;
    query.user = request.user;
    query.limit = request.limit;
    QList<Seq> seqs = select(query);
    seqs.removeIf([&](Seq seq) { return seq > request.upTo; });
    const Person *person = find(request.user);
    return person ? seqs + twinsOf(*person, seqs) : seqs;
}

//! What is hidden goes with what hides it, else it would come to light.
QList<Seq> StreamIndex::twinsOf(const Person &person, const QList<Seq> &seqs) const
{
    QList<Seq> twins;
    for (const Seq seq : person.seqs) {
        const Row &row = m_rows[seq - 1];
        if ((row.marks & (Kept | Hidden)) == (Kept | Hidden)
            && std::ranges::binary_search(seqs, m_ids.value({row.key[0], row.key[1]})))
            twins.append(seq);
    }
    return twins;
}

} // namespace sermo::store::nats
