// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/pointrecorder.h"
#include "tests/bench/allocation/generator.h"
#include "tests/bench/allocation/simulation.h"

namespace sermo::bench
{

//! Somebody with a question: how patient, how fast, when he leaves without a word. Draws from his
//! own generator, so he is the same person whatever the policy. Times in seconds.
struct Customer {
    enum class Stage : quint8 { Queued, Served, Closed, Ended };

    Customer(quint64 seed, int arrivalAt, const Scenario &scenario);

    void begin(int now);
    void waitInLine(int now); //!< patience begins
    void serve(int now);
    void wrote(int now); //!< he did: the agent's turn
    void hear(int now, const Scenario &scenario); //!< the agent's message has come
    //! Goes; false: with a word.
    [[nodiscard]] bool leavesSilently(int now);
    void moveLink(int now);

    [[nodiscard]] bool patienceEnds(int now) const { return now >= patienceAt; }
    [[nodiscard]] bool answerDue(int now) const { return now >= answerAt; }
    [[nodiscard]] bool isSolved() const { return exchanged >= exchanges; }
    [[nodiscard]] bool isAskedNext(); //!< the agent's next message is a question
    [[nodiscard]] presence::Link link(int now) const;
    [[nodiscard]] bool isParked(int now) const;
    [[nodiscard]] bool isOver() const;

    static constexpr int Never = 1 << 30;

    Generator dice;
    int arrival = 0;
    int exchanges = 1, exchanged = 0; //!< messages of his to be answered; answered
    bool isSlow = false;
    double closesTab = 0;

    Stage stage = Stage::Queued;
    bool isThere = true;
    bool wasServed = false;
    bool isReturning = false;
    size_t agent = 0; //!< who has him, or had him last
    int queuedAt = 0, givenAt = 0, actedAt = 0;
    std::optional<int> askedAt; //!< he waits for an answer since
    int patienceAt = Never, answerAt = Never, handCloseAt = Never;

    int badSince = Never; //!< the link gave its last sign
    int goodAgain = Never;
    bool hasUnloaded = false; //!< it said goodbye
    int nextGap = 0, linkDies = Never;

    presence::Conversation talk;
    presence::PointRecorder points;

private:
    void goSilently(int now);
    [[nodiscard]] double timeToAnswer();
};

} // namespace sermo::bench
