// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/certificates.h"
#include "tests/model/socketfarend.h"

#include <QCryptographicHash>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
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

//! A WebSocket server with this certificate.
class TlsServer : public QWebSocketServer
{
public:
    TlsServer(const QByteArray &certificate, const QByteArray &key)
        : QWebSocketServer(u"tls"_s, SecureMode)
    {
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate(certificate));
        tls.setPrivateKey(QSslKey(key, QSsl::Ec));
        setSslConfiguration(tls);
        connect(this, &QWebSocketServer::newConnection, this, [this] { ++upgrades; });
        const bool listening = listen(QHostAddress::LocalHost);
        Q_ASSERT(listening);
    }
    [[nodiscard]] WebSocketLink::Address address(const QByteArray &pin) const
    {
        return {QUrl(u"https://127.0.0.1:%1"_s.arg(serverPort())), u"secret"_s, pin};
    }

    int upgrades = 0;
};

Reconnection never()
{
    return Reconnection({1h, 1h}, [] { return 1.0; });
}

QByteArray fingerprint(const QByteArray &pem)
{
    return QSslCertificate(pem).digest(QCryptographicHash::Sha256);
}

QByteArray welcomeNaming(const QString &other, int term, const QByteArray &pin = {})
{
    return uR"({"type":"welcome","epoch":"e","seq":0,"term":%1,"hosts":["%2"],"pins":["%3"]})"_s
        .arg(term)
        .arg(other, QString::fromLatin1(pin.toHex()))
        .toUtf8();
}

QString lastReason(const QSignalSpy &states)
{
    return states.constLast().at(1).toString();
}

} // namespace

//! What only a socket can do; what every link does is in tst_eventlink.
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
    void trustsOnlyThePinnedCertificate_data();
    void trustsOnlyThePinnedCertificate();
    void saysWhichFingerprintItSaw_data();
    void saysWhichFingerprintItSaw();
    void tellsNoKeyToATrustedCertificateThatIsNotThePinnedOne();
    void readsAFingerprintAsPeopleWriteIt_data();
    void readsAFingerprintAsPeopleWriteIt();
    void goesToTheOtherHostWhenThisOneIsGone();
    void handsOnNothingOfOneThatWasSucceeded();
    void goesBackWhereTheOtherHostIsNotTheOneThatWasTold();
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
    WebSocketLink link(server.address(), {}, never());
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
    WebSocketLink link(server.address(), timing, never());
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
    WebSocketLink link(server.address(), timing, never());
    link.open({});
    QTRY_VERIFY(server.pings >= 80); // longer than the silence allowed
    QCOMPARE(link.state(), State::Online);
}

void WebSocketLinkTest::trustsOnlyThePinnedCertificate_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<bool>("trusted");
    const QByteArray right = fingerprint(test::OwnCertificate);
    QTest::newRow("the pinned one") << u"https"_s << right << true;
    QTest::newRow("another than the pinned one") << u"https"_s << QByteArray(32, 'x') << false;
    QTest::newRow("none is pinned and nobody signed it") << u"https"_s << QByteArray() << false;
    QTest::newRow("a pin without any certificate") << u"http"_s << right << false;
}

void WebSocketLinkTest::trustsOnlyThePinnedCertificate()
{
    QFETCH(QString, scheme);
    QFETCH(QByteArray, pin);
    QFETCH(bool, trusted);
    QWebSocketServer server(u"tls"_s, QWebSocketServer::SecureMode);
    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(test::OwnCertificate));
    tls.setPrivateKey(QSslKey(test::OwnKey, QSsl::Ec));
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const WebSocketLink::Address address{
        QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(server.serverPort())), u"secret"_s, pin};
    WebSocketLink link(address, {}, never());

    link.open({});

    QTRY_COMPARE(link.state(), trusted ? State::Online : State::Refused);
    if (!trusted)
        QVERIFY(!server.hasPendingConnections()); // the key was not told either
}

void WebSocketLinkTest::saysWhichFingerprintItSaw_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::newRow("with another pin") << QByteArray(32, 'x');
    QTest::newRow("without a pin") << QByteArray();
}

void WebSocketLinkTest::saysWhichFingerprintItSaw()
{
    QFETCH(QByteArray, pin);
    const TlsServer server(test::OwnCertificate, test::OwnKey);
    WebSocketLink link(server.address(pin), {}, Reconnection({1ms, 1ms}, [] { return 0.0; }));
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_COMPARE(link.state(), State::Refused);
    const QByteArray seen = fingerprint(test::OwnCertificate).toHex(':').toUpper();
    QVERIFY(lastReason(states).contains(QString::fromLatin1(seen)));
    // What the message shows can be given back as it is.
    QCOMPARE(CertificatePin::fromText(QString::fromLatin1(seen)),
             fingerprint(test::OwnCertificate));
    QCOMPARE(states.count(), 2); // and no further attempt
}

//! An authority of the system vouches for it, as for whoever sits between and has bought one.
void WebSocketLinkTest::tellsNoKeyToATrustedCertificateThatIsNotThePinnedOne()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.setCaCertificates({QSslCertificate(test::LoopbackCertificate)});
    QSslConfiguration::setDefaultConfiguration(trusting);
    const auto restore
        = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });
    TlsServer server(test::LoopbackCertificate, test::OwnKey);
    WebSocketLink trusted(server.address({}), {}, never());
    trusted.open({});
    QTRY_COMPARE(trusted.state(), State::Online); // it is trusted where nothing is pinned
    QTRY_COMPARE(server.upgrades, 1);

    WebSocketLink pinned(server.address(QByteArray(32, 'x')), {}, never());
    pinned.open({});
    QTRY_COMPARE(pinned.state(), State::Refused);
    WebSocketLink another(server.address(fingerprint(test::LoopbackCertificate)), {}, never());
    another.open({});
    QTRY_COMPARE(another.state(), State::Online);
    QCOMPARE(server.upgrades, 2); // the one in between was told nothing
}

void WebSocketLinkTest::readsAFingerprintAsPeopleWriteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    const QString plain(64, u'a');
    QString colons = u"AB"_s;
    for (int i = 1; i < 32; ++i)
        colons += u":AB"_s;
    QTest::newRow("plain") << plain << true;
    QTest::newRow("with colons") << colons << true;
    QTest::newRow("with spaces around") << u"  "_s + plain + u"\n"_s << true;
    QTest::newRow("too short") << plain.left(62) << false;
    QTest::newRow("too long") << plain + u"aa"_s << false;
    QTest::newRow("not hexadecimal") << QString(64, u'g') << false;
    QTest::newRow("letters that only look like it") << QString(64, QChar(0x0430)) << false;
    QTest::newRow("nothing") << QString() << false;
}

void WebSocketLinkTest::readsAFingerprintAsPeopleWriteIt()
{
    QFETCH(QString, text);
    QFETCH(bool, isOne);
    QCOMPARE(CertificatePin::fromText(text).size(), isOne ? 32 : 0);
}

void WebSocketLinkTest::goesToTheOtherHostWhenThisOneIsGone()
{
    test::SocketFarEnd first, second;
    const auto made = first.makeLink();
    auto &link = static_cast<WebSocketLink &>(*made);
    const QSignalSpy told(&link, &WebSocketLink::hostsTold);
    link.open({});
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 1));
    QTRY_COMPARE(told.count(), 1);
    link.setResume({7, u"e"_s});
    first.goAway();
    first.hangUp(CloseCode::Draining);
    QTRY_VERIFY(second.hasPeer());
    QCOMPARE(second.asked.constLast(), (EventLink::Resume{7, u"e"_s}));
    QCOMPARE(second.peer()->request().rawHeader("Authorization"), "Bearer secret");
    second.send(welcomeNaming(first.url(), 2));
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(told.constLast().constFirst().value<KnownHosts::Host>().broker, QUrl(second.url()));
    first.comeBack(); // it follows: nobody is drawn back
    second.goAway();
    second.hangUp(CloseCode::Draining);
    QTRY_VERIFY(first.hasPeer());
}

void WebSocketLinkTest::handsOnNothingOfOneThatWasSucceeded()
{
    test::SocketFarEnd first, second;
    const auto link = first.makeLink();
    QList<QByteArray> received;
    connect(link.get(), &EventLink::framesReceived, this,
            [&received](const QList<QByteArray> &frames) { received += frames; });
    link->open({});
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 2));
    QTRY_COMPARE(received.size(), 1);
    first.goAway();
    first.hangUp(CloseCode::Draining);
    QTRY_VERIFY(second.hasPeer());
    first.comeBack();
    second.send(welcomeNaming(first.url(), 1));
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 2));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.constLast(), received.constFirst());
}

//! Somebody else is at its address: that says nothing of the one that we came from.
void WebSocketLinkTest::goesBackWhereTheOtherHostIsNotTheOneThatWasTold()
{
    TlsServer first(test::OwnCertificate, test::OwnKey);
    TlsServer second(test::LoopbackCertificate, test::OwnKey);
    WebSocketLink link(first.address(fingerprint(test::OwnCertificate)), {},
                       Reconnection({}, [] { return 0.0; }));
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_VERIFY(first.hasPendingConnections());
    const std::unique_ptr<QWebSocket> peer(first.nextPendingConnection());
    peer->sendTextMessage(QString::fromUtf8(
        welcomeNaming(second.address({}).broker.toString(), 1, QByteArray(32, 'x'))));
    QTRY_COMPARE(link.hosts().count(), 2);
    peer->close();
    QTRY_COMPARE(first.upgrades, 2);
    QCOMPARE(second.upgrades, 0); // and it was not told the key
    for (const QList<QVariant> &state : states)
        QVERIFY(state.constFirst().value<State>() != State::Refused);
}

QTEST_GUILESS_MAIN(WebSocketLinkTest)
#include "tst_websocketlink.moc"
