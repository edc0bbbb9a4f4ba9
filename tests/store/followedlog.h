// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventbody.h"
#include "broker/store/history.h"
#include "tests/store/storefixture.h"

#include <QDirIterator>

namespace sermo::store
{

[[nodiscard]] inline EventBody saying(const QString &text)
{
    event::Text body;
    body.text = text;
    return body;
}

//! A log, what happens in it, and its history.
struct FollowedLog {
    FollowedLog()
        : log(directory.path())
        , index(directory.path(),
                [](const PlatformId &) { return QueueId(QStringLiteral("platforms")); })
    {
    }

    Seq happens(Direction direction, const QString &user, const EventBody &body,
                int afterSeconds = 1)
    {
        log.clock.advance(std::chrono::seconds(afterSeconds));
        const QString sender = direction == Direction::Inbound ? QStringLiteral("customer:") + user
                                                               : QStringLiteral("key:k");
        return log.probe.append(request(1, sender, compose(direction, UserId(user), body)))
            .event.seq;
    }

    void converse(const QString &user, const QString &said, const QString &queue,
                  const QString &agent, int rating, const QString &reason,
                  const QString &brand = {})
    {
        happens(Direction::Inbound, user, event::Start{});
        if (!brand.isEmpty())
            happens(Direction::Internal, user,
                    event::CustomerIdentified{brand, QStringLiteral("no-") + user,
                                              QStringLiteral("Åsa Öberg")});
        happens(Direction::Inbound, user, saying(said));
        happens(Direction::Internal, user, event::HandoverToQueue{QueueId(queue), {}, {}});
        if (!agent.isEmpty())
            happens(Direction::Internal, user, event::ClaimSession{AgentId(agent), false, {}});
        happens(Direction::Outbound, user, event::EndSession{reason, {}});
        if (rating > 0)
            happens(Direction::Inbound, user, event::Rating{rating, {}});
    }

    void follow()
    {
        Result<bool, QString> more = true;
        while (more.value_or(false))
            more = index.follow(7); // small steps: their edges fall anywhere
        QVERIFY2(more.has_value(), more ? "" : qPrintable(more.error()));
    }

    QStringList found(const HistoryQuery &query)
    {
        const HistoryPage page = index.search(query);
        QStringList users;
        if (page.failed)
            users.append(QStringLiteral("failed: ") + page.why);
        for (const Conversation &one : page.conversations)
            users.append(one.user.value());
        return users;
    }
    QStringList found(const QString &text)
    {
        HistoryQuery query;
        query.text = text;
        return found(query);
    }

    //! Whether any file of the directory has these bytes.
    [[nodiscard]] bool isAnywhere(const QByteArray &bytes) const
    {
        QDirIterator files(directory.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes))
                return true;
        }
        return false;
    }

    QTemporaryDir directory;
    OpenLog log;
    HistoryIndex index;
};

} // namespace sermo::store
