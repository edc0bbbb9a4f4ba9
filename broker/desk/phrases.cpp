// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/phrases.h"

using namespace Qt::StringLiterals;

namespace sermo::desk
{

Phrases Phrases::in(const QString &language)
{
    if (language == "sv"_L1) {
        return {u"Chatten har placerats i kön \"%1\""_s,
                u"%1 har lämnat chatten. Skriv ett nytt meddelande om du vill ha kontakt igen."_s,
                u"Agenten"_s};
    }
    return {u"You have been placed in the queue \"%1\""_s,
            u"%1 has left the chat. Write a new message if you would like to get in touch again."_s,
            u"The agent"_s};
}

QString Phrases::placedInQueue(const QString &queueName) const
{
    return placedPattern.arg(queueName);
}

QString Phrases::agentLeft(const QString &agentName) const
{
    return leftPattern.arg(agentName.isEmpty() ? anAgent : agentName);
}

} // namespace sermo::desk
