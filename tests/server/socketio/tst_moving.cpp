// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/pollpeer.h"
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

//! Who polls, how he moves to a WebSocket, and what becomes of him when he does not come, with time
//! told to them.
class SocketIoMovingTest : public QObject
{
    Q_OBJECT
private slots:
    void movesWithAllThatIsOwed();
    void goesOnWithWhatWaitedForThePollsAfterAMove();
    void letsNobodyMoveWhoWasCutAtHisPolls();
    void dropsAWebSocketThatIsNeverTried();
    void dropsAWebSocketThatSaysSomethingElse();
    void cutsAPollerWhoDoesNotCome();
    void endsForAPollerWhoNeverHearsIt();
};

namespace
{

//! A session that polls, and a WebSocket it may move to.
struct Move {
    explicit Move(bool isOpen = true)
    {
        auto made = std::make_unique<PollPeer>(Version::V4, 1000, now, nullptr);
        poll = made.get();
        session
            = std::make_unique<Session>(opening(Version::V4), std::move(made), poll, now, nullptr);
        session->identify({Role::Bot, u"key:bot"_s, {}, {}, {}});
        if (isOpen) {
            session->open();
            session->admit();
        }
        auto offered = std::make_unique<PacketLink>();
        socket = offered.get();
        session->offer(std::move(offered), now);
    }

    Instant now{0, 1h};
    PollPeer *poll;
    std::unique_ptr<Session> session;
    PacketLink *socket;
};

} // namespace

void SocketIoMovingTest::movesWithAllThatIsOwed()
{
    Move move;
    QVERIFY2(!move.session->mayMove(), "one at a time");
    emit move.socket->received("2probe");
    QCOMPARE(move.socket->sent, QList<QByteArray>{"3probe"});
    move.session->send(Parcel::lasting("{}"));
    QCOMPARE(move.socket->sent.size(), 1);
    emit move.socket->received("5");
    QCOMPARE(move.socket->sent.size(), 4); // the opening, the namespace and the event
    QCOMPARE(move.socket->sent.last(), message("{}"));
    QCOMPARE(move.session->poll(), nullptr);
    QVERIFY(!move.socket->isCustomer());
    QSignalSpy heard(move.session.get(), &Peer::received);
    emit move.socket->received(message("{}"));
    QCOMPARE(heard.size(), 1);
}

//! A replay, which has paused for a reader that was behind, would wait for the next ping.
void SocketIoMovingTest::goesOnWithWhatWaitedForThePollsAfterAMove()
{
    Move move;
    QSignalSpy drained(move.session.get(), &Peer::drained);
    emit move.socket->received("2probe");
    emit move.socket->received("5");
    QCOMPARE(drained.size(), 1);
}

//! What he had not fetched is gone: on the WebSocket he would go on with a hole.
void SocketIoMovingTest::letsNobodyMoveWhoWasCutAtHisPolls()
{
    Move move;
    emit move.socket->received("2probe");
    move.session->send(Parcel::lasting("{}"));
    move.now.steady += PollPeer::Patience;
    move.poll->pulse(move.now);
    QVERIFY(!move.session->isOpen());
    emit move.socket->received("5");
    QVERIFY(!move.session->isOpen());
    QCOMPARE(move.session->poll(), move.poll);
}

void SocketIoMovingTest::dropsAWebSocketThatIsNeverTried()
{
    Move move(false); // nothing is owed, so that nobody has to come for it
    move.now.steady += Session::MoveWithin;
    move.session->pulse(move.now);
    QVERIFY(move.session->mayMove());
    QVERIFY(move.session->isOpen());
}

void SocketIoMovingTest::dropsAWebSocketThatSaysSomethingElse()
{
    Move move;
    emit move.socket->received("5");
    QVERIFY(move.session->mayMove());
    QVERIFY(move.session->poll());
}

void SocketIoMovingTest::cutsAPollerWhoDoesNotCome()
{
    Instant now{0, 1h};
    PollPeer poll(Version::V4, 1000, now, nullptr);
    QSignalSpy cutOff(&poll, &Peer::cutOff);
    poll.send(Parcel::lasting("2"));
    now.steady += PollPeer::Patience - 1ms;
    poll.pulse(now);
    QVERIFY(poll.isOpen());
    now.steady += 1ms;
    poll.pulse(now);
    QCOMPARE(cutOff.size(), 1);
    QVERIFY(!poll.isOpen());
}

void SocketIoMovingTest::endsForAPollerWhoNeverHearsIt()
{
    Instant now{0, 1h};
    PollPeer poll(Version::V4, 1000, now, nullptr);
    QSignalSpy closed(&poll, &Peer::closed);
    poll.close(CloseCode::Draining, {});
    poll.pulse(now);
    now.steady += PollPeer::Farewell;
    poll.pulse(now);
    QVERIFY(closed.isEmpty()); // never out of a call
    QTRY_COMPARE(closed.size(), 1);
}

QTEST_GUILESS_MAIN(SocketIoMovingTest)
#include "tst_moving.moc"
