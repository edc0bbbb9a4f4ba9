// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imaging/images.h"
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

//! `general` keeps a day, `technical` three, `sales` for ever.
server::Configuration keeping()
{
    auto configuration = server::Configuration::parse(R"({
        "queues":[{"id":"general","retentionDays":1},{"id":"technical","retentionDays":3},
                  {"id":"sales"}],
        "limits":{"connectionsPerAddress":0}})");
    return *configuration;
}

QJsonObject saying(const QString &type, const QString &direction, const QString &user,
                   const QString &id)
{
    return {{u"type"_s, type},
            {u"direction"_s, direction},
            {u"userId"_s, user},
            {u"text"_s, u"x"_s},
            {u"id"_s, id}};
}

} // namespace

//! Ended sessions go when their queue's days are over, and `since` before what is kept is answered
//! by a reset; in no other case (contract 3).
class RetentionTest : public QObject
{
    Q_OBJECT
private slots:
    void erasesTheEndedWhenTheirDaysAreOver();
    void keepsAsLongAsTheQueueThatKeepsLongest_data();
    void keepsAsLongAsTheQueueThatKeepsLongest();
    void resetsOnlyWhoMissedSomethingForGood();
    void keepsTheOpenHoweverOld();
    void forgetsTheImagesOfASession();

private:
    //! A session through these queues, ended unless told otherwise.
    void hold(House &house, const QString &user, const QStringList &queues = {}, bool ends = true);
    [[nodiscard]] static QSet<QString> usersIn(House &house);
};

void RetentionTest::hold(House &house, const QString &user, const QStringList &queues, bool ends)
{
    // Of another network: his link is never lost, however far the clock goes.
    Client customer(house.events(u"messenger"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(boss.sync());
    customer.send(saying(u"text"_s, u"inbound"_s, user, u"first "_s + user));
    QVERIFY(!customer.take(u"ack"_s).isEmpty());
    QVERIFY(!boss.take(u"handover_to_queue"_s).isEmpty()); // there is no bot
    for (const QString &queue : queues) {
        QJsonObject handover = saying(u"handover_to_queue"_s, u"internal"_s, user, queue + user);
        handover.insert(u"queueId"_s, queue);
        boss.send(handover);
        QVERIFY(!boss.take(u"ack"_s).isEmpty());
    }
    if (!ends)
        return;
    boss.send(saying(u"end_session"_s, u"outbound"_s, user, u"end "_s + user));
    QVERIFY(!boss.take(u"ack"_s).isEmpty());
}

//! Whose events the log still has.
QSet<QString> RetentionTest::usersIn(House &house)
{
    QSet<QString> users;
    std::optional<store::Page> page;
    store::ReadQuery all;
    all.limit = 10'000;
    house.log().read(all, &house.log(), [&page](const store::Page &read) { page = read; });
    (void)eventually([&page] { return page.has_value(); });
    for (const StoredEvent &stored : page->events) {
        if (!stored.frame.user().isEmpty())
            users.insert(stored.frame.user().value());
    }
    return users;
}

void RetentionTest::erasesTheEndedWhenTheirDaysAreOver()
{
    House house(keeping());
    hold(house, u"old"_s);
    house.clock().advance(20h);
    hold(house, u"young"_s);
    house.clock().advance(5h); // `old` ended 25 hours ago, `young` 5
    QVERIFY(eventually([&] { return house.log().expired() > 0; }));
    QVERIFY(eventually([&] { return usersIn(house) == QSet<QString>{u"young"_s}; }));
    house.clock().advance(20h);
    QVERIFY(eventually([&] { return usersIn(house).isEmpty(); }));
}

void RetentionTest::keepsAsLongAsTheQueueThatKeepsLongest_data()
{
    QTest::addColumn<QStringList>("queues");
    QTest::addColumn<int>("days"); // 0: for ever
    QTest::newRow("its platform's alone") << QStringList() << 1;
    QTest::newRow("a longer one after it") << QStringList{u"technical"_s} << 3;
    QTest::newRow("a longer one between") << QStringList{u"technical"_s, u"general"_s} << 3;
    QTest::newRow("one that keeps for ever") << QStringList{u"sales"_s, u"general"_s} << 0;
}

void RetentionTest::keepsAsLongAsTheQueueThatKeepsLongest()
{
    QFETCH(const QStringList, queues);
    QFETCH(const int, days);
    House house(keeping());
    hold(house, u"measured"_s, queues);
    for (int day = 1; day <= 5; ++day) {
        // Beside him one who goes tells that the look was taken.
        const QString beside = u"day %1"_s.arg(day);
        hold(house, beside);
        house.clock().advance(24h + 1s);
        QVERIFY(eventually([&] { return !usersIn(house).contains(beside); }));
        const bool isDue = days > 0 && day >= days;
        QVERIFY(eventually([&] { return usersIn(house).contains(u"measured"_s) == !isDue; }));
    }
}

void RetentionTest::resetsOnlyWhoMissedSomethingForGood()
{
    House house(keeping());
    hold(house, u"old"_s);
    hold(house, u"open"_s, {}, false);
    house.clock().advance(26h);
    QVERIFY(eventually([&] { return !usersIn(house).contains(u"old"_s); }));
    const Seq expired = house.log().expired();
    QVERIFY(expired > 1);
    const auto since = [&](Seq seq) {
        return std::make_unique<Client>(house.events(u"anna"_s, u"&since=%1"_s.arg(seq)));
    };
    const auto before = since(expired - 1);
    QCOMPARE(before->take(u"welcome"_s).value("reset"_L1), true);
    QCOMPARE(before->take(u"text"_s).value("userId"_L1), u"open"_s); // the open ones in full
    const auto after = since(expired);
    QCOMPARE(after->take(u"welcome"_s).value("reset"_L1), false);
    QCOMPARE(after->take(u"text"_s).value("userId"_L1), u"open"_s);
}

void RetentionTest::keepsTheOpenHoweverOld()
{
    House house(keeping());
    hold(house, u"open"_s, {}, false);
    house.clock().advance(30 * 24h);
    hold(house, u"beside"_s);
    house.clock().advance(26h);
    QVERIFY(eventually([&] { return !usersIn(house).contains(u"beside"_s); }));
    QVERIFY(usersIn(house).contains(u"open"_s));
}

//! Not the file alone: nobody knows of them any more.
void RetentionTest::forgetsTheImagesOfASession()
{
    House house(keeping());
    const auto ask
        = [&house](const QByteArray &line, const QByteArray &key, const QByteArray &body = {}) {
              return exchange(house.port(),
                              line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                                  + "\r\nContent-Type: image/png\r\nContent-Length: "
                                  + QByteArray::number(body.size()) + "\r\n\r\n" + body);
          };
    const auto images = [&] {
        const QByteArray metrics = ask("GET /metrics", house.key(u"boss"_s)).body();
        const qsizetype at = metrics.indexOf("\nsermo_images ");
        return at < 0 ? -1 : metrics.mid(at + 14, 1).toInt();
    };
    const QByteArray address
        = ask("POST /images", house.key(u"anna"_s), encoded(picture(8, 8), "png"))
              .header("Location");
    hold(house, u"old"_s, {}, false);
    Client boss(house.events(u"boss"_s));
    QJsonObject shown = saying(u"text"_s, u"outbound"_s, u"old"_s, u"an image"_s);
    shown.insert(u"imageId"_s, QString::fromLatin1(address.sliced(address.lastIndexOf('/') + 1)));
    for (const QJsonObject &event :
         {shown, saying(u"end_session"_s, u"outbound"_s, u"old"_s, u"the end"_s)}) {
        boss.send(event);
        QVERIFY(!boss.take(u"ack"_s).isEmpty());
    }
    QCOMPARE(ask("GET " + address, {}).status(), 200);
    QCOMPARE(images(), 1);
    house.clock().advance(26h);
    QVERIFY(eventually([&] { return images() == 0; }));
    QCOMPARE(ask("GET " + address, {}).status(), 404);
}

QTEST_GUILESS_MAIN(RetentionTest)
#include "tst_retention.moc"
