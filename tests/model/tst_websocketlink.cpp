// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/socketfarend.h"
#include "tests/model/tlsserver.h"

#include <QCryptographicHash>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = EventLink::State;

namespace
{

//! A server that says what the test wants, byte for byte.
class RawServer : public QTcpServer
{
public:
    enum class Manner : quint8 { Silent, Status, Upgrade, UpgradeAndPong };

    explicit RawServer(Manner manner, const QByteArray &status = {})
        : m_manner(manner)
        , m_status(status)
    {
        connect(this, &QTcpServer::newConnection, this, &RawServer::accept);
        const bool listening = listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] WebSocketLink::Address address() const
    {
        return {QUrl(u"ws://127.0.0.1:%1"_s.arg(serverPort())), u"secret"_s, {}};
    }

    int connections = 0;
    int pings = 0;

private:
    void accept()
    {
        ++connections;
        QTcpSocket *socket = nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
    }

    void hear(QTcpSocket *socket)
    {
        if (m_manner == Manner::Silent)
            return;
        if (m_isUp) {
            hearPings(socket);
            return;
        }
        m_request += socket->readAll();
        if (!m_request.endsWith("\r\n\r\n"))
            return;
        if (m_manner == Manner::Status) {
            socket->write("HTTP/1.1 " + m_status
                          + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
            m_request.clear();
            return;
        }
        m_isUp = true;
        socket->write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: "
            + answerTo(m_request) + "\r\n\r\n");
    }

    void hearPings(QTcpSocket *socket) //!< an empty ping is six bytes: two and the mask
    {
        static constexpr int PingBytes = 6;
        while (socket->bytesAvailable() >= PingBytes) {
            pings += socket->read(PingBytes).startsWith('\x89') ? 1 : 0;
            if (m_manner == Manner::UpgradeAndPong)
                socket->write(QByteArray::fromHex("8a00"));
        }
    }

    static QByteArray answerTo(const QByteArray &request) //!< RFC 6455, 4.2.2
    {
        static constexpr QByteArrayView Header("Sec-WebSocket-Key: ");
        const qsizetype from = request.indexOf(Header) + Header.size();
        const QByteArray key = request.mid(from, request.indexOf("\r\n", from) - from);
        return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                        QCryptographicHash::Sha1)
            .toBase64();
    }

    Manner m_manner;
    QByteArray m_status, m_request;
    bool m_isUp = false;
};

QString lastReason(const QSignalSpy &states)
{
    return states.constLast().at(1).toString();
}

} // namespace

//! What only a socket can do; what every link does is in tst_eventlink, whom it trusts in
//! tst_pinning.
class WebSocketLinkTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asksAtTheRightPlaceWithTheKeyInAHeader_data();
    void asksAtTheRightPlaceWithTheKeyInAHeader();
    void understandsARefusal_data();
    void understandsARefusal();
    void givesUpOnAServerThatDoesNotAnswer();
    void noticesAConnectionThatHasDied();
    void keepsAConnectionThatAnswersPings();
};

void WebSocketLinkTest::asksAtTheRightPlaceWithTheKeyInAHeader_data()
{
    QTest::addColumn<quint64>("since");
    QTest::addColumn<QString>("epoch");
    QTest::addColumn<QString>("expected");
    QTest::newRow("for the first time") << quint64(0) << QString() << u"/events?replay=open"_s;
    QTest::newRow("again") << quint64(17) << u"e1"_s << u"/events?since=17&epoch=e1"_s;
    QTest::newRow("a number without its log")
        << quint64(17) << QString() << u"/events?replay=open"_s;
}

void WebSocketLinkTest::asksAtTheRightPlaceWithTheKeyInAHeader()
{
    QFETCH(quint64, since);
    QFETCH(QString, epoch);
    test::SocketFarEnd far;
    const auto link = far.makeLink();
    link->open({since, epoch});
    QTRY_VERIFY(far.hasPeer());
    QTEST(far.peer()->requestUrl().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority),
          "expected");
    QCOMPARE(far.peer()->request().rawHeader("Authorization"), "Bearer secret");
}

void WebSocketLinkTest::understandsARefusal_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("why");
    QTest::newRow("a wrong key") << QByteArray("401 Unauthorized") << State::Refused
                                 << u"The broker does not know this key"_s;
    QTest::newRow("a key of the wrong role") << QByteArray("403 Forbidden") << State::Refused
                                             << u"The broker does not accept this desk"_s;
    QTest::newRow("too many connections")
        << QByteArray("429 Too Many Requests") << State::Offline << u"The broker is busy"_s;
    QTest::newRow("draining") << QByteArray("503 Service Unavailable") << State::Offline
                              << u"The broker is busy"_s;
}

void WebSocketLinkTest::understandsARefusal()
{
    QFETCH(QByteArray, status);
    RawServer server(RawServer::Manner::Status, status);
    WebSocketLink link(server.address(), {}, test::never());
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_COMPARE(states.count(), 2);
    const State expected = *static_cast<const State *>(QTest::qData("state", qMetaTypeId<State>()));
    QCOMPARE(link.state(), expected);
    QTEST(lastReason(states), "why");
}

void WebSocketLinkTest::givesUpOnAServerThatDoesNotAnswer()
{
    RawServer server(RawServer::Manner::Silent);
    WebSocketLink link(server.address(), {.connectDeadline = 20ms},
                       Reconnection({}, [] { return 0.0; }));
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_VERIFY(server.connections >= 2); // and tries again
    QCOMPARE(states.at(1).at(1).toString(), u"The broker does not answer"_s);
}

void WebSocketLinkTest::noticesAConnectionThatHasDied()
{
    RawServer server(RawServer::Manner::Upgrade);
    WebSocketLink::Timing timing;
    timing.pingEvery = 10ms;
    timing.silenceAllowed = 50ms;
    WebSocketLink link(server.address(), timing, test::never());
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_COMPARE(states.count(), 3);
    QCOMPARE(states.at(1).at(0).value<State>(), State::Online);
    QCOMPARE(link.state(), State::Offline);
    QCOMPARE(lastReason(states), u"The connection has fallen silent"_s);
}

void WebSocketLinkTest::keepsAConnectionThatAnswersPings()
{
    RawServer server(RawServer::Manner::UpgradeAndPong);
    WebSocketLink::Timing timing;
    timing.pingEvery = 10ms;
    timing.silenceAllowed = 500ms;
    WebSocketLink link(server.address(), timing, test::never());
    link.open({});
    QTRY_VERIFY(server.pings >= 80); // longer than the silence allowed
    QCOMPARE(link.state(), State::Online);
}

QTEST_GUILESS_MAIN(WebSocketLinkTest)
#include "tst_websocketlink.moc"
