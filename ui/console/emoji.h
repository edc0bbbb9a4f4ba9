// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sermo::ui
{

//! A picture that an agent may put into a message, and what it is called.
struct Emoji {
    QString sign;
    QString name; //!< in the agent's language
    QString words; //!< all it is found by, folded (ui/model/fuzzy.h): English and the agent's
};

//! The ones that a conversation with a customer has use for, the most usual first. Not all of
//! Unicode's: what is not here is pasted.
[[nodiscard]] const QList<Emoji> &emojis();

} // namespace sermo::ui
