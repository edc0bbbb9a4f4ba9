// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace sermo::demo
{

//! One customer of the demonstration: who he is, what he says, and what becomes of it.
struct Story {
    QString name;
    QString number; //!< what he tells the reception
    QStringList says; //!< the first to the reception, the others to whoever answers
    QStringList answers; //!< what a colleague says to each of them
    bool hesitates = false; //!< writes, takes half of it back, and begins anew
    std::optional<int> pictureAt; //!< which of his lines comes with a picture
    std::optional<int> vanishesAt; //!< while writing which line he is gone without a word
    int score = 0; //!< his rating at the end; 0: he gives none
};

struct Person {
    AgentId id;
    QString name;
};

//! Who takes part, in one language. A value.
struct Script {
    QList<Person> colleagues;
    QList<Story> stories;
    QStringList strangers; //!< what a colleague says to a customer who is none of ours

    //! `sv`, else English.
    [[nodiscard]] static Script in(const QString &language);
};

} // namespace sermo::demo
