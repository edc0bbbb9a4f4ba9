// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/demo/script.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

namespace sermo::demo
{

//! A simulated agent: answers the customers that the desk gives him, one line of their story after
//! the other, and ends with each. Claims nobody by himself, so that whoever tries the desk is not
//! outrun. Pure, as Customer is.
class Colleague
{
public:
    enum class Deed : quint8 { Type, Say, End };
    struct Act {
        Deed deed = Deed::Say;
        UserId user;
        QString text = {}; //!< what he says, or has written so far
    };

    //! What to say to a customer, line by line.
    using Answers = std::function<QStringList(const UserId &user)>;

    Colleague(Person person, Answers answers);

    void hear(const QJsonObject &event, qint64 now);
    [[nodiscard]] QList<Act> advance(qint64 now);
    [[nodiscard]] const Person &person() const { return m_person; }

private:
    struct Conversation {
        QStringList answers;
        std::optional<qint64> writesFrom; //!< the next of them; none: he waits for the customer
        std::optional<qint64> endsAt;
        bool isWriting = false;
    };

    void hearOfOwn(const QString &type, const QJsonObject &event, Conversation &with, qint64 now);
    [[nodiscard]] std::optional<Act> advance(const UserId &user, Conversation &with, qint64 now);

    const Person m_person;
    const Answers m_answers;
    QHash<UserId, Conversation> m_mine;
};

} // namespace sermo::demo
