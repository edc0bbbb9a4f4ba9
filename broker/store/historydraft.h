// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "broker/store/historyindex.h"

namespace sermo::store
{

//! A conversation while events are folded into it. Where it begins and ends is told by the events
//! alone, a little simpler than the desk's table: it ends with `end_session`, or with `client_left`
//! while nobody holds it. Private to the index.
struct HistoryIndex::Draft {
    static constexpr qsizetype MostText = 256 * 1024; //!< characters that are searched of each

    static constexpr qsizetype MostTags = 4096; //!< characters of all of them
    static constexpr qsizetype MostOpening = 120; //!< characters

    Conversation row;
    PlatformId platform;
    bool isHeld = false;
    QString queues, agents; //!< all that it had, between separators
    QString tags; //!< the same of those that it bears
    QString text, who; //!< what is searched: what was said, and of whom
    bool isChanged = false, isTextChanged = false;

    static void note(QString &names, const QString &name);
    static void strike(QString &names, const QString &name);

    void say(const QString &said);
    void begin(const QString &said); //!< the customer said this: perhaps his first words
    void noteWho();
    void take(const StoredEvent &event, const PlatformQueue &platformQueue);
};

} // namespace sermo::store
