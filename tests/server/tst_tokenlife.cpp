// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tokens.h"
#include "broker/store/memorycredentials.h"
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
    void isNotMadeForWhoComesAndGoesAllTheTime();
    void isMadeAnewForALostWelcomeAfterARestart_data();
    void isMadeAnewForALostWelcomeAfterARestart();
    void staysWhereTheNewOneCannotBeStored();
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

namespace
{

const UserId Own(u"own"_s);
const QByteArray First = R"({"type":"start","direction":"inbound","userId":"own","id":"1"})";

//! Issues a token and waits until it is durable; empty: it could not be stored.
QByteArray issued(server::Tokens &tokens, const QByteArray &first)
{
    std::optional<QByteArray> told;
    tokens.issue(Own, PlatformId(u"webchat"_s), first, &tokens,
                 [&told](const QByteArray &token) { told = token; });
    (void)eventually([&told] { return told.has_value(); });
    return told.value_or("not told");
}

void loadFrom(store::MemoryCredentials &store, server::Tokens &tokens)
{
    bool isLoaded = false;
    store.load(&tokens, [&](const store::Credentials::Contents &contents) {
        tokens.load(contents.tokens);
        isLoaded = true;
    });
    QVERIFY(eventually([&isLoaded] { return isLoaded; }));
}

} // namespace

//! Each token is kept for a day, of those too who said nothing.
void TokenLifeTest::isNotMadeForWhoComesAndGoesAllTheTime()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.connectionsPerAddress = 3;
    House house(configuration);
    QString token;
    for (int i = 0; i < 3; ++i) {
        Client customer(house.chat());
        customer.send(hello());
        token = customer.take(u"welcome"_s).value("token"_L1).toString();
        QVERIFY(!token.isEmpty());
        customer.hangUp();
        QVERIFY(isAlone(house));
    }
    Client next(house.chat());
    next.send(hello());
    QCOMPARE(next.take(u"error"_s).value("code"_L1).toString(), u"rate_limited"_s);
    next.send(QJsonObject{{u"type"_s, u"start"_s},
                          {u"direction"_s, u"inbound"_s},
                          {u"userId"_s, u"own"_s},
                          {u"id"_s, u"1"_s}});
    const QJsonObject error = next.take(u"error"_s);
    QCOMPARE(error.value("code"_L1).toString(), u"rate_limited"_s);
    QCOMPARE(error.value("id"_L1).toString(), u"1"_s);
    Client back(house.chat()); // who is known may come back
    back.send(hello(token));
    QCOMPARE(back.take(u"welcome"_s).value("token"_L1).toString(), token);
    house.clock().advance(1s);
    next.send(hello());
    QVERIFY(!next.take(u"welcome"_s).isEmpty());
}

void TokenLifeTest::isMadeAnewForALostWelcomeAfterARestart_data()
{
    QTest::addColumn<QByteArray>("cameWith");
    QTest::addColumn<QByteArray>("comesWith");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("isHe");
    const QByteArray none;
    QTest::newRow("the very same event, at once") << First << First << 0 << true;
    QTest::newRow("the very same event, in time") << First << First << 59 << true;
    QTest::newRow("the very same event, too late") << First << First << 61 << false;
    QTest::newRow("another event")
        << First << QByteArray(First).replace("start", "text") << 1 << false;
    QTest::newRow("he came by hello") << none << First << 1 << false;
}

void TokenLifeTest::isMadeAnewForALostWelcomeAfterARestart()
{
    QFETCH(const QByteArray, cameWith);
    QFETCH(const QByteArray, comesWith);
    QFETCH(const int, seconds);
    QFETCH(const bool, isHe);
    FakeClock clock;
    store::MemoryCredentials store;
    QByteArray before;
    {
        server::Tokens tokens(store, clock, nullptr);
        before = issued(tokens, cameWith);
    }
    clock.advance(std::chrono::seconds(seconds));
    server::Tokens tokens(store, clock, nullptr);
    loadFrom(store, tokens);
    const auto lost = tokens.lostWelcome(Own, comesWith);
    QCOMPARE(lost.has_value(), isHe);
    QVERIFY(tokens.identify(before));
    if (!isHe)
        return;
    QCOMPARE(*lost, QByteArray()); // no more than its hash is known
    const QByteArray now = issued(tokens, comesWith);
    QVERIFY(!tokens.identify(before)); // nobody ever had it
    QCOMPARE(tokens.identify(now)->user, Own);
    QCOMPARE(tokens.lostWelcome(Own, comesWith), std::optional(now)); // lost again: the same
    clock.advance(61s - std::chrono::seconds(seconds));
    QVERIFY(!tokens.lostWelcome(Own, comesWith)); // the minute counts from the first time
}

void TokenLifeTest::staysWhereTheNewOneCannotBeStored()
{
    FakeClock clock;
    store::MemoryCredentials store;
    server::Tokens tokens(store, clock, nullptr);
    const QByteArray before = issued(tokens, First);
    store.setFailing(true);
    QCOMPARE(issued(tokens, First), QByteArray());
    QVERIFY(tokens.identify(before));
    QCOMPARE(tokens.lostWelcome(Own, First), std::optional(before));
}

QTEST_GUILESS_MAIN(TokenLifeTest)
#include "tst_tokenlife.moc"
