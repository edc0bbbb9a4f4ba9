// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/door.h"
#include "tests/server/house.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The port, by raw sockets: what is refused is refused with the status of contract 2, and
//! whatever is sent, nothing stays open.
class DoorTest : public QObject
{
    Q_OBJECT
private slots:
    void answersWithTheContractsStatus_data();
    void answersWithTheContractsStatus();
    void refusesAKeyBeforeTheUpgrade_data();
    void refusesAKeyBeforeTheUpgrade();
    void takesTheKeyFromTheHeaderToo();
    void answersHeadAsGetWithoutTheBody_data();
    void answersHeadAsGetWithoutTheBody();
    void answersOneRequestAConnection();
    void answersExpectContinue();
    void closesWhoNeverEndsItsHead();
    void limitsCustomersPerAddressButNoApplications();
    void limitsCustomersInAll();
    void countsAgainWhenACustomerLeaves();
    void countsWhoIsBehindATrustedProxy();
    void countsANetworkOfIPv6AsOne();
    void countsAStrangerByHisOwnAddress();
    void refusesOriginsThatAreNotAllowed();
    void answersPagesOfAllowedOrigins();
    void leaksNoSockets();
};

namespace
{

QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &more = {})
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

int openDescriptors()
{
    return static_cast<int>(QDir(u"/proc/self/fd"_s)
                                .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
                                .size());
}

server::Configuration limited(int perAddress, int inAll)
{
    server::Configuration configuration = House::byHand();
    configuration.limits.connectionsPerAddress = perAddress;
    configuration.limits.connections = inAll;
    return configuration;
}

} // namespace

void DoorTest::answersWithTheContractsStatus_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    row("health", request("GET", "/health"), 200);
    row("a platform", request("GET", "/api/platforms/webchat"), 200);
    row("a platform that is not there", request("GET", "/api/platforms/other"), 404);
    row("a platform with a line break in its name", request("GET", "/api/platforms/a%0d%0ab"), 404);
    row("an address that is not there", request("GET", "/nowhere"), 404);
    row("a way out of the widget's folder", request("GET", "/widget/..%2f..%2fetc%2fpasswd"), 404);
    row("the wrong method", request("DELETE", "/health"), 405);
    row("a method nobody knows", request("BREW", "/health"), 405);
    row("a body where none belongs", request("GET", "/health", "Content-Length: 5\r\n") + "hello",
        413);
    row("a body that is too large", request("POST", "/chat/unload", "Content-Length: 5000\r\n"),
        413);
    row("an unload by nobody",
        request("POST", "/chat/unload", "Content-Length: 13\r\n") + R"({"token":"x"})", 401);
    row("an unload that is no JSON", request("POST", "/chat/unload", "Content-Length: 1\r\n") + "x",
        401);
    row("a preflight", request("OPTIONS", "/chat/unload"), 204);
    row("the chat without an upgrade", request("GET", "/chat"), 426);
    row("the events without an upgrade or a key", request("GET", "/events"), 401);
    row("a head of 20 KiB", request("GET", "/health", "X: " + QByteArray(20 * 1024, 'x') + "\r\n"),
        431);
    row("a head of 20 KiB that never ends", "GET /" + QByteArray(20 * 1024, 'x'), 431);
    row("a head of just under 16 KiB",
        request("GET", "/health", "X: " + QByteArray(16 * 1024 - 60, 'x') + "\r\n"), 200);
    row("a length and chunks",
        request("POST", "/chat/unload", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
        400);
    row("what is no HTTP", "\x16\x03\x01 hello\r\n\r\n", 400);
    row("an upgrade elsewhere", upgradeRequest("/health"), 404);
    row("an upgrade by an old version",
        QByteArray(upgradeRequest("/chat")).replace("Version: 13", "Version: 8"), 426);
    row("a customer", upgradeRequest("/chat"), 101);
    row("a customer with a sub-protocol",
        upgradeRequest("/chat", "Sec-WebSocket-Protocol: sermo.v1\r\n"), 101);
}

void DoorTest::answersWithTheContractsStatus()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    House house;
    const RawAnswer answer = exchange(house.port(), bytes);
    QCOMPARE(answer.status(), status);
    QVERIFY(answer.closed);
    if (status != 101)
        QCOMPARE(answer.header("X-Content-Type-Options"), "nosniff");
}

void DoorTest::refusesAKeyBeforeTheUpgrade_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("withKey");
    QTest::addColumn<int>("status");
    QTest::newRow("no key") << ""_ba << false << 401;
    QTest::newRow("a wrong key") << "apiKey=sk_bot_wrong"_ba << false << 401;
    QTest::newRow("a wrong key and a malformed since") << "apiKey=x&since=y"_ba << false << 401;
    QTest::newRow("live only") << ""_ba << true << 101;
    QTest::newRow("since the start") << "&since=0"_ba << true << 101;
    QTest::newRow("since another log's number") << "&since=5&epoch=other"_ba << true << 101;
    QTest::newRow("the open sessions") << "&replay=open"_ba << true << 101;
    QTest::newRow("since nothing") << "&since="_ba << true << 400;
    QTest::newRow("since a negative number") << "&since=-1"_ba << true << 400;
    QTest::newRow("since a number and a NUL") << "&since=1%00"_ba << true << 400;
    QTest::newRow("since a number and a blank") << "&since=1+"_ba << true << 400;
    QTest::newRow("since a number with a plus") << "&since=%2B1"_ba << true << 400;
    QTest::newRow("all that is open, and a NUL") << "&replay=open%00"_ba << true << 400;
    QTest::newRow("since a fraction") << "&since=1.5"_ba << true << 400;
    QTest::newRow("since more than a number holds")
        << "&since=99999999999999999999"_ba << true << 400;
    QTest::newRow("since twice") << "&since=1&since=2"_ba << true << 400;
    QTest::newRow("an empty epoch") << "&since=1&epoch="_ba << true << 400;
    QTest::newRow("an epoch that is none") << "&since=1&epoch=%0d%0a"_ba << true << 400;
    QTest::newRow("a replay of something else") << "&replay=all"_ba << true << 400;
}

void DoorTest::refusesAKeyBeforeTheUpgrade()
{
    QFETCH(const QByteArray, query);
    QFETCH(const bool, withKey);
    QFETCH(const int, status);
    House house;
    const QByteArray target
        = "/events?" + (withKey ? "apiKey=" + house.key(u"bot"_s) : QByteArray()) + query;
    QCOMPARE(exchange(house.port(), upgradeRequest(target)).status(), status);
}

void DoorTest::takesTheKeyFromTheHeaderToo()
{
    House house;
    QCOMPARE(exchange(house.port(),
                      upgradeRequest("/events",
                                     "Authorization: Bearer " + house.key(u"anna"_s) + "\r\n"))
                 .status(),
             101);
    QCOMPARE(
        exchange(house.port(),
                 upgradeRequest("/events", "Authorization: Basic " + house.key(u"anna"_s) + "\r\n"))
            .status(),
        401);
}

void DoorTest::answersHeadAsGetWithoutTheBody_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &target, const QByteArray &more,
                        int status) { QTest::newRow(name) << target << more << status; };
    row("what is there", "/health", {}, 200);
    row("what is not", "/nowhere", {}, 404);
    row("a platform that is not", "/api/platforms/other", {}, 404);
    row("what wants a key", "/metrics", {}, 401);
    row("what wants an upgrade", "/chat", {}, 426);
    row("with a body where none belongs", "/health", "Content-Length: 5\r\n", 413);
    row("with an upgrade elsewhere", "/health", "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        404);
}

void DoorTest::answersHeadAsGetWithoutTheBody()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, more);
    QFETCH(const int, status);
    House house;
    const RawAnswer get = exchange(house.port(), request("GET", target, more));
    const RawAnswer head = exchange(house.port(), request("HEAD", target, more));
    QCOMPARE(get.status(), status);
    QCOMPARE(head.status(), status);
    QVERIFY(!get.body().isEmpty());
    QCOMPARE(head.body(), "");
    QCOMPARE(head.header("Content-Length"), QByteArray::number(get.body().size()));
}

void DoorTest::answersOneRequestAConnection()
{
    House house;
    const RawAnswer answer
        = exchange(house.port(), request("GET", "/health") + request("GET", "/health"));
    QCOMPARE(answer.bytes.count("HTTP/1.1"), 1);
    QVERIFY(answer.closed);
}

void DoorTest::answersExpectContinue()
{
    House house;
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), house.port());
    socket.write(request("POST", "/chat/unload", "Content-Length: 2\r\nExpect: 100-continue\r\n"));
    QByteArray all;
    QVERIFY(eventually([&] { return (all += socket.readAll()).contains("100 Continue"); }));
    socket.write("{}");
    QVERIFY(eventually([&] { return (all += socket.readAll()).contains("HTTP/1.1 401"); }));
    QVERIFY(eventually([&] { return socket.state() == QAbstractSocket::UnconnectedState; }));
}

void DoorTest::closesWhoNeverEndsItsHead()
{
    server::Door::Limits limits;
    limits.headDeadline = std::chrono::milliseconds(50);
    server::Door door(limits,
                      [](const server::RequestHead &) { return server::HttpAnswer::plain(404); });
    QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0));
    QCOMPARE(exchange(door.serverPort(), "GET / HTTP/1.1\r\nHost: x\r\n").status(), 408);
    QVERIFY(eventually([&door] { return door.findChildren<QTcpSocket *>().isEmpty(); }));
}

void DoorTest::limitsCustomersPerAddressButNoApplications()
{
    House house(limited(2, 0));
    Client first(house.chat());
    Client second(house.chat());
    QVERIFY(first.isOpen());
    QVERIFY(second.isOpen());
    QCOMPARE(exchange(house.port(), upgradeRequest("/chat")).status(), 429);
    Client bot(house.events(u"bot"_s));
    Client agent(house.events(u"anna"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(bot.isOpen());
    QVERIFY(agent.isOpen());
    QVERIFY(boss.isOpen());
    QCOMPARE(exchange(house.port(), request("GET", "/health")).status(), 200);
}

void DoorTest::limitsCustomersInAll()
{
    House house(limited(0, 1));
    Client first(house.chat());
    QVERIFY(first.isOpen());
    QCOMPARE(exchange(house.port(), upgradeRequest("/chat")).status(), 503);
}

void DoorTest::countsAgainWhenACustomerLeaves()
{
    House house(limited(1, 0));
    {
        Client first(house.chat());
        QVERIFY(first.isOpen());
    }
    QVERIFY(eventually(
        [&house] { return exchange(house.port(), upgradeRequest("/chat")).status() == 101; }));
}

void DoorTest::countsWhoIsBehindATrustedProxy()
{
    server::Configuration configuration = limited(1, 0);
    configuration.trustedProxies = {u"127.0.0.0/8"_s};
    House house(configuration);
    Client first(house.chat());
    QVERIFY(first.isOpen());
    QCOMPARE(exchange(house.port(), upgradeRequest("/chat")).status(), 429);
    const QByteArray other = upgradeRequest("/chat", "X-Forwarded-For: 192.0.2.1\r\n");
    QCOMPARE(exchange(house.port(), other).status(), 101);
}

//! Any machine has as many addresses of its network as it likes.
void DoorTest::countsANetworkOfIPv6AsOne()
{
    server::Configuration configuration = limited(2, 0);
    configuration.trustedProxies = {u"127.0.0.1"_s};
    House house(configuration);
    std::vector<std::unique_ptr<QTcpSocket>> sockets; // who came stays
    const auto statusOf = [&](const QByteArray &from) {
        QTcpSocket &socket = *sockets.emplace_back(std::make_unique<QTcpSocket>());
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), house.port());
        socket.write(upgradeRequest("/chat", "X-Forwarded-For: " + from + "\r\n"));
        (void)eventually([&socket] { return socket.bytesAvailable() > 0; });
        return socket.readAll().mid(9, 3).toInt();
    };
    QCOMPARE(statusOf("2001:db8::1"), 101);
    QCOMPARE(statusOf("2001:db8::2"), 101);
    QCOMPARE(statusOf("2001:db8::3"), 429);
    QCOMPARE(statusOf("2001:db8:0:1::1"), 101);
}

void DoorTest::countsAStrangerByHisOwnAddress()
{
    House house(limited(1, 0));
    Client first(house.chat());
    QVERIFY(first.isOpen());
    const QByteArray other = upgradeRequest("/chat", "X-Forwarded-For: 192.0.2.1\r\n");
    QCOMPARE(exchange(house.port(), other).status(), 429);
}

void DoorTest::refusesOriginsThatAreNotAllowed()
{
    server::Configuration configuration = House::byHand();
    configuration.origins = {u"https://www.example.com"_s};
    House house(configuration);
    const auto status = [&house](const QByteArray &origin) {
        return exchange(house.port(),
                        upgradeRequest("/chat",
                                       origin.isEmpty() ? origin : "Origin: " + origin + "\r\n"))
            .status();
    };
    QCOMPARE(status("https://www.example.com"), 101);
    QCOMPARE(status(""), 101);
    QCOMPARE(status("https://evil.example"), 403);
    QCOMPARE(status("null"), 403);
}

void DoorTest::answersPagesOfAllowedOrigins()
{
    server::Configuration configuration = House::byHand();
    configuration.origins = {u"https://www.example.com"_s};
    House house(configuration);
    const auto ask = [&house](const QByteArray &origin) {
        return exchange(house.port(),
                        request("GET", "/api/platforms/webchat", "Origin: " + origin + "\r\n"));
    };
    QCOMPARE(ask("https://www.example.com").header("Access-Control-Allow-Origin"),
             "https://www.example.com");
    QCOMPARE(ask("https://evil.example").header("Access-Control-Allow-Origin"), "");
    QCOMPARE(ask("https://evil.example").header("Vary"), "Origin");
}

void DoorTest::leaksNoSockets()
{
    House house;
    QCOMPARE(exchange(house.port(), request("GET", "/health")).status(), 200);
    const int before = openDescriptors();
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(exchange(house.port(), request("GET", "/health")).status(), 200);
        QCOMPARE(exchange(house.port(), "nonsense\r\n\r\n").status(), 400);
        QCOMPARE(exchange(house.port(), upgradeRequest("/events")).status(), 401);
        Client customer(house.chat());
        QVERIFY(customer.isOpen());
    }
    QVERIFY(eventually([before] { return openDescriptors() <= before; }));
}

QTEST_GUILESS_MAIN(DoorTest)
#include "tst_door.moc"
