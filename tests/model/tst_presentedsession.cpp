// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/presentedsession.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using desk::Stage;

namespace
{

constexpr qint64 Start = 1'000'000;
constexpr qint64 Second = 1000;

desk::Session session(Stage stage)
{
    desk::Session session;
    session.user = UserId(u"8a8b5c18-c0dd-467b-bd77-7e7685fadf6d"_s);
    session.platform = PlatformId(u"webchat"_s);
    session.stage = stage;
    session.startedMs = Start;
    session.enteredMs = Start + 10 * Second;
    session.stageSinceMs = Start + 20 * Second;
    return session;
}

} // namespace

class PresentedSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void namesTheCustomerAsWellAsItCan_data();
    void namesTheCustomerAsWellAsItCan();
    void countsWhatMattersInThatState_data();
    void countsWhatMattersInThatState();
    void saysHowLongAnAnswerIsDue_data();
    void saysHowLongAnAnswerIsDue();
    void showsBrandQueueAndPresence();
    void writesClocks_data();
    void writesClocks();
};

void PresentedSessionTest::namesTheCustomerAsWellAsItCan_data()
{
    QTest::addColumn<QString>("identified");
    QTest::addColumn<QString>("ownWord");
    QTest::addColumn<QString>("expected");
    QTest::newRow("identified") << u"Robin Eriksson"_s << u"Bobby"_s << u"Robin Eriksson"_s;
    QTest::newRow("his own word") << QString() << u"  Mohamed\n Al Dakkak "_s
                                  << u"Mohamed Al Dakkak"_s;
    QTest::newRow("nobody") << QString() << QString() << u"Visitor 8a8b5c"_s;
}

void PresentedSessionTest::namesTheCustomerAsWellAsItCan()
{
    QFETCH(QString, identified);
    QFETCH(QString, ownWord);
    desk::Session value = session(Stage::Assigned);
    value.customerName = identified;
    if (!ownWord.isEmpty())
        value.startParams.insert(u"name"_s, ownWord);
    const PresentedSession head = present(value, {}, {}, Start);
    QTEST(head.name, "expected");
    QVERIFY(!head.verified);
    value.customerId = u"1234567"_s;
    QVERIFY(present(value, {}, {}, Start).verified);
}

void PresentedSessionTest::countsWhatMattersInThatState_data()
{
    using Clock = PresentedSession::Clock;
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<qint64>("customerSpoke");
    QTest::addColumn<qint64>("agentSpoke");
    QTest::addColumn<Clock>("clock");
    QTest::addColumn<qint64>("seconds"); // at start + 300 s
    QTest::newRow("with the bot") << Stage::Bot << qint64(5) << qint64(0) << Clock::WithBot
                                  << qint64(300);
    QTest::newRow("waiting") << Stage::Queued << qint64(5) << qint64(0) << Clock::Waiting
                             << qint64(290);
    QTest::newRow("handled") << Stage::Assigned << qint64(200) << qint64(100) << Clock::Handling
                             << qint64(280);
    QTest::newRow("just claimed, nobody has spoken")
        << Stage::Assigned << qint64(0) << qint64(0) << Clock::Handling << qint64(280);
    QTest::newRow("answered a minute ago")
        << Stage::Assigned << qint64(100) << qint64(240) << Clock::Handling << qint64(280);
    QTest::newRow("silent for two minutes")
        << Stage::Assigned << qint64(100) << qint64(180) << Clock::Silent << qint64(120);
    QTest::newRow("done") << Stage::Done << qint64(100) << qint64(180) << Clock::None << qint64(0);
    QTest::newRow("ended") << Stage::Ended << qint64(100) << qint64(180) << Clock::None
                           << qint64(0);
}

void PresentedSessionTest::countsWhatMattersInThatState()
{
    QFETCH(Stage, stage);
    QFETCH(qint64, customerSpoke);
    QFETCH(qint64, agentSpoke);
    LiveState live;
    live.lastCustomerMs = customerSpoke ? Start + customerSpoke * Second : 0;
    live.lastAgentMs = agentSpoke ? Start + agentSpoke * Second : 0;
    const PresentedSession head = present(session(stage), live, {}, Start + 300 * Second);
    QTEST(head.clock, "clock");
    QTEST(head.clockSeconds, "seconds");
}

void PresentedSessionTest::saysHowLongAnAnswerIsDue_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<qint64>("customerSpoke");
    QTest::addColumn<qint64>("agentSpoke");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("he asked before he was claimed")
        << Stage::Assigned << qint64(5) << qint64(0) << qint64(280);
    QTest::newRow("he asked again") << Stage::Assigned << qint64(250) << qint64(100) << qint64(50);
    QTest::newRow("he has his answer")
        << Stage::Assigned << qint64(100) << qint64(250) << qint64(0);
    QTest::newRow("nobody asked") << Stage::Assigned << qint64(0) << qint64(0) << qint64(0);
    QTest::newRow("nobody has him yet") << Stage::Queued << qint64(5) << qint64(0) << qint64(0);
}

void PresentedSessionTest::saysHowLongAnAnswerIsDue()
{
    QFETCH(Stage, stage);
    QFETCH(qint64, customerSpoke);
    QFETCH(qint64, agentSpoke);
    LiveState live;
    live.lastCustomerMs = customerSpoke ? Start + customerSpoke * Second : 0;
    live.lastAgentMs = agentSpoke ? Start + agentSpoke * Second : 0;
    const auto due = present(session(stage), live, {}, Start + 300 * Second).answerDueSeconds;
    QFETCH(const qint64, seconds); // 0: none is due
    QCOMPARE(due.value_or(0), seconds);
    QCOMPARE(due.has_value(), seconds > 0);
}

void PresentedSessionTest::showsBrandQueueAndPresence()
{
    desk::Session value = session(Stage::Assigned);
    LiveState live;
    live.presence = 0.93;
    live.tabClosed = true;
    PresentedSession head = present(value, live, u"Com Hem allmänt"_s, Start);
    QCOMPARE(head.brand, u"webchat"_s);
    QCOMPARE(head.queue, u"Com Hem allmänt"_s);
    QCOMPARE(head.presence, std::optional(0.93));
    QVERIFY(head.tabClosed);
    QCOMPARE(head.clockSeconds, 0); // a clock that is behind shows nothing odd
    value.brandId = u"comhem"_s;
    QCOMPARE(present(value, live, {}, Start).brand, u"comhem"_s);
}

void PresentedSessionTest::writesClocks_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing yet") << qint64(0) << u"0:00"_s;
    QTest::newRow("seconds") << qint64(42) << u"0:42"_s;
    QTest::newRow("minutes") << qint64(372) << u"6:12"_s;
    QTest::newRow("hours") << qint64(3725) << u"1:02:05"_s;
    QTest::newRow("the future") << qint64(-5) << u"0:00"_s;
}

void PresentedSessionTest::writesClocks()
{
    QFETCH(qint64, seconds);
    QTEST(clockText(seconds), "expected");
}

QTEST_GUILESS_MAIN(PresentedSessionTest)
#include "tst_presentedsession.moc"
