// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/talk.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;

//! `client_unload`: a page goes away, and says so by its socket or by a beacon (contract 2 and 5).
class UnloadTest : public QObject
{
    Q_OBJECT
private slots:
    void takesUnloadByBeacon();
    void takesBeaconsNoFasterThanASocketsWords();
    void startsTheCountUnlessAnotherTabIsOpen_data();
    void startsTheCountUnlessAnotherTabIsOpen();
};

namespace
{

//! By a page that goes away: the status of the answer that it does not wait for.
int beacon(const House &house, const QJsonObject &welcome)
{
    const QByteArray body = R"({"token":")" + welcome.value("token"_L1).toString().toLatin1()
        + R"(","at":"2026-03-02T12:00:00.000Z"})";
    return exchange(house.port(),
                    "POST /chat/unload HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                    "Content-Length: "
                        + QByteArray::number(body.size()) + "\r\n\r\n" + body)
        .status();
}

//! Until the broker has seen that so many of the customer's tabs are open.
bool hasTabs(const House &house, int count)
{
    const QByteArray request
        = "GET /metrics?apiKey=" + house.key(u"boss"_s) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray line
        = "sermo_connections{role=\"customer\"} " + QByteArray::number(count) + '\n';
    return eventually([&] { return exchange(house.port(), request).body().contains(line); });
}

//! Whether a place in line was hidden at any time; an answered ping ends it again.
bool wasHidden(const Client &boss)
{
    return std::ranges::any_of(boss.frames(), [](const QByteArray &frame) {
        const QJsonObject event = objectOf(frame);
        return event.value("type"_L1) == "session_state"_L1
            && event.value("state"_L1) == "queued"_L1 && event.value("position"_L1).isNull();
    });
}

//! What happens to one page, or to one of two.
struct Unload {
    const char *sentence;
    bool hasAnother = false; //!< a second tab, that stays
    bool bySocket = false; //!< else by a beacon
    bool afterItsEnd = false; //!< the beacon comes when the socket has ended
    bool isLoadedAgain = false; //!< and when the page has come back
    bool counts = false;
};

const Unload Unloads[] = {
    {.sentence = "the only page, by its socket", .bySocket = true, .counts = true},
    {.sentence = "the only page, by a beacon", .counts = true},
    {.sentence = "one page of two, by its socket", .hasAnother = true, .bySocket = true},
    {.sentence = "one page of two, by a beacon", .hasAnother = true},
    {.sentence = "one page of two, by a beacon behind its socket's end",
     .hasAnother = true,
     .afterItsEnd = true},
    {.sentence = "a page that is there again before its beacon",
     .afterItsEnd = true,
     .isLoadedAgain = true},
};

} // namespace

void UnloadTest::takesUnloadByBeacon()
{
    House house;
    Client agent(house.events(u"anna"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    const QJsonObject welcome = customer.take(u"welcome"_s);
    QCOMPARE(beacon(house, welcome), 204);
    const QJsonObject unload = agent.take(u"client_unload"_s);
    QCOMPARE(unload.value("userId"_L1), u"u"_s);
    QCOMPARE(unload.value("direction"_L1), u"inbound"_s);
    QCOMPARE(unload.value("at"_L1), u"2026-03-02T12:00:00.000Z"_s);
    QVERIFY(!unload.contains("token"_L1));
}

//! Each of them is an event that is kept.
void UnloadTest::takesBeaconsNoFasterThanASocketsWords()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.eventsPerSecond = 1;
    configuration.limits.eventBurst = 3;
    House house(configuration);
    Client customer(house.chat());
    begin(customer, u"u"_s);
    Client other(house.chat());
    begin(other, u"v"_s);
    const QJsonObject welcome = customer.take(u"welcome"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(beacon(house, welcome), 204);
    QCOMPARE(beacon(house, welcome), 429);
    QCOMPARE(beacon(house, other.take(u"welcome"_s)), 204);
    house.clock().advance(1s);
    QCOMPARE(beacon(house, welcome), 204);
    QCOMPARE(beacon(house, welcome), 429);
}

void UnloadTest::startsTheCountUnlessAnotherTabIsOpen_data()
{
    QTest::addColumn<Unload>("unload");
    for (const Unload &unload : Unloads)
        QTest::newRow(unload.sentence) << unload;
}

void UnloadTest::startsTheCountUnlessAnotherTabIsOpen()
{
    QFETCH(const Unload, unload);
    House house;
    Client boss(house.events(u"boss"_s));
    Client page(house.chat());
    begin(page, u"u"_s); // without a bot: in line
    const QJsonObject welcome = page.take(u"welcome"_s);
    const QJsonObject again{{u"type"_s, u"hello"_s}, {u"token"_s, welcome.value("token"_L1)}};
    std::unique_ptr<Client> other;
    const auto openOther = [&] {
        other = std::make_unique<Client>(house.chat());
        other->send(again);
        QVERIFY(!other->take(u"welcome"_s).isEmpty());
    };
    if (unload.hasAnother)
        openOther();
    if (unload.afterItsEnd)
        page.hangUp();
    if (unload.isLoadedAgain)
        openOther();
    QVERIFY(hasTabs(house, unload.hasAnother && !unload.afterItsEnd ? 2 : 1));

    if (unload.bySocket)
        page.send(made(u"client_unload"_s, u"inbound"_s, u"u"_s));
    else
        QCOMPARE(beacon(house, welcome), 204);
    QVERIFY(!boss.take(u"client_unload"_s).isEmpty());
    // A link that was good a moment ago counts as such for 15 s, and then the 45 s begin.
    Client silent(house.chat());
    QVERIFY(silent.isOpen() && boss.sync());
    house.clock().advance(50s);
    QCOMPARE(silent.closeCode(), 4400); // time has gone by for the broker too
    QVERIFY(boss.sync());
    QCOMPARE(wasHidden(boss), unload.counts);
}

QTEST_GUILESS_MAIN(UnloadTest)
#include "tst_unload.moc"
