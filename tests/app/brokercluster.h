// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/brokerprocess.h"
#include "tests/server/talk.h"
#include "tests/support/natsserver.h"

#include <array>
#include <memory>

namespace sermo::test
{

//! Several sermo-broker over one stream of a real nats-server, by the permissions that the README
//! gives them: what the tests of them begin with.
class BrokerCluster : public QObject
{
    Q_OBJECT
protected:
    //! A broker of a cluster: the program, and a directory of its own.
    struct Broker {
        QTemporaryDir directory;
        std::unique_ptr<Running> program;
    };

    [[nodiscard]] bool startServer();
    [[nodiscard]] bool start(int broker);
    [[nodiscard]] Running &at(int broker) { return *m_brokers[broker].program; }
    [[nodiscard]] QString directoryOf(int broker) const;
    [[nodiscard]] QByteArray platform(int broker);
    //! What a broker finds of it in all conversations.
    [[nodiscard]] QByteArray history(int broker, const QByteArray &text);
    //! Whether a broker knows so many keys, once it has heard of all.
    [[nodiscard]] bool hasKeys(int broker, int count) const;

    NatsServer m_server;
    std::array<Broker, 3> m_brokers;
    QByteArray m_anna, m_boss; // an agent's key and a supervisor's
};

[[nodiscard]] QJsonObject said(const QString &text, const QString &direction, const QString &user,
                               const QString &id);
[[nodiscard]] QString textIn(const QJsonObject &event);
//! Takes events of the type until one is about this user.
[[nodiscard]] QJsonObject takeOf(Client &client, const QString &type, const QString &user);

} // namespace sermo::test
