// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/talk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Contract 3, Acknowledgement, over real sockets: which id is remembered, and by whom.
class AcknowledgementTest : public QObject
{
    Q_OBJECT
private slots:
    void answersARepeatedIdWithTheSameNumber();
    void answersARepeatedIdOfAnotherConnectionOfTheKey();
    void tellsSendersWithTheSameIdApart();
    void answersARepeatedClaimAfterTheSessionWentOn();
    void doesNotRememberTheIdOfARefusedEvent();
    void answersPassingEventsWithoutANumber();
    void answersWithAnErrorWhenStorageFails();
};

void AcknowledgementTest::answersARepeatedIdWithTheSameNumber()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    for (int i = 0; i < 3; ++i)
        bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ackedSeq(bot, u"same"_s), 1);
    QVERIFY(anna.sync());
    QCOMPARE(anna.pending().count(u"text"_s), 1);
    QCOMPARE(house.log().head(), 1);
}

void AcknowledgementTest::answersARepeatedIdOfAnotherConnectionOfTheKey()
{
    House house;
    Client one(house.events(u"bot"_s));
    one.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(one, u"same"_s), 1);
    Client two(house.events(u"bot"_s));
    two.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(two, u"same"_s), 1);
}

void AcknowledgementTest::tellsSendersWithTheSameIdApart()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(bot, u"same"_s), 1);
    anna.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(anna, u"same"_s), 2);
}

void AcknowledgementTest::answersARepeatedClaimAfterTheSessionWentOn()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    const qint64 seq = ackedSeq(anna, u"claim"_s);
    QVERIFY(seq > 0);
    anna.send(made(u"end_session"_s, u"outbound"_s, u"u"_s, u"end"_s));
    QVERIFY(ackedSeq(anna, u"end"_s) > seq);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s)); // wrong_state by now, but it is an old one
    QCOMPARE(ackedSeq(anna, u"claim"_s), seq);
    anna.send(claim(u"u"_s, u"anna"_s, u"another"_s));
    QCOMPARE(anna.take(u"error"_s).value("code"_L1), u"wrong_state"_s);
}

void AcknowledgementTest::doesNotRememberTheIdOfARefusedEvent()
{
    House house;
    Client anna(house.events(u"anna"_s));
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    QCOMPARE(anna.take(u"error"_s).value("code"_L1), u"unknown_user"_s);
    Client customer(house.chat());
    begin(customer, u"u"_s);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    QVERIFY(ackedSeq(anna, u"claim"_s) > 0);
}

void AcknowledgementTest::answersPassingEventsWithoutANumber()
{
    House house;
    Client anna(house.events(u"anna"_s));
    anna.send(made(u"typing_on"_s, u"outbound"_s, u"u"_s, u"t"_s));
    const QJsonObject ack = anna.take(u"ack"_s);
    QCOMPARE(ack.value("id"_L1), u"t"_s);
    QVERIFY(!ack.contains("seq"_L1));
    anna.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"t"_s)); // its id is free
    QCOMPARE(ackedSeq(anna, u"t"_s), 1);
}

void AcknowledgementTest::answersWithAnErrorWhenStorageFails()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(bot.sync() && anna.sync());
    house.log().setFailure(u"the disk is full"_s);
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s));
    const QJsonObject error = bot.take(u"error"_s);
    QCOMPARE(error.value("code"_L1), u"storage_unavailable"_s);
    QCOMPARE(error.value("id"_L1), u"1"_s);
    const auto health
        = [&house] { return exchange(house.port(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"); };
    QVERIFY(eventually([&health] { return health().status() == 503; }));
    QCOMPARE(objectOf(health().body()).value("detail"_L1), u"the disk is full"_s);
    QVERIFY(anna.sync());
    QVERIFY(!anna.pending().contains(u"text"_s));
    house.log().setFailure({});
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s));
    QCOMPARE(ackedSeq(bot, u"1"_s), 1);
    QCOMPARE(health().status(), 200);
    QVERIFY(!objectOf(health().body()).contains("detail"_L1));
}

QTEST_GUILESS_MAIN(AcknowledgementTest)
#include "tst_acknowledgement.moc"
