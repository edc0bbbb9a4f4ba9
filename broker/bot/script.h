// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <chrono>

namespace sermo::bot
{

//! What the reception says in one language. `{queue}` in `handover` stands for the queue's label.
struct Phrases {
    struct QueueWords {
        QString label; //!< on the button
        QStringList keywords; //!< how words begin that tell of this queue
    };

    QString name; //!< the bot's own
    QString greeting, offer, number, numberAgain, noNumber, handover;
    QString more, yes, no, goodbye, ended; //!< "the bot ends a session for the agent"
    QString waiting; //!< the same, asked in line
    QString present, stillHere, silent; //!< "the bot asks if the customer is still there"
    QStringList noWords; //!< ways to say no
    QHash<QueueId, QueueWords>
        queues; //!< of the queues that have words here; others show their name
};

//! How the reception behaves and what it says, from a JSON file (the shape is in README.md). A
//! value; every key must be there and no other.
struct Script {
    struct Error {
        QString path; //!< of the wrong key, such as `languages.sv.offer`
        QString message;
    };

    std::chrono::milliseconds patience{0}; //!< not typed for so long: the customer has finished
    std::chrono::milliseconds silence{
        0}; //!< a question of the agent's unanswered for so long ends the session
    std::chrono::milliseconds confirm{
        0}; //!< silent in line for so long: asked whether he is still there; 0: nobody is
    struct Typing {
        int perCharacter = 0, least = 0, most = 0; //!< ms that the client shows the bot typing
    } typing;
    QRegularExpression customerNumber; //!< must match all of it
    QHash<QString, Phrases> languages; //!< by `en`, `sv`; `en` is always there

    [[nodiscard]] static Result<Script, Error> parse(const QByteArray &json);
    [[nodiscard]] static Script reception(); //!< the one that comes with the program
    [[nodiscard]] static QByteArray receptionText(); //!< the same as it is written

    [[nodiscard]] const Phrases &phrases(
        const QString &language) const; //!< English for an unknown one
    [[nodiscard]] int typingFor(const QString &text) const;
};

} // namespace sermo::bot
