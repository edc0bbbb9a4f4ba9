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

//! Another broker, or we ourselves when we asked for the first time, were quicker.
bool isGoneAlready(const Refusal &refusal)
{
    constexpr int SequenceNotFound = 10043;
    return refusal.code == SequenceNotFound || refusal.why.contains("no message found"_L1)
        || refusal.why.contains("message was previously deleted"_L1)
        || refusal.why.contains("deleted message"_L1);
}

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

Erasing::Erasing(Wire &wire, const StreamIndex &index, const Subjects &subjects)
    : m_wire(wire)
    , m_index(index)
    , m_subjects(subjects)
{
}

void Erasing::erase(const EraseRequest &request, Done done)
{
    m_request = request;
    m_done = std::move(done);
    m_gone.clear();
    m_failed = false;
    const QList<Seq> seqs = m_index.select(request);
    m_missing = seqs.size();
    for (const Seq seq : seqs)
        remove(seq);
    if (seqs.isEmpty() && request.isExpiry)
        conclude(false); // nothing to tell
    else if (seqs.isEmpty())
        note();
}

void Erasing::remove(Seq seq)
{
    // The servers overwrite it, unless they are asked not to.
    m_wire.ask(
        {"$JS.API.STREAM.MSG.DELETE." + m_subjects.stream, {}, compact({{u"seq"_s, qint64(seq)}})},
        [this, seq](const Answer &answer) { handleRemoved(seq, answer); });
}

void Erasing::handleRemoved(Seq seq, const Answer &answer)
{
    if (answer || isGoneAlready(answer.error()))
        m_gone.append(seq);
    else
        m_failed = true;
    if (--m_missing > 0)
        return;
    if (m_gone.isEmpty())
        conclude(true);
    else
        note(); // of a step that failed halfway too: what is gone is gone
}

void Erasing::note()
{
    std::ranges::sort(m_gone);
    const ErasureNote what{m_epoch, m_request.isExpiry, m_gone};
    // A name of its own, so that asked twice it is told once.
    m_wire.ask({m_subjects.notes,
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
    if (m_awaited != 0 && m_awaited <= m_heard)
        conclude(m_failed);
}

void Erasing::conclude(bool failed)
{
    m_awaited = 0;
    const EraseOutcome outcome{failed ? 0 : int(m_gone.size()), failed};
    if (const Done done = std::exchange(m_done, {}))
        done(outcome);
}

} // namespace sermo::store::nats
