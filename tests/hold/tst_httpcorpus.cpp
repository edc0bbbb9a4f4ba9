// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/door.h"
#include "tests/server/house.h"
#include "tests/support/promise.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! What people send to an HTTP port to get past it: each row is answered once, with exactly this
//! status, and the connection ends. 0: it just ends.
class HttpCorpusTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }
    void cleanupTestCase() { m_house.reset(); }
    void cannotBeSmuggledPast_data();
    void cannotBeSmuggledPast() { answersOnce(); }
    void refusesOddRequests_data();
    void refusesOddRequests() { answersOnce(); }
    void findsNoWayOut_data();
    void findsNoWayOut() { answersOnce(); }
    void refusesOddUpgrades_data();
    void refusesOddUpgrades() { answersOnce(); }
    void keepsToTheLimitsOfSize_data();
    void keepsToTheLimitsOfSize() { answersOnce(); }
    void cutsWhoIsSlow_data();
    void cutsWhoIsSlow();
    void servesOnAfterAllThat();

private:
    static void columns();
    void answersOnce();

    std::unique_ptr<House> m_house;
    int m_requests = 0;
};

namespace
{

constexpr auto Host = "Host: 127.0.0.1\r\n";
constexpr auto Hidden
    = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"; //!< who answers this was fooled

QByteArray request(const QByteArray &line, const QByteArray &fields = {},
                   const QByteArray &body = {})
{
    return line + "\r\n" + Host + fields + "\r\n" + body;
}

QByteArray get(const QByteArray &target, const QByteArray &fields = {}, const QByteArray &body = {})
{
    return request("GET " + target + " HTTP/1.1", fields, body);
}

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return request("POST /chat/unload HTTP/1.1", fields, body);
}

void row(const char *name, int status, const QList<QByteArray> &writes)
{
    QTest::newRow(name) << status << writes;
}

} // namespace

void HttpCorpusTest::columns()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QList<QByteArray>>("writes"); // each a segment of its own
}

void HttpCorpusTest::answersOnce()
{
    QFETCH(const int, status);
    QFETCH(const QList<QByteArray>, writes);
    ++m_requests;
    QTcpSocket socket;
    RawAnswer answer;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
    QVERIFY(eventually([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }));
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    for (const QByteArray &bytes : writes) {
        socket.write(bytes);
        socket.flush();
        QCoreApplication::processEvents();
    }
    const auto isOver = [&] {
        answer.bytes += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    };
    QVERIFY(eventually(isOver));
    QCOMPARE(answer.status(), status);
    QCOMPARE(answer.bytes.count("HTTP/1.1 "), status == 0 ? 0 : 1);
    if (status != 0) {
        QCOMPARE(answer.header("Connection"), "close");
        QCOMPARE(answer.header("X-Content-Type-Options"), "nosniff");
    }
}

void HttpCorpusTest::cannotBeSmuggledPast_data()
{
    columns();
    const QByteArray chunk = "0\r\n\r\n";
    row("length and chunks", 400,
        {post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", chunk + Hidden)});
    row("chunks and length", 400,
        {post("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n", chunk + Hidden)});
    row("chunks", 411, {post("Transfer-Encoding: chunked\r\n", chunk + Hidden)});
    row("chunks in capitals", 411, {post("TRANSFER-ENCODING: CHUNKED\r\n", chunk + Hidden)});
    row("an encoding of identity", 411, {post("Transfer-Encoding: identity\r\n")});
    row("chunks twice", 411, {post("Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n")});
    row("an encoding with a blank before the colon", 400,
        {post("Transfer-Encoding : chunked\r\n", chunk)});
    row("an encoding on a folded line", 400,
        {post("X: y\r\n Transfer-Encoding: chunked\r\n", chunk)});
    row("an encoding behind a tab", 411, {post("Transfer-Encoding:\tchunked\r\n", chunk)});
    row("an encoding behind a bare line feed", 400,
        {post("X: y\nTransfer-Encoding: chunked\r\n", chunk)});
    row("an encoding behind a bare carriage return", 400,
        {post("X: y\rTransfer-Encoding: chunked\r\n", chunk)});
    row("a length that wraps to nothing", 413,
        {post("Content-Length: 18446744073709551615\r\n", Hidden)});
    row("a length of more digits than a number", 413,
        {post("Content-Length: " + QByteArray(40, '9') + "\r\n")});
    row("a length below nothing", 400, {post("Content-Length: -1\r\n", Hidden)});
    row("a length with a sign", 400, {post("Content-Length: +2\r\n", "{}")});
    row("a length in hexadecimal", 400, {post("Content-Length: 0x2\r\n", "{}")});
    row("a length that is a list", 400, {post("Content-Length: 2, 2\r\n", "{}")});
    row("a length with a blank inside", 400, {post("Content-Length: 1 2\r\n", "{}")});
    row("a length that is empty", 400, {post("Content-Length:\r\n", Hidden)});
    row("two lengths", 400, {post("Content-Length: 2\r\nContent-Length: 40\r\n", "{}")});
    row("the same length twice", 400, {post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")});
    QByteArray many;
    for (int i = 0; i < 101; ++i)
        many += "X" + QByteArray::number(i) + ": y\r\n";
    row("a length behind a hundred fields", 431, {post(many + "Content-Length: 40\r\n", Hidden)});
    row("a body behind a GET", 413, {get("/health", "Content-Length: 40\r\n", Hidden)});
    row("a second request at once", 400, {get("/health") + get("/health")});
    row("a second request a moment later", 200, {get("/health"), get("/health")});
    row("a second request behind a body", 400, {post("Content-Length: 2\r\n", "{}") + Hidden});
    row("a second request a moment behind a body", 401,
        {post("Content-Length: 2\r\n", "{}"), Hidden});
    row("a hundred requests at once", 400, {QByteArray(Hidden).repeated(100)});
}

void HttpCorpusTest::refusesOddRequests_data()
{
    columns();
    row("nothing but an end", 400, {"\r\n\r\n"});
    row("an empty line first", 400, {"\r\n" + get("/health")});
    row("TLS", 400, {QByteArray::fromHex("1603010200010001fc0303") + "\r\n\r\n"});
    row("HTTP/2 with prior knowledge", 400, {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"});
    row("HTTP/0.9", 400, {"GET /health\r\n\r\n"});
    row("HTTP/1.0 without a host", 400, {"GET /health HTTP/1.0\r\n\r\n"});
    row("HTTP/1.0", 200, {request("GET /health HTTP/1.0")});
    row("HTTP/2.0", 505, {request("GET /health HTTP/2.0")});
    row("HTTP/9.9", 505, {request("GET /health HTTP/9.9")});
    row("HTTP in small letters", 400, {request("GET /health http/1.1")});
    row("a version with a tail", 505, {request("GET /health HTTP/1.1x")});
    row("no host", 400, {"GET /health HTTP/1.1\r\n\r\n"});
    row("two hosts", 400, {get("/health", "Host: evil.example\r\n")});
    row("an absolute form", 400, {get("http://127.0.0.1/health")});
    row("an absolute form of somewhere else", 400, {get("http://evil.example/")});
    row("an asterisk", 400, {request("OPTIONS * HTTP/1.1")});
    row("an authority", 400, {request("CONNECT evil.example:443 HTTP/1.1")});
    row("a method in small letters", 405, {request("get /health HTTP/1.1")});
    row("TRACE", 405, {request("TRACE /health HTTP/1.1")});
    row("CONNECT with a path", 405, {request("CONNECT /health HTTP/1.1")});
    row("PUT", 405, {request("PUT /health HTTP/1.1")});
    row("PATCH where one posts", 405, {request("PATCH /chat/unload HTTP/1.1")});
    row("POST where one gets", 405, {request("POST /health HTTP/1.1")});
    row("a method with a bracket", 400, {request("GE(T /health HTTP/1.1")});
    row("a method of 1000 letters", 405, {request(QByteArray(1000, 'A') + " /health HTTP/1.1")});
    row("two blanks", 400, {request("GET  /health HTTP/1.1")});
    row("tabs for blanks", 400, {request("GET\t/health\tHTTP/1.1")});
    row("a blank in the target", 400, {get("/health /x")});
    row("bytes above ASCII in the target", 400, {get("/h\xc3\xa4lth")});
    row("a control character in the target", 400, {get("/health\x01")});
    row("a field without a name", 400, {get("/health", ": x\r\n")});
    row("a field without a colon", 400, {get("/health", "nonsense\r\n")});
    row("a blank in a field's name", 400, {get("/health", "X Y: z\r\n")});
    row("a NUL in a field", 400, {get("/health", QByteArray("X: a\0b\r\n", 8))});
    row("a control character in a field", 400,
        {get("/health",
             "X: a\x02"
             "b\r\n")});
    row("a folded field", 400, {get("/health", "X: a\r\n b\r\n")});
    row("two keys", 400,
        {get("/events", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")});
    row("two origins", 400,
        {get("/api/platforms/webchat", "Origin: http://a\r\nOrigin: http://b\r\n")});
    row("two types of body", 400, {post("Content-Type: a/b\r\nContent-Type: c/d\r\n")});
}

void HttpCorpusTest::findsNoWayOut_data()
{
    columns();
    for (const char *path : {"/widget/../../etc/passwd",
                             "/widget/..%2f..%2fetc%2fpasswd",
                             "/widget/..%5c..%5cetc",
                             "/widget/%2e%2e/%2e%2e/etc/passwd",
                             "/widget/..%c0%af..%c0%afetc",
                             "/widget/....//etc",
                             "/widget/sermo.min.js%00.png",
                             "/widget/%00",
                             "/%00",
                             "/..%5c",
                             "/../health",
                             "/./health",
                             "//health",
                             "//127.0.0.1/health",
                             "/health/",
                             "/health%00",
                             "/health%2f",
                             "/%68ealth",
                             "/health;x",
                             "/health#x",
                             "/HEALTH",
                             "/api/platforms/",
                             "/api/platforms/webchat%00",
                             "/api/platforms/..%2fhealth",
                             "/api/platforms/../../health",
                             "/api/platforms/..%5chealth",
                             "/api/platforms/%0d%0aX:%20y",
                             "/api/platforms/webchat/",
                             "/api/platforms/%ff%fe",
                             "/api/platforms/%",
                             "/api/platforms/%zz",
                             "/images/..%2f..%2fetc",
                             "/images/%00",
                             "/images/..%5cx",
                             "/metrics/",
                             "/.git/config",
                             "/etc/passwd"})
        row(path, 404, {get(path)});
    row("a query of odd characters", 200, {get("/health?%00=%0d%0a&..%5c")});
    row("a long query", 200, {get("/health?" + QByteArray(8000, 'q'))});
}

void HttpCorpusTest::refusesOddUpgrades_data()
{
    columns();
    const QByteArray good = upgradeRequest("/chat");
    const auto with = [&good](const char *before, const char *after) {
        return QByteArray(good).replace(before, after);
    };
    row("without a key", 400, {with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "")});
    row("with a short key", 400, {with("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=")});
    row("with a key that is no base64", 400,
        {with("dGhlIHNhbXBsZSBub25jZQ==", "!!!!!!!!!!!!!!!!!!!!!!==")});
    row("with two keys", 400,
        {upgradeRequest("/chat", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")});
    row("without a version", 426, {with("Sec-WebSocket-Version: 13\r\n", "")});
    row("of version 14", 426, {with("Version: 13", "Version: 14")});
    row("of two versions", 400, {upgradeRequest("/chat", "Sec-WebSocket-Version: 8\r\n")});
    row("by POST", 400, {with("GET ", "POST ")});
    row("by HTTP/2.0", 505, {with("HTTP/1.1", "HTTP/2.0")});
    row("with a body", 400, {upgradeRequest("/chat", "Content-Length: 5\r\n") + "hello"});
    row("with chunks", 411, {upgradeRequest("/chat", "Transfer-Encoding: chunked\r\n")});
    row("to something else", 400, {with("Upgrade: websocket", "Upgrade: h2c")});
    row("to nowhere", 404, {upgradeRequest("/chatter")});
    row("to a way out", 404, {upgradeRequest("/chat%00")});
    row("by two origins", 400,
        {upgradeRequest("/chat", "Origin: http://a\r\nOrigin: http://b\r\n")});
    row("with an absolute form", 400, {upgradeRequest("http://127.0.0.1/chat")});
    row("a Connection that names no upgrade", 426,
        {with("Connection: Upgrade", "Connection: keep-alive")});
}

void HttpCorpusTest::keepsToTheLimitsOfSize_data()
{
    columns();
    const auto head = [](qsizetype bytes) {
        const QByteArray small = get("/health", "X: \r\n");
        return QByteArray(small).insert(small.size() - 4, QByteArray(bytes - small.size(), 'x'));
    };
    row("a head of exactly 16 KiB", 200, {head(16 * 1024)});
    row("a head of a byte more", 431, {head(16 * 1024 + 1)});
    row("a head of a megabyte", 431, {head(1024 * 1024)});
    row("a line that never ends", 431, {"GET /" + QByteArray(1024 * 1024, 'a')});
    row("fields that never end", 431,
        {"GET / HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(20'000)});
    row("80 fields", 200, {get("/health", QByteArray("X: y\r\n").repeated(79))});
    row("81 fields", 431, {get("/health", QByteArray("X: y\r\n").repeated(80))});
    row("a body of exactly what is taken", 401,
        {post("Content-Length: 4096\r\n", QByteArray(4096, ' '))});
    row("a body of a byte more", 413, {post("Content-Length: 4097\r\n", QByteArray(4097, ' '))});
    row("a body that is announced too large", 413, {post("Content-Length: 999999999999999\r\n")});
    row("a body where none belongs", 413, {get("/health", "Content-Length: 1\r\n", "x")});
}

void HttpCorpusTest::cutsWhoIsSlow_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("says nothing") << ""_ba << 408;
    QTest::newRow("stops in its first line") << "GET /hea"_ba << 408;
    QTest::newRow("never ends its head") << "GET / HTTP/1.1\r\nHost: x\r\n"_ba << 408;
    QTest::newRow("ends its lines with line feeds only") << "GET / HTTP/1.1\nHost: x\n\n"_ba << 408;
    QTest::newRow("never ends its body")
        << "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"_ba << 0;
}

void HttpCorpusTest::cutsWhoIsSlow()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    server::Door::Limits limits;
    limits.headDeadline = 50ms;
    limits.requestDeadline = 50ms;
    server::Door door(limits, [](const server::RequestHead &) { return std::nullopt; });
    connect(&door, &QTcpServer::pendingConnectionAvailable, &door,
            [&door] { door.nextPendingConnection(); });
    QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0));
    const RawAnswer answer = exchange(door.serverPort(), bytes);
    QVERIFY(answer.closed);
    QCOMPARE(answer.status(), status);
}

void HttpCorpusTest::servesOnAfterAllThat()
{
    QCOMPARE(exchange(m_house->port(), get("/health")).status(), 200);
    Client customer(m_house->chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    QVERIFY(!customer.take(u"welcome"_s).isEmpty());
    keptPromise("odd requests: an exact status or an end, and one answer only",
                u"%1 smuggled, oversized, slow, pipelined and odd requests"_s.arg(m_requests),
                u"each as the table says"_s);
}

QTEST_GUILESS_MAIN(HttpCorpusTest)
#include "tst_httpcorpus.moc"
