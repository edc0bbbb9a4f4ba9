// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! How long a customer's token lives, seen from its tabs: 24 h after the last use of any of them.
class TokenLifeTest : public QObject
{
    Q_OBJECT
private slots:
    void livesAsLongAsOneTabIsOpen();
    void endsADayAfterTheLastTabHasGone();
    void isRenewedByATabThatComesBack();
};

namespace
{

QJsonObject hello(const QString &token = {})
{
    QJsonObject event{{u"type"_s, u"hello"_s}};
    if (!token.isEmpty())
        event.insert(u"token"_s, token);
    return event;
}

//! Time goes by, and whoever is open answers the ping that this brings.
void pass(House &house, std::chrono::milliseconds time, Client &open)
{
    house.clock().advance(time);
    (void)open.sync();
    // The pulse comes a few times a second: one more exchange after it.
    int pulses = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&pulses] { ++pulses; });
    timer.start(300);
    (void)eventually([&pulses] { return pulses >= 2; });
    (void)open.sync();
}

//! Waits until the broker has noticed that every customer has left.
bool isAlone(House &house)
{
    const QByteArray request
        = "GET /metrics?apiKey=" + house.key(u"boss"_s) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    return eventually([&] {
        return exchange(house.port(), request)
            .bytes.contains("\nsermo_connections{role=\"customer\"} 0\n");
    });
}

} // namespace

void TokenLifeTest::livesAsLongAsOneTabIsOpen()
{
    House house;
    auto first = std::make_unique<Client>(house.chat());
    first->send(hello());
    const QString token = first->take(u"welcome"_s).value("token"_L1).toString();
    QVERIFY(!token.isEmpty());
    Client second(house.chat());
    second.send(hello(token));
    QCOMPARE(second.take(u"welcome"_s).value("token"_L1).toString(), token);
    first.reset();
    for (int day = 0; day < 3; ++day)
        pass(house, 20h, second); // no word from the customer, but its tab is there
    Client third(house.chat());
    third.send(hello(token));
    QCOMPARE(third.take(u"welcome"_s).value("token"_L1).toString(), token);
}

void TokenLifeTest::endsADayAfterTheLastTabHasGone()
{
    House house;
    QString token;
    {
        Client first(house.chat());
        first.send(hello());
        token = first.take(u"welcome"_s).value("token"_L1).toString();
        Client second(house.chat());
        second.send(hello(token));
        QVERIFY(!second.take(u"welcome"_s).isEmpty());
        pass(house, 5h, second);
        first.hangUp();
        pass(house, 5h, second);
    }
    QVERIFY(isAlone(house));
    house.clock().advance(24h + 1min);
    Client late(house.chat());
    late.send(hello(token));
    QCOMPARE(late.closeCode(), 4401);
}

void TokenLifeTest::isRenewedByATabThatComesBack()
{
    House house;
    QString token;
    {
        Client first(house.chat());
        first.send(hello());
        token = first.take(u"welcome"_s).value("token"_L1).toString();
    }
    for (int day = 0; day < 3; ++day) {
        QVERIFY(isAlone(house));
        house.clock().advance(23h);
        Client back(house.chat());
        back.send(hello(token));
        QCOMPARE(back.take(u"welcome"_s).value("token"_L1).toString(), token);
    }
}

QTEST_GUILESS_MAIN(TokenLifeTest)
#include "tst_tokenlife.moc"
