// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sermo::store
{

//! What is looked for among all conversations; an unset field does not filter.
struct HistoryQuery {
    //! Words that must all be in it, in any order, whatever their case and accents; the last one
    //! may be a beginning. Everything in it is a word: there are no operators. Empty: all.
    QString text;
    std::optional<qint64> fromMs, toMs; //!< something was said from then on, and before then
    QueueId queue; //!< it was in that line at any time
    AgentId agent; //!< who held it at any time
    QString brand;
    QString customer; //!< `customerId` or `userId`
    QString tag; //!< it bears this one, as it was written
    std::optional<int> ratingFrom, ratingTo; //!< both included; unrated ones are not found
    QString reason; //!< `reasonText` of its end, else the desk's `reason`, else `left`
    std::optional<QList<Seq>> sessions; //!< one of these; none of them: nothing is found
    Seq before = 0; //!< the next page: as HistoryPage::next said; 0: the first one
    int limit = 50;
};

//! One conversation, as a list of them shows it. What its people wrote is plain text.
struct Conversation {
    UserId user;
    Seq session = 0; //!< its first event
    qint64 beganMs = 0, lastMs = 0;
    bool hasEnded = false;
    QueueId queue; //!< the last one
    AgentId agent; //!< the last one
    QString brand, customerId, customerName; //!< as the bot has identified him
    QString ownName; //!< what he said at `start` that he is called
    QString opening; //!< the first words of his, a line of them at most
    int rating = 0; //!< 0: none
    QString reason;
    QStringList tags; //!< in the order of tagging
    //! Where the words are, a few around them; each between U+0002 and U+0003.
    QString excerpt;
};

//! One conversation's events, oldest first, a page at a time.
struct HistoryTranscript {
    bool isKnown = false; //!< else no conversation begins there, or it is gone
    Conversation conversation;
    QByteArrayList events; //!< as delivered, `seq` and `receivedAt` in them
    Seq next = 0; //!< more follow after this one; 0: that was all
    bool failed = false;
    QString why; //!< in words, when it failed
};

struct HistoryPage {
    //! The one that began last comes first; where they are very long, fewer than was asked for.
    QList<Conversation> conversations;
    Seq next = 0; //!< 0: there are no more
    Seq indexed = 0; //!< what was stored after this is not looked at yet
    bool failed = false;
    QString why; //!< in words, when it failed
};

} // namespace sermo::store
