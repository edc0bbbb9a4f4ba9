// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/door.h"
#include "broker/server/socketpeer.h"
#include "broker/server/tlsidentity.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "tests/imaging/images.h"
#include "tests/server/house.h"

#include <QImage>
#include <QRandomGenerator>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocketServer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! The port when it speaks TLS: the same broker, and no handshake that never ends keeps anybody
//! else out.
class DoorTlsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void servesRequests_data();
    void servesRequests();
    void givesAnImageWhole();
    void carriesEventsOverWss();
    void refusesWhoSpeaksNoTls();
    void cutsAHandshakeThatNeverEnds_data();
    void cutsAHandshakeThatNeverEnds();
    void servesAnotherAddressBesideAThousandHandshakes_data();
    void servesAnotherAddressBesideAThousandHandshakes();
    void cutsAReaderWithoutProgress();
    void refusesToListenBeyondLoopbackWithoutACertificate();

private:
    [[nodiscard]] QByteArray ask(quint16 port, const QByteArray &request,
                                 const QHostAddress &from = {}) const;
    QTemporaryDir m_data;
    server::TlsIdentity m_identity;
    QSslConfiguration m_trust; //!< of a client that knows the broker's certificate
};

namespace
{

//! How a client's first words look that then says no more.
QByteArray clientHello(const QSslConfiguration &trust)
{
    QTcpServer ear;
    QSslSocket client;
    client.setSslConfiguration(trust);
    QByteArray hello;
    if (!ear.listen(QHostAddress(QHostAddress::LocalHost), 0))
        return {};
    client.connectToHostEncrypted(u"127.0.0.1"_s, ear.serverPort());
    QTcpSocket *heard = nullptr;
    (void)eventually([&] {
        if (!heard)
            heard = ear.nextPendingConnection();
        hello += heard ? heard->readAll() : QByteArray();
        // A record says in its fourth and fifth byte how long it is.
        return hello.size() > 5
            && hello.size() == 5 + uchar(hello.at(3)) * 256 + uchar(hello.at(4));
    });
    return hello;
}

} // namespace

void DoorTlsTest::initTestCase()
{
    const auto identity = server::TlsIdentity::own(
        m_data.path(), QHostAddress(QHostAddress::LocalHost), SystemClock().now());
    QVERIFY(identity);
    m_identity = *identity;
    m_trust = QSslConfiguration::defaultConfiguration();
    m_trust.setCaCertificates(m_identity.chain);
}

//! The answer over TLS, from a client that trusts only the broker's own certificate and wants it to
//! speak for 127.0.0.1.
QByteArray DoorTlsTest::ask(quint16 port, const QByteArray &request, const QHostAddress &from) const
{
    QSslSocket socket;
    socket.setSslConfiguration(m_trust);
    if (!from.isNull() && !socket.bind(from))
        return {};
    socket.connectToHostEncrypted(u"127.0.0.1"_s, port);
    socket.write(request);
    QByteArray all;
    (void)eventually([&] {
        all += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return all;
}

void DoorTlsTest::servesRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("an answer of the HTTP server's") << "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"_ba
                                                    << "HTTP/1.1 200 OK"_ba;
    QTest::newRow("a refusal of the door's") << "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"_ba
                                             << "HTTP/1.1 404 Not Found"_ba;
    QTest::newRow("an upgrade without a key")
        << upgradeRequest("/events") << "HTTP/1.1 401 Unauthorized"_ba;
    QTest::newRow("a head too large")
        << "GET /" + QByteArray(20'000, 'x') << "HTTP/1.1 431 Request Header Fields Too Large"_ba;
    QTest::newRow("a body")
        << "POST /chat/unload HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"_ba
        << "HTTP/1.1 401 Unauthorized"_ba;
}

void DoorTlsTest::servesRequests()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, status);
    const House house({}, m_identity);
    const QByteArray answer = ask(house.port(), request);
    QCOMPARE(answer.left(answer.indexOf('\r')), status);
}

void DoorTlsTest::givesAnImageWhole()
{
    const House house({}, m_identity);
    QVERIFY(house.isReady());
    // More than the kernel takes at once, so that the end has to wait for it.
    QImage noise(900, 900, QImage::Format_RGB32);
    QRandomGenerator dice(1);
    dice.fillRange(reinterpret_cast<quint32 *>(noise.bits()), noise.sizeInBytes() / 4);
    const QByteArray body = encoded(noise, "png");
    const QByteArray taken
        = ask(house.port(),
              "POST /images?apiKey=" + house.key(u"anna"_s)
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: "
                  + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QVERIFY2(taken.startsWith("HTTP/1.1 201"), taken.left(200).constData());
    const qsizetype from = taken.indexOf("/images/");
    const QByteArray address = taken.sliced(from, taken.indexOf('\r', from) - from);
    const QByteArray shown = ask(house.port(), "GET " + address + " HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY2(shown.startsWith("HTTP/1.1 200"), shown.left(200).constData());
    const QImage image = QImage::fromData(shown.sliced(shown.indexOf("\r\n\r\n") + 4), "png");
    QCOMPARE(image.convertToFormat(QImage::Format_RGB32), noise);
}

void DoorTlsTest::carriesEventsOverWss()
{
    House house({}, m_identity);
    Client customer(house.chat(), {}, m_trust);
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QString user = customer.take(u"welcome"_s).value("userId"_L1).toString();
    QVERIFY(!user.isEmpty());
    Client bot(house.events(u"bot"_s), {}, m_trust);
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    const QString text(30'000, QChar(0x00e5)); // over several TLS records
    customer.send(QJsonObject{{u"type"_s, u"text"_s},
                              {u"direction"_s, u"inbound"_s},
                              {u"userId"_s, user},
                              {u"text"_s, text}});
    QCOMPARE(bot.take(u"text"_s).value("text"_L1).toString(), text);
    QVERIFY(house.stop());
    QCOMPARE(bot.closeCode(), 4503);
    QCOMPARE(customer.closeCode(), 4503);
}

void DoorTlsTest::refusesWhoSpeaksNoTls()
{
    const House house({}, m_identity);
    const RawAnswer answer = exchange(house.port(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(answer.status(), 400);
    QVERIFY(answer.closed);
}

void DoorTlsTest::cutsAHandshakeThatNeverEnds_data()
{
    QTest::addColumn<QByteArray>("said");
    const QByteArray hello = clientHello(m_trust);
    QVERIFY(hello.size() > 100);
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("half a hello") << hello.left(hello.size() / 2);
    QTest::newRow("a hello and no more") << hello;
    QTest::newRow("a hello and nonsense") << hello + QByteArray(100, 'x');
}

void DoorTlsTest::cutsAHandshakeThatNeverEnds()
{
    QFETCH(const QByteArray, said);
    server::Door::Limits limits;
    limits.headDeadline = std::chrono::milliseconds(200);
    server::Door door(limits,
                      [](const server::RequestHead &) { return server::HttpAnswer::plain(404); });
    door.setTls(m_identity.configuration());
    QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0));
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), door.serverPort());
    socket.write(said);
    QVERIFY(eventually([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }));
    QVERIFY(eventually([&] {
        socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    }));
    QVERIFY(eventually([&door] { return door.findChildren<QTcpSocket *>().isEmpty(); }));
}

void DoorTlsTest::servesAnotherAddressBesideAThousandHandshakes_data()
{
    QTest::addColumn<QByteArray>("said");
    const QByteArray hello = clientHello(m_trust);
    QTest::newRow("half-open ones") << ""_ba;
    QTest::newRow("slow ones") << hello.left(20);
    QTest::newRow("ones that go on after their hello no more") << hello;
}

//! However long a crowd stays: it waits for nobody's deadline, and for hardly any of the handshakes
//! that came before its own.
void DoorTlsTest::servesAnotherAddressBesideAThousandHandshakes()
{
    QFETCH(const QByteArray, said);
    (void)server::raiseDescriptorLimit();
    server::Door::Limits limits;
    limits.headDeadline = 1h;
    server::Door door(limits,
                      [](const server::RequestHead &) { return server::HttpAnswer::plain(404); });
    door.setTls(m_identity.configuration());
    QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0));
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int i = 0; i < 1000; ++i) {
        crowd.push_back(std::make_unique<QTcpSocket>());
        crowd.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), door.serverPort());
        QVERIFY(crowd.back()->waitForConnected());
        crowd.back()->write(said);
        crowd.back()->flush();
    }
    const QByteArray answer = ask(door.serverPort(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
                                  QHostAddress(u"127.0.0.2"_s));
    QVERIFY(answer.startsWith("HTTP/1.1 404"));
    const auto hasBegun = [](const auto &socket) { return socket->bytesAvailable() > 0; };
    const auto begun = std::ranges::count_if(crowd, hasBegun);
    QVERIFY2(begun < 250, QByteArray::number(begun).constData());
    QVERIFY(std::ranges::all_of(crowd, [](const auto &socket) {
        return socket->state() == QAbstractSocket::ConnectedState;
    }));
}

//! By QSslSocket's own count everything is written as soon as it is encrypted.
void DoorTlsTest::cutsAReaderWithoutProgress()
{
    server::Door door({},
                      [](const server::RequestHead &) { return server::HttpAnswer::plain(404); });
    door.setTls(m_identity.configuration());
    QVERIFY(door.listen(QHostAddress(QHostAddress::LocalHost), 0));
    QWebSocketServer handshake(u"test"_s, QWebSocketServer::NonSecureMode);
    QTcpSocket *tcp = nullptr;
    std::unique_ptr<server::SocketPeer> peer;
    connect(&door, &server::Door::upgradeRequested, this, [&](QTcpSocket *socket) {
        tcp = socket;
        tcp->setParent(nullptr);
        handshake.handleConnection(tcp);
    });
    connect(&handshake, &QWebSocketServer::newConnection, this, [&] {
        std::unique_ptr<QWebSocket> socket(handshake.nextPendingConnection());
        peer
            = std::make_unique<server::SocketPeer>(std::move(socket), tcp, Instant{0, 1h}, nullptr);
    });
    QSslSocket slow;
    slow.setSslConfiguration(m_trust);
    slow.setReadBufferSize(1024);
    QVERIFY(slow.bind(QHostAddress(QHostAddress::LocalHost)));
    slow.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    slow.connectToHostEncrypted(u"127.0.0.1"_s, door.serverPort());
    slow.write(upgradeRequest("/chat"));
    QVERIFY(eventually([&peer] { return peer != nullptr; }));
    peer->setIdentity(desk::Sender{Role::Bot, u"key:x"_s, {}, {}, {}});

    for (int i = 0; i < 100; ++i)
        peer->send(server::Parcel::lasting(QByteArray(60'000, 'x')));
    qint64 before = -1;
    QVERIFY(eventually([&] { return std::exchange(before, peer->backlog()) == before; }));
    QVERIFY(peer->backlog() > 1'000'000);
    peer->pulse({0, 1h + 1s}); // the last progress was seen here
    peer->pulse({0, 1h + 10s});
    QVERIFY(peer->isOpen());
    peer->pulse({0, 1h + 11s});
    QVERIFY(!peer->isOpen());
}

void DoorTlsTest::refusesToListenBeyondLoopbackWithoutACertificate()
{
    const FakeClock clock;
    server::Broker broker({}, std::make_unique<store::MemoryLog>(clock),
                          std::make_unique<store::MemoryCredentials>(),
                          std::make_unique<store::MemoryBlobs>(), clock);
    QString why;
    bool ready = false;
    connect(&broker, &server::Broker::failed, this, [&why](const QString &it) { why = it; });
    connect(&broker, &server::Broker::ready, this, [&ready] { ready = true; });
    broker.start(QHostAddress(QHostAddress::AnyIPv4), 0);
    QVERIFY(eventually([&] { return !why.isEmpty() || ready; }));
    QVERIFY(why.contains(u"certificate"_s));
    QVERIFY(!ready);
}

QTEST_GUILESS_MAIN(DoorTlsTest)
#include "tst_doortls.moc"
