// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/gate.h"
#include "broker/server/socketio/pollpeer.h"
#include "broker/server/unsent.h"
#include "tests/server/socketio/poller.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;
using namespace sermo::server::socketio;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Long polls over real sockets, and the gate they come in by, with time told to them.
class PollsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void keepsASlowLineThatMoves();
    void cutsALineThatStandsStill();
    void endsForWhoHangsUpWhileHisGetIsHeld();
    void takesAnotherPostAfterOneThatBrokeOff();
    void saysAllThatIsOwedToWhoComesForIt();
    void saysGoodbyeToWhoseHandshakeEndsWhileDraining();
    void makesOneWebSocketAtATimeForASession();

private:
    QTcpServer m_ear;
};

namespace
{

constexpr qsizetype Piece = 512 * 1024;

//! One request as the door hands it on: its head still unread.
struct Line {
    Line(QTcpServer &ear, const QByteArray &request)
    {
        client.setReadBufferSize(Piece);
        client.connectToHost(QHostAddress::LocalHost, ear.serverPort());
        client.write(request);
        (void)eventually([&] {
            if (!server)
                server = ear.nextPendingConnection();
            return server && server->bytesAvailable() >= request.size();
        });
        if (const auto parsed = RequestHead::parse(server->peek(request.size())))
            head = *parsed;
    }
    [[nodiscard]] Exchange exchange() const
    {
        return {server, head, {}, [](int) {}};
    }
    //! What comes, read as it comes, until the other end closes.
    [[nodiscard]] QByteArray all()
    {
        QByteArray heard;
        (void)eventually([&] {
            heard += client.readAll();
            return client.state() == QAbstractSocket::UnconnectedState;
        });
        return heard;
    }

    QTcpSocket client;
    QPointer<QTcpSocket> server;
    RequestHead head;
};

//! A peer of an application's that polls.
struct Scene {
    Scene() { peer.setIdentity({Role::Bot, u"key:bot"_s, {}, {}, {}}); }

    void wait(std::chrono::milliseconds by)
    {
        now.steady += by;
        peer.pulse(now);
    }

    Instant now{0, 1h};
    PollPeer peer{Version::V4, Peer::ApplicationBacklog, now, nullptr};
};

//! More than the kernel takes at once, and something that waits behind it.
void owe(Scene &scene)
{
    scene.peer.send(Parcel::lasting(QByteArray(7 * 1024 * 1024, 'x')));
    scene.peer.send(Parcel::lasting("behind"));
}

//! A gate without a broker around it.
struct Gatehouse {
    Gatehouse()
    {
        const auto made = keys.make({KeyName(u"bot"_s), Role::Bot, AgentId()}, clock.now());
        keys.insert(made->record);
        key = made->key;
    }

    FakeClock clock;
    Keys keys;
    QByteArray key;
    Origins origins{QStringList(), true};
    UpgradeGate upgrades{keys, origins, Proxies(), {}, clock, nullptr};
    Gate gate{Gate::House{&keys, &clock, &upgrades, Proxies(), [](int) {}}, origins, nullptr};
};

} // namespace

void PollsTest::init()
{
    m_ear.close();
    QVERIFY(m_ear.listen(QHostAddress::LocalHost, 0));
}

void PollsTest::keepsASlowLineThatMoves()
{
    Scene scene;
    owe(scene);
    Line line(m_ear, get("x"));
    scene.peer.get(line.exchange(), scene.now);
    QVERIFY(unsentBytes(*line.server) > 0);
    for (int pieces = 0; pieces < 4; ++pieces) {
        const quint64 before = takenOf(*line.server).acknowledged;
        QVERIFY(eventually([&] {
            (void)line.client.read(Piece);
            return !line.server || takenOf(*line.server).acknowledged > before;
        }));
        scene.wait(PollPeer::Patience / 2);
        QVERIFY2(scene.peer.isOpen(), "it takes what it is given, slowly");
    }
}

void PollsTest::cutsALineThatStandsStill()
{
    Scene scene;
    owe(scene);
    Line line(m_ear, get("x"));
    scene.peer.get(line.exchange(), scene.now);
    quint64 taken = 0; // until both ends' kernels are full
    int still = 0;
    QVERIFY(eventually([&] {
        const quint64 before = std::exchange(taken, takenOf(*line.server).acknowledged);
        still = taken == before ? still + 1 : 0;
        return still > 20;
    }));
    scene.wait(1ms);
    scene.wait(PollPeer::Patience);
    QVERIFY(!scene.peer.isOpen());
}

void PollsTest::endsForWhoHangsUpWhileHisGetIsHeld()
{
    Scene scene;
    QSignalSpy closed(&scene.peer, &Peer::closed);
    Line line(m_ear, get("x"));
    scene.peer.get(line.exchange(), scene.now);
    line.client.abort();
    QTRY_COMPARE(closed.size(), 1);
}

void PollsTest::takesAnotherPostAfterOneThatBrokeOff()
{
    Scene scene;
    QSignalSpy received(&scene.peer, &Peer::received);
    Line broken(m_ear, post("x", "40").chopped(1));
    scene.peer.post(broken.exchange());
    broken.client.abort();
    QVERIFY(eventually([&] { return broken.server->state() != QAbstractSocket::ConnectedState; }));
    delete broken.server;
    Line whole(m_ear, post("x", "40"));
    scene.peer.post(whole.exchange());
    QVERIFY(whole.all().endsWith("ok"));
    QCOMPARE(received.size(), 1);
}

//! More than one GET takes, each of which may come a moment after the one before.
void PollsTest::saysAllThatIsOwedToWhoComesForIt()
{
    Scene scene;
    constexpr int Answers = 4;
    for (int i = 0; i < Answers; ++i)
        scene.peer.send(Parcel::lasting(QByteArray(PollPeer::MostAtOnce, 'x')));
    scene.peer.close(CloseCode::Draining, {});
    QByteArray last;
    for (int i = 0; i < Answers; ++i) {
        scene.wait(1ms);
        scene.wait(PollPeer::Farewell - 2ms);
        Line line(m_ear, get("x"));
        scene.peer.get(line.exchange(), scene.now);
        last = line.all();
        QVERIFY(last.startsWith("HTTP/1.1 200"));
    }
    QVERIFY(last.endsWith("\x1e"
                          "1"));
}

//! A handshake takes a round of the event loop, in which the broker may begin to close.
void PollsTest::saysGoodbyeToWhoseHandshakeEndsWhileDraining()
{
    Gatehouse house;
    QSignalSpy arrived(&house.gate, &Gate::applicationArrived);
    Line line(m_ear, upgrade("EIO=3&transport=websocket&apiKey=" + house.key));
    house.gate.handleUpgrade(line.server, line.head, 0);
    house.gate.drain();
    QByteArray heard;
    QVERIFY(
        eventually([&] { return (heard += line.client.readAll()).contains("the broker closes"); }));
    QVERIFY(arrived.isEmpty());
}

void PollsTest::makesOneWebSocketAtATimeForASession()
{
    Gatehouse house;
    std::unique_ptr<Peer> peer;
    connect(&house.gate, &Gate::applicationArrived, &house.gate,
            [&](Peer *arrived, const ReplayRequest &) { peer.reset(arrived); });
    Line opening(m_ear, get("EIO=3&transport=polling&apiKey=" + house.key));
    house.gate.handleRequest(opening.server, opening.head);
    const QByteArray sid = sidOf(opening.all());
    QVERIFY(!sid.isEmpty());
    const QByteArray request = upgrade("EIO=3&transport=websocket&sid=" + sid);
    Line first(m_ear, request);
    Line second(m_ear, request);
    house.gate.handleUpgrade(first.server, first.head, 0);
    house.gate.handleUpgrade(second.server, second.head, 0);
    QVERIFY(second.all().startsWith("HTTP/1.1 400"));
    QByteArray heard;
    QVERIFY(eventually([&] { return (heard += first.client.readAll()).contains(" 101 "); }));
}

QTEST_GUILESS_MAIN(PollsTest)
#include "tst_polls.moc"
