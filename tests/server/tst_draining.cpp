// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `/health`, and how a broker comes to its end with connections open.
class DrainingTest : public QObject
{
    Q_OBJECT
private slots:
    void answersHealthAtTheLimitOfAnAddress();
    void answersHealthAtTheLimitInAll();
    void refusesNewcomersWhileItDrains();
    void acknowledgesWhatItTookBeforeItSaysGoodbye();
    void endsOnceHoweverOftenItIsTold();
};

namespace
{

const QByteArray Health = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

server::Configuration limited(int perAddress, int inAll)
{
    server::Configuration configuration = House::byHand();
    configuration.limits.connectionsPerAddress = perAddress;
    configuration.limits.connections = inAll;
    return configuration;
}

//! Connections that say nothing, as many as there may be.
std::vector<std::unique_ptr<QTcpSocket>> crowd(quint16 port, int size)
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < size; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        (void)sockets.back()->waitForConnected();
    }
    return sockets;
}

} // namespace

void DrainingTest::answersHealthAtTheLimitOfAnAddress()
{
    House house(limited(2, 0));
    const auto silent = crowd(house.port(), 2);
    QCOMPARE(exchange(house.port(), QByteArray(Health).replace("/health", "/")).status(), 429);
    QCOMPARE(exchange(house.port(), Health).status(), 200);
}

void DrainingTest::answersHealthAtTheLimitInAll()
{
    House house(limited(0, 2));
    const auto silent = crowd(house.port(), 2);
    QCOMPARE(exchange(house.port(), QByteArray(Health).replace("/health", "/")).status(), 503);
    QCOMPARE(exchange(house.port(), Health).status(), 200);
}

//! Someone who does not read the goodbye keeps it draining for a while.
void DrainingTest::refusesNewcomersWhileItDrains()
{
    House house;
    QTcpSocket deaf;
    deaf.setReadBufferSize(1); // it does not even see that the other end hangs up
    deaf.connectToHost(QHostAddress(QHostAddress::LocalHost), house.port());
    deaf.write(upgradeRequest("/events?apiKey=" + house.key(u"bot"_s)));
    QVERIFY(eventually([&deaf] { return deaf.bytesAvailable() > 0; }));
    Client customer(house.chat());
    QVERIFY(customer.isOpen());

    bool stopped = false;
    connect(&house.broker(), &server::Broker::stopped, this, [&stopped] { stopped = true; });
    house.broker().stop();
    QCOMPARE(customer.closeCode(), 4503);
    const RawAnswer health = exchange(house.port(), Health);
    QCOMPARE(health.status(), 503);
    QCOMPARE(objectOf(health.body()).value("status"_L1), u"draining"_s);
    QCOMPARE(exchange(house.port(), upgradeRequest("/chat")).status(), 503);
    QCOMPARE(
        exchange(house.port(), upgradeRequest("/events?apiKey=" + house.key(u"anna"_s))).status(),
        503);
    QVERIFY(!stopped);
    QVERIFY(eventually([&stopped] { return stopped; })); // and not for ever
}

void DrainingTest::acknowledgesWhatItTookBeforeItSaysGoodbye()
{
    House house;
    Client bot(house.events(u"bot"_s));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    for (int i = 0; i < 300; ++i)
        bot.send(QJsonObject{{u"type"_s, u"text"_s},
                             {u"direction"_s, u"outbound"_s},
                             {u"userId"_s, u"u"_s},
                             {u"id"_s, QString::number(i)}});
    QVERIFY(!bot.take(u"ack"_s).isEmpty()); // in the middle of it
    QVERIFY(house.stop());
    QCOMPARE(bot.closeCode(), 4503);
    qsizetype acknowledged = 1;
    for (const QByteArray &frame : bot.frames())
        acknowledged += objectOf(frame).value("type"_L1) == u"ack"_s ? 1 : 0;
    // Nothing was stored that was not acknowledged, and the other way round.
    QCOMPARE(quint64(acknowledged), house.log().head());
}

void DrainingTest::endsOnceHoweverOftenItIsTold()
{
    House house;
    Client bot(house.events(u"bot"_s));
    QVERIFY(bot.isOpen());
    int stopped = 0;
    connect(&house.broker(), &server::Broker::stopped, this, [&stopped] { ++stopped; });
    house.broker().stop();
    house.broker().stop();
    QVERIFY(eventually([&stopped] { return stopped > 0; }));
    house.broker().stop();
    QCOMPARE(bot.closeCode(), 4503);
    QCOMPARE(stopped, 1);
}

QTEST_GUILESS_MAIN(DrainingTest)
#include "tst_draining.moc"
