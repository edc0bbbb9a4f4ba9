// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketpeer.h"
#include "broker/server/unsent.h"
#include "broker/server/wireframe.h"
#include "tests/server/listener.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Who reads slowly or not at all at the other end of a socket: when he is cut, what is replaced
//! for him, and what he is told.
class SlowReadersTest : public QObject
{
    Q_OBJECT
private slots:
    void cutsAReaderWithoutProgress();
    void cutsAReaderWhoseKernelAloneIsFull();
    void keepsAReaderWhoIsOwedLittle();
    void tellsASlowReaderWhyWhenItReadsAgain();
    void pingsAndGivesUp();
    void keepsWhoSpeaksButAnswersNoPing();
    void replacesPassingEventsForASlowReader();
};

namespace
{

//! A TCP client that has shaken hands and then reads nothing.
class Sleeper : public QObject
{
public:
    explicit Sleeper(Role role)
        : m_handshake(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_listener.listen(QHostAddress(QHostAddress::LocalHost), 0);
        connect(&m_listener, &QTcpServer::newConnection, this,
                [this] { m_handshake.handleConnection(m_listener.nextPendingConnection()); });
        connect(&m_handshake, &QWebSocketServer::newConnection, this, [this, role] {
            peer = std::make_unique<SocketPeer>(
                std::unique_ptr<QWebSocket>(m_handshake.nextPendingConnection()), m_listener.last,
                Instant{0, 1h}, nullptr);
            peer->setIdentity(desk::Sender{role, u"key:x"_s, {}, {}, {}});
        });
        socket.setReadBufferSize(1024);
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_listener.serverPort());
        socket.write("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: "
                     "Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        (void)QTest::qWaitFor([this] { return peer != nullptr; });
    }

    //! Sends until something waits in the peer itself.
    void fill(qint64 bytes)
    {
        const Parcel::Ptr big = parcel(QByteArray(60'000, 'x'));
        (void)QTest::qWaitFor([&] {
            while (peer->isOpen() && peer->backlog() < bytes)
                peer->send(big);
            QCoreApplication::processEvents();
            return !peer->isOpen() || peer->backlog() >= bytes;
        });
    }

    [[nodiscard]] qint64 heldByKernel() const { return server::takenOf(*m_listener.last).held; }

    QTcpSocket socket;
    std::unique_ptr<SocketPeer> peer;

private:
    Listener m_listener;
    QWebSocketServer m_handshake;
};

} // namespace

void SlowReadersTest::cutsAReaderWithoutProgress()
{
    Sleeper sleeper(Role::Bot);
    sleeper.fill(1024 * 1024);
    QVERIFY(sleeper.peer->backlog() >= 1024 * 1024);
    QVERIFY(sleeper.peer->isOpen());
    const QSignalSpy closed(sleeper.peer.get(), &Peer::closed);
    sleeper.peer->pulse({0, 1h + 1s}); // the last progress was seen here
    sleeper.peer->pulse({0, 1h + 10s});
    QVERIFY(sleeper.peer->isOpen());
    sleeper.peer->pulse({0, 1h + 11s});
    QVERIFY(!sleeper.peer->isOpen());
    sleeper.peer->pulse({0, 1h + 12s});
    sleeper.peer->pulse({0, 1h + 12s + SocketPeer::SlowFarewell}); // not even the goodbye is read
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(sleeper.peer->backlog(), 0);
}

//! The kernel takes what is sent, and nothing waits here: the other end takes nothing all the same.
void SlowReadersTest::cutsAReaderWhoseKernelAloneIsFull()
{
    Sleeper sleeper(Role::Bot);
    const Parcel::Ptr big = parcel(QByteArray(60'000, 'x'));
    const auto held = [&] { return sleeper.heldByKernel(); };
    // As long as its kernel has room the other end takes it unread.
    QVERIFY(QTest::qWaitFor([&] {
        if (sleeper.peer->backlog() == 0 && held() < 128 * 1024)
            sleeper.peer->send(big);
        return held() >= 128 * 1024;
    }));
    QTRY_COMPARE(sleeper.peer->backlog(), 0);
    sleeper.peer->pulse({0, 1h + 1s});
    sleeper.peer->pulse({0, 1h + 10s});
    QVERIFY(sleeper.peer->isOpen());
    sleeper.peer->pulse({0, 1h + 11s});
    QVERIFY(!sleeper.peer->isOpen());
}

//! A lost network for some seconds, a laptop asleep: what little is on its way may still arrive.
void SlowReadersTest::keepsAReaderWhoIsOwedLittle()
{
    Sleeper sleeper(Role::Bot);
    sleeper.peer->send(parcel("a word"));
    for (int i = 1; i <= 40; ++i)
        sleeper.peer->pulse({0, 1h + i * 1s});
    QVERIFY(sleeper.peer->isOpen());
}

void SlowReadersTest::tellsASlowReaderWhyWhenItReadsAgain()
{
    Sleeper sleeper(Role::Bot);
    sleeper.fill(Peer::ApplicationBacklog + 1);
    QVERIFY(!sleeper.peer->isOpen());
    QVERIFY(sleeper.peer->backlog() < 1024 * 1024); // what waits for it is small from now on
    sleeper.peer->pulse({0, 1h + 1s});
    sleeper.peer->pulse({0, 1h + SocketPeer::SlowFarewell}); // a second is left
    QByteArray tail;
    sleeper.socket.setReadBufferSize(0);
    QTRY_VERIFY((tail = (tail + sleeper.socket.readAll()).right(64))
                    .endsWith(closeFrame(CloseCode::TooSlow, u"too slow a reader"_s)));
}

void SlowReadersTest::pingsAndGivesUp()
{
    Sleeper sleeper(Role::Bot); // answers no ping
    QTRY_COMPARE(sleeper.peer->backlog(), 0);
    const QSignalSpy closed(sleeper.peer.get(), &Peer::closed);
    for (int i = 1; i <= SocketPeer::MissedPings; ++i) {
        sleeper.peer->pulse({0, 1h + i * SocketPeer::PingEvery});
        QTRY_COMPARE(sleeper.peer->backlog(), 0); // the ping left: the reader is silent, not slow
    }
    QVERIFY(sleeper.peer->isOpen());
    sleeper.peer->pulse({0, 1h + (SocketPeer::MissedPings + 1) * SocketPeer::PingEvery});
    QTRY_COMPARE(closed.count(), 1);
}

void SlowReadersTest::keepsWhoSpeaksButAnswersNoPing()
{
    Sleeper sleeper(Role::Customer); // answers no ping
    QTRY_COMPARE(sleeper.peer->backlog(), 0);
    const QSignalSpy received(sleeper.peer.get(), &Peer::received);
    for (int i = 1; i <= 3 * SocketPeer::MissedPings; ++i) {
        sleeper.peer->pulse({0, 1h + i * SocketPeer::PingEvery});
        QTRY_COMPARE(sleeper.peer->backlog(), 0);
        sleeper.socket.write(QByteArray::fromHex("8182010101017a7c")); // {}
        QTRY_COMPARE(received.count(), i);
    }
    QVERIFY(sleeper.peer->isOpen());
}

void SlowReadersTest::replacesPassingEventsForASlowReader()
{
    Sleeper sleeper(Role::Bot);
    sleeper.fill(Outbox::ReplaceAbove + 200'000);
    const qint64 before = sleeper.peer->backlog();
    const auto typing = Parcel::passing(*EventFrame::fromSender(
        R"({"type":"typing_on","direction":"inbound","userId":"u","text":"x"})"));
    for (int i = 0; i < 1000; ++i)
        sleeper.peer->send(typing);
    QCOMPARE(sleeper.peer->backlog(), before + typing->wire().size());
}

QTEST_GUILESS_MAIN(SlowReadersTest)
#include "tst_slowreaders.moc"
