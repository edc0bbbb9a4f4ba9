// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;
using server::Configuration;

//! Another configuration for a broker that runs: over real sockets, none of which may notice more
//! than what it says.
class TakeOverTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_house.reset(); }
    void keepsEveryConnectionAndEveryEvent();
    void countsAtOnceWhereItCan();
    void namesWhatCountsFromTheNextStartOn();
    void keepsAQueueThatSomebodyStandsIn();
    void erasesByTheNewDays();
    void opensQueuesToWhoWasThereBefore();
    void reachesTheCountOfTheDay_data();
    void reachesTheCountOfTheDay();
    void reachesTheHistory();

private:
    [[nodiscard]] static Configuration configuration(const QByteArray &json);
    [[nodiscard]] Result<QStringList, Configuration::Error> takeOver(const QByteArray &json) const;
    [[nodiscard]] QByteArray platform() const;
    std::unique_ptr<House> m_house;
};

namespace
{

constexpr char ByHand[] = R"("allocation":{"enabled":false})";

QJsonObject made(const char *type, const char *direction, const char *user)
{
    return {{u"type"_s, QString::fromLatin1(type)},
            {u"direction"_s, QString::fromLatin1(direction)},
            {u"userId"_s, QString::fromLatin1(user)}};
}

QJsonObject begin(const char *user)
{
    QJsonObject start = made("start", "inbound", user);
    start.insert(u"params"_s, QJsonObject());
    return start;
}

QJsonObject handover(const char *user, const QString &queue)
{
    QJsonObject handover = made("handover_to_queue", "internal", user);
    handover.insert(u"queueId"_s, queue);
    return handover;
}

} // namespace

void TakeOverTest::init()
{
    m_house = std::make_unique<House>(configuration(QByteArray("{") + ByHand + "}"));
    QVERIFY(m_house->isReady());
}

Configuration TakeOverTest::configuration(const QByteArray &json)
{
    const auto read = Configuration::parse(json);
    return read ? *read : Configuration();
}

Result<QStringList, Configuration::Error> TakeOverTest::takeOver(const QByteArray &json) const
{
    return m_house->broker().takeOver(configuration(json));
}

QByteArray TakeOverTest::platform() const
{
    return exchange(m_house->port(), "GET /api/platforms/webchat HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

void TakeOverTest::keepsEveryConnectionAndEveryEvent()
{
    Client anna(m_house->events(u"anna"_s));
    Client robin(m_house->chat());
    robin.send(begin("robin"));
    QVERIFY(robin.sync() && anna.sync());
    int acknowledged = 0;
    for (int i = 0; i < 30; ++i) { // while words come in, it becomes another and another again
        QJsonObject text = made("text", "inbound", "robin");
        text.insert(u"text"_s, QString::number(i));
        text.insert(u"id"_s, u"t%1"_s.arg(i));
        robin.send(text);
        QVERIFY(takeOver(i % 2 == 0 ? R"({"desk":{"announce":false}})" : "{}"));
        if (!robin.take(u"ack"_s).isEmpty())
            ++acknowledged;
    }
    QCOMPARE(acknowledged, 30);
    for (int i = 0; i < 30; ++i)
        QCOMPARE(anna.take(u"text"_s).value("text"_L1), QString::number(i));
    QVERIFY(robin.isOpen() && anna.isOpen());
}

void TakeOverTest::countsAtOnceWhereItCan()
{
    QVERIFY(platform().contains(R"("closed":false)"));
    const auto taken = takeOver(
        R"({"platforms":[{"id":"webchat","hours":{"weekdays":"closed","weekends":"closed"}}]})");
    QVERIFY(taken);
    QCOMPARE(*taken, QStringList());
    QVERIFY(platform().contains(R"("closed":true)"));
    QVERIFY(takeOver("{}"));
    QVERIFY(platform().contains(R"("closed":false)"));
}

void TakeOverTest::namesWhatCountsFromTheNextStartOn()
{
    const auto taken = takeOver(R"({"limits":{"connections":5},"tls":{"mode":"off"},
                                    "origins":["https://a.example"],"desk":{"announce":false}})");
    QVERIFY(taken);
    QCOMPARE(*taken, QStringList({u"limits"_s, u"origins"_s, u"tls"_s}));
}

void TakeOverTest::keepsAQueueThatSomebodyStandsIn()
{
    Client bot(m_house->events(u"bot"_s));
    Client robin(m_house->chat());
    robin.send(begin("robin"));
    QVERIFY(robin.sync());
    bot.send(handover("robin", u"sales"_s));
    QVERIFY(bot.sync());
    const QByteArray without = R"({"queues":[{"id":"general"}]})";
    const auto refused = takeOver(without);
    QVERIFY(!refused);
    QCOMPARE(refused.error().path, u"queues"_s);
    QVERIFY(refused.error().message.contains(u"sales"_s));
    Client boss(m_house->events(u"boss"_s));
    QJsonObject end = made("end_session", "outbound", "robin");
    boss.send(end);
    QVERIFY(boss.sync());
    QVERIFY(takeOver(without));
}

void TakeOverTest::erasesByTheNewDays()
{
    Client bot(m_house->events(u"bot"_s));
    Client robin(m_house->chat());
    robin.send(begin("robin"));
    QVERIFY(robin.sync());
    bot.send(handover("robin", u"general"_s));
    Client boss(m_house->events(u"boss"_s));
    boss.send(made("end_session", "outbound", "robin"));
    QVERIFY(bot.sync() && boss.sync());
    robin.hangUp();
    m_house->clock().advance(std::chrono::hours(24 * 40));
    QVERIFY(takeOver(R"({"queues":[{"id":"general","retentionDays":30}]})"));
    const auto isErased = [this] {
        Client again(m_house->events(u"boss"_s, u"&since=0"_s));
        (void)again.sync();
        return !again.pending().contains(u"start"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isErased(), 20000);
}

void TakeOverTest::opensQueuesToWhoWasThereBefore()
{
    Client bot(m_house->events(u"bot"_s));
    Client robin(m_house->chat());
    robin.send(begin("robin"));
    QVERIFY(robin.sync() && bot.sync());
    bot.send(handover("robin", u"invoices"_s));
    QCOMPARE(bot.take(u"error"_s).value("code"_L1), u"unknown_queue"_s);
    QVERIFY(takeOver(R"({"queues":[{"id":"general"},{"id":"invoices","name":"Invoices"}]})"));
    bot.send(handover("robin", u"invoices"_s));
    QVERIFY(bot.sync());
    Client boss(m_house->events(u"boss"_s, u"&replay=open"_s));
    QVERIFY(boss.sync());
    QVERIFY(boss.pending().contains(u"handover_to_queue"_s));
}

void TakeOverTest::reachesTheCountOfTheDay_data()
{
    QTest::addColumn<bool>("isOnDisk");
    QTest::newRow("a log in memory") << false;
    QTest::newRow("a log on a disk, which is counted anew") << true;
}

void TakeOverTest::reachesTheCountOfTheDay()
{
    QFETCH(const bool, isOnDisk);
    const QTemporaryDir directory;
    m_house = std::make_unique<House>(House::byHand(), std::nullopt,
                                      isOnDisk ? directory.path() : QString());
    QVERIFY(m_house->isReady());
    Client bot(m_house->events(u"bot"_s));
    Client robin(m_house->chat());
    robin.send(begin("robin"));
    QVERIFY(robin.sync());
    bot.send(handover("robin", u"sales"_s));
    QVERIFY(bot.sync());
    const auto day = [this] {
        return objectOf(exchange(m_house->port(),
                                 "GET /api/figures HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                                     + m_house->key(u"anna"_s) + "\r\n\r\n")
                            .body());
    };
    QCOMPARE(day().value("timezone"_L1).toString(), u"UTC"_s);
    const int queued = day().value("all"_L1)["queued"_L1].toInt();
    QVERIFY(queued > 0);
    QVERIFY(takeOver(R"({"platforms":[{"id":"webchat",
        "hours":{"timezone":"Europe/Stockholm","weekdays":"08:00-18:00"}}]})"));
    QCOMPARE(day().value("timezone"_L1).toString(), u"Europe/Stockholm"_s);
    QCOMPARE(day().value("dayStart"_L1).toString(), u"2026-03-01T23:00:00.000Z"_s);
    QCOMPARE(day().value("all"_L1)["queued"_L1].toInt(), queued);
    QVERIFY(m_house->stop());
}

//! Which line `handover_to_agent` means is the configuration's to say.
void TakeOverTest::reachesTheHistory()
{
    const QTemporaryDir directory;
    m_house = std::make_unique<House>(configuration(QByteArray("{") + ByHand + "}"), std::nullopt,
                                      directory.path());
    QVERIFY(m_house->isReady());
    Client bot(m_house->events(u"bot"_s));
    const auto comes = [&](const char *user) {
        Client customer(m_house->chat());
        QJsonObject start = begin(user);
        start.insert(u"params"_s, QJsonObject{{u"platformId"_s, u"webchat"_s}});
        customer.send(start);
        QVERIFY(customer.sync());
        bot.send(made("handover_to_agent", "internal", user));
        QVERIFY(bot.sync());
    };
    const auto found = [this](const QByteArray &queue) {
        return exchange(m_house->port(),
                        "GET /api/history?queue=" + queue
                            + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            + m_house->key(u"anna"_s) + "\r\n\r\n")
            .body();
    };
    auto reception = std::make_unique<Client>(m_house->events(u"bot2"_s));
    QJsonObject beat{{u"type"_s, u"application_heartbeat"_s},
                     {u"direction"_s, u"internal"_s},
                     {u"available"_s, true}};
    reception->send(beat);
    QVERIFY(reception->sync());
    comes("robin");
    QVERIFY(takeOver(R"({"allocation":{"enabled":false},
                         "platforms":[{"id":"webchat","queue":"sales"}]})"));
    comes("kim");
    QVERIFY(found("general").contains(R"("userId":"robin")"));
    const QByteArray sales = found("sales");
    QVERIFY2(sales.contains(R"("userId":"kim")") && !sales.contains("robin"), sales.constData());
    QVERIFY(m_house->stop());
}

QTEST_GUILESS_MAIN(TakeOverTest)
#include "tst_takeover.moc"
