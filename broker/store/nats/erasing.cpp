// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/erasing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

constexpr qsizetype Window = 32; // the servers rewrite a block of a file for each
constexpr qint64 RoundEveryMs = 5'000;

} // namespace

QByteArray ErasureNote::toBytes() const
{
    QJsonArray numbers;
    for (const Seq seq : seqs)
        numbers.append(qint64(seq));
    return compact({{u"epoch"_s, epoch},
                    {u"why"_s, isExpiry ? u"expiry"_s : u"erasure"_s},
                    {u"seqs"_s, numbers}});
}

ErasureNote ErasureNote::of(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    ErasureNote note;
    note.epoch = object.value("epoch"_L1).toString();
    note.isExpiry = object.value("why"_L1).toString() == "expiry"_L1;
    for (const QJsonValue &seq : object.value("seqs"_L1).toArray())
        note.seqs.append(Seq(seq.toInteger()));
    return note;
}

Erasing::Erasing(Asker &asker, const StreamIndex &index, const Subjects &subjects,
                 std::chrono::milliseconds patience)
    : m_asker(asker)
    , m_index(index)
    , m_subjects(subjects)
    , m_patienceMs(patience.count())
{
}

void Erasing::erase(const EraseRequest &request, Done done)
{
    m_request = request;
    m_done = std::move(done);
    m_deadline = m_asker.nowMs() + m_patienceMs;
    m_emptied = 0;
    m_failed = false;
    const QList<Seq> seqs = m_index.select(request);
    if (!seqs.isEmpty() || !request.isExpiry)
        return note(seqs);
    m_isNoted = true; // nothing to tell; but a step before may have left something
    empty();
}

void Erasing::note(const QList<Seq> &seqs)
{
    for (const Seq seq : seqs)
        m_owed.insert(seq);
    QList<Seq> sorted = seqs;
    std::ranges::sort(sorted);
    const ErasureNote what{m_epoch, m_request.isExpiry, sorted};
    // A name of its own, so that asked twice it is told once.
    m_question = m_asker.ask({m_subjects.notes,
                              {{"Nats-Msg-Id", QUuid::createUuid().toByteArray(QUuid::Id128)}},
                              what.toBytes()},
                             [this](const Answer &answer) { handleNoted(answer); });
}

void Erasing::handleNoted(const Answer &answer)
{
    if (!answer)
        return conclude(true);
    m_awaited = Seq(answer->value("seq"_L1).toInteger());
    handleNote(m_heard);
}

void Erasing::handleNote(Seq seq)
{
    m_heard = std::max(m_heard, seq);
    if (m_awaited == 0 || m_awaited > m_heard)
        return;
    m_awaited = 0;
    m_isNoted = true;
    empty();
}

//! What every broker has forgotten, or will when it hears the note; never what is only asked to be.
void Erasing::empty()
{
    m_nextRound = m_asker.nowMs() + RoundEveryMs;
    m_left.clear();
    for (const Seq seq : std::as_const(m_owed)) {
        if (seq <= m_index.head() && !m_index.isKept(seq) && !m_onTheWay.contains(seq))
            m_left.append(seq);
    }
    pump();
}

void Erasing::pump()
{
    while (!m_left.isEmpty() && m_onTheWay.size() < Window)
        remove(m_left.takeLast());
    if (m_onTheWay.isEmpty() && m_isNoted)
        conclude(m_failed);
}

void Erasing::remove(Seq seq)
{
    m_onTheWay.insert(seq);
    // The servers overwrite it, unless they are asked not to.
    m_asker.ask(
        {"$JS.API.STREAM.MSG.DELETE." + m_subjects.stream, {}, compact({{u"seq"_s, qint64(seq)}})},
        [this, seq](const Answer &answer) { handleRemoved(seq, answer); });
}

void Erasing::handleRemoved(Seq seq, const Answer &answer)
{
    m_onTheWay.remove(seq);
    if (answer || isGoneAlready(answer.error())) {
        m_owed.remove(seq);
        ++m_emptied;
    } else {
        m_failed = true;
        m_left.clear(); // a later round will do better
    }
    pump();
}

void Erasing::tick()
{
    const qint64 now = m_asker.nowMs();
    if (m_done && !m_isNoted && m_deadline <= now)
        return conclude(true);
    if (!m_done && !m_owed.isEmpty() && m_onTheWay.isEmpty() && m_nextRound <= now)
        empty();
}

//! Failed: asked again it goes on where it was.
void Erasing::conclude(bool failed)
{
    m_asker.drop(m_question);
    m_awaited = 0;
    m_isNoted = false;
    const EraseOutcome outcome{failed ? 0 : m_emptied, failed};
    if (const Done done = std::exchange(m_done, {}))
        done(outcome);
}

} // namespace sermo::store::nats
