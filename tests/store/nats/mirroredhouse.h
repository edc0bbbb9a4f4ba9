// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/nats/mirroredlog.h"
#include "broker/store/nats/natscluster.h"
#include "tests/store/nats/clusterlog.h"
#include "tests/store/storefixture.h"

#include <QTemporaryDir>

namespace sermo::store
{

//! Sooner than a broker would, so that no test waits for it.
constexpr std::chrono::milliseconds StuckAfter(1'500);

//! A broker's log with its copy, and what is told of it.
struct Mirrored {
    Mirrored(const ClusterOptions &options, const QString &directory, const Clock &clock)
        : Mirrored(options, std::make_shared<nats::ClusterLink>(options), directory, clock)
    {
    }
    Mirrored(const ClusterOptions &options, const std::shared_ptr<nats::ClusterLink> &itsLink,
             const QString &directory, const Clock &clock)
        : Mirrored(itsLink, std::make_unique<SharedLog>(options, itsLink, clock), directory, clock)
    {
    }
    Mirrored(const std::shared_ptr<nats::ClusterLink> &itsLink, std::unique_ptr<SharedLog> inner,
             const QString &directory, const Clock &clock)
        : link(itsLink)
        , copy(std::make_shared<Database>(directory, clock))
        , shared(*inner)
        , log(std::move(inner), copy, clock)
        , cluster(link, log, StuckAfter)
        , probe(log)
    {
        QObject::connect(&log, &EventLog::arrived, &context, [this](const QList<StoredEvent> &all) {
            for (const StoredEvent &event : all) {
                heard.append(event.seq);
                told.append(event.seq);
            }
        });
        QObject::connect(&log, &EventLog::appended, &context,
                         [this](const QList<AppendOutcome> &outcomes) {
                             for (const AppendOutcome &outcome : outcomes) {
                                 if (outcome.kind == AppendOutcome::Kind::Stored)
                                     told.append(outcome.event.seq);
                             }
                         });
    }
    [[nodiscard]] bool open()
    {
        if (!probe.open())
            return false;
        log.follow(log.head());
        return true;
    }

    std::shared_ptr<nats::ClusterLink> link;
    std::shared_ptr<Database> copy;
    SharedLog &shared; //!< of `log`
    MirroredLog log;
    NatsCluster cluster;
    LogProbe probe;
    QObject context;
    QList<Seq> heard; //!< others'
    QList<Seq> told; //!< ours and others'
};

[[nodiscard]] inline bool erase(Mirrored &broker, const QString &user)
{
    EraseRequest request;
    request.user = UserId(user);
    std::optional<EraseOutcome> outcome;
    broker.log.erase(request, &broker.context, [&](const EraseOutcome &one) { outcome = one; });
    return waitUntil([&] { return outcome.has_value(); }) && !outcome->failed;
}

//! What tests of copies have: a server, a stream of its own for each of them, and brokers by name,
//! each with its directory.
class MirroredCase : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!test::NatsServer::isInstalled())
            QSKIP(test::NatsServer::whyMissing());
        QVERIFY(m_server.start());
    }
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_options = optionsFor({m_server.url()}, QStringLiteral("copied%1").arg(++m_streams));
    }

protected:
    [[nodiscard]] std::unique_ptr<Mirrored> join(const QString &name) const
    {
        auto broker = std::make_unique<Mirrored>(m_options, directory(name), m_clock);
        if (!broker->open())
            qFatal("no log");
        return broker;
    }
    [[nodiscard]] QString directory(const QString &name) const
    {
        return m_directory->filePath(name);
    }
    //! Of a copy that is closed: made anew it has another.
    [[nodiscard]] QString epochOf(const QString &name) const
    {
        return OpenLog(directory(name)).database->epoch();
    }

    test::FakeClock m_clock;
    test::NatsServer m_server;
    ClusterOptions m_options;
    std::unique_ptr<QTemporaryDir> m_directory;
    int m_streams = 0;
};

} // namespace sermo::store
