// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/storetold.h"

#include <QJsonArray>
#include <QStringList>

namespace sermo::model
{

//! An agent asks for help with a session of his.
struct RaisedHand {
    AgentId agent;
    QString text; //!< with what; may be empty
    qint64 sinceMs = 0;
    friend bool operator==(const RaisedHand &, const RaisedHand &) = default;
};

//! What a console knows of one customer beyond the log: what only passes.
struct LiveState {
    QString preview; //!< what the customer is typing, before it is sent
    qint64 previewAtMs = 0; //!< by the customer's clock; 0 when he did not say
    bool hidesPreview = false; //!< by the configuration: none comes
    QString draft; //!< what a colleague is writing to him, before it is sent
    AgentId draftBy;
    std::optional<int> position; //!< in the queue, 1 is next
    bool parked = false; //!< waiting, but his link is gone: no position
    std::optional<double> presence; //!< probability that he is still there
    QJsonArray presenceReasons;
    OfferTold offer; //!< of the last one made; whether it stands says the session
    qint64 readUpToMs = 0; //!< `messages_read`
    qint64 lastCustomerMs = 0, lastAgentMs = 0; //!< the last words of each
    QString lastCustomerText;
    bool tabClosed = false; //!< `client_unload`, until a sign of life
    QStringList tags; //!< what the session is about, in the order of tagging
    std::optional<RaisedHand> hand; //!< its agent asks for help with it
};

} // namespace sermo::model
