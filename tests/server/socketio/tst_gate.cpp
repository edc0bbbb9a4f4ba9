// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/socketio/poller.h"
#include "tests/server/talk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `/socket.io/` by raw sockets: what is refused is refused in Engine.IO's words, who comes in is a
//! peer as any other, and whatever is sent, nothing stays open. The real libraries are in
//! `tests/original`.
class SocketIoGateTest : public QObject
{
    Q_OBJECT
private slots:
    void refusesAsEngineIoDoes_data();
    void refusesAsEngineIoDoes();
    void answersHeadWithoutABody_data();
    void answersHeadWithoutABody();
    void opensASession_data();
    void opensASession();
    void welcomesAnApplicationWithItsKeyInTheQuery();
    void welcomesAnApplicationWithItsKeyInTheFirstPacket();
    void refusesAWrongKeyInTheFirstPacket();
    void passesBytesBetweenOldAndNew();
    void refusesASecondGet();
    void endsForABinaryPost();
    void refusesMoreThanIsPosted();
    void takesNoPollsOfAWebSocket();
    void limitsCustomersPerAddressButNoApplications();
    void refusesOriginsThatAreNotAllowed();
    void letsPagesReadTheAnswers();
    void turnsOutWhoseKeyIsRevoked();
    void turnsAwayWhoseKeyWasMadeAnewForAnother();
    void closesWhoNeverAsksForTheNamespace();
    void drains();
};

void SocketIoGateTest::refusesAsEngineIoDoes_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &request, int status, int code) {
        QTest::newRow(name) << request << status << code;
    };
    row("no transport", get("EIO=4"), 400, 0);
    row("an unknown transport", get("EIO=4&transport=pigeon"), 400, 0);
    row("an unknown session", get("EIO=4&transport=polling&sid=x"), 400, 1);
    row("a POST to an unknown session", post("EIO=4&transport=polling&sid=x", "40"), 400, 1);
    row("an upgrade of an unknown session", upgrade("EIO=4&transport=websocket&sid=x"), 400, 1);
    row("a POST that begins", post("EIO=4&transport=polling", "40"), 400, 2);
    row("JSONP", get("EIO=3&transport=polling&j=0"), 400, 3);
    row("a WebSocket without an upgrade", get("EIO=4&transport=websocket"), 400, 3);
    row("an upgrade to polls", upgrade("EIO=4&transport=polling"), 400, 3);
    row("a malformed since", get("EIO=4&transport=polling&since=x"), 400, 3);
    row("a wrong key", get("EIO=4&transport=polling&apiKey=x"), 401, 4);
    row("a wrong key at a WebSocket", upgrade("EIO=4&transport=websocket&apiKey=x"), 401, 4);
    row("an unknown version", get("EIO=2&transport=polling"), 400, 5);
}

void SocketIoGateTest::refusesAsEngineIoDoes()
{
    QFETCH(QByteArray, request);
    House house;
    const RawAnswer answer = exchange(house.port(), request);
    QTEST(answer.status(), "status");
    QTEST(objectOf(answer.body()).value("code"_L1).toInt(-1), "code");
    QVERIFY(answer.closed);
}

void SocketIoGateTest::answersHeadWithoutABody_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("that would begin") << QByteArray("EIO=4&transport=polling");
    QTest::newRow("of an unknown session") << QByteArray("EIO=4&transport=polling&sid=x");
}

void SocketIoGateTest::answersHeadWithoutABody()
{
    QFETCH(QByteArray, query);
    House house;
    const RawAnswer answer = exchange(house.port(), "HEAD" + get(query).sliced(3));
    QCOMPARE(answer.status(), 400);
    QVERIFY(answer.header("content-length").toInt() > 0);
    QCOMPARE(answer.body(), QByteArray());
}

void SocketIoGateTest::opensASession_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("ends");
    QTest::newRow("version 4") << QByteArray("EIO=4&transport=polling") << QByteArray("}");
    QTest::newRow("version 3") << QByteArray("EIO=3&transport=polling") << QByteArray("}2:40");
}

void SocketIoGateTest::opensASession()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, ends);
    House house;
    const RawAnswer answer = exchange(house.port(), get(query));
    QCOMPARE(answer.status(), 200);
    QVERIFY2(answer.body().endsWith(ends), answer.body().constData());
    QVERIFY(answer.body().contains("\"upgrades\":[\"websocket\"]"));
    QVERIFY(answer.header("content-type").startsWith("text/plain"));
}

void SocketIoGateTest::welcomesAnApplicationWithItsKeyInTheQuery()
{
    House house;
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").body(), QByteArray("ok"));
    QVERIFY(!bot.hear("\"type\":\"welcome\"").isEmpty());
}

void SocketIoGateTest::welcomesAnApplicationWithItsKeyInTheFirstPacket()
{
    House house;
    const Poller bot(house);
    QCOMPARE(bot.say(R"(40{"apiKey":")" + house.key(u"bot"_s) + R"("})").body(), QByteArray("ok"));
    const QByteArray welcome = bot.hear("\"type\":\"welcome\"");
    QVERIFY2(welcome.contains("\"role\":\"bot\""), welcome.constData());
}

void SocketIoGateTest::refusesAWrongKeyInTheFirstPacket()
{
    House house;
    const Poller bot(house);
    QCOMPARE(bot.say(R"(40{"apiKey":"x"})").body(), QByteArray("ok"));
    QCOMPARE(bot.hear("44"), QByteArray(R"(44{"message":"not authorised"})"));
    QVERIFY(eventually([&] { return objectOf(bot.hear()).value("code"_L1).toInt() == 1; }));
}

void SocketIoGateTest::passesBytesBetweenOldAndNew()
{
    House house;
    Client boss(house.events(u"boss"_s));
    QVERIFY(boss.sync());
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").status(), 200);
    const QByteArray event
        = R"({"b":1.50e3, "type":"new_thing","direction":"internal","id":"e1","x":"å😀\u00e5"})";
    QCOMPARE(bot.say("427[\"message\"," + event + ']').status(), 200);
    QVERIFY(boss.takeBytes(u"new_thing"_s).startsWith(event.chopped(1)));
    QVERIFY(!bot.hear("437[{\"type\":\"ack\",\"id\":\"e1\"").isEmpty());
    const QByteArray back = R"({"type":"other_thing","direction":"internal","y":  1.0})";
    boss.send(back);
    const QByteArray heard = bot.hear("other_thing");
    QVERIFY2(heard.startsWith(R"(42["message",)" + back.chopped(1)), heard.constData());
}

void SocketIoGateTest::refusesASecondGet()
{
    House house;
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QTcpSocket first;
    first.connectToHost(QHostAddress::LocalHost, house.port());
    first.write(get(bot.query));
    QByteArray heard;
    connect(&first, &QTcpSocket::readyRead, &first, [&] { heard += first.readAll(); });
    // Whichever of the two the broker sees first, the other is refused and the session ends.
    const RawAnswer second = exchange(house.port(), get(bot.query));
    QVERIFY(eventually([&] { return first.state() == QAbstractSocket::UnconnectedState; }));
    QVERIFY(second.status() == 400 || heard.contains(" 400 "));
    QVERIFY(eventually([&] { return objectOf(bot.hear()).value("code"_L1).toInt() == 1; }));
}

void SocketIoGateTest::endsForABinaryPost()
{
    House house;
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(exchange(house.port(), post(bot.query, "40", "application/octet-stream")).status(),
             400);
    QCOMPARE(bot.hear().right(1), QByteArray("1"));
}

void SocketIoGateTest::refusesMoreThanIsPosted()
{
    House house;
    const Poller customer(house);
    const qint64 most = objectOf(customer.opening.mid(1)).value("maxPayload"_L1).toInteger();
    QVERIFY(most >= EventFrame::MaxBytes);
    QCOMPARE(customer.say(QByteArray(most + 1, 'x')).status(), 413);
}

void SocketIoGateTest::takesNoPollsOfAWebSocket()
{
    House house;
    const QByteArray query = "EIO=4&transport=websocket&apiKey=" + house.key(u"bot"_s);
    QWebSocket socket;
    QByteArray opening;
    connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        if (opening.isEmpty())
            opening = text.toUtf8();
    });
    socket.open(
        QUrl(u"ws://127.0.0.1:%1"_s.arg(house.port()) + QString::fromLatin1(target(query))));
    QVERIFY(eventually([&] { return !opening.isEmpty(); }));
    const QByteArray sid = objectOf(opening.mid(1)).value("sid"_L1).toString().toLatin1();
    const RawAnswer answer = exchange(house.port(), get("EIO=4&transport=polling&sid=" + sid));
    QCOMPARE(objectOf(answer.body()).value("code"_L1), 3);
}

void SocketIoGateTest::limitsCustomersPerAddressButNoApplications()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.connectionsPerAddress = 2;
    House house(configuration);
    const Poller first(house);
    Client second(house.chat()); // one limit for both ways in
    QVERIFY(second.isOpen());
    QCOMPARE(exchange(house.port(), get("EIO=4&transport=polling")).status(), 429);
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QVERIFY(!bot.sid.isEmpty());
    second.hangUp();
    QVERIFY(eventually(
        [&] { return exchange(house.port(), get("EIO=4&transport=polling")).status() == 200; }));
}

void SocketIoGateTest::refusesOriginsThatAreNotAllowed()
{
    server::Configuration configuration = House::byHand();
    configuration.origins = {u"https://www.example.com"_s};
    House house(configuration);
    const QByteArray query = "EIO=4&transport=polling";
    QCOMPARE(exchange(house.port(), get(query, "Origin: https://evil.example\r\n")).status(), 403);
    QCOMPARE(exchange(house.port(), get(query, "Origin: https://www.example.com\r\n")).status(),
             200);
    QCOMPARE(
        exchange(house.port(),
                 get(query + "&apiKey=" + house.key(u"bot"_s), "Origin: https://any.example\r\n"))
            .status(),
        200);
}

void SocketIoGateTest::letsPagesReadTheAnswers()
{
    House house;
    const QByteArray origin = "https://www.example.com";
    const RawAnswer answer
        = exchange(house.port(), get("EIO=4&transport=polling", "Origin: " + origin + "\r\n"));
    QCOMPARE(answer.header("access-control-allow-origin"), origin);
    QCOMPARE(answer.header("access-control-allow-credentials"), QByteArray("true"));
    const RawAnswer preflight
        = exchange(house.port(),
                   "OPTIONS /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nOrigin: "
                       + origin + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    QCOMPARE(preflight.status(), 204);
    QVERIFY(preflight.header("access-control-allow-methods").contains("POST"));
}

void SocketIoGateTest::turnsOutWhoseKeyIsRevoked()
{
    House house;
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").status(), 200);
    QVERIFY(!bot.hear("welcome").isEmpty());
    bool isDone = false;
    house.broker().carryOut({{u"do"_s, u"revoke"_s}, {u"name"_s, u"bot"_s}},
                            [&](const QJsonObject &) { isDone = true; });
    QVERIFY(eventually([&] { return isDone; }));
    QCOMPARE(bot.hear("41"), QByteArray("41"));
}

//! Of the same name, and perhaps of less.
void SocketIoGateTest::turnsAwayWhoseKeyWasMadeAnewForAnother()
{
    House house;
    const Poller boss(house, "apiKey=" + house.key(u"boss"_s));
    int isDone = 0;
    const auto count = [&](const QJsonObject &answer) { isDone += answer.value("ok"_L1).toBool(); };
    house.broker().carryOut({{u"do"_s, u"revoke"_s}, {u"name"_s, u"boss"_s}}, count);
    QVERIFY(eventually([&] { return isDone == 1; }));
    house.broker().carryOut({{u"do"_s, u"create"_s}, {u"name"_s, u"boss"_s}, {u"role"_s, u"bot"_s}},
                            count);
    QVERIFY(eventually([&] { return isDone == 2; }));
    QCOMPARE(boss.say("40").body(), QByteArray("ok"));
    QCOMPARE(boss.hear("44"), QByteArray(R"(44{"message":"not authorised"})"));
}

void SocketIoGateTest::closesWhoNeverAsksForTheNamespace()
{
    House house;
    const Poller silent(house);
    house.clock().advance(std::chrono::seconds(6));
    QVERIFY(eventually([&] {
        const QByteArray heard = silent.hear();
        return heard == "1" || objectOf(heard).value("code"_L1).toInt() == 1;
    }));
}

void SocketIoGateTest::drains()
{
    House house;
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QTcpSocket poll;
    QByteArray heard;
    connect(&poll, &QTcpSocket::readyRead, &poll, [&] { heard += poll.readAll(); });
    poll.connectToHost(QHostAddress::LocalHost, house.port());
    poll.write(get(bot.query));
    // It is held by now: a second one, though refused, has come after it.
    QCOMPARE(exchange(house.port(), get("EIO=4&transport=polling&sid=x")).status(), 400);
    QVERIFY(house.stop());
    QVERIFY(eventually([&] { return poll.state() == QAbstractSocket::UnconnectedState; }));
    QVERIFY2(heard.endsWith("\r\n\r\n1"), heard.constData());
}

QTEST_GUILESS_MAIN(SocketIoGateTest)
#include "tst_gate.moc"
