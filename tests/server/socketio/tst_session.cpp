// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/session.h"
#include "tests/server/socketio/packetlink.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;
using namespace sermo::server::socketio;
using namespace sermo::test;
using namespace std::chrono_literals;

//! A session over something that carries packets, with time told to it.
class SocketIoSessionTest : public QObject
{
    Q_OBJECT
private slots:
    void opensTheNamespaceAtOnceInVersion3();
    void opensTheNamespaceWhenItIsAskedForInVersion4();
    void turnsAwayWhoIsNotAuthorised();
    void refusesOtherNamespaces_data() { versions(); }
    void refusesOtherNamespaces();
    void passesEventsByteForByteBothWays();
    void leavesWhatIsNoMessageToTheRouter();
    void answersACallbackWithTheBrokersAnswer_data();
    void answersACallbackWithTheBrokersAnswer();
    void answersACallbackOfAnEventWithoutIdAtOnce();
    void answersEachCallbackOfAnEventThatWasSentAgain();
    void tellsNoCallbackBeforeTheAnswerHoweverManyWait();
    void takesExactly64KiB();
    void refusesMoreThan64KiB();
    void closesOnWhatItDoesNotTake_data();
    void closesOnWhatItDoesNotTake();
    void answersThePingOfVersion3();
    void pingsInVersion4();
    void givesUpOnWhoIsSilent_data() { versions(); }
    void givesUpOnWhoIsSilent();
    void keepsWhoAnswersPings();
    void cutsACustomerWhoFloodsWithWhatIsNoEvent();
    void tellsWhoIsRevokedNotToComeBack();

private:
    static void versions();
};

namespace
{

//! One session over one of them.
struct Scene {
    explicit Scene(Version version = Version::V4)
    {
        auto made = std::make_unique<PacketLink>();
        link = made.get();
        session
            = std::make_unique<Session>(opening(version), std::move(made), nullptr, now, nullptr);
        QObject::connect(session.get(), &Peer::received, session.get(),
                         [this](const QByteArray &frame) { heard.append(frame); });
    }

    //! As far as an application comes.
    void connectAll()
    {
        session->identify({Role::Bot, u"key:bot"_s, {}, {}, {}});
        session->open();
        if (session->version() == Version::V4)
            session->admit();
        link->sent.clear();
    }
    void hear(const QByteArray &packet) const { emit link->received(packet); }
    void wait(std::chrono::milliseconds by)
    {
        now.steady += by;
        session->pulse(now);
    }

    Instant now{0, 1h};
    PacketLink *link;
    std::unique_ptr<Session> session;
    QList<QByteArray> heard;
};

QByteArray eventOf(qsizetype size)
{
    const QByteArray frame = R"({"type":"x","direction":"internal","text":"")";
    return frame.chopped(1) + QByteArray(size - frame.size() - 1, 'a') + "\"}";
}

} // namespace

void SocketIoSessionTest::versions()
{
    QTest::addColumn<int>("version");
    QTest::newRow("version 3") << 3;
    QTest::newRow("version 4") << 4;
}

void SocketIoSessionTest::opensTheNamespaceAtOnceInVersion3()
{
    Scene scene(Version::V3);
    scene.session->open();
    QCOMPARE(scene.link->sent.size(), 2);
    QVERIFY(scene.link->sent.first().startsWith("0{"));
    QCOMPARE(scene.link->sent.last(), QByteArray("40"));
}

void SocketIoSessionTest::opensTheNamespaceWhenItIsAskedForInVersion4()
{
    Scene scene;
    QSignalSpy asked(scene.session.get(), &Session::asked);
    scene.session->open();
    QCOMPARE(scene.link->sent.size(), 1);
    scene.hear(R"(40{"apiKey":"k"})");
    scene.hear("40");
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toJsonObject(), (QJsonObject{{u"apiKey"_s, u"k"_s}}));
    scene.session->admit();
    QVERIFY(scene.link->sent.last().startsWith("40{\"sid\":"));
    QVERIFY2(!scene.link->sent.last().contains("\"sid\":\"sid\""), "the session's own is a secret");
}

void SocketIoSessionTest::turnsAwayWhoIsNotAuthorised()
{
    Scene scene;
    scene.session->open();
    scene.hear("40{}");
    scene.session->turnAway(u"not authorised"_s);
    QCOMPARE(scene.link->sent.last(), QByteArray(R"(44{"message":"not authorised"})"));
    QCOMPARE(scene.link->closedWith, int(CloseCode::NotAuthorised));
    QVERIFY(!scene.session->isOpen());
}

void SocketIoSessionTest::refusesOtherNamespaces()
{
    QFETCH(int, version);
    Scene scene(static_cast<Version>(version));
    scene.connectAll();
    scene.hear("40/admin,");
    scene.hear(R"(42/admin,["message",{}])");
    QCOMPARE(scene.link->sent,
             QList<QByteArray>{version == 4 ? R"(44/admin,{"message":"Invalid namespace"})"
                                            : R"(44/admin,"Invalid namespace")"});
    QVERIFY(scene.heard.isEmpty());
    QVERIFY(scene.session->isOpen());
}

void SocketIoSessionTest::passesEventsByteForByteBothWays()
{
    Scene scene;
    scene.connectAll();
    const QByteArray event = R"({"b":1.50e3, "type":"new thing","a":12345678901234567890})";
    scene.hear(message(event));
    QCOMPARE(scene.heard, QList<QByteArray>{event});
    scene.session->send(Parcel::lasting(event));
    QCOMPARE(scene.link->sent, QList<QByteArray>{message(event)});
}

//! It refuses it as it would anything that is no event, counts it, and bounds how fast it comes.
void SocketIoSessionTest::leavesWhatIsNoMessageToTheRouter()
{
    Scene scene;
    scene.connectAll();
    scene.hear(R"(42["chat",{"a":1}])");
    QCOMPARE(scene.heard, QList<QByteArray>{R"(["chat",{"a":1}])"});
}

void SocketIoSessionTest::answersACallbackWithTheBrokersAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("taken") << QByteArray(R"({"type":"ack","id":"e1","seq":7})");
    QTest::newRow("refused") << QByteArray(
        R"({"type":"error","code":"wrong_state","message":"no","id":"e1"})");
}

void SocketIoSessionTest::answersACallbackWithTheBrokersAnswer()
{
    QFETCH(QByteArray, answer);
    Scene scene;
    scene.connectAll();
    scene.hear(R"(425["message",{"type":"x","direction":"internal","id":"e1"}])");
    QVERIFY(scene.link->sent.isEmpty());
    scene.session->send(
        Parcel::answer(R"({"type":"ack","id":"another","seq":6})", EventId(u"another"_s)));
    scene.session->send(Parcel::answer(answer, EventId(u"e1"_s)));
    QCOMPARE(scene.link->sent.mid(1), (QList<QByteArray>{message(answer), "435[" + answer + ']'}));
}

void SocketIoSessionTest::answersACallbackOfAnEventWithoutIdAtOnce()
{
    Scene scene;
    scene.connectAll();
    scene.hear(R"(4212["message",{"type":"x","direction":"internal"}])");
    QCOMPARE(scene.heard.size(), 1);
    QCOMPARE(scene.link->sent, QList<QByteArray>{"4312[]"});
}

void SocketIoSessionTest::answersEachCallbackOfAnEventThatWasSentAgain()
{
    Scene scene;
    scene.connectAll();
    scene.hear(R"(421["message",{"type":"x","direction":"internal","id":"e1"}])");
    scene.hear(R"(422["message",{"type":"x","direction":"internal","id":"e1"}])");
    const QByteArray ack = R"({"type":"ack","id":"e1","seq":7})";
    scene.session->send(Parcel::answer(ack, EventId(u"e1"_s)));
    scene.session->send(Parcel::answer(ack, EventId(u"e1"_s)));
    QVERIFY(scene.link->sent.contains("431[" + ack + ']'));
    QVERIFY(scene.link->sent.contains("432[" + ack + ']'));
}

void SocketIoSessionTest::tellsNoCallbackBeforeTheAnswerHoweverManyWait()
{
    Scene scene;
    scene.connectAll();
    constexpr int Many = 300;
    for (int i = 0; i < Many; ++i) {
        const QByteArray number = QByteArray::number(i);
        scene.hear("42" + number + R"(["message",{"type":"x","direction":"internal","id":"e)"
                   + number + R"("}])");
    }
    QCOMPARE(scene.heard.size(), Many);
    QVERIFY(scene.link->sent.isEmpty());
}

void SocketIoSessionTest::takesExactly64KiB()
{
    Scene scene;
    scene.connectAll();
    const QByteArray event = eventOf(EventFrame::MaxBytes);
    QCOMPARE(event.size(), EventFrame::MaxBytes);
    scene.hear(message(event));
    QCOMPARE(scene.heard.size(), 1);
}

void SocketIoSessionTest::refusesMoreThan64KiB()
{
    Scene scene;
    scene.connectAll();
    scene.hear(message(eventOf(EventFrame::MaxBytes + 1)));
    QVERIFY(scene.heard.isEmpty());
    QCOMPARE(scene.link->closedWith, int(CloseCode::TooLarge));
}

void SocketIoSessionTest::closesOnWhatItDoesNotTake_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &packet, CloseCode code) {
        QTest::newRow(name) << packet << int(code);
    };
    row("nothing", "", CloseCode::Protocol);
    row("an unknown packet", "9", CloseCode::Protocol);
    row("binary in base64", "bAAEC", CloseCode::Protocol);
    row("a binary event", R"(451-["message",{"_placeholder":true,"num":0}])", CloseCode::Protocol);
    row("no packet of Socket.IO", "4x", CloseCode::Protocol);
    row("the end of the session", "1", CloseCode::Normal);
    row("the end of the namespace", "41", CloseCode::Normal);
}

void SocketIoSessionTest::closesOnWhatItDoesNotTake()
{
    QFETCH(QByteArray, packet);
    Scene scene;
    scene.connectAll();
    scene.hear(packet);
    QTEST(scene.link->closedWith, "code");
    scene.hear(message("{}"));
    QVERIFY(scene.heard.isEmpty());
}

void SocketIoSessionTest::answersThePingOfVersion3()
{
    Scene scene(Version::V3);
    scene.connectAll();
    QSignalSpy alive(scene.session.get(), &Peer::alive);
    scene.hear("2");
    QCOMPARE(scene.link->sent, QList<QByteArray>{"3"});
    QCOMPARE(alive.size(), 1);
    scene.wait(Session::PingEvery);
    QCOMPARE(scene.link->sent.size(), 1); // this side asks nothing
}

void SocketIoSessionTest::pingsInVersion4()
{
    Scene scene;
    scene.connectAll();
    QSignalSpy alive(scene.session.get(), &Peer::alive);
    scene.wait(Session::PingEvery - 1ms);
    QVERIFY(scene.link->sent.isEmpty());
    scene.wait(1ms);
    QCOMPARE(scene.link->sent, QList<QByteArray>{"2"});
    scene.hear("3");
    QCOMPARE(alive.size(), 1);
}

void SocketIoSessionTest::givesUpOnWhoIsSilent()
{
    QFETCH(int, version);
    Scene scene(static_cast<Version>(version));
    scene.connectAll();
    scene.wait(Session::PingEvery + Session::PongWithin - 1ms);
    QVERIFY(scene.session->isOpen());
    scene.wait(1ms);
    QVERIFY(!scene.session->isOpen());
}

void SocketIoSessionTest::keepsWhoAnswersPings()
{
    Scene scene;
    scene.connectAll();
    for (int i = 0; i < 20; ++i) {
        scene.wait(Session::PingEvery);
        scene.hear("3");
    }
    QVERIFY(scene.session->isOpen());
}

void SocketIoSessionTest::cutsACustomerWhoFloodsWithWhatIsNoEvent()
{
    Scene scene(Version::V3);
    scene.session->open();
    QSignalSpy flooded(scene.session.get(), &Peer::flooded);
    for (int i = 0; i < 200; ++i)
        scene.hear("2");
    QVERIFY(scene.session->isOpen());
    scene.hear("2");
    QCOMPARE(flooded.size(), 1);
    QCOMPARE(scene.link->closedWith, int(CloseCode::Flood));
}

void SocketIoSessionTest::tellsWhoIsRevokedNotToComeBack()
{
    Scene scene;
    scene.connectAll();
    scene.session->close(CloseCode::NotAuthorised, u"the key was revoked"_s);
    QCOMPARE(scene.link->sent, QList<QByteArray>{"41"});
    QCOMPARE(scene.link->closedWith, int(CloseCode::NotAuthorised));
}

QTEST_GUILESS_MAIN(SocketIoSessionTest)
#include "tst_session.moc"
