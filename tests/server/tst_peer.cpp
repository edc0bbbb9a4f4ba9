// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/pipepeer.h"
#include "broker/server/socketpeer.h"
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

//! One contract for every peer (architecture, rule 4), and what only sockets have.
class PeerTest : public QObject
{
    Q_OBJECT
private slots:
    void sendsInOrder_data() { kinds(); }
    void sendsInOrder();
    void hearsInOrder_data() { kinds(); }
    void hearsInOrder();
    void saysWhyItCloses_data() { kinds(); }
    void saysWhyItCloses();
    void hearsNothingAfterClose_data() { kinds(); }
    void hearsNothingAfterClose();
    void tellsOnceThatTheOtherEndIsGone_data() { kinds(); }
    void tellsOnceThatTheOtherEndIsGone();
    void refusesMoreThan64KiB_data() { kinds(); }
    void refusesMoreThan64KiB();
    void takesExactly64KiB_data() { kinds(); }
    void takesExactly64KiB();
    void cutsAReaderThatIsTooFarBehind_data() { kinds(); }
    void cutsAReaderThatIsTooFarBehind();

    void refusesBinaryFrames();
    void cutsACustomerAtAMebibyte();
    void tellsThatAPingWasAnswered();

private:
    static void kinds();
};

namespace
{

//! A peer and the other end of its connection, whatever carries it.
class Pair : public QObject
{
public:
    virtual Peer &peer() = 0;
    virtual void sendFromOther(const QByteArray &frame) = 0;
    virtual void closeOther() = 0;

    QList<QByteArray> otherHeard;
    int otherClosed = 0; //!< the code
};

class PipePair final : public Pair
{
public:
    explicit PipePair(Role role)
    {
        auto [mine, other] = PipeEnd::make();
        m_other = std::move(other);
        connect(m_other.get(), &PipeEnd::received, this,
                [this](const QList<QByteArray> &frames) { otherHeard += frames; });
        connect(m_other.get(), &PipeEnd::closed, this,
                [this](CloseCode code) { otherClosed = int(code); });
        m_peer = std::make_unique<PipePeer>(std::move(mine),
                                            desk::Sender{role, u"key:x"_s, {}, {}, {}}, nullptr);
    }
    Peer &peer() override { return *m_peer; }
    void sendFromOther(const QByteArray &frame) override { m_other->send(frame); }
    void closeOther() override { m_other->close(CloseCode::Normal); }

private:
    std::unique_ptr<PipeEnd> m_other;
    std::unique_ptr<PipePeer> m_peer;
};

class SocketPair final : public Pair
{
public:
    explicit SocketPair(Role role)
        : m_handshake(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        m_listener.listen(QHostAddress(QHostAddress::LocalHost), 0);
        connect(&m_listener, &QTcpServer::newConnection, this,
                [this] { m_handshake.handleConnection(m_listener.nextPendingConnection()); });
        connect(&m_handshake, &QWebSocketServer::newConnection, this, [this, role] {
            m_peer = std::make_unique<SocketPeer>(
                std::unique_ptr<QWebSocket>(m_handshake.nextPendingConnection()), m_listener.last,
                Instant{0, 1h}, nullptr);
            m_peer->setIdentity(desk::Sender{role, u"key:x"_s, {}, {}, {}});
        });
        connect(&other, &QWebSocket::textMessageReceived, this,
                [this](const QString &text) { otherHeard.append(text.toUtf8()); });
        connect(&other, &QWebSocket::disconnected, this,
                [this] { otherClosed = other.closeCode(); });
        other.open(QUrl(u"ws://127.0.0.1:%1"_s.arg(m_listener.serverPort())));
        (void)QTest::qWaitFor(
            [this] { return m_peer && other.state() == QAbstractSocket::ConnectedState; });
    }
    Peer &peer() override { return *m_peer; }
    void sendFromOther(const QByteArray &frame) override
    {
        other.sendTextMessage(QString::fromUtf8(frame));
    }
    void closeOther() override { other.close(); }

    QWebSocket other;

private:
    Listener m_listener;
    QWebSocketServer m_handshake;
    std::unique_ptr<SocketPeer> m_peer;
};

std::unique_ptr<Pair> make(const QString &kind, Role role = Role::Bot)
{
    if (kind == "pipe"_L1)
        return std::make_unique<PipePair>(role);
    return std::make_unique<SocketPair>(role);
}

} // namespace

void PeerTest::kinds()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("a socket") << u"socket"_s;
    QTest::newRow("a pipe") << u"pipe"_s;
}

void PeerTest::sendsInOrder()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    QList<QByteArray> sent;
    for (int i = 0; i < 300; ++i) {
        sent.append(QByteArray::number(i));
        pair->peer().send(parcel(sent.constLast()));
    }
    QTRY_COMPARE(pair->otherHeard, sent);
}

void PeerTest::hearsInOrder()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    QList<QByteArray> heard;
    connect(&pair->peer(), &Peer::received, this,
            [&heard](const QByteArray &frame) { heard.append(frame); });
    pair->sendFromOther("one");
    pair->sendFromOther("två");
    QTRY_COMPARE(heard, (QList<QByteArray>{"one", "två"}));
}

void PeerTest::saysWhyItCloses()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy closed(&pair->peer(), &Peer::closed);
    pair->peer().send(parcel("last words"));
    pair->peer().close(CloseCode::Draining, u"closing"_s);
    QVERIFY(!pair->peer().isOpen());
    QCOMPARE(closed.count(), 0); // never out of the call itself
    QTRY_COMPARE(pair->otherClosed, 4503);
    QCOMPARE(pair->otherHeard, (QList<QByteArray>{"last words"}));
    QTRY_COMPARE(closed.count(), 1);
}

void PeerTest::hearsNothingAfterClose()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy received(&pair->peer(), &Peer::received);
    const QSignalSpy closed(&pair->peer(), &Peer::closed);
    pair->sendFromOther("too late");
    pair->peer().close(CloseCode::Flood, {});
    QTRY_COMPARE(closed.count(), 1);
    QCOMPARE(received.count(), 0);
    pair->peer().send(parcel("nobody hears this")); // harmless
}

void PeerTest::tellsOnceThatTheOtherEndIsGone()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy closed(&pair->peer(), &Peer::closed);
    pair->closeOther();
    QTRY_COMPARE(closed.count(), 1);
    QVERIFY(!pair->peer().isOpen());
    pair->peer().close(CloseCode::Draining, {});
    QCoreApplication::processEvents();
    QCOMPARE(closed.count(), 1);
}

void PeerTest::refusesMoreThan64KiB()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy received(&pair->peer(), &Peer::received);
    pair->sendFromOther(QByteArray(EventFrame::MaxBytes + 1, 'x'));
    QTRY_COMPARE(pair->otherClosed, 1009);
    QCOMPARE(received.count(), 0);
}

void PeerTest::takesExactly64KiB()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy received(&pair->peer(), &Peer::received);
    pair->sendFromOther(QByteArray(EventFrame::MaxBytes, 'x'));
    QTRY_COMPARE(received.count(), 1);
}

void PeerTest::cutsAReaderThatIsTooFarBehind()
{
    QFETCH(const QString, kind);
    const auto pair = make(kind);
    const QSignalSpy closed(&pair->peer(), &Peer::closed);
    const Parcel::Ptr big = parcel(QByteArray(1024 * 1024, 'x'));
    for (int i = 0; i < 9; ++i) // in one loop round: nobody can have read it
        pair->peer().send(big);
    QVERIFY(!pair->peer().isOpen());
    QTRY_COMPARE(pair->otherClosed, 4408);
    QTRY_COMPARE(closed.count(), 1);
}

void PeerTest::refusesBinaryFrames()
{
    SocketPair pair(Role::Bot);
    pair.other.sendBinaryMessage("{}");
    QTRY_COMPARE(pair.otherClosed, 4400);
}

void PeerTest::cutsACustomerAtAMebibyte()
{
    SocketPair pair(Role::Customer);
    const Parcel::Ptr big = parcel(QByteArray(600 * 1024, 'x'));
    pair.peer().send(big);
    QVERIFY(pair.peer().isOpen());
    pair.peer().send(big);
    QVERIFY(!pair.peer().isOpen());
    QTRY_COMPARE(pair.otherClosed, 4408);
}

void PeerTest::tellsThatAPingWasAnswered()
{
    SocketPair pair(Role::Bot);
    const QSignalSpy alive(&pair.peer(), &Peer::alive);
    for (int i = 1; i <= 3 * SocketPeer::MissedPings; ++i) {
        pair.peer().pulse({0, 1h + i * SocketPeer::PingEvery});
        QTRY_COMPARE(alive.count(), i);
    }
    QVERIFY(pair.peer().isOpen());
}

QTEST_GUILESS_MAIN(PeerTest)
#include "tst_peer.moc"
