// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent cannot miss, through the whole window: sounds, the turn's clock, the empty chair.
#include "tests/console/deskscene.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/chime.h"
#include "ui/console/screenlock.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::model::Alerts;
using sermo::test::DeskScene;
using Status = sermo::model::ConsoleController::Status;
using Values = sermo::model::Preferences::Values;

class NeverMissedTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void aSoundIsSoftWhileHeLooks();
    void aSoundIsLoudAndRepeatedWhileHeLooksElsewhere();
    void eachKindHasItsSound();
    void aKindThatIsSwitchedOffIsSilent();
    void theTraysIconSaysHowMany();
    void hisTurnTurnsAmberAndThenRed();
    void aLockedScreenMakesHimAwayAndAKeyBringsHimBack();

private:
    void write(const QString &text) const
    {
        m_scene->clock.advance(1s); // later than what is known
        m_scene->inbound(u"robin"_s, u"text"_s, {{u"text"_s, text}});
    }
    void lookElsewhere();
    void pass(std::chrono::seconds time) const
    {
        m_scene->clock.advance(time);
        m_scene->window->tick();
    }

    std::unique_ptr<DeskScene> m_scene;
    std::unique_ptr<QWidget> m_elsewhere;
    std::unique_ptr<QSignalSpy> m_played;
};

void NeverMissedTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(u"robin"_s, u"Robin"_s);
    m_scene->bringToAgent(u"karin"_s, u"Karin"_s);
    m_scene->inbound(u"robin"_s, u"typing_off"_s); // it passes: all that was is caught up with
    m_scene->preferences->change(&Values::hasSounds, true);
    m_elsewhere.reset();
    auto *board = m_scene->find<ChatBoard>(u"board"_s);
    for (ChatColumn *column : board->columns()) {
        if (column->user() == UserId(u"karin"_s))
            column->focusComposer();
    }
    m_played = std::make_unique<QSignalSpy>(m_scene->window->findChild<Chime *>(), &Chime::played);
}

void NeverMissedTest::lookElsewhere()
{
    m_elsewhere = std::make_unique<QWidget>();
    m_elsewhere->show();
    m_elsewhere->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_elsewhere.get()));
}

void NeverMissedTest::aSoundIsSoftWhileHeLooks()
{
    write(u"Hallå?"_s); // beside the conversation that he is in
    QCOMPARE(m_played->count(), 1);
    QCOMPARE(m_played->first().first().value<Alerts::Kind>(), Alerts::Kind::Message);
    QCOMPARE(m_played->first().last().toDouble(), Chime::Soft);
    pass(30s);
    QCOMPARE(m_played->count(), 1);
}

void NeverMissedTest::aSoundIsLoudAndRepeatedWhileHeLooksElsewhere()
{
    lookElsewhere();
    write(u"Hallå?"_s);
    QCOMPARE(m_played->count(), 1);
    QCOMPARE(m_played->first().last().toDouble(), Chime::Loud);
    pass(Alerts::RepeatEvery);
    QCOMPARE(m_played->count(), 2);
    m_scene->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_scene->window.get()));
    pass(Alerts::RepeatEvery);
    QCOMPARE(m_played->count(), 2);
}

void NeverMissedTest::eachKindHasItsSound()
{
    m_scene->offer(u"offered"_s, u"Olle"_s, u"Kan du?"_s);
    QVERIFY(!m_played->isEmpty());
    QCOMPARE(m_played->last().first().value<Alerts::Kind>(), Alerts::Kind::Offered);
    m_scene->bringToQueue(u"anna"_s, u"Anna"_s, u"general"_s, u"Hej"_s);
    QCOMPARE(m_played->last().first().value<Alerts::Kind>(), Alerts::Kind::Waiting);
    m_scene->internal(u"anna"_s, u"claim_session"_s,
                      {{u"agentId"_s, u"anan01"_s}, {u"reason"_s, u"allocated"_s}});
    QCOMPARE(m_played->last().first().value<Alerts::Kind>(), Alerts::Kind::Given);
}

void NeverMissedTest::aKindThatIsSwitchedOffIsSilent()
{
    m_scene->preferences->change(&Values::silentSounds, {u"message"_s});
    write(u"Hallå?"_s);
    QCOMPARE(m_played->count(), 0);
    m_scene->preferences->change(&Values::hasSounds, false);
    m_scene->offer(u"offered"_s, u"Olle"_s, u"Kan du?"_s);
    QCOMPARE(m_played->count(), 0);
}

void NeverMissedTest::theTraysIconSaysHowMany()
{
    const auto *tray = m_scene->window->findChild<QSystemTrayIcon *>(u"trayIcon"_s);
    QVERIFY(tray);
    const auto shown = [tray] { return tray->icon().pixmap(64, 64).toImage(); };
    const QImage calm = shown();
    QCOMPARE(tray->toolTip(), u"Sermo Desk"_s);
    write(u"Hallå?"_s);
    QVERIFY2(tray->toolTip().startsWith(u"1 customer"_s), qPrintable(tray->toolTip()));
    const QImage one = shown();
    QVERIFY(one != calm);
    // In red, where the number is, and nothing else of the sign is touched.
    QCOMPARE(one.pixelColor(30, 46), m_scene->theme.tokens().bad);
    QCOMPARE(one.copy(0, 0, 24, 24), calm.copy(0, 0, 24, 24));
    m_scene->find(u"composer-robin"_s)->setFocus();
    QCOMPARE(tray->toolTip(), u"Sermo Desk"_s);
    QCOMPARE(shown(), calm);
}

void NeverMissedTest::hisTurnTurnsAmberAndThenRed()
{
    write(u"Hallå?"_s);
    const auto clock = [this] {
        return m_scene->find(u"column-robin"_s)->findChild<QLabel *>(u"columnClock"_s);
    };
    pass(59s);
    QCOMPARE(clock()->property("kind").toString(), QString());
    pass(1s);
    QCOMPARE(clock()->property("kind").toString(), u"warn"_s);
    QVERIFY2(clock()->text().contains(u"your turn 1:00"_s), qPrintable(clock()->text()));
    pass(120s);
    QCOMPARE(clock()->property("kind").toString(), u"bad"_s);
}

void NeverMissedTest::aLockedScreenMakesHimAwayAndAKeyBringsHimBack()
{
    const auto lock = [this](bool isLocked) {
        return QMetaObject::invokeMethod(m_scene->window->findChild<ScreenLock *>(), "tell",
                                         Q_ARG(bool, isLocked));
    };
    QCOMPARE(m_scene->controller->status(), Status::Available);
    QVERIFY(lock(true));
    QCOMPARE(m_scene->controller->status(), Status::Away);
    QCOMPARE(m_scene->link.sentOfType(u"agent_status"_s).constLast().value("status"_L1), u"away"_s);
    QVERIFY(lock(false));
    QTest::keyClick(m_scene->window.get(), Qt::Key_Shift);
    QCOMPARE(m_scene->controller->status(), Status::Available);
    const QString said = m_scene->find<QLabel>(u"banner"_s)->text();
    QVERIFY2(!said.isEmpty(), "he is told why he was away");
}

QTEST_MAIN(NeverMissedTest)
#include "tst_nevermissed.moc"
