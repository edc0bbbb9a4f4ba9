// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/pastconversations.h"
#include "ui/model/transcript.h"

#include <QTimeZone>

class QIODevice;

namespace sermo::model
{

//! One conversation to be taken out of the desk: who it was with, what is read of it, and the
//! events it is made of. Notes between agents are in it: it is the team's, not the customer's.
struct ExportedConversation {
    PastConversation about;
    QList<TranscriptItem> items;
    QByteArray aboutJson; //!< as the broker told
    QByteArrayList events; //!< as they were delivered
    QTimeZone zone; //!< of the times that people read
};

//! As the broker has it: `{"conversation":{…},"events":[…]}`, the events byte for byte.
[[nodiscard]] QByteArray toJson(const ExportedConversation &conversation);
//! RFC 4180, UTF-8 with its mark, for spreadsheets; no field is a formula.
[[nodiscard]] QByteArray toCsv(const ExportedConversation &conversation);
//! One file that loads nothing; what people wrote is plain text in it.
[[nodiscard]] QByteArray toHtml(const ExportedConversation &conversation);
//! The same on pages; false: it cannot be written.
[[nodiscard]] bool writePdf(const ExportedConversation &conversation, QIODevice &out);

//! "conversation-2026-03-02-Robin Andersson.pdf", without what a file may not be called.
[[nodiscard]] QString fileNameOf(const PastConversation &about, const QString &extension);

} // namespace sermo::model
