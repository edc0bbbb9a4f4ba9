// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/model.h"

#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::presence;

//! The probability that a customer is still there, and what teaches it (allocation.md, 2.4, 2.5).
class TestPresenceModel : public QObject
{
    Q_OBJECT
private slots:
    void beginsWithThePrior();
    void countsWhatCameInTheCell();
    void leavesTheOtherCellsAlone();
    void isOverriddenByTypingAndLeaving();
    void fadesByHalfInThirtyDays();
    void doesNotFadeWhenTheClockGoesBack();
    void staysOnTheTableWhileTheLayerIsNoBetter();
    void turnsToTheLayerWhenItKnowsMore();
    void learnsWhatASignalIsWorth();
    void learnsWhatAFeatureIsWorthAndSaysSo_data();
    void learnsWhatAFeatureIsWorthAndSaysSo();
    void learnsTheSameBytesFromTheSamePoints();
    void learnsTheSameFromStoredEvents();
    void comesBackFromItsBytesToTheBit();
    void refusesWhatIsNoModel_data();
    void refusesWhatIsNoModel();
    void refusesAPointItCannotRead_data();
    void refusesAPointItCannotRead();
    void explainsItselfInWords();
    void explainsItselfInPartsThatAddUp();
};

namespace
{

constexpr qint64 DayMs = 86'400'000;
constexpr qint64 Today = 20'000 * DayMs;

Point point(Turn turn, int silence, bool came, int number = 1)
{
    Point point;
    point.glimpse.turn = turn;
    point.glimpse.silence = silence;
    point.glimpse.sinceAct = silence + 20;
    point.came = came;
    point.number = number;
    return point;
}

//! A desk whose customers come back if they are quick by nature, which only the layer can see.
//! `seed` makes another desk of the same kind.
QList<Point> lessons(int sessions, quint64 seed = 1)
{
    QList<Point> all;
    quint64 state = seed;
    for (int session = 0; session < sessions; ++session) {
        for (int number = 1; number <= 6; ++number) {
            state = state * 6364136223846793005 + 1442695040888963407;
            const bool isQuick = (state >> 40) % 2 == 0;
            Point one = point(Turn::ToldAgain, 60, ((state >> 50) % 10 < 9) == isQuick, number);
            one.glimpse.tempo = isQuick ? 10 : 300;
            one.glimpse.turns = int((state >> 33) % 7);
            all.append(one);
        }
    }
    return all;
}

Model taught(const QList<Point> &points, qint64 at = Today)
{
    Model model;
    for (const Point &one : points)
        model.learn(one, at);
    return model;
}

} // namespace

void TestPresenceModel::beginsWithThePrior()
{
    const Model model;
    for (const double silence : {0.0, 20.0, 95.0, 700.0}) {
        Glimpse glimpse;
        glimpse.turn = Turn::AskedAgain;
        glimpse.silence = silence;
        QCOMPARE(model.probability(glimpse),
                 priorOfBin(Turn::AskedAgain, Link::Ok, binOf(silence)));
    }
}

void TestPresenceModel::countsWhatCameInTheCell()
{
    const double before = priorOfBin(Turn::ToldFirst, Link::Ok, binOf(90));
    Model model;
    for (int i = 0; i < 100; ++i)
        model.learn(point(Turn::ToldFirst, 90, i < 30), Today);
    const Glimpse glimpse = point(Turn::ToldFirst, 95, false).glimpse;
    QCOMPARE(model.ofTable(glimpse), (20 * before + 30) / 120);
    const Model::Cell cell = model.cell(Turn::ToldFirst, Link::Ok, binOf(90));
    QCOMPARE(cell.cases, 100.0);
    QCOMPARE(cell.came, 30.0);
}

void TestPresenceModel::leavesTheOtherCellsAlone()
{
    Model model;
    for (int i = 0; i < 50; ++i)
        model.learn(point(Turn::ToldFirst, 90, false), Today);
    for (const auto &[turn, link, silence] : {std::tuple(Turn::ToldAgain, Link::Ok, 90.0),
                                              std::tuple(Turn::ToldFirst, Link::Gone, 90.0),
                                              std::tuple(Turn::ToldFirst, Link::Ok, 120.0)}) {
        Glimpse glimpse;
        glimpse.turn = turn;
        glimpse.link = link;
        glimpse.silence = silence;
        QCOMPARE(model.ofTable(glimpse), priorOfBin(turn, link, binOf(silence)));
    }
}

void TestPresenceModel::isOverriddenByTypingAndLeaving()
{
    const Model model;
    Glimpse glimpse = point(Turn::ToldAgain, 800, false).glimpse;
    glimpse.isTyping = true;
    QCOMPARE(model.probability(glimpse), 0.99);
    glimpse.hasLeft = true;
    QCOMPARE(model.probability(glimpse), 0.0);
}

void TestPresenceModel::fadesByHalfInThirtyDays()
{
    Model model = taught(QList<Point>(64, point(Turn::ToldFirst, 90, true)));
    model.learn(point(Turn::WroteFirst, 0, true), Today + 30 * DayMs);
    const Model::Cell cell = model.cell(Turn::ToldFirst, Link::Ok, binOf(90));
    QVERIFY(std::abs(cell.cases - 32) < 1e-9);
    QVERIFY(std::abs(cell.came - 32) < 1e-9);
}

void TestPresenceModel::doesNotFadeWhenTheClockGoesBack()
{
    Model model = taught(QList<Point>(64, point(Turn::ToldFirst, 90, true)));
    model.learn(point(Turn::WroteFirst, 0, true), Today - 90 * DayMs);
    model.learn(point(Turn::WroteFirst, 0, true), Today);
    QCOMPARE(model.cell(Turn::ToldFirst, Link::Ok, binOf(90)).cases, 64.0);
}

void TestPresenceModel::staysOnTheTableWhileTheLayerIsNoBetter()
{
    const QList<Point> points = lessons(90);
    const Model model = taught(points);
    QVERIFY(!model.usesLayer()); // too few sessions, however good it is
    QCOMPARE(model.probability(points.constFirst().glimpse),
             model.ofTable(points.constFirst().glimpse));
}

void TestPresenceModel::turnsToTheLayerWhenItKnowsMore()
{
    const Model model = taught(lessons(600));
    QVERIFY(model.usesLayer());
    QCOMPARE(model.sessions(), 600);
    Glimpse quick = point(Turn::ToldAgain, 60, true).glimpse;
    quick.tempo = 10;
    Glimpse slow = quick;
    slow.tempo = 300;
    QCOMPARE(model.ofTable(quick), model.ofTable(slow));
    QVERIFY(model.probability(quick) > model.probability(slow) + 0.05);
}

void TestPresenceModel::learnsWhatASignalIsWorth()
{
    Model model;
    for (int session = 0; session < 800; ++session) {
        Point one = point(Turn::AskedAgain, 60, session % 2 == 0);
        one.glimpse.signs.setFlag(Signal::Hidden, session % 2 != 0);
        const Glimpse plain = point(Turn::AskedAgain, 60, true).glimpse;
        if (session == 0) // neutral until learned
            QCOMPARE(model.probability(one.glimpse), model.probability(plain));
        model.learn(one, Today);
    }
    const Glimpse plain = point(Turn::AskedAgain, 60, true).glimpse;
    Glimpse hidden = plain;
    hidden.signs = Signal::Hidden;
    QVERIFY(model.usesLayer());
    QVERIFY(model.probability(hidden) < model.probability(plain) - 0.1);
}

void TestPresenceModel::learnsWhatAFeatureIsWorthAndSaysSo_data()
{
    QTest::addColumn<Glimpse>("of"); // who come, where the others are as everybody
    QTest::addColumn<QString>("words");
    Glimpse glimpse = point(Turn::WroteAgain, 60, true).glimpse;
    glimpse.asks = true;
    QTest::newRow("he asks") << glimpse << u"has asked something"_s;
    glimpse.asks = false;
    glimpse.wasAsked = true;
    QTest::newRow("he was asked") << glimpse << u"was asked something"_s;
    glimpse.wasAsked = false;
    glimpse.inARow = 4;
    QTest::newRow("he writes on") << glimpse << u"has written 4 in a row"_s;
    glimpse.inARow = 0;
    glimpse.gap = 2;
    QTest::newRow("it goes fast") << glimpse << u"the last two messages are 2 s apart"_s;
}

void TestPresenceModel::learnsWhatAFeatureIsWorthAndSaysSo()
{
    QFETCH(const Glimpse, of);
    QFETCH(const QString, words);
    const Point plain = point(Turn::WroteAgain, 60, false);
    Point with = plain;
    with.glimpse = of;
    with.came = true;
    Model model;
    for (int session = 0; session < 800; ++session)
        model.learn(session % 2 == 0 ? with : plain, Today);
    QVERIFY(model.usesLayer());
    QVERIFY(model.probability(of) > model.probability(plain.glimpse) + 0.1);
    const Explanation told = model.explain(of);
    QVERIFY2(told.text().contains(words), qPrintable(told.text()));
}

void TestPresenceModel::learnsTheSameBytesFromTheSamePoints()
{
    const QList<Point> points = lessons(200);
    QCOMPARE(taught(points).save(), taught(points).save());
    QVERIFY(taught(points).save() != taught(lessons(200, 2)).save());
}

//! The broker learns from the event that it stored, and so does a replay.
void TestPresenceModel::learnsTheSameFromStoredEvents()
{
    Model live;
    Model replayed;
    for (Point one : lessons(150)) {
        one.glimpse.silence += 0.4; // as it was to the millisecond; the event has whole seconds
        one.glimpse.sinceAct += 0.3;
        one.glimpse.signs = Signal::Read | Signal::Mobile;
        one.glimpse.inARow = 2;
        one.glimpse.gap = 33.4;
        one.glimpse.asks = one.glimpse.wasAsked = true;
        const EventFrame stored = compose(Direction::Internal, UserId(u"ada"_s), one.toEvent());
        const auto frame = EventFrame::fromBroker(stored.bytes());
        QVERIFY(frame);
        const EventBody body = decode(*frame);
        const auto read = Point::fromEvent(std::get<event::PresencePoint>(body));
        QVERIFY(read);
        QCOMPARE(read->glimpse.signs, one.glimpse.signs);
        QCOMPARE(read->came, one.came);
        QCOMPARE(read->number, one.number);
        QCOMPARE(read->glimpse.inARow, 2);
        QCOMPARE(read->glimpse.gap, 33.0);
        QVERIFY(read->glimpse.asks && read->glimpse.wasAsked);
        live.learn(Point::fromEvent(one.toEvent()).value(), Today);
        replayed.learn(*read, Today);
    }
    QCOMPARE(live.save(), replayed.save());
}

void TestPresenceModel::comesBackFromItsBytesToTheBit()
{
    const QList<Point> points = lessons(300);
    Model model = taught(points);
    auto loaded = Model::load(model.save());
    QVERIFY(loaded);
    QCOMPARE(loaded->save(), model.save());
    for (const Point &one : points) {
        QCOMPARE(loaded->probability(one.glimpse), model.probability(one.glimpse));
        loaded->learn(one, Today + DayMs);
        model.learn(one, Today + DayMs);
    }
    QCOMPARE(loaded->save(), model.save());
}

void TestPresenceModel::refusesWhatIsNoModel_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = Model().save();
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("something else") << QByteArray(5000, 'x');
    QTest::newRow("torn") << whole.chopped(1);
    QTest::newRow("too long") << whole + QByteArray(8, '\0');
    QByteArray newer = whole;
    newer[8] = 3;
    QTest::newRow("a newer version") << newer;
    QByteArray older = whole;
    older[8] = 1;
    QTest::newRow("an older version") << older;
    QByteArray notANumber = whole;
    for (qsizetype i = whole.size() - 8; i < whole.size(); ++i)
        notANumber[i] = '\xff';
    QTest::newRow("no number") << notANumber;
    QByteArray negative = whole;
    negative[whole.size() - 1] = '\xc0'; // -2.0 cases
    QTest::newRow("fewer than no cases") << negative;
}

void TestPresenceModel::refusesWhatIsNoModel()
{
    QFETCH(const QByteArray, bytes);
    const auto model = Model::load(bytes);
    QVERIFY(!model);
    QVERIFY(!model.error().isEmpty());
}

void TestPresenceModel::refusesAPointItCannotRead_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("a state that nobody knows")
        << QByteArray(R"("state":"X1","link":"ok","label":1)");
    QTest::newRow("a link that nobody knows") << QByteArray(R"("state":"Q1","link":"x","label":1)");
    QTest::newRow("a label that is none") << QByteArray(R"("state":"Q1","link":"ok","label":2)");
    QTest::newRow("a silence before it began")
        << QByteArray(R"("state":"Q1","link":"ok","label":1,"silence":-1)");
    QTest::newRow("the point before the first")
        << QByteArray(R"("state":"Q1","link":"ok","label":1,"number":0)");
}

void TestPresenceModel::refusesAPointItCannotRead()
{
    QFETCH(const QByteArray, change);
    const auto frame = EventFrame::fromBroker(
        R"({"type":"presence_point","direction":"internal","userId":"ada",)" + change + '}');
    QVERIFY(frame);
    const EventBody body = decode(*frame);
    QVERIFY(!Point::fromEvent(std::get<event::PresencePoint>(body)));
}

void TestPresenceModel::explainsItselfInWords()
{
    Model model;
    Glimpse glimpse = point(Turn::ToldAgain, 95, false).glimpse;
    QCOMPARE(model.explain(glimpse).text(),
             u"%1: silent for 95 s after your last answer"_s.arg(
                 QString::number(model.probability(glimpse), 'f', 2)));

    for (int i = 0; i < 412; ++i) // 190 of them, evenly
        model.learn(point(Turn::ToldAgain, 90, i * 190 % 412 < 190, 2), Today);
    QVERIFY(model.explain(glimpse).text().endsWith(
        u": silent for 95 s after your last answer; of 412 such cases 46 % came back"_s));

    glimpse.link = Link::Gone;
    QVERIFY(model.explain(glimpse).text().endsWith(u"; no sign of the browser for a minute"_s));
    glimpse.isTyping = true;
    QCOMPARE(model.explain(glimpse).text(), u"0.99: typing now"_s);
    glimpse.hasLeft = true;
    QCOMPARE(model.explain(glimpse).text(), u"0.00: has left the conversation"_s);
}

void TestPresenceModel::explainsItselfInPartsThatAddUp()
{
    Model model;
    for (int i = 0; i < 40; ++i)
        model.learn(point(Turn::ToldAgain, 90, i % 4 == 0), Today);
    const Explanation told = model.explain(point(Turn::ToldAgain, 95, false).glimpse);
    double sum = 0;
    for (const Explanation::Part &part : told.parts())
        sum += part.weight;
    QCOMPARE(fromLogit(sum), told.probability());

    const QJsonArray json = told.toJson();
    QCOMPARE(json.size(), 2);
    QCOMPARE(json.at(0).toObject().value("reason"_L1), u"silence"_s);
    QCOMPARE(json.at(0).toObject().value("seconds"_L1), 95);
    QCOMPARE(json.at(0).toObject().value("state"_L1), u"S1"_s);
    QCOMPARE(json.at(1).toObject().value("reason"_L1), u"experience"_s);
    QCOMPARE(json.at(1).toObject().value("cases"_L1), 40);
    QCOMPARE(json.at(1).toObject().value("came"_L1), 10);
    QVERIFY(json.at(1).toObject().value("weight"_L1).toDouble() < 0);
}

QTEST_GUILESS_MAIN(TestPresenceModel)
#include "tst_presencemodel.moc"
