// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/customerswords.h"
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Contract 4: how a customer says who it is, and comes back.
class CustomersTest : public QObject
{
    Q_OBJECT
private slots:
    void welcomesANewCustomer();
    void welcomesByTheFirstEventWithAnOwnUserId();
    void takesWhatIsSentBeforeTheWelcome();
    void refusesAUserIdThatIsTaken();
    void refusesAUserIdWithoutEnd();
    void letsAnotherFirstFrameFollow();
    void forgivesALostWelcome();
    void forgivesOnlyTheVerySameEventOfTheLastMinute();
    void takesAUserIdBackWhereNoTokenIsRequired();
    void closesOnAWrongFirstFrame_data();
    void closesOnAWrongFirstFrame();
    void closesOnAnUnknownToken();
    void closesOnSilence();
    void tellsAReturningCustomerWhatItMissed();
    void tellsAReturningCustomerNothingInternal();
    void resetsACustomerOfAnotherEpoch();
    void keepsTheTokenTheSame();
    void tellsTheOtherTabs();
    void refusesAUserIdOfAChannel();
};

void CustomersTest::welcomesANewCustomer()
{
    House house;
    Client customer(house.chat());
    customer.send(Hello);
    const QJsonObject welcome = customer.take(u"welcome"_s);
    QVERIFY(!welcome.value("userId"_L1).toString().isEmpty());
    QVERIFY(welcome.value("token"_L1).toString().size() >= 43);
    QCOMPARE(welcome.value("epoch"_L1).toString(), house.log().epoch());
    QCOMPARE(welcome.value("seq"_L1).toInteger(-1), 0);
    QCOMPARE(welcome.value("reset"_L1), false);
    QCOMPARE(house.log().head(), 0); // hello makes no session
}

void CustomersTest::welcomesByTheFirstEventWithAnOwnUserId()
{
    House house;
    Client agent(house.events(u"anna"_s));
    QVERIFY(!agent.take(u"welcome"_s).isEmpty());
    Client customer(house.chat());
    customer.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    QCOMPARE(customer.take(u"welcome"_s).value("userId"_L1), u"own"_s);
    QCOMPARE(customer.take(u"ack"_s).value("seq"_L1).toInteger(), 1);
    QCOMPARE(agent.take(u"start"_s).value("userId"_L1), u"own"_s);
}

void CustomersTest::takesWhatIsSentBeforeTheWelcome()
{
    House house;
    Client customer(house.chat());
    customer.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    customer.send(inbound(u"text"_s, u"own"_s, u"2"_s, u"Hej"_s));
    QCOMPARE(customer.take(u"ack"_s).value("id"_L1), u"1"_s);
    QCOMPARE(customer.take(u"ack"_s).value("id"_L1), u"2"_s);
}

void CustomersTest::refusesAUserIdThatIsTaken()
{
    House house;
    Client first(house.chat());
    first.send(Hello);
    const QString user = first.take(u"welcome"_s).value("userId"_L1).toString();
    Client second(house.chat());
    second.send(inbound(u"text"_s, user, u"x"_s, u"it is me"_s));
    const QJsonObject error = second.take(u"error"_s);
    QCOMPARE(code(error), u"user_id_taken"_s);
    QCOMPARE(error.value("id"_L1), u"x"_s);
}

//! Each new one is remembered for a day.
void CustomersTest::refusesAUserIdWithoutEnd()
{
    House house;
    Client customer(house.chat());
    customer.send(inbound(u"start"_s, QString(201, u'x'), u"1"_s));
    const QJsonObject error = customer.take(u"error"_s);
    QCOMPARE(code(error), u"bad_event"_s);
    QCOMPARE(error.value("id"_L1), u"1"_s);
    customer.send(inbound(u"start"_s, QString(200, u'x'), u"2"_s)); // another may follow
    QCOMPARE(customer.take(u"ack"_s).value("id"_L1), u"2"_s);
}

void CustomersTest::letsAnotherFirstFrameFollow()
{
    House house;
    Client customer(house.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"nowhere"_s}});
    QCOMPARE(code(customer.take(u"error"_s)), u"bad_event"_s);
    QJsonObject start = inbound(u"start"_s, u"own"_s, u"1"_s);
    start.insert(u"params"_s, QJsonObject{{u"platformId"_s, u"nowhere"_s}});
    customer.send(start);
    QCOMPARE(code(customer.take(u"error"_s)), u"bad_event"_s);
    customer.send(inbound(u"start"_s, u"own"_s, u"2"_s));
    QVERIFY(!customer.take(u"welcome"_s).isEmpty());
}

void CustomersTest::forgivesALostWelcome()
{
    House house;
    const QJsonObject start = inbound(u"start"_s, u"own"_s, u"1"_s);
    QString token;
    {
        Client first(house.chat());
        first.send(start);
        token = first.take(u"welcome"_s).value("token"_L1).toString();
        QCOMPARE(first.take(u"ack"_s).value("seq"_L1).toInteger(), 1);
        Client meanwhile(house.chat());
        meanwhile.send(start); // somebody holds it now
        QCOMPARE(code(meanwhile.take(u"error"_s)), u"user_id_taken"_s);
    }
    house.clock().advance(59s);
    QVERIFY(eventually([&] {
        Client again(house.chat());
        again.send(start);
        const QJsonObject welcome = again.take(u"welcome"_s);
        return welcome.value("token"_L1) == token
            && again.take(u"ack"_s).value("seq"_L1).toInteger() == 1;
    }));
}

void CustomersTest::forgivesOnlyTheVerySameEventOfTheLastMinute()
{
    House house;
    {
        Client first(house.chat());
        first.send(inbound(u"start"_s, u"own"_s, u"1"_s));
        QVERIFY(!first.take(u"ack"_s).isEmpty());
    }
    Client other(house.chat());
    other.send(inbound(u"text"_s, u"own"_s, u"1"_s, u"another"_s));
    QCOMPARE(code(other.take(u"error"_s)), u"user_id_taken"_s);
    house.clock().advance(61s);
    Client late(house.chat());
    late.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    QCOMPARE(code(late.take(u"error"_s)), u"user_id_taken"_s);
}

void CustomersTest::takesAUserIdBackWhereNoTokenIsRequired()
{
    server::Configuration configuration = House::byHand();
    configuration.requireToken = false;
    House house(configuration);
    Client first(house.chat());
    first.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    QVERIFY(first.take(u"welcome"_s).contains("token"_L1));
    Client second(house.chat());
    second.send(inbound(u"text"_s, u"own"_s, u"2"_s, u"again"_s));
    const QJsonObject welcome = second.take(u"welcome"_s);
    QCOMPARE(welcome.value("userId"_L1), u"own"_s);
    QVERIFY(!welcome.contains("token"_L1));
    QVERIFY(second.take(u"ack"_s).value("seq"_L1).toInteger() > 1);
}

void CustomersTest::closesOnAWrongFirstFrame_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("no JSON") << "hello"_ba;
    QTest::newRow("no object") << "[]"_ba;
    QTest::newRow("no event") << "{}"_ba;
    QTest::newRow("an outbound event")
        << R"({"type":"text","direction":"outbound","userId":"u","text":"x"})"_ba;
    QTest::newRow("an internal event")
        << R"({"type":"note","direction":"internal","userId":"u"})"_ba;
    QTest::newRow("a key twice")
        << R"({"type":"text","type":"text","direction":"inbound","userId":"u"})"_ba;
    QTest::newRow("what only the desk says")
        << R"({"type":"session_state","direction":"inbound","userId":"u"})"_ba;
    QTest::newRow("hello with a token that is none") << R"({"type":"hello","token":5})"_ba;
    QTest::newRow("hello with a since that is none")
        << R"({"type":"hello","token":"t","since":-1})"_ba;
    QTest::newRow("a welcome") << R"({"type":"welcome","userId":"u"})"_ba;
}

void CustomersTest::closesOnAWrongFirstFrame()
{
    QFETCH(const QByteArray, frame);
    House house;
    Client customer(house.chat());
    QVERIFY(customer.isOpen());
    customer.send(frame);
    QCOMPARE(customer.closeCode(), 4400);
}

void CustomersTest::closesOnAnUnknownToken()
{
    House house;
    Client customer(house.chat());
    customer.send(
        QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, u"guessed"_s}, {u"since"_s, 0}});
    QCOMPARE(customer.closeCode(), 4401);
}

void CustomersTest::closesOnSilence()
{
    House house;
    Client customer(house.chat());
    QVERIFY(customer.isOpen());
    Client other(house.chat());
    other.send(Hello);
    QVERIFY(!other.take(u"welcome"_s).isEmpty());
    house.clock().advance(5s);
    QCOMPARE(customer.closeCode(), 4400);
    QVERIFY(other.sync()); // who has said who it is may be silent
}

void CustomersTest::tellsAReturningCustomerWhatItMissed()
{
    House house;
    Client bot(house.events(u"bot"_s));
    QJsonObject welcome;
    {
        Client customer(house.chat());
        customer.send(inbound(u"start"_s, u"own"_s, u"1"_s));
        welcome = customer.take(u"welcome"_s);
        QVERIFY(!customer.take(u"ack"_s).isEmpty());
    }
    for (const QString &text : {u"one"_s, u"two"_s}) {
        bot.send(QJsonObject{{u"type"_s, u"text"_s},
                             {u"direction"_s, u"outbound"_s},
                             {u"userId"_s, u"own"_s},
                             {u"text"_s, text},
                             {u"id"_s, text}});
        QVERIFY(!bot.take(u"ack"_s).isEmpty());
    }
    Client again(house.chat());
    again.send(helloAgain(welcome, 1));
    const QJsonObject back = again.take(u"welcome"_s);
    QCOMPARE(back.value("userId"_L1), u"own"_s);
    QCOMPARE(back.value("reset"_L1), false);
    QCOMPARE(again.take(u"text"_s).value("text"_L1), u"one"_s);
    QCOMPARE(again.take(u"text"_s).value("text"_L1), u"two"_s);
    QVERIFY(again.sync());
    QVERIFY(!again.pending().contains(u"start"_s));

    Client whole(house.chat());
    whole.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, welcome.value("token"_L1)}});
    QCOMPARE(whole.take(u"start"_s).value("seq"_L1).toInteger(), 1); // the asker's own included
}

void CustomersTest::tellsAReturningCustomerNothingInternal()
{
    House house;
    Client boss(house.events(u"boss"_s));
    Client customer(house.chat());
    customer.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    const QJsonObject welcome = customer.take(u"welcome"_s);
    QVERIFY(!customer.take(u"ack"_s).isEmpty());
    boss.send(QJsonObject{{u"type"_s, u"note"_s},
                          {u"direction"_s, u"internal"_s},
                          {u"userId"_s, u"own"_s},
                          {u"text"_s, u"secret"_s},
                          {u"id"_s, u"n"_s}});
    QVERIFY(!boss.take(u"ack"_s).isEmpty());
    Client again(house.chat());
    again.send(helloAgain(welcome, 0));
    QVERIFY(!again.take(u"start"_s).isEmpty());
    QVERIFY(again.sync());
    QVERIFY(customer.sync());
    QVERIFY(!again.pending().contains(u"note"_s));
    QVERIFY(!customer.pending().contains(u"note"_s));
}

void CustomersTest::resetsACustomerOfAnotherEpoch()
{
    House house;
    Client customer(house.chat());
    customer.send(inbound(u"start"_s, u"own"_s, u"1"_s));
    QJsonObject welcome = customer.take(u"welcome"_s);
    QVERIFY(!customer.take(u"ack"_s).isEmpty());
    welcome.insert(u"epoch"_s, u"of-another-time"_s);
    Client again(house.chat());
    again.send(helloAgain(welcome, 99));
    QCOMPARE(again.take(u"welcome"_s).value("reset"_L1), true);
    QCOMPARE(again.take(u"start"_s).value("seq"_L1).toInteger(), 1);
}

void CustomersTest::keepsTheTokenTheSame()
{
    House house;
    Client customer(house.chat());
    customer.send(Hello);
    const QJsonObject welcome = customer.take(u"welcome"_s);
    Client again(house.chat());
    again.send(helloAgain(welcome, 0));
    QCOMPARE(again.take(u"welcome"_s).value("token"_L1), welcome.value("token"_L1));
}

void CustomersTest::tellsTheOtherTabs()
{
    House house;
    Client one(house.chat());
    one.send(Hello);
    const QJsonObject welcome = one.take(u"welcome"_s);
    const QString user = welcome.value("userId"_L1).toString();
    Client two(house.chat());
    two.send(helloAgain(welcome, 0));
    QVERIFY(!two.take(u"welcome"_s).isEmpty());
    one.send(inbound(u"typing_on"_s, user, {}, u"He"_s));
    one.send(inbound(u"text"_s, user, u"1"_s, u"Hej"_s));
    QCOMPARE(two.take(u"text"_s).value("text"_L1), u"Hej"_s);
    QVERIFY(two.sync());
    QVERIFY(one.sync());
    QVERIFY(!two.pending().contains(u"typing_on"_s)); // only stored ones
    QVERIFY(!one.pending().contains(u"text"_s)); // not to where it came from
}

void CustomersTest::refusesAUserIdOfAChannel()
{
    server::Configuration configuration = House::byHand();
    configuration.requireToken = false;
    House house(configuration);
    Client channel(house.events(u"messenger"_s));
    channel.send(inbound(u"text"_s, u"fb-1"_s, u"1"_s, u"Hej"_s));
    QVERIFY(!channel.take(u"ack"_s).isEmpty());
    Client customer(house.chat());
    customer.send(inbound(u"text"_s, u"fb-1"_s, u"2"_s, u"it is me"_s));
    QCOMPARE(code(customer.take(u"error"_s)), u"user_id_taken"_s);
}

QTEST_GUILESS_MAIN(CustomersTest)
#include "tst_customers.moc"
