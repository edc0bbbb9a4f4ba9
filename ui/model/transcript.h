// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"

#include <QList>
#include <QString>

namespace sermo::model
{

//! One line of a conversation as an agent reads it: a value, made from stored events, without
//! widths, colours or fonts.
struct TranscriptItem {
    enum class Kind : quint8 {
        Customer, //!< what the customer wrote
        Agent, //!< what an agent wrote
        Bot, //!< what the bot wrote
        Note, //!< between agents, never seen by the customer
        Info, //!< `info`, as the customer sees it
        System, //!< what happened: queued, claimed, handed over, left, ended; told to the agent
                //!< only
    };
    enum class Delivery : quint8 { None, Sending, Sent, Read, Failed };

    //! What a System line tells; `text` says it in the agent's language.
    enum class Happening : quint8 {
        None,
        Started,
        Queued, //!< the wait is added to its text once it is over
        Claimed,
        Offered,
        Declined, //!< an offer
        TakenBack, //!< an offer
        Identified,
        Done,
        HandedToBot,
        BackFromBot,
        PlatformClosed,
        TabClosed,
        Left,
        Ended,
        Rated,
        HandRaised, //!< he asks for help
        HandDown,
    };

    Kind kind = Kind::System;
    Happening happening = Happening::None;
    Seq seq = 0; //!< 0 while it is on its way
    EventId id;
    QString speaker; //!< name shown, empty for the customer
    QString text; //!< plain, always (architecture, rule 8)
    QString imageId;
    QList<event::QuickReply> quickReplies;
    qint64 atMs = 0; //!< wall time, UTC
    Delivery delivery = Delivery::None;
    QString why; //!< Failed: what the broker said
    bool groupedWithPrevious = false; //!< same speaker within a few minutes
    bool startsDay = false; //!< a day break belongs above it

    [[nodiscard]] bool isPending() const { return seq == 0; }
    friend bool operator==(const TranscriptItem &, const TranscriptItem &) = default;
};

} // namespace sermo::model
