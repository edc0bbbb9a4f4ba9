// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"

namespace sermo::store
{

//! What tests of a log on a stream have: a server that they may kill, a stream of its own for each
//! of them, and two brokers' logs on that.
class TwoLogs : public QObject
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
        m_options = optionsFor({m_server.url()}, QStringLiteral("own%1").arg(++m_streams));
        m_stream = m_options.stream.toLatin1();
        m_log = make();
        m_other = make();
        m_probe = std::make_unique<LogProbe>(*m_log);
        m_otherProbe = std::make_unique<LogProbe>(*m_other);
        QVERIFY(m_probe->open());
        QVERIFY(m_otherProbe->open());
    }
    void cleanup()
    {
        m_probe.reset();
        m_otherProbe.reset();
        m_log.reset();
        m_other.reset();
    }

protected:
    //! Another one on the same stream.
    [[nodiscard]] std::unique_ptr<NatsLog> make(std::chrono::milliseconds patience
                                                = std::chrono::seconds(30)) const
    {
        ClusterOptions options = m_options;
        options.patience = patience;
        return std::make_unique<NatsLog>(options, m_clock);
    }
    [[nodiscard]] nats::Answer ask(const QByteArray &api, const QJsonObject &question = {}) const
    {
        return askServers(m_options, api, question);
    }

    test::NatsServer m_server;
    test::FakeClock m_clock;
    ClusterOptions m_options;
    QByteArray m_stream; //!< its name
    std::unique_ptr<NatsLog> m_log, m_other;
    std::unique_ptr<LogProbe> m_probe, m_otherProbe;
    int m_streams = 0;
};

[[nodiscard]] inline EraseOutcome eraseAllOf(EventLog &log, const QString &user)
{
    EraseRequest request;
    request.user = UserId(user);
    std::optional<EraseOutcome> outcome;
    log.erase(request, &log, [&](const EraseOutcome &answer) { outcome = answer; });
    return waitUntil([&] { return outcome.has_value(); }) ? *outcome : EraseOutcome{-1, true};
}

} // namespace sermo::store
