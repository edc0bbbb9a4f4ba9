// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokercluster.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::test
{

bool BrokerCluster::startServer()
{
    QFile readme(QStringLiteral(SERMO_STORE_README));
    if (!readme.open(QIODevice::ReadOnly))
        return false;
    const QString page = QString::fromUtf8(readme.readAll());
    NatsServer::Setup setup;
    setup.more = {page.section(u"```conf permissions\n"_s, 1, 1).section(u"```"_s, 0, 0)};
    return m_server.start(setup);
}

QString BrokerCluster::directoryOf(int broker) const
{
    return m_brokers[broker].directory.path();
}

bool BrokerCluster::hasKeys(int broker, int count) const
{
    return eventually([&] {
        return run({u"key"_s, u"list"_s, u"--data"_s, directoryOf(broker)}).out.count('\n')
            == count;
    });
}

bool BrokerCluster::start(int broker)
{
    const QString url = u"nats://broker:secret@127.0.0.1:%1"_s.arg(m_server.port());
    m_brokers[broker].program = std::make_unique<Running>(m_brokers[broker].directory.path(),
                                                          QStringList{u"--cluster"_s, url});
    return at(broker).health() == 200;
}

QByteArray BrokerCluster::platform(int broker)
{
    return exchange(static_cast<quint16>(at(broker).port()),
                    "GET /api/platforms/webchat HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

QByteArray BrokerCluster::history(int broker, const QByteArray &text)
{
    return exchange(static_cast<quint16>(at(broker).port()),
                    "GET /api/history?text=" + text + "&apiKey=" + m_boss
                        + " HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

QJsonObject said(const QString &text, const QString &direction, const QString &user,
                 const QString &id)
{
    QJsonObject event = made(u"text"_s, direction, user, id);
    event.insert(u"text"_s, text);
    return event;
}

QString textIn(const QJsonObject &event)
{
    return event.value("text"_L1).toString();
}

QJsonObject takeOf(Client &client, const QString &type, const QString &user)
{
    QJsonObject event;
    do {
        event = client.take(type);
    } while (!event.isEmpty() && event.value("userId"_L1) != user);
    return event;
}

} // namespace sermo::test
