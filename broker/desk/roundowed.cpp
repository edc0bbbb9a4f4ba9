// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk says once and nobody decides again: who a customer is, and what he is told. It is
// owed until the log has it, since an append may fail. It may also be stored and not answered, and
// of several brokers each owes the same: by its id the log knows it again.
#include "broker/desk/round.h"
#include "broker/protocol/eventbody.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

//! Of each type an event causes one at most.
EventFrame Round::named(const EventFrame &frame) const
{
    const EventId id(u"%1 %2"_s.arg(frame.envelope().typeName).arg(m_cause));
    return compose(frame.direction(), frame.user(), decode(frame), id);
}

void Round::owe(const EventFrame &words)
{
    const EventFrame frame = named(words);
    m_out.append({frame, 0, false});
    Beside &beside = m_desk.beside[frame.user()];
    beside.owed.append({frame, m_now.steady});
    setOwedDue(frame.user(), beside);
}

//! It is in the log. By its type: of each there is one at a time, and words in the log are never
//! said for ever because they look another way there.
void Round::settle(const EventFrame &frame)
{
    const auto beside = m_desk.beside.find(frame.user());
    if (beside == m_desk.beside.end())
        return;
    const auto typeOf = [](const Beside::Owed &owed) { return owed.frame.type(); };
    const auto found = std::ranges::find(beside->owed, frame.type(), typeOf);
    if (found == beside->owed.end())
        return;
    beside->owed.erase(found);
    setOwedDue(frame.user(), *beside);
}

//! He is elsewhere: what he was to be told of where he was is true no more. Who he is stays.
void Round::dropWords(const UserId &user)
{
    const auto beside = m_desk.beside.find(user);
    if (beside == m_desk.beside.end() || beside->owed.isEmpty())
        return;
    beside->owed.removeIf([](const Beside::Owed &owed) {
        return owed.frame.type() != EventType::CustomerIdentified;
    });
    setOwedDue(user, *beside);
}

void Round::sayAgain(const UserId &user)
{
    const auto beside = m_desk.beside.find(user);
    if (beside == m_desk.beside.end())
        return;
    for (Beside::Owed &owed : beside->owed) {
        if (m_now.steady < owed.at + AskAgain)
            continue;
        m_out.append({owed.frame, 0, false});
        owed.at = m_now.steady;
    }
    setOwedDue(user, *beside);
}

void Round::setOwedDue(const UserId &user, const Beside &beside)
{
    std::optional<Ms> due;
    for (const Beside::Owed &owed : beside.owed)
        due = earlier(due, owed.at + AskAgain);
    m_desk.owedDue.set(user, due);
}

} // namespace sermo::desk
