// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/model.h"
#include "broker/desk/presence/pointrecorder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::presence;

//! What is seen of a conversation, and the points made of it (allocation.md, 2.1 and 2.2).
class TestConversation : public QObject
{
    Q_OBJECT
private slots:
    void knowsWhoSpokeLastAndHow();
    void countsSilenceFromEitherSide();
    void typesForSixSeconds();
    void hasLeftUntilItActsAgain();
    void knowsItsOwnTempo();
    void forgetsWhatWasReadWhenMoreIsSaid();
    void knowsTheRhythmAndWhoAskedWhat();
    void makesAPointInEachBinOnce();
    void labelsWhatWaitedAtTheNextAct();
    void labelsWhatHasWaitedTenMinutes();
    void dropsWhatCanNotHappenAnyMore();
    void makesNoPointsOfWhatWasBefore();
};

namespace
{

constexpr qint64 Second = 1000;

//! Observes until then, as a desk that looks each second.
void look(PointRecorder &points, const Conversation &talk, qint64 toMs)
{
    static const Model model;
    points.observe(talk, Link::Ok, model, toMs);
}

QList<int> silences(const QList<Point> &points)
{
    QList<int> all;
    for (const Point &point : points)
        all.append(int(point.glimpse.silence));
    return all;
}

} // namespace

void TestConversation::knowsWhoSpokeLastAndHow()
{
    Conversation talk(0);
    const auto turn = [&] { return QString(wireName(talk.at(100 * Second, Link::Ok).turn)); };
    QCOMPARE(turn(), u"W0"_s);
    talk.agentWrote(1 * Second, 10, true);
    QCOMPARE(turn(), u"Q0"_s);
    talk.agentWrote(2 * Second, 10, false);
    QCOMPARE(turn(), u"S0"_s);
    talk.customerTyped(3 * Second);
    QCOMPARE(turn(), u"S0"_s); // he has said nothing yet
    talk.customerWrote(4 * Second, 5);
    QCOMPARE(turn(), u"W1"_s);
    talk.agentWrote(5 * Second, 10, false);
    QCOMPARE(turn(), u"S1"_s);
    talk.agentWrote(6 * Second, 10, true);
    QCOMPARE(turn(), u"Q1"_s);
}

void TestConversation::countsSilenceFromEitherSide()
{
    Conversation talk(10 * Second);
    QCOMPARE(talk.at(25 * Second, Link::Ok).silence, 15.0);
    talk.agentTyped(20 * Second);
    const Glimpse glimpse = talk.at(25 * Second, Link::Shaky);
    QCOMPARE(glimpse.silence, 5.0);
    QCOMPARE(glimpse.sinceAct, 15.0);
    QCOMPARE(glimpse.link, Link::Shaky);
}

void TestConversation::typesForSixSeconds()
{
    Conversation talk(0);
    talk.customerTyped(10 * Second);
    QVERIFY(talk.at(15'999, Link::Ok).isTyping);
    QVERIFY(!talk.at(16'000, Link::Ok).isTyping);
    QCOMPARE(talk.typingUntil(), 16 * Second);
    talk.customerWrote(12 * Second, 3);
    QVERIFY(!talk.at(13 * Second, Link::Ok).isTyping);
}

void TestConversation::hasLeftUntilItActsAgain()
{
    Conversation talk(0);
    talk.customerLeft(5 * Second);
    QVERIFY(talk.at(6 * Second, Link::Ok).hasLeft);
    talk.customerWrote(7 * Second, 3);
    QVERIFY(!talk.at(8 * Second, Link::Ok).hasLeft);
}

void TestConversation::knowsItsOwnTempo()
{
    Conversation talk(0);
    QCOMPARE(talk.at(0, Link::Ok).tempo, 60.0);
    qint64 at = 0;
    for (const int answer : {10, 200, 30}) {
        talk.agentWrote(at += 50 * Second, 10, true);
        talk.agentWrote(at += Second, 10, true); // he answers the first of the two
        talk.customerWrote(at += (answer - 1) * Second, 10);
    }
    const Glimpse glimpse = talk.at(at, Link::Ok);
    QCOMPARE(glimpse.tempo, 30.0);
    QCOMPARE(glimpse.turns, 3);
    QCOMPARE(glimpse.unanswered, 0);
    talk.agentWrote(at, 77, false);
    QCOMPARE(talk.at(at, Link::Ok).unanswered, 1);
    QCOMPARE(talk.at(at, Link::Ok).length, 77);
}

void TestConversation::forgetsWhatWasReadWhenMoreIsSaid()
{
    Conversation talk(0);
    talk.agentWrote(1 * Second, 10, true);
    talk.customerRead();
    QVERIFY(talk.at(2 * Second, Link::Ok).signs.testFlag(Signal::Read));
    talk.agentWrote(3 * Second, 10, true);
    QVERIFY(!talk.at(4 * Second, Link::Ok).signs.testFlag(Signal::Read));
    talk.setSignal(Signal::Unloading, true);
    talk.customerTyped(5 * Second);
    QVERIFY(!talk.at(5 * Second, Link::Ok).signs.testFlag(Signal::Unloading));
}

void TestConversation::knowsTheRhythmAndWhoAskedWhat()
{
    Conversation talk(0);
    const auto seen = [&] { return talk.at(1000 * Second, Link::Ok); };
    QCOMPARE(seen().gap, 60.0);
    talk.customerWrote(5 * Second, 10);
    QCOMPARE(seen().gap, 60.0); // there was none before
    talk.customerWrote(8 * Second, 10, true);
    QCOMPARE(seen().gap, 3.0);
    QCOMPARE(seen().inARow, 2);
    QVERIFY(seen().asks);
    talk.agentWrote(28 * Second, 10, true);
    QCOMPARE(seen().gap, 20.0);
    QCOMPARE(seen().inARow, 0);
    talk.agentWrote(30 * Second, 10, false);
    QVERIFY(seen().asks && seen().wasAsked); // a word after the question does not undo it
    talk.customerWrote(40 * Second, 10);
    QVERIFY(!seen().asks);
    QVERIFY(seen().wasAsked); // it is that which he answers
    talk.agentWrote(50 * Second, 10, false);
    QVERIFY(!seen().wasAsked);
}

void TestConversation::makesAPointInEachBinOnce()
{
    const Conversation talk(0);
    PointRecorder points;
    QCOMPARE(points.nextMs(talk), 5 * Second);
    for (qint64 ms = 0; ms <= 100 * Second; ms += 100)
        look(points, talk, ms);
    QCOMPARE(points.nextMs(talk), 120 * Second);
    look(points, talk, 7000 * Second);
    look(points, talk, 8000 * Second);
    QVERIFY(!points.nextMs(talk));
    QCOMPARE(silences(points.acted(605 * Second)),
             (QList{5, 15, 30, 60, 90, 120, 180, 240, 300, 450, 600}));
}

void TestConversation::labelsWhatWaitedAtTheNextAct()
{
    Conversation talk(0);
    PointRecorder points;
    look(points, talk, 40 * Second);
    talk.agentWrote(40 * Second, 10, true);
    points.silenceBroken();
    look(points, talk, 50 * Second);
    const QList<Point> labelled = points.acted(52 * Second);
    QCOMPARE(silences(labelled), (QList{5, 15, 30, 5}));
    for (qsizetype i = 0; i < labelled.size(); ++i) {
        QVERIFY(labelled.at(i).came);
        QCOMPARE(labelled.at(i).number, int(i) + 1);
    }
    QCOMPARE(labelled.constFirst().afterMs, 47 * Second);
    QVERIFY(points.acted(60 * Second).isEmpty());
}

void TestConversation::labelsWhatHasWaitedTenMinutes()
{
    const Conversation talk(0);
    PointRecorder points;
    look(points, talk, 20 * Second);
    QCOMPARE(points.expiryMs(), 605'001);
    QVERIFY(points.expired(605'000).isEmpty()); // ten minutes to the millisecond: in time
    const QList<Point> late = points.acted(615'000);
    QCOMPARE(silences(late), (QList{5, 15}));
    QVERIFY(!late.at(0).came);
    QCOMPARE(late.at(0).afterMs, HorizonMs);
    QVERIFY(late.at(1).came);
    QVERIFY(!points.expiryMs());
}

void TestConversation::dropsWhatCanNotHappenAnyMore()
{
    const Conversation talk(0);
    PointRecorder points;
    look(points, talk, 300 * Second);
    points.censor();
    QVERIFY(points.expired(9000 * Second).isEmpty());
}

void TestConversation::makesNoPointsOfWhatWasBefore()
{
    const Conversation talk(0);
    PointRecorder points;
    points.begin(talk, 100 * Second);
    QCOMPARE(points.nextMs(talk), 120 * Second);
    look(points, talk, 130 * Second);
    QCOMPARE(silences(points.acted(131 * Second)), QList{120});
}

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
