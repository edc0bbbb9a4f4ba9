// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/glimpse.h"
#include "broker/protocol/eventbody.h"

#include <QList>

namespace sermo::presence
{

//! One session as far as the model looks at it: who wrote when, and how fast the customer answers.
//! Told what happens, in the order of happening; times are milliseconds on whatever clock the
//! teller uses, the same one throughout. A plain value.
class Conversation
{
public:
    explicit Conversation(qint64 beganMs = 0)
        : m_lastMs(beganMs)
        , m_actMs(beganMs)
    {
    }

    //! A text as its event has it: the customer's or, outbound, an agent's.
    void wrote(qint64 ms, Direction direction, const event::Text &text);
    void customerWrote(qint64 ms, int length, bool isQuestion = false);
    void customerTyped(qint64 ms);
    void customerLeft(qint64 ms);
    //! An agent's text, or a bot's; a question: it has a question mark or quick replies.
    void agentWrote(qint64 ms, int length, bool isQuestion);
    void agentTyped(qint64 ms);
    void customerRead() { m_signs |= Signal::Read; } //!< the last message
    void setSignal(Signal signal, bool isOn) { m_signs.setFlag(signal, isOn); }
    //! He stands in line: whoever wrote last, it is he who waits for an answer.
    void setWaiting(bool isWaiting) { m_isWaiting = isWaiting; }

    [[nodiscard]] Glimpse at(qint64 ms, Link link) const;
    [[nodiscard]] qint64 silentSince() const { return m_lastMs; }
    [[nodiscard]] bool isHidden() const { return m_signs.testFlag(Signal::Hidden); }
    [[nodiscard]] bool hasLeft() const { return m_hasLeft; }
    //! When `isTyping` ends by itself; none: he is not typing.
    [[nodiscard]] std::optional<qint64> typingUntil() const { return m_typingUntilMs; }

    //! From now on it is told another clock's time; `then(ms)`: what that showed.
    template <typename Then>
    void changeClock(const Then &then)
    {
        m_lastMs = then(m_lastMs);
        m_actMs = then(m_actMs);
        for (std::optional<qint64> *ms : {&m_typingUntilMs, &m_textMs, &m_askedMs})
            *ms = ms->has_value() ? std::optional(then(**ms)) : std::nullopt;
    }
    //! All of it, for an archive.
    template <typename Archive, typename Self>
    static void pass(Archive &archive, Self &self)
    {
        auto &[last, agentWrote, hasAnswered, hasLeft, isWaiting, asks, wasAsked, signs, lastMs,
               actMs, typingUntilMs, textMs, askedMs, answers, tempo, gap, turns, inARow,
               unanswered, length]
            = self;
        archive(last, agentWrote, hasAnswered, hasLeft, isWaiting, asks, wasAsked, signs, lastMs,
                actMs, typingUntilMs, textMs, askedMs, answers, tempo, gap, turns, inARow,
                unanswered, length);
    }

private:
    void act(qint64 ms);
    void noteText(qint64 ms, int length);
    [[nodiscard]] Turn turn() const;
    void noteAnswer(qint64 ms);

    static constexpr qsizetype Remembered = 15; //!< answer times, the newest ones

    enum class Last : quint8 { Customer, Question, Statement };
    Last m_last = Last::Customer;
    bool m_agentWrote = false, m_hasAnswered = false, m_hasLeft = false;
    bool m_isWaiting = false;
    bool m_asks = false, m_wasAsked = false;
    Signals m_signs;
    qint64 m_lastMs = 0; //!< either side wrote or typed
    qint64 m_actMs = 0; //!< the customer did
    std::optional<qint64> m_typingUntilMs;
    std::optional<qint64> m_textMs; //!< the last text, whoever's
    std::optional<qint64> m_askedMs; //!< the first agent's text that he has not answered yet
    QList<int> m_answers; //!< his times to answer, in seconds
    double m_tempo = 60; //!< their median; what is usual before the first
    double m_gap = 60;
    int m_turns = 0, m_inARow = 0, m_unanswered = 0, m_length = 0;
};

} // namespace sermo::presence
