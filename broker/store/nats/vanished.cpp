// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/vanished.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Vanished::Vanished(Asker &asker, const Subjects &subjects, Gone gone)
    : m_asker(asker)
    , m_subjects(subjects)
    , m_gone(std::move(gone))
{
}

void Vanished::ask(const QList<Kept> &values)
{
    const bool isAtIt = !m_values.empty();
    m_values.insert(m_values.end(), values.begin(), values.end());
    if (!isAtIt)
        askNext();
}

void Vanished::askNext()
{
    if (m_values.empty())
        return;
    const QByteArray subject = keptSubject(m_subjects, m_values.front().name);
    const QJsonObject question{{u"subjects_filter"_s, QString::fromLatin1(subject)}};
    m_asker.ask({"$JS.API.STREAM.INFO." + keptStream(m_subjects),
                 {},
                 QJsonDocument(question).toJson(QJsonDocument::Compact)},
                [this](const Answer &answer) { handleAnswer(answer); });
}

//! What is there is heard by itself, its end too.
void Vanished::handleAnswer(const Answer &answer)
{
    if (!answer && answer.error().isSilence())
        return askNext();
    const Kept value = m_values.front();
    m_values.pop_front();
    const auto there = [&answer] {
        return answer->value("state"_L1).toObject().value("subjects"_L1).toObject();
    };
    if (answer && there().isEmpty())
        m_gone(value);
    askNext();
}

} // namespace sermo::store::nats
