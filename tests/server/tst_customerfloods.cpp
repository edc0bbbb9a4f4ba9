// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/customerswords.h"
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Customers who say more than they may (contract 3: `rate_limited`, 4429).
class CustomerFloodsTest : public QObject
{
    Q_OBJECT
private slots:
    void dropsWhatIsTooFast();
    void cutsAFloodAfterTheAnswersOwed();
    void cutsAFloodOfRefusedFirstFrames();
};

void CustomerFloodsTest::dropsWhatIsTooFast()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.eventsPerSecond = 1;
    configuration.limits.eventBurst = 3;
    House house(configuration);
    Client customer(house.chat());
    customer.send(Hello);
    const QString user = customer.take(u"welcome"_s).value("userId"_L1).toString();
    for (int i = 1; i <= 4; ++i)
        customer.send(inbound(u"text"_s, user, QString::number(i), u"x"_s));
    const QJsonObject error = customer.take(u"error"_s);
    QCOMPARE(code(error), u"rate_limited"_s);
    QCOMPARE(error.value("id"_L1), u"4"_s);
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(customer.take(u"ack"_s).value("id"_L1), QString::number(i));
    house.clock().advance(2s);
    customer.send(inbound(u"text"_s, user, u"4"_s, u"x"_s));
    QCOMPARE(customer.take(u"ack"_s).value("id"_L1), u"4"_s); // a refused id is not remembered
}

void CustomerFloodsTest::cutsAFloodAfterTheAnswersOwed()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.eventsPerSecond = 1;
    configuration.limits.eventBurst = 5;
    House house(configuration);
    Client customer(house.chat());
    customer.send(Hello);
    const QString user = customer.take(u"welcome"_s).value("userId"_L1).toString();
    for (int i = 1; i <= 200; ++i)
        customer.send(inbound(u"text"_s, user, QString::number(i), u"x"_s));
    QCOMPARE(customer.closeCode(), 4429);
    QCOMPARE(customer.pending().count(u"ack"_s), 5);
    QCOMPARE(customer.pending().count(u"error"_s), 5);
}

void CustomerFloodsTest::cutsAFloodOfRefusedFirstFrames()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.eventsPerSecond = 1;
    configuration.limits.eventBurst = 5;
    House house(configuration);
    Client customer(house.chat());
    for (int i = 1; i <= 200; ++i)
        customer.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"nowhere"_s}});
    QCOMPARE(customer.closeCode(), 4429);
    QStringList codes;
    for (const QByteArray &frame : customer.frames())
        codes.append(code(objectOf(frame)));
    QCOMPARE(codes.count(u"bad_event"_s), 5);
    QCOMPARE(codes.count(u"rate_limited"_s), 5);
}

QTEST_GUILESS_MAIN(CustomerFloodsTest)
#include "tst_customerfloods.moc"
