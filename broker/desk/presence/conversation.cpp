// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/conversation.h"

#include <algorithm>

namespace sermo::presence
{

namespace
{

constexpr qint64 TypingLasts = 6'000; // ms (allocation.md, 2.2)

double seconds(qint64 ms)
{
    return static_cast<double>(std::max<qint64>(ms, 0)) / 1000;
}

} // namespace

void Conversation::act(qint64 ms)
{
    m_lastMs = m_actMs = ms;
    m_unanswered = 0;
    m_signs.setFlag(Signal::Unloading, false);
}

void Conversation::noteAnswer(qint64 ms)
{
    if (!m_askedMs)
        return;
    if (m_answers.size() == Remembered)
        m_answers.removeFirst();
    m_answers.append(static_cast<int>(seconds(ms - *m_askedMs)));
    QList<int> sorted = m_answers;
    const auto middle = sorted.begin() + sorted.size() / 2;
    std::nth_element(sorted.begin(), middle, sorted.end());
    m_tempo = *middle;
    m_hasAnswered = true;
    m_askedMs.reset();
}

void Conversation::wrote(qint64 ms, Direction direction, const event::Text &text)
{
    const int length = static_cast<int>(text.text.size());
    const bool isQuestion = text.text.contains(u'?');
    if (direction == Direction::Inbound)
        customerWrote(ms, length, isQuestion);
    else
        agentWrote(ms, length, isQuestion || !text.quickReplies.isEmpty());
}

void Conversation::noteText(qint64 ms, int length)
{
    if (m_textMs)
        m_gap = seconds(ms - *m_textMs);
    m_textMs = ms;
    m_length = length;
    m_signs.setFlag(Signal::Read, false);
}

void Conversation::customerWrote(qint64 ms, int length, bool isQuestion)
{
    noteAnswer(ms);
    act(ms);
    noteText(ms, length);
    m_hasLeft = false; // by a text alone (contract 5, `client_left`)
    m_typingUntilMs.reset();
    m_last = Last::Customer;
    m_asks = isQuestion;
    ++m_turns;
    ++m_inARow;
}

void Conversation::customerTyped(qint64 ms)
{
    act(ms);
    m_typingUntilMs = ms + TypingLasts;
}

void Conversation::customerLeft(qint64 ms)
{
    act(ms);
    m_typingUntilMs.reset();
    m_hasLeft = true;
}

void Conversation::agentWrote(qint64 ms, int length, bool isQuestion)
{
    m_lastMs = ms;
    noteText(ms, length);
    m_last = isQuestion ? Last::Question : Last::Statement;
    m_agentWrote = true;
    m_wasAsked = isQuestion || (m_askedMs && m_wasAsked); // of all that he answers together
    if (!m_askedMs)
        m_askedMs = ms;
    m_inARow = 0;
    ++m_unanswered;
}

void Conversation::agentTyped(qint64 ms)
{
    m_lastMs = ms;
}

Turn Conversation::turn() const
{
    if (m_isWaiting)
        return m_agentWrote ? Turn::WroteAgain : Turn::WroteFirst;
    switch (m_last) {
    case Last::Customer:
        return m_agentWrote ? Turn::WroteAgain : Turn::WroteFirst;
    case Last::Question:
        return m_hasAnswered ? Turn::AskedAgain : Turn::AskedFirst;
    case Last::Statement:
        return m_hasAnswered ? Turn::ToldAgain : Turn::ToldFirst;
    }
    Q_UNREACHABLE();
}

Glimpse Conversation::at(qint64 ms, Link link) const
{
    Glimpse glimpse;
    glimpse.turn = turn();
    glimpse.link = link;
    glimpse.signs = m_signs;
    glimpse.isTyping = m_typingUntilMs && ms < *m_typingUntilMs;
    glimpse.hasLeft = m_hasLeft;
    glimpse.isWaiting = m_isWaiting;
    glimpse.silence = seconds(ms - m_lastMs);
    glimpse.sinceAct = seconds(ms - m_actMs);
    glimpse.tempo = m_tempo;
    glimpse.turns = m_turns;
    glimpse.unanswered = m_unanswered;
    glimpse.length = m_length;
    glimpse.inARow = m_inARow;
    glimpse.gap = m_gap;
    glimpse.asks = m_asks;
    glimpse.wasAsked = m_wasAsked;
    return glimpse;
}

} // namespace sermo::presence
