// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QList>

#include <optional>

//! What the dashboard's tables say beside their texts; one painter understands them all.
namespace sermo::model
{

enum BoardRole {
    // Qt::UserRole is RowsModel::ItemRole
    ToneRole = Qt::UserRole + 1, //!< int of Tone
    StatusRole, //!< an agent's status on the wire: a dot beside the text
    ChipsRole, //!< QList<PresenceChip>
    LoadRole, //!< BoardLoad: a bar before the text
    SparkRole, //!< QList<int>, the oldest first
};

enum class Tone : quint8 { Plain, Dim, Good, Warn, Bad };

//! A session as small as can be: its colour and how probable it is that the customer is there.
struct PresenceChip {
    UserId user;
    int colour = 0; //!< of the session, among its agent's (Tokens::session)
    std::optional<double> presence; //!< none: not known
    bool lent = false; //!< the bot has it in the agent's name
    bool handRaised = false; //!< the agent asks for help with it

    friend bool operator==(const PresenceChip &, const PresenceChip &) = default;
};

//! The sum of an agent's probabilities under his bound.
struct BoardLoad {
    double sum = 0, bound = 0;
};

} // namespace sermo::model
