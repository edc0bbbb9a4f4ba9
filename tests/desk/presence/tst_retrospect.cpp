// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/model.h"
#include "broker/desk/presence/retrospect.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::presence;

//! Looking back on a log: which lessons are in it, and how good the model is on them.
class TestRetrospect : public QObject
{
    Q_OBJECT
private slots:
    void scoresAsTheTextbookSays();
    void findsThePointsInTheTexts();
    void knowsAnAnswerMissingAfterTenMinutesNotLater();
    void dropsWhatAnEndedSessionLeavesOpen();
    void prefersThePointsThatWereRecorded();
    void learnsNothingBeforeItIsKnown();
};

namespace
{

constexpr qint64 Noon = qint64(20'000) * 86'400'000 + 43'200'000;

StoredEvent happening(int second, const char *direction, const char *type,
                      const QByteArray &more = {})
{
    StoredEvent stored;
    stored.receivedMs = Noon + second * 1000;
    stored.frame = *EventFrame::fromBroker(R"({"type":")" + QByteArray(type) + R"(","direction":")"
                                           + direction + R"(","userId":"ada")" + more + '}');
    return stored;
}

StoredEvent text(int second, const char *direction, const QByteArray &words)
{
    return happening(second, direction, "text", R"(,"text":")" + words + '"');
}

QStringList inWords(const QList<Lesson> &lessons)
{
    QStringList words;
    for (const Lesson &lesson : lessons) {
        const Glimpse &glimpse = lesson.point.glimpse;
        words.append(u"%1 %2 s: %3"_s.arg(wireName(glimpse.turn))
                         .arg(int(glimpse.silence))
                         .arg(lesson.point.came ? u"came"_s : u"no"_s));
    }
    return words;
}

} // namespace

void TestRetrospect::scoresAsTheTextbookSays()
{
    Score score;
    QCOMPARE(score.logLoss(), 0.0);
    QCOMPARE(score.auc(), 0.5);
    for (const auto &[probability, came] :
         {std::pair(0.9, true), std::pair(0.8, false), std::pair(0.3, false), std::pair(0.3, true)})
        score.add(probability, came);
    QCOMPARE(score.baseRate(), 0.5);
    QCOMPARE(score.logLoss(), -(std::log(0.9) + std::log(0.2) + std::log(0.7) + std::log(0.3)) / 4);
    QCOMPARE(score.brier(), (0.01 + 0.64 + 0.09 + 0.49) / 4);
    // Pairs (came, did not): 0.9 beats both; 0.3 loses to 0.8 and ties with 0.3.
    QCOMPARE(score.auc(), 2.5 / 4);
    QCOMPARE(score.calibrationError(), (0.1 + 0.8 + 2 * 0.2) / 4);
    QCOMPARE(score.reliability().at(3).count, 2);
    QCOMPARE(score.reliability().at(3).came, 0.5);
}

void TestRetrospect::findsThePointsInTheTexts()
{
    Retrospect log;
    log.take(text(0, "inbound", "hello"));
    log.take(text(20, "outbound", "yes?"));
    log.take(text(40, "inbound", "it burns"));
    log.take(text(42, "outbound", "run"));
    const QList<Lesson> lessons = log.lessons();
    const QStringList words = inWords(lessons);
    QCOMPARE(words.first(4),
             (QStringList{u"W0 5 s: came"_s, u"W0 15 s: came"_s, u"Q0 5 s: came"_s,
                          u"Q0 15 s: came"_s}));
    QCOMPARE(words.size(), 4 + 11); // and a last silence through all the bins
    QCOMPARE(words.last(), u"S1 600 s: no"_s);
    QCOMPARE(lessons.last().receivedMs - lessons.last().point.afterMs, Noon + 642'000);
}

//! However much later he is heard of again: the desk learned it then, and so does who looks back.
void TestRetrospect::knowsAnAnswerMissingAfterTenMinutesNotLater()
{
    Retrospect log;
    log.take(text(0, "inbound", "hello"));
    log.take(text(7, "outbound", "bye"));
    log.take(text(3600, "inbound", "hello again"));
    const QList<Lesson> lessons = log.lessons();
    QCOMPARE(lessons.at(1).point.glimpse.silence, 5.0); // at 12 s
    QCOMPARE(lessons.at(1).receivedMs, Noon + 612'000);
    QCOMPARE(lessons.at(1).point.afterMs, HorizonMs);
}

void TestRetrospect::dropsWhatAnEndedSessionLeavesOpen()
{
    Retrospect log;
    log.take(text(0, "inbound", "hello"));
    log.take(text(20, "outbound", "bye"));
    log.take(happening(100, "outbound", "end_session"));
    QVERIFY(log.lessons().isEmpty());
    log.take(text(1000, "inbound", "again"));
    log.take(text(1010, "inbound", "and again"));
    QCOMPARE(log.lessons().constFirst().session, 1);
}

void TestRetrospect::prefersThePointsThatWereRecorded()
{
    Retrospect log;
    log.take(text(0, "inbound", "hello"));
    Point point;
    point.glimpse.turn = Turn::AskedAgain;
    point.glimpse.link = Link::Gone;
    point.came = true;
    StoredEvent stored;
    stored.receivedMs = Noon;
    stored.frame = compose(Direction::Internal, UserId(u"ada"_s), point.toEvent());
    log.take(stored);
    QVERIFY(log.isRecorded());
    QCOMPARE(inWords(log.lessons()), QStringList{u"Q1 0 s: came"_s});
}

//! Two points seen at the same time: the one's label must not help the other.
void TestRetrospect::learnsNothingBeforeItIsKnown()
{
    QList<Lesson> lessons;
    for (int i = 0; i < 50; ++i) {
        Point point;
        point.glimpse.silence = 60;
        point.afterMs = HorizonMs;
        lessons.append({point, Noon + HorizonMs + i, i});
    }
    const Review review = presence::review(lessons);
    QCOMPARE(review.live.count(), 50);
    QCOMPARE(review.live.logLoss(), review.dayZero.logLoss());
    QVERIFY(review.learned.logLoss() < review.dayZero.logLoss());
    QVERIFY(review.baseRate.logLoss() < 1e-5); // none ever came
}

QTEST_GUILESS_MAIN(TestRetrospect)
#include "tst_retrospect.moc"
