// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/colleague.h"

#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::demo
{

namespace
{

// Milliseconds, as people take them.
constexpr qint64 FirstLook = 2'500;
constexpr qint64 PerLetter = 70;
constexpr qint64 PerLetterRead = 40;
constexpr qint64 Closing = 5'000;
constexpr qint64 Silence = 40'000; //!< after his last word he waits so long for one more
constexpr double Hardly = 0.15; //!< the probability below which nobody is there any more

} // namespace

Colleague::Colleague(Person person, Answers answers)
    : m_person(std::move(person))
    , m_answers(std::move(answers))
{
}

void Colleague::hear(const QJsonObject &event, qint64 now)
{
    const QString type = event.value("type"_L1).toString();
    const UserId user(event.value("userId"_L1).toString());
    if (user.isEmpty())
        return;
    if (type == "claim_session"_L1) {
        const bool isOurs = event.value("agentId"_L1).toString() == m_person.id.value();
        if (!isOurs)
            m_mine.remove(user);
        else if (!m_mine.contains(user))
            m_mine.insert(user, {m_answers(user), now + FirstLook, {}});
        return;
    }
    const auto own = m_mine.find(user);
    if (own == m_mine.end())
        return;
    const bool isTaken = type == "end_session"_L1 || type.startsWith("handover_to_"_L1);
    if (isTaken)
        m_mine.erase(own);
    else
        hearOfOwn(type, event, *own, now);
}

void Colleague::hearOfOwn(const QString &type, const QJsonObject &event, Conversation &with,
                          qint64 now)
{
    if (type == "text"_L1 && event.value("direction"_L1).toString() == "inbound"_L1) {
        with.endsAt.reset();
        if (with.answers.isEmpty())
            with.endsAt = now + Closing;
        else if (!with.writesFrom)
            with.writesFrom = now + event.value("text"_L1).toString().size() * PerLetterRead;
    } else if (type == "client_left"_L1
               || (type == "presence"_L1 && event.value("probability"_L1).toDouble(1) < Hardly)) {
        with.writesFrom.reset();
        with.isWriting = false;
        if (!with.endsAt)
            with.endsAt = now + Closing;
    }
}

QList<Colleague::Act> Colleague::advance(qint64 now)
{
    QList<Act> acts;
    for (auto own = m_mine.begin(); own != m_mine.end();) {
        const auto act = advance(own.key(), *own, now);
        if (act)
            acts.append(*act);
        own = act && act->deed == Deed::End ? m_mine.erase(own) : std::next(own);
    }
    return acts;
}

std::optional<Colleague::Act> Colleague::advance(const UserId &user, Conversation &with, qint64 now)
{
    if (with.endsAt && now >= *with.endsAt)
        return Act{Deed::End, user};
    if (!with.writesFrom || now < *with.writesFrom || with.answers.isEmpty())
        return std::nullopt;
    const QString answer = with.answers.first();
    if (now < *with.writesFrom + answer.size() * PerLetter) {
        if (std::exchange(with.isWriting, true))
            return std::nullopt;
        return Act{Deed::Type, user, answer.left(answer.size() / 2)};
    }
    with.answers.removeFirst();
    with.writesFrom.reset();
    with.isWriting = false;
    if (with.answers.isEmpty())
        with.endsAt = now + Silence;
    return Act{Deed::Say, user, answer};
}

} // namespace sermo::demo
