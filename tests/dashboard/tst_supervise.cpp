// SPDX-License-Identifier: GPL-3.0-or-later
// What a supervisor sees of a session and does about it, and what others are not offered.
#include "tests/dashboard/supervisedscene.h"
#include "ui/console/livepreview.h"
#include "ui/dashboard/alarmstrip.h"
#include "ui/dashboard/boardtable.h"
#include "ui/dashboard/sessionwindow.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::Robin;
using sermo::test::SupervisedScene;

class SuperviseTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { begin(u"supervisor"_s); }
    void cleanup() { m_scene.reset(); }
    void bothSidesDraftsAreSeenBeforeTheyAreSent();
    void aSentDraftIsGone();
    void theSessionIsOnlyRead();
    void aWhisperIsANote();
    void takingOverClaimsByForce();
    void whatHasEndedIsLeftAlone();
    void movingPutsItInAnotherLine();
    void givingClaimsForTheColleague();
    void aRaisedHandIsAnAlarmThatOpensItsSession();
    void anAnswerTakesTheHandDown_data();
    void anAnswerTakesTheHandDown();
    void aHandFallsWithTheSessionThatMoves();
    void othersMayLookAndWhisperOnly_data();
    void othersMayLookAndWhisperOnly();
    void aRefusalIsTold();
    void whoIsErasedIsSeenNoMore();

private:
    void begin(const QString &role)
    {
        m_scene.reset(); // one look at a time
        m_scene = std::make_unique<SupervisedScene>(role);
    }
    void click(const QString &name)
    {
        auto *button = m_scene->part<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
        button->click();
    }
    void chooseTarget(const QString &name)
    {
        click(u"moveButton"_s);
        auto *list = m_scene->part<QListView>(u"transferTargets"_s);
        QVERIFY(list);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (list->model()->index(row, 0).data().toString() == name)
                list->setCurrentIndex(list->model()->index(row, 0));
        }
        m_scene->part<QLineEdit>(u"transferNote"_s)->setText(u"knows the contract"_s);
        m_scene->part<QAbstractButton>(u"transferConfirmButton"_s)->click();
    }

    std::unique_ptr<SupervisedScene> m_scene;
};

void SuperviseTest::bothSidesDraftsAreSeenBeforeTheyAreSent()
{
    const auto *customer = m_scene->part<LivePreview>(u"supervisedPreview"_s);
    const auto *agent = m_scene->part<LivePreview>(u"supervisedDraft"_s);
    QCOMPARE(agent->text(), QString());
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"och jag har redan"_s}});
    m_scene->internal(Robin, u"draft"_s,
                      {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Jag ser att"_s}});
    QCOMPARE(customer->text(), u"och jag har redan"_s);
    QCOMPARE(agent->text(), u"Jag ser att"_s);
    const auto *who = m_scene->part<QLabel>(u"supervisedDraftBy"_s);
    QVERIFY(who->isVisible());
    QCOMPARE(who->text(), u"Sara Nyström is writing"_s);
    QCOMPARE(m_scene->part<QLabel>(u"supervisedWhere"_s)->text().left(17), u"With Sara Nyström"_s);
}

void SuperviseTest::aSentDraftIsGone()
{
    const auto *agent = m_scene->part<LivePreview>(u"supervisedDraft"_s);
    m_scene->internal(Robin, u"draft"_s, {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Jag"_s}});
    m_scene->internal(Robin, u"draft"_s, {{u"agentId"_s, u"sara"_s}, {u"text"_s, QString()}});
    QCOMPARE(agent->text(), QString());
    // Nor does it stay when somebody else has the customer.
    m_scene->internal(Robin, u"draft"_s, {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Jag"_s}});
    m_scene->internal(Robin, u"handover_to_queue"_s, {{u"queueId"_s, u"technical"_s}});
    QCOMPARE(agent->text(), QString());
}

void SuperviseTest::theSessionIsOnlyRead()
{
    m_scene->outbound(Robin, u"text"_s,
                      {{u"text"_s, u"Hej Robin"_s},
                       {u"agent"_s, QJsonObject{{u"id"_s, u"sara"_s}, {u"type"_s, u"human"_s}}}});
    const QStringList texts
        = m_scene->part<QWidget>(u"supervisedTranscript"_s)->property("texts").toStringList();
    QVERIFY(texts.contains(u"Hej Robin"_s));
    QVERIFY(!m_scene->open()->findChild<QWidget *>(u"composer-robin"_s));
    QVERIFY2(m_scene->link.sent().isEmpty(), m_scene->link.sent().value(0).constData());
}

void SuperviseTest::aWhisperIsANote()
{
    auto *words = m_scene->part<QLineEdit>(u"whisperText"_s);
    words->setText(u"Offer him a month"_s);
    QTest::keyClick(words, Qt::Key_Return);
    QCOMPARE(m_scene->sent(u"note"_s)["text"_L1].toString(), u"Offer him a month"_s);
    QCOMPARE(m_scene->sent(u"note"_s)["direction"_L1].toString(), u"internal"_s);
    QCOMPARE(words->text(), QString());
    QVERIFY(m_scene->open()->isVisible()); // Enter is no button
}

void SuperviseTest::takingOverClaimsByForce()
{
    click(u"takeOverButton"_s);
    const QJsonObject claim = m_scene->sent(u"claim_session"_s);
    QCOMPARE(claim["agentId"_L1].toString(), u"anan01"_s);
    QCOMPARE(claim["force"_L1].toBool(), true);
    m_scene->acknowledgeAll();
    QVERIFY(m_scene->find(u"column-robin"_s));
    QVERIFY(!m_scene->part<QAbstractButton>(u"takeOverButton"_s)->isEnabled());
}

void SuperviseTest::whatHasEndedIsLeftAlone()
{
    (void)m_scene->open();
    m_scene->outbound(Robin, u"end_session"_s);
    for (const QString &name : {u"takeOverButton"_s, u"moveButton"_s, u"whisperButton"_s})
        QVERIFY2(!m_scene->part<QAbstractButton>(name)->isEnabled(), qPrintable(name));
    QCOMPARE(m_scene->part<QLabel>(u"supervisedWhere"_s)->text(), u"Ended"_s);
}

void SuperviseTest::movingPutsItInAnotherLine()
{
    chooseTarget(u"Teknisk support"_s);
    const QJsonObject move = m_scene->sent(u"handover_to_queue"_s);
    QCOMPARE(move["queueId"_L1].toString(), u"technical"_s);
    QCOMPARE(move["note"_L1].toString(), u"knows the contract"_s);
}

void SuperviseTest::givingClaimsForTheColleague()
{
    chooseTarget(u"Elin Björk"_s);
    const QJsonObject claim = m_scene->sent(u"claim_session"_s);
    QCOMPARE(claim["agentId"_L1].toString(), u"elin"_s);
    QCOMPARE(claim["force"_L1].toBool(), true);
    QCOMPARE(m_scene->sent(u"note"_s)["text"_L1].toString(), u"knows the contract"_s);
}

void SuperviseTest::aRaisedHandIsAnAlarmThatOpensItsSession()
{
    m_scene->internal(
        Robin, u"hand"_s,
        {{u"agentId"_s, u"sara"_s}, {u"raised"_s, true}, {u"text"_s, u"Vad säger avtalet?"_s}});
    m_scene->settle();
    QCOMPARE(m_scene->find<AlarmStrip>(u"alarmStrip"_s)->texts(),
             QStringList{u"Sara Nyström asks for help with Robin Eriksson: Vad säger avtalet?"_s});
    const auto *table = m_scene->find<BoardTable>(u"agentTable"_s);
    const auto chips = table->model()
                           ->index(2, model::BoardAgents::Sessions)
                           .data(model::ChipsRole)
                           .value<QList<model::PresenceChip>>();
    QVERIFY(chips.size() == 1 && chips.first().handRaised);
    auto *opening = m_scene->find<QAbstractButton>(u"openAlarm-hand:robin"_s);
    QVERIFY(opening && opening->isVisible());
    opening->click();
    const auto windows = m_scene->board->findChildren<SessionWindow *>();
    QCOMPARE(windows.size(), 1);
    QCOMPARE(windows.first()->user(), UserId(Robin));
    QCOMPARE(m_scene->part<QLabel>(u"supervisedHand"_s)->text(),
             u"Sara Nyström asks for help: Vad säger avtalet?"_s);
}

void SuperviseTest::anAnswerTakesTheHandDown_data()
{
    QTest::addColumn<QString>("button");
    QTest::newRow("a whisper") << u"whisperButton"_s;
    QTest::newRow("saying that it is settled") << u"handDownButton"_s;
    QTest::newRow("taking over") << u"takeOverButton"_s;
}

void SuperviseTest::anAnswerTakesTheHandDown()
{
    QFETCH(const QString, button);
    m_scene->internal(Robin, u"hand"_s, {{u"agentId"_s, u"sara"_s}, {u"raised"_s, true}});
    QVERIFY(m_scene->part<QLabel>(u"supervisedHand"_s)->isVisible());
    m_scene->part<QLineEdit>(u"whisperText"_s)->setText(u"Ja"_s);
    click(button);
    if (button != "takeOverButton"_L1)
        QCOMPARE(m_scene->sent(u"hand"_s)["raised"_L1], QJsonValue(false));
    m_scene->acknowledgeAll();
    m_scene->settle();
    QVERIFY(!m_scene->part<QLabel>(u"supervisedHand"_s)->isVisible());
    QCOMPARE(m_scene->find<AlarmStrip>(u"alarmStrip"_s)->texts(), QStringList());
}

void SuperviseTest::aHandFallsWithTheSessionThatMoves()
{
    m_scene->internal(Robin, u"hand"_s, {{u"agentId"_s, u"sara"_s}, {u"raised"_s, true}});
    QCOMPARE(m_scene->store.raisedHands(), QList{UserId(Robin)});
    m_scene->internal(Robin, u"handover_to_queue"_s, {{u"queueId"_s, u"technical"_s}});
    QCOMPARE(m_scene->store.raisedHands(), QList<UserId>());
}

void SuperviseTest::othersMayLookAndWhisperOnly_data()
{
    QTest::addColumn<QString>("role");
    QTest::newRow("an agent") << u"agent"_s;
    QTest::newRow("a broker that does not say") << QString();
}

void SuperviseTest::othersMayLookAndWhisperOnly()
{
    QFETCH(const QString, role);
    begin(role);
    QVERIFY(!m_scene->part<QWidget>(u"takeOverButton"_s)->isVisible());
    QVERIFY(!m_scene->part<QWidget>(u"moveButton"_s)->isVisible());
    QVERIFY(m_scene->part<QWidget>(u"whisperButton"_s)
                ->isVisible()); // agents write notes to each other
    QMenu *menu = m_scene->agentMenu(2);
    QVERIFY(menu);
    QVERIFY(!menu->findChild<QAction *>(u"status-away"_s));
    menu->close();
}

void SuperviseTest::aRefusalIsTold()
{
    const QSignalSpy noticed(&m_scene->supervision, &model::Supervision::noticed);
    m_scene->supervision.giveTo(UserId(Robin), AgentId(u"elin"_s));
    const QString id = m_scene->sent(u"claim_session"_s)["id"_L1].toString();
    m_scene->link.deliver({compose(event::Error{u"wrong_state"_s, u"no"_s, EventId(id)})});
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(noticed.first().first().toString(),
             u"The session has moved on: that is not possible any more"_s);
}

void SuperviseTest::whoIsErasedIsSeenNoMore()
{
    const QPointer<SessionWindow> window = m_scene->open();
    m_scene->internal(Robin, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!window || !window->isVisible());
}

QTEST_MAIN(SuperviseTest)
#include "tst_supervise.moc"
