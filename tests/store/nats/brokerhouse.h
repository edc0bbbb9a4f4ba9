// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/natscluster.h"
#include "broker/store/nats/natscredentials.h"
#include "broker/store/nats/sharedlog.h"
#include "tests/store/nats/clusterlog.h"

namespace sermo::store
{

//! What a broker has of its cluster, and what it hears of it.
struct House {
    House(const ClusterOptions &options, const Clock &clock, const QList<KeyRecord> &keys = {})
        : link(std::make_shared<nats::ClusterLink>(options))
        , log(std::make_unique<SharedLog>(options, link, clock))
        , credentials(link, keys)
        , cluster(std::make_unique<NatsCluster>(link, *log))
        , probe(*log)
    {
        QObject::connect(log.get(), &EventLog::appended, &context,
                         [this](const QList<AppendOutcome> &outcomes) {
                             for (const AppendOutcome &outcome : outcomes) {
                                 if (outcome.kind == AppendOutcome::Kind::Stored)
                                     take(outcome.event, QStringLiteral("ours"));
                                 else
                                     answers.append({outcome, heard.size()});
                             }
                         });
        QObject::connect(log.get(), &EventLog::arrived, &context,
                         [this](const QList<StoredEvent> &events) {
                             for (const StoredEvent &event : events)
                                 take(event, QStringLiteral("theirs"));
                         });
    }

    [[nodiscard]] bool open()
    {
        if (!probe.open())
            return false;
        log->follow(log->head());
        return true;
    }
    void take(const StoredEvent &event, const QString &by)
    {
        heard.append(event);
        whose.append(by);
    }

    struct Answer {
        AppendOutcome outcome;
        qsizetype behind = 0; //!< so many events
    };
    std::shared_ptr<nats::ClusterLink> link;
    std::unique_ptr<SharedLog> log;
    NatsCredentials credentials;
    std::unique_ptr<NatsCluster> cluster;
    LogProbe probe;
    QObject context;
    QList<StoredEvent> heard;
    QStringList whose;
    QList<Answer> answers;
};

[[nodiscard]] inline TokenRecord token(const QString &user, const QByteArray &hash,
                                       qint64 usedMs = 1)
{
    return {UserId(user), hash, PlatformId(QStringLiteral("web")), usedMs, "first"};
}

//! Saves and waits for the answer.
[[nodiscard]] inline bool saved(House &house, const TokenRecord &record)
{
    std::optional<bool> answer;
    house.credentials.saveToken(record, &house.context, [&](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

[[nodiscard]] inline Credentials::Contents contentsOf(House &house)
{
    std::optional<Credentials::Contents> contents;
    house.credentials.load(&house.context,
                           [&](const Credentials::Contents &all) { contents = all; });
    return waitUntil([&] { return contents.has_value(); }) ? *contents
                                                           : Credentials::Contents{{}, {}, true};
}

} // namespace sermo::store
