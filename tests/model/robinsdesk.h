// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/told.h"
#include "ui/model/sessionstore.h"
#include "ui/model/transcriptmodel.h"

namespace sermo::test
{

inline const UserId Robin(QStringLiteral("robin"));
inline const UserId Karin(QStringLiteral("karin"));
inline const AgentId Anders(QStringLiteral("an01"));
inline const QueueId General(QStringLiteral("general"));

//! A transcript's rows, what is on its way with a mark before it and what failed with another.
[[nodiscard]] inline QString textOf(model::TranscriptModel *model)
{
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        const model::TranscriptItem &item = model->item(row);
        using Delivery = model::TranscriptItem::Delivery;
        const QString mark = item.delivery == Delivery::Sending ? QStringLiteral("…")
            : item.delivery == Delivery::Failed                 ? QStringLiteral("!")
                                                                : QString();
        rows += mark + item.text;
    }
    return rows.join(QStringLiteral(", "));
}

//! A store that knows Robin, who is with the bot, and is live.
struct Desk {
    Told told;
    model::SessionStore store;

    Desk()
    {
        store.apply({told.welcome(), told.inbound(Robin, event::Start{}),
                     told.says(Robin, QStringLiteral("Hej")),
                     Told::queueState(General, QStringLiteral("General"))});
    }
    void assign() { store.apply({told.queues(Robin, General), told.claims(Robin, Anders)}); }
};

} // namespace sermo::test
