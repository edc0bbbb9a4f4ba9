// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <set>

namespace sermo::bot
{

//! The reception bot without its wires: frames and time in, events out, and when to ask again.
//! It knows nothing but what events tell, so a replay brings it where it was. Not a thread's own.
class BotBrain
{
public:
    static constexpr std::chrono::seconds HeartbeatEvery{30}; //!< seed, `application_heartbeat`
    static constexpr std::chrono::seconds RetryAfter{2}; //!< what storage or a limit turned away

    explicit BotBrain(Rules rules);

    //! One frame as the broker sent it; what cannot be read is left alone.
    void hear(const QByteArray &frame, Instant now);

    //! What is to be said by now, in order: it counts as said. The first after `welcome` is a
    //! heartbeat.
    [[nodiscard]] QList<EventFrame> speak(Instant now);

    //! When to call speak() next, on the steady clock; none before `welcome`.
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextWake() const;

    //! How many customers it keeps in mind: those who have a session, as far as it knows.
    [[nodiscard]] qsizetype remembered() const { return m_conversations.size(); }

private:
    using Due = std::pair<std::chrono::milliseconds, UserId>;

    struct Said {
        EventFrame frame;
        Conversation::Floor from = Conversation::Floor::Unknown; //!< who had the floor then
        bool isOutdated = false; //!< by what others did since: it is not said again
    };

    void hearEvent(const StoredEvent &event, Instant now);
    void hearAnswer(const DialogueBody &answer, Instant now);
    void hearRefusal(const event::Error &error, Instant now);
    void outdate(const StoredEvent &event, Instant now);
    void say(const Said &said, Instant now, QList<EventFrame> &out);
    void reschedule(const UserId &user);

    Rules m_rules;
    QHash<UserId, Conversation> m_conversations;
    QHash<UserId, std::chrono::milliseconds> m_dueAt; //!< whose turn it is to be spoken to …
    std::set<Due> m_due; //!< … and the same by time
    QHash<EventId, Said> m_unanswered; //!< said, neither acknowledged nor refused yet
    QList<Said> m_again; //!< turned away for a while, in order
    std::chrono::milliseconds m_againAt{0};
    std::optional<std::chrono::milliseconds> m_heartbeatAt; //!< none: not welcomed yet
};

} // namespace sermo::bot
