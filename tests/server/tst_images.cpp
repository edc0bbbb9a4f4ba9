// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imaging/images.h"
#include "tests/server/imagehouse.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The addresses of images, by raw sockets, with the real helper process (contract 2).
class ImagesTest : public ImageHouse
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void refusesInTheOrderOfTheContract_data();
    void refusesInTheOrderOfTheContract();
    void takesAnImageFromEveryoneKnown_data();
    void takesAnImageFromEveryoneKnown();
    void takesAnImageInJson();
    void showsAnImageAsSomethingHarmless();
    void answersWhoHasItAlready();
    void leavesNoPlaceInAPhotograph();
    void refusesHostileImages_data();
    void refusesHostileImages();
    void knowsNoImageByAnotherName_data();
    void knowsNoImageByAnotherName();
    void answersPagesOfOtherOrigins();
    void takesManyAtOnce();
    void takesAnAgentsWhileCustomersTrickle();
};

void ImagesTest::refusesInTheOrderOfTheContract_data()
{
    QTest::addColumn<bool>("withKey");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row
        = [](const char *name, bool withKey, const QByteArray &fields, const QByteArray &body,
             int status) { QTest::newRow(name) << withKey << fields << body << status; };
    const QByteArray tooMuch
        = "Content-Length: " + QByteArray::number(8 * 1024 * 1024 + 1) + "\r\n";
    const QByteArray five = "Content-Length: 5\r\n";
    row("nobody", false, five, "hello", 401);
    row("nobody with too much", false, tooMuch, {}, 401);
    row("somebody with too much", true, tooMuch, {}, 413);
    row("somebody with nothing", true, {}, {}, 400);
    row("what is no JSON", true, five, "hello", 400);
    row("JSON without an image", true, "Content-Length: 2\r\n", "{}", 400);
    row("base64 with a stray character", true, "Content-Length: 14\r\n", R"({"image":"?="})", 400);
    row("a word in base64", true, "Content-Length: 20\r\n", R"({"image":"aGVsbG8="})", 415);
    row("a word as an image", true, "Content-Type: image/png\r\n" + five, "hello", 415);
    row("a bomb", true,
        "Content-Type: image/png\r\nContent-Length: "
            + QByteArray::number(pngBomb(30'000, 30'000).size()) + "\r\n",
        pngBomb(30'000, 30'000), 413);
    row("the wrong secret", false, "Authorization: Bearer sk_agent_wrong\r\n" + five, "hello", 401);
}

void ImagesTest::refusesInTheOrderOfTheContract()
{
    QFETCH(const bool, withKey);
    QFETCH(const QByteArray, fields);
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    const QByteArray key = withKey ? bearer(u"anna"_s) : QByteArray();
    const RawAnswer answer
        = exchange(m_house->port(), request("POST", "/images", key + fields) + body);
    QCOMPARE(answer.status(), status);
    QVERIFY(answer.closed);
    QVERIFY(answer.header("Location").isEmpty());
}

void ImagesTest::takesAnImageFromEveryoneKnown_data()
{
    QTest::addColumn<QString>("keyName"); // empty: a customer's token
    for (const QString &name : {u"bot"_s, u"anna"_s, u"boss"_s, u"messenger"_s, QString()})
        QTest::addRow("%s", name.isEmpty() ? "a customer" : qPrintable(name)) << name;
}

void ImagesTest::takesAnImageFromEveryoneKnown()
{
    QFETCH(const QString, keyName);
    std::optional<Guest> guest;
    if (keyName.isEmpty())
        guest.emplace(*m_house);
    const RawAnswer answer
        = upload((guest ? guest->bearer : bearer(keyName)) + "Content-Type: image/png\r\n", m_png);
    QCOMPARE(answer.status(), 201);
    const QByteArray address = answer.header("Location");
    QVERIFY(address.startsWith("/images/"));
    QCOMPARE(idOf(address).size(), 22);
    QCOMPARE(objectOf(answer.body()).value("imageId"_L1).toString(), idOf(address));
    QCOMPARE(look("GET", address).status(), 200);
    if (guest) { // a token is never in an address
        const QByteArray token = guest->bearer.sliced(22).trimmed();
        QCOMPARE(exchange(m_house->port(),
                          request("POST", "/images?apiKey=" + token, "Content-Length: 1\r\n") + "x")
                     .status(),
                 401);
    }
}

void ImagesTest::takesAnImageInJson()
{
    const QByteArray body = R"({"image":")" + m_png.toBase64() + R"("})";
    const RawAnswer answer = exchange(m_house->port(),
                                      request("POST", "/images?apiKey=" + m_house->key(u"anna"_s),
                                              "Expect: 100-continue\r\nContent-Length: "
                                                  + QByteArray::number(body.size()) + "\r\n")
                                          + body);
    QVERIFY(answer.bytes.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n"));
}

void ImagesTest::showsAnImageAsSomethingHarmless()
{
    const QByteArray address = uploaded(bearer(u"anna"_s));
    const RawAnswer got = look("GET", address);
    QCOMPARE(got.status(), 200);
    QCOMPARE(got.header("Content-Type"), "image/png");
    QCOMPARE(got.header("X-Content-Type-Options"), "nosniff");
    QCOMPARE(got.header("Content-Security-Policy"), "default-src 'none'; sandbox");
    QCOMPARE(got.header("Cache-Control"), "private, max-age=31536000, immutable");
    QCOMPARE(got.header("Content-Disposition"), "inline; filename=\"image.png\"");
    QCOMPARE(got.header("Cross-Origin-Resource-Policy"), "cross-origin");
    QCOMPARE(QImage::fromData(got.body()).size(), QSize(64, 48));

    const RawAnswer head = look("HEAD", address);
    QCOMPARE(head.status(), 200);
    QCOMPARE(head.header("Content-Length"), QByteArray::number(got.body().size()));
    QVERIFY(head.body().isEmpty());
}

void ImagesTest::answersWhoHasItAlready()
{
    const QByteArray address = uploaded(bearer(u"anna"_s));
    const QByteArray etag = look("GET", address).header("ETag");
    QVERIFY(!etag.isEmpty());
    const RawAnswer again = look("GET", address, "If-None-Match: " + etag + "\r\n");
    QCOMPARE(again.status(), 304);
    QVERIFY(again.body().isEmpty());
    QCOMPARE(look("GET", address, "If-None-Match: \"other\"\r\n").status(), 200);
}

void ImagesTest::leavesNoPlaceInAPhotograph()
{
    const QByteArray photograph = jpegFromAPhone();
    QVERIFY(photograph.contains(Secret));
    const RawAnswer answer = upload(bearer(u"anna"_s) + "Content-Type: image/jpeg\r\n", photograph);
    QCOMPARE(answer.status(), 201);
    const RawAnswer got = look("GET", answer.header("Location"));
    QCOMPARE(got.header("Content-Type"), "image/jpeg");
    QCOMPARE(QImage::fromData(got.body()).size(), QSize(48, 64)); // upright
    QVERIFY(!got.body().contains(Secret));
    QVERIFY(!got.body().contains("Exif"));
}

void ImagesTest::refusesHostileImages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QList<NamedImage> images = refusedImages();
    for (const NamedImage &image : images)
        QTest::newRow(image.name) << image.bytes;
}

void ImagesTest::refusesHostileImages()
{
    QFETCH(const QByteArray, bytes);
    QCOMPARE(upload(bearer(u"anna"_s) + "Content-Type: image/png\r\n", bytes).status(), 415);
    QCOMPARE(look("GET", "/health").status(), 200);
}

void ImagesTest::knowsNoImageByAnotherName_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<int>("status");
    QTest::newRow("an id never issued") << "GET"_ba
                                        << "/images/AAAAAAAAAAAAAAAAAAAAAA"_ba << 404;
    QTest::newRow("none") << "GET"_ba
                          << "/images/"_ba << 404;
    QTest::newRow("a way out") << "GET"_ba
                               << "/images/..%2f..%2fetc%2fpasswd"_ba << 404;
    QTest::newRow("a way out, the other way") << "GET"_ba
                                              << "/images/..%5c..%5csermo.db"_ba << 404;
    QTest::newRow("with a zero") << "GET"_ba
                                 << "/images/AAAAAAAAAAAAAAAAAAAA%00"_ba << 404;
    QTest::newRow("asked of HEAD") << "HEAD"_ba
                                   << "/images/AAAAAAAAAAAAAAAAAAAAAA"_ba << 404;
    QTest::newRow("to delete") << "DELETE"_ba
                               << "/images/AAAAAAAAAAAAAAAAAAAAAA"_ba << 405;
    QTest::newRow("the folder") << "GET"_ba
                                << "/images"_ba << 405;
}

void ImagesTest::knowsNoImageByAnotherName()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, address);
    QFETCH(const int, status);
    const RawAnswer answer = look(method, address);
    QCOMPARE(answer.status(), status);
    if (method == "HEAD")
        QVERIFY(answer.body().isEmpty());
}

void ImagesTest::answersPagesOfOtherOrigins()
{
    const QByteArray origin = "Origin: https://shop.example\r\n";
    const RawAnswer preflight = look("OPTIONS", "/images", origin);
    QCOMPARE(preflight.status(), 204);
    QCOMPARE(preflight.header("Access-Control-Allow-Origin"), "https://shop.example");
    QVERIFY(preflight.header("Access-Control-Allow-Headers").contains("Authorization"));
    QVERIFY(preflight.header("Access-Control-Allow-Methods").contains("POST"));

    const RawAnswer answer
        = upload(origin + bearer(u"anna"_s) + "Content-Type: image/png\r\n", m_png);
    QCOMPARE(answer.status(), 201);
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), "https://shop.example");
    QCOMPARE(answer.header("Access-Control-Expose-Headers"), "Location");
    QCOMPARE(upload(origin, "x").header("Access-Control-Allow-Origin"), "https://shop.example");
}

void ImagesTest::takesManyAtOnce()
{
    constexpr int Many = 12;
    const QByteArray bytes
        = request("POST", "/images",
                  bearer(u"anna"_s) + "Content-Type: image/png\r\nContent-Length: "
                      + QByteArray::number(m_png.size()) + "\r\n")
        + m_png;
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < Many; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
        sockets.back()->write(bytes);
    }
    sockets.front()->abort(); // one hangs up, and nobody minds
    for (size_t i = 1; i < sockets.size(); ++i) {
        QTcpSocket &socket = *sockets.at(i);
        QVERIFY(QTest::qWaitFor(
            [&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 60'000));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 201 "));
    }
}

//! Each holds a place for as long as his bytes take.
void ImagesTest::takesAnAgentsWhileCustomersTrickle()
{
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    for (int i = 0; i < 8; ++i) {
        const Guest guest(*m_house);
        QTcpSocket &socket = *slow.emplace_back(std::make_unique<QTcpSocket>());
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
        socket.write(request("POST", "/images",
                             guest.bearer + "Content-Length: 1000\r\nExpect: 100-continue\r\n"));
        if (i < 4) // as many as one address may at a time: it is their turn
            QVERIFY(eventually([&socket] { return socket.bytesAvailable() > 0; }));
    }
    const QByteArray address = uploaded(bearer(u"anna"_s));
    QVERIFY(!address.isEmpty());
    for (const auto &socket : slow)
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
}

QTEST_GUILESS_MAIN(ImagesTest)
#include "tst_images.moc"
