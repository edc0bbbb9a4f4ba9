// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/fetching.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Fetching::Fetching(Asker &asker, const QByteArray &stream, const QByteArray &subjects, Found found,
                   Nothing nothing)
    : m_asker(asker)
    , m_stream(stream)
    , m_subjects(subjects)
    , m_found(std::move(found))
    , m_nothing(std::move(nothing))
{
}

void Fetching::fetch(Seq after, Seq upTo)
{
    if (after < upTo && !std::exchange(m_isAsking, true))
        ask(after, upTo);
}

//! The next that there is, whatever is empty before it: one answer by one server, so that none
//! which was cut off makes a gap of what another one has.
void Fetching::ask(Seq after, Seq upTo)
{
    const QJsonObject wanted{{u"seq"_s, qint64(after + 1)},
                             {u"next_by_subj"_s, QString::fromLatin1(m_subjects)}};
    Outgoing question{"$JS.API.STREAM.MSG.GET." + m_stream,
                      {},
                      QJsonDocument(wanted).toJson(QJsonDocument::Compact)};
    question.isEager = true;
    m_asker.ask(std::move(question),
                [this, after, upTo](const Answer &answer) { handleAnswer(after, upTo, answer); });
}

void Fetching::handleAnswer(Seq after, Seq upTo, const Answer &answer)
{
    constexpr int NoMessage = 10037;
    if (answer) {
        if (const Seq known = m_found(after, *answer); known > after && known < upTo)
            return ask(known, upTo);
    }
    m_isAsking = false;
    if (!answer && answer.error().code == NoMessage)
        m_nothing(after, upTo);
}

} // namespace sermo::store::nats
