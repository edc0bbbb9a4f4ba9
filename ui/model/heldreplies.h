// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace sermo::model
{

//! What an agent says to a customer at once. A value.
struct Message {
    QString text;
    QList<ImageId> images; //!< the first goes with the words, each other by itself
    QList<event::QuickReply> quickReplies;

    [[nodiscard]] bool isEmpty() const { return text.trimmed().isEmpty() && images.isEmpty(); }
    friend bool operator==(const Message &, const Message &) = default;
};

//! What was said but has not left yet, so that it can still be taken back: one a customer. Nobody
//! else knows of it. Pure: times are given.
class HeldReplies
{
public:
    using Steady = std::chrono::milliseconds;

    void hold(const UserId &user, const Message &message, Steady until);
    [[nodiscard]] const Message *find(const UserId &user) const; //!< null: none
    [[nodiscard]] std::optional<Message> take(const UserId &user);
    [[nodiscard]] std::optional<Steady> until(const UserId &user) const; //!< when it leaves
    [[nodiscard]] QList<UserId> due(Steady now) const; //!< whose leaves now, the earliest first
    [[nodiscard]] QList<UserId> users() const; //!< all, the earliest first
    [[nodiscard]] std::optional<Steady> nextWake() const; //!< none: nothing is held

private:
    struct Held {
        Message message;
        Steady until{0};
    };
    QHash<UserId, Held> m_held;
};

} // namespace sermo::model
