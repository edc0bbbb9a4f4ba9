// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::desk
{

//! What the desk tells a customer, in the platform's language (contract 5): `sv`, else English.
struct Phrases {
    //! The language is the platform's `language`.
    [[nodiscard]] static Phrases in(const QString &language);

    [[nodiscard]] QString placedInQueue(const QString &queueName) const;
    //! `agentName` may be empty: he is called by what he is.
    [[nodiscard]] QString agentLeft(const QString &agentName) const;

    QString placedPattern, leftPattern, anAgent;
};

} // namespace sermo::desk
