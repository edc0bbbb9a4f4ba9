// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/requesthead.h"

#include <QTest>

using sermo::server::RequestHead;

//! The request's head, read strictly: what is ambiguous is refused, never repaired.
class RequestHeadTest : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatTheSpecificationAllows();
    void refusesWhatIsAmbiguous_data();
    void refusesWhatIsAmbiguous();
    void knowsAGoodUpgrade_data();
    void knowsAGoodUpgrade();
    void decodesParametersAndSeesRepetition();
    void findsTheEnd();
};

void RequestHeadTest::readsWhatTheSpecificationAllows()
{
    const auto head = RequestHead::parse(
        "POST /chat/unload?a=1 HTTP/1.1\r\nHost: x\r\nContent-LENGTH:  12 \r\n\r\nhello");
    QVERIFY(head);
    QCOMPARE(head->method, "POST");
    QCOMPARE(head->path, "/chat/unload");
    QCOMPARE(head->query, "a=1");
    QCOMPARE(head->contentLength, 12);
    QCOMPARE(head->field("host"), "x");
    QCOMPARE(head->size,
             qsizetype(
                 sizeof("POST /chat/unload?a=1 HTTP/1.1\r\nHost: x\r\nContent-LENGTH:  12 \r\n\r\n")
                 - 1));
}

void RequestHeadTest::refusesWhatIsAmbiguous_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &lines, int status) {
        QTest::newRow(name) << lines + "\r\n\r\n" << status;
    };
    const QByteArray get = "GET / HTTP/1.1\r\nHost: x\r\n";
    row("no request line", "Host: x", 400);
    row("no version", "GET /\r\nHost: x", 400);
    row("a version of the future", "GET / HTTP/9.9\r\nHost: x", 505);
    row("a target without a slash", "GET http://x/ HTTP/1.1\r\nHost: x", 400);
    row("a control character in the target", "GET /\x01 HTTP/1.1\r\nHost: x", 400);
    row("no host", "GET / HTTP/1.1\r\nAccept: */*", 400);
    row("two hosts", get + "Host: y", 400);
    row("a length twice, even when equal", get + "Content-Length: 1\r\nContent-Length: 1", 400);
    row("a negative length", get + "Content-Length: -1", 400);
    row("a length with a plus", get + "Content-Length: +1", 400);
    row("a list of lengths", get + "Content-Length: 1, 1", 400);
    row("an empty length", get + "Content-Length:", 400);
    row("the length that Qt takes for none", get + "Content-Length: 18446744073709551615", 413);
    row("chunks", get + "Transfer-Encoding: chunked", 411);
    row("chunks and a length", get + "Content-Length: 3\r\nTransfer-Encoding: chunked", 400);
    row("a length and chunks", get + "Transfer-Encoding: chunked\r\nContent-Length: 3", 400);
    row("a folded field", get + "X: a\r\n b", 400);
    row("a blank before the colon", get + "X : a", 400);
    row("a field without a name", get + ": a", 400);
    row("a bare line feed", get + "X: a\nContent-Length: 3", 400);
    row("a bare carriage return", get + "X: a\rY: b", 400);
    row("a zero byte", get + QByteArray("X: a\0b", 6), 400);
    QByteArray many = get;
    for (int i = 0; i < 100; ++i)
        many += "X" + QByteArray::number(i) + ": y\r\n";
    row("more fields than Qt counts", many.chopped(2), 431);
}

void RequestHeadTest::refusesWhatIsAmbiguous()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    const auto head = RequestHead::parse(bytes);
    QVERIFY(!head);
    QCOMPARE(head.error(), status);
}

void RequestHeadTest::knowsAGoodUpgrade_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("wants");
    QTest::addColumn<int>("error");
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n";
    QTest::newRow("as browsers send it")
        << "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n" + key + version << true << 0;
    QTest::newRow("in other letters")
        << "UPGRADE: WebSocket\r\nconnection: UPGRADE\r\n" + key + version << true << 0;
    QTest::newRow("without Connection") << "Upgrade: websocket\r\n" + key + version << false << 0;
    QTest::newRow("another version")
        << "Upgrade: websocket\r\nConnection: Upgrade\r\n" + key + "Sec-WebSocket-Version: 8\r\n"
        << true << 426;
    QTest::newRow("no key") << "Upgrade: websocket\r\nConnection: Upgrade\r\n" + version << true
                            << 400;
    QTest::newRow("a key that is too short")
        << "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: YQ==\r\n" + version
        << true << 400;
    QTest::newRow("another protocol")
        << "Upgrade: h2c\r\nConnection: Upgrade\r\n" + key + version << true << 400;
}

void RequestHeadTest::knowsAGoodUpgrade()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const bool, wants);
    QFETCH(const int, error);
    const auto head = RequestHead::parse("GET /chat HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    QVERIFY(head);
    QCOMPARE(head->wantsUpgrade(), wants);
    if (wants)
        QCOMPARE(head->upgradeError(), error);
}

void RequestHeadTest::decodesParametersAndSeesRepetition()
{
    const auto head = RequestHead::parse("GET /e?a=x%2By+z&b&c=1&c=2 HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(head);
    QCOMPARE(head->parameter("a").value, "x+y z");
    QCOMPARE(head->parameter("b").value, "");
    QVERIFY(head->parameter("c").repeated);
    QVERIFY(!head->parameter("d").value);
}

void RequestHeadTest::findsTheEnd()
{
    QVERIFY(!RequestHead::end("GET / HTTP/1.1\r\nHost: x\r\n"));
    QCOMPARE(RequestHead::end("a\r\n\r\nb"), 5);
}

QTEST_GUILESS_MAIN(RequestHeadTest)
#include "tst_requesthead.moc"
