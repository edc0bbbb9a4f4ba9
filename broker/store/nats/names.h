// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QByteArray>

//! What the stream calls things. Pure functions, any thread.
namespace sermo::store::nats
{

//! What names (sender, id), however odd the two are: the message id by which servers absorb
//! repeated events, and the key of our own index. Two of them are the same by no accident.
using EventKey = QByteArray;
constexpr qsizetype KeyBytes = 16;

//! Any text as one word of a subject or a header: letters, digits and `-` as they are, all else as
//! `=` and four hexadecimal digits, so that no two texts become one. Empty: `=`.
[[nodiscard]] QByteArray toWord(QStringView text);
//! Backwards; nothing: it is no such word.
[[nodiscard]] std::optional<QString> fromWord(QByteArrayView word);

//! As above, but a name too long for a subject becomes its hash: not to be read back.
[[nodiscard]] QByteArray subjectWord(const UserId &user);

//! Empty when the event has no id: it is like no other.
[[nodiscard]] EventKey keyOf(const SenderName &sender, const EventId &id);

//! The subjects of one stream.
struct Subjects {
    explicit Subjects(const QByteArray &name)
        : stream(name)
        , notesStream(name + "_notes")
        , log(name + ".log.>")
        , notes(name + ".notes")
    {
    }

    //! Where an event goes. What moves its user's session, and what is appended on a condition,
    //! stands on a subject of its own: its last number is what the condition is judged by.
    [[nodiscard]] QByteArray of(const EventFrame &frame, bool isControl) const
    {
        return stream + (isControl ? ".log.ctl." : ".log.event.") + subjectWord(frame.user());
    }
    [[nodiscard]] static bool isControl(QByteArrayView subject)
    {
        return subject.indexOf(".log.ctl.") >= 0;
    }

    QByteArray stream; //!< of events
    QByteArray notesStream; //!< of what was erased
    QByteArray log; //!< all subjects of the first
    QByteArray notes; //!< the one of the second
};

} // namespace sermo::store::nats
