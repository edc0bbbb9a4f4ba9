// SPDX-License-Identifier: GPL-3.0-or-later
// What the dashboard calls an alarm, without a screen.
#include "tests/model/board.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class BoardAlarmsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void nobodyAvailableIsAnAlarmOnlyForWhoWaits();
    void aLongLineIsAnAlarm();
    void aForecastThatIsOffIsAnAlarm_data();
    void aForecastThatIsOffIsAnAlarm();
};

void BoardAlarmsTest::nobodyAvailableIsAnAlarmOnlyForWhoWaits()
{
    Board board;
    QCOMPARE(board.alarmKeys(), QStringList());
    board.wait(Robin, Technical);
    QCOMPARE(board.alarmKeys(), QStringList{u"nobody:technical"_s});
    // He serves another queue.
    board.tell({test::Told::passing(
        Direction::Internal, {},
        event::AgentStatus{Anders, u"available"_s, u"Anders"_s, QList{General}})});
    QCOMPARE(board.alarmKeys(), QStringList{u"nobody:technical"_s});
    board.tell({test::Told::passing(Direction::Internal, {},
                                    event::AgentStatus{Anders, u"available"_s, u"Anders"_s, {}})});
    QCOMPARE(board.alarmKeys(), QStringList());
    board.after(300s);
    QCOMPARE(board.alarmKeys(), QStringList{u"wait:technical"_s});
}

void BoardAlarmsTest::aLongLineIsAnAlarm()
{
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    for (int i = 0; i < 9; ++i)
        board.wait(UserId(QString::number(i)));
    QCOMPARE(board.alarmKeys(), QStringList());
    board.wait(Robin);
    QCOMPARE(board.alarmKeys(), QStringList{u"queue:general"_s});
    QCOMPARE(board.alarms.items().first().tone, Tone::Warn);
}

void BoardAlarmsTest::aForecastThatIsOffIsAnAlarm_data()
{
    QTest::addColumn<int>("lessons");
    QTest::addColumn<double>("believed");
    QTest::addColumn<double>("came");
    QTest::addColumn<QString>("text");
    QTest::newRow("it holds") << 200 << 0.6 << 0.6 << QString();
    QTest::newRow("as much off as chance may be") << 60 << 0.6 << 0.45 << QString();
    QTest::newRow("off, but by little") << 300 << 0.95 << 0.88 << QString();
    QTest::newRow("too few to tell") << 59 << 0.9 << 0.1 << QString();
    QTest::newRow("too many believed")
        << 200 << 0.7 << 0.4 << u"The forecast believes too many to be there: by 30 %"_s;
    QTest::newRow("too few believed")
        << 200 << 0.4 << 0.7 << u"The forecast believes too few to be there: by 30 %"_s;
}

void BoardAlarmsTest::aForecastThatIsOffIsAnAlarm()
{
    QFETCH(const int, lessons);
    QFETCH(const double, believed);
    QFETCH(const double, came);
    QFETCH(const QString, text);
    Board board;
    board.status(Anders, u"Anders"_s, u"available"_s);
    board.wait(Robin);
    board.lessons(lessons, believed, came);
    QStringList texts;
    for (const Alarm &alarm : board.alarms.items())
        texts += alarm.name;
    QCOMPARE(texts.join(u' '), text);
}

QTEST_GUILESS_MAIN(BoardAlarmsTest)
#include "tst_boardalarms.moc"
