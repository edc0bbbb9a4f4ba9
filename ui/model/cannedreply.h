// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace sermo::model
{

//! What an agent says often, under a word that he types after a `/`. A value.
struct CannedReply {
    QString shortcut;
    QString text; //!< with fields: `{name}`, `{agent}`, `{queue}`, `{number}`, `{brand}`
    bool isOwn = false; //!< this agent's alone; else the team's

    friend bool operator==(const CannedReply &, const CannedReply &) = default;
};

//! The ones that fit what was typed after the `/`, the best first: by the shortcut, then by the
//! text, and of alike ones what has most in common with the customer's words. With nothing typed,
//! all of them, in the order of the customer's words.
[[nodiscard]] QList<CannedReply> fitting(const QList<CannedReply> &replies, const QString &typed,
                                         const QString &customersWords);

using Fields = QHash<QString, QString>; //!< what stands for a name in braces

//! The text with its fields filled. A field that is known but empty goes, with the space or comma
//! that led to it ("Hi {name}!" is "Hi!"); unknown braces stay as they are.
[[nodiscard]] QString filled(const QString &text, const Fields &fields);

//! Whether a place in what is written is right after a `/` and letters that ask for canned replies.
struct SlashWord {
    qsizetype from = -1; //!< of the slash; -1: no
    QString typed; //!< without the slash

    [[nodiscard]] bool isThere() const { return from >= 0; }
};
//! A slash counts at the beginning and after a space or line break: "and/or" and "https://" are
//! none.
[[nodiscard]] SlashWord slashWord(const QString &text, qsizetype cursor);

} // namespace sermo::model
