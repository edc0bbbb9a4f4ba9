// SPDX-License-Identifier: GPL-3.0-or-later
// What a supervisor sees of a session and does about it, and what others are not offered.
#include "tests/dashboard/boardscene.h"
#include "ui/console/livepreview.h"
#include "ui/console/loadbar.h"
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
using sermo::test::BoardScene;

namespace
{

const QString Robin = u"robin"_s;

} // namespace

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
    void anAgentsStatusIsSet();
    void anAgentsStatusKeepsHisQueues();
    void anAgentsQueuesAreSet();
    void anAgentsQueuesAreSetOnOnesOwnDeskToo();
    void anAgentsBoundIsSet();
    void anAgentsBoundIsSeenAtOnce();
    void aPlatformIsClosedAndOpened();
    void aRaisedHandIsAnAlarmThatOpensItsSession();
    void anAnswerTakesTheHandDown_data();
    void anAnswerTakesTheHandDown();
    void aHandFallsWithTheSessionThatMoves();
    void othersMayLookAndWhisperOnly_data();
    void othersMayLookAndWhisperOnly();
    void aRefusalIsTold();
    void whoIsSetToAwayIsToldAndFollows();
    void whoIsErasedIsSeenNoMore();

private:
    void begin(const QString &role)
    {
        m_scene.reset(); // one look at a time
        m_scene = std::make_unique<BoardScene>(role);
        m_scene->show();
        m_scene->agent(u"sara"_s, u"Sara Nyström"_s);
        m_scene->agent(u"elin"_s, u"Elin Björk"_s);
        m_scene->conversation(Robin, u"Robin Eriksson"_s, u"sara"_s, 0.9);
        m_scene->settle();
        m_scene->link.forgetSent();
    }
    SessionWindow *open() { return m_scene->board->openSession(UserId(Robin)); }
    template <typename T>
    T *part(const QString &name)
    {
        return open()->findChild<T *>(name);
    }
    void click(const QString &name)
    {
        auto *button = part<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
        button->click();
    }
    QJsonObject sent(const QString &type)
    {
        const auto all = m_scene->link.sentOfType(type);
        return all.size() == 1 ? all.first() : QJsonObject();
    }
    QMenu *agentMenu(int row)
    {
        auto *table = m_scene->find<BoardTable>(u"agentTable"_s);
        table->setCurrentIndex(table->model()->index(row, 0));
        QTest::keyClick(table, Qt::Key_Return);
        const auto menus = m_scene->window->findChildren<QMenu *>(u"agentMenu"_s);
        return menus.isEmpty() ? nullptr : menus.last();
    }
    void chooseTarget(const QString &name)
    {
        click(u"moveButton"_s);
        auto *list = part<QListView>(u"transferTargets"_s);
        QVERIFY(list);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (list->model()->index(row, 0).data().toString() == name)
                list->setCurrentIndex(list->model()->index(row, 0));
        }
        part<QLineEdit>(u"transferNote"_s)->setText(u"knows the contract"_s);
        part<QAbstractButton>(u"transferConfirmButton"_s)->click();
    }

    std::unique_ptr<BoardScene> m_scene;
};

void SuperviseTest::bothSidesDraftsAreSeenBeforeTheyAreSent()
{
    const auto *customer = part<LivePreview>(u"supervisedPreview"_s);
    const auto *agent = part<LivePreview>(u"supervisedDraft"_s);
    QCOMPARE(agent->text(), QString());
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"och jag har redan"_s}});
    m_scene->internal(Robin, u"draft"_s,
                      {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Jag ser att"_s}});
    QCOMPARE(customer->text(), u"och jag har redan"_s);
    QCOMPARE(agent->text(), u"Jag ser att"_s);
    const auto *who = part<QLabel>(u"supervisedDraftBy"_s);
    QVERIFY(who->isVisible());
    QCOMPARE(who->text(), u"Sara Nyström is writing"_s);
    QCOMPARE(part<QLabel>(u"supervisedWhere"_s)->text().left(17), u"With Sara Nyström"_s);
}

void SuperviseTest::aSentDraftIsGone()
{
    const auto *agent = part<LivePreview>(u"supervisedDraft"_s);
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
        = part<QWidget>(u"supervisedTranscript"_s)->property("texts").toStringList();
    QVERIFY(texts.contains(u"Hej Robin"_s));
    QVERIFY(!open()->findChild<QWidget *>(u"composer-robin"_s));
    QVERIFY2(m_scene->link.sent().isEmpty(), m_scene->link.sent().value(0).constData());
}

void SuperviseTest::aWhisperIsANote()
{
    auto *words = part<QLineEdit>(u"whisperText"_s);
    words->setText(u"Offer him a month"_s);
    QTest::keyClick(words, Qt::Key_Return);
    QCOMPARE(sent(u"note"_s)["text"_L1].toString(), u"Offer him a month"_s);
    QCOMPARE(sent(u"note"_s)["direction"_L1].toString(), u"internal"_s);
    QCOMPARE(words->text(), QString());
    QVERIFY(open()->isVisible()); // Enter is no button
}

void SuperviseTest::takingOverClaimsByForce()
{
    click(u"takeOverButton"_s);
    const QJsonObject claim = sent(u"claim_session"_s);
    QCOMPARE(claim["agentId"_L1].toString(), u"anan01"_s);
    QCOMPARE(claim["force"_L1].toBool(), true);
    m_scene->acknowledgeAll();
    QVERIFY(m_scene->find(u"column-robin"_s));
    QVERIFY(!part<QAbstractButton>(u"takeOverButton"_s)->isEnabled());
}

void SuperviseTest::whatHasEndedIsLeftAlone()
{
    (void)open();
    m_scene->outbound(Robin, u"end_session"_s);
    for (const QString &name : {u"takeOverButton"_s, u"moveButton"_s, u"whisperButton"_s})
        QVERIFY2(!part<QAbstractButton>(name)->isEnabled(), qPrintable(name));
    QCOMPARE(part<QLabel>(u"supervisedWhere"_s)->text(), u"Ended"_s);
}

void SuperviseTest::movingPutsItInAnotherLine()
{
    chooseTarget(u"Teknisk support"_s);
    const QJsonObject move = sent(u"handover_to_queue"_s);
    QCOMPARE(move["queueId"_L1].toString(), u"technical"_s);
    QCOMPARE(move["note"_L1].toString(), u"knows the contract"_s);
}

void SuperviseTest::givingClaimsForTheColleague()
{
    chooseTarget(u"Elin Björk"_s);
    const QJsonObject claim = sent(u"claim_session"_s);
    QCOMPARE(claim["agentId"_L1].toString(), u"elin"_s);
    QCOMPARE(claim["force"_L1].toBool(), true);
    QCOMPARE(sent(u"note"_s)["text"_L1].toString(), u"knows the contract"_s);
}

void SuperviseTest::anAgentsStatusIsSet()
{
    QMenu *menu = agentMenu(2); // Anders, Elin, Sara
    QVERIFY(menu);
    auto *away = menu->findChild<QAction *>(u"status-away"_s);
    QVERIFY(away && !away->isChecked());
    QVERIFY(menu->findChild<QAction *>(u"status-available"_s)->isChecked());
    away->trigger();
    QCOMPARE(sent(u"agent_status"_s)["agentId"_L1].toString(), u"sara"_s);
    QCOMPARE(sent(u"agent_status"_s)["status"_L1].toString(), u"away"_s);
    menu->close();
}

void SuperviseTest::anAgentsStatusKeepsHisQueues()
{
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"sara"_s},
                       {u"status"_s, u"available"_s},
                       {u"queues"_s, QJsonArray{u"technical"_s}}});
    m_scene->supervision.setStatus(AgentId(u"sara"_s), model::ConsoleController::Status::Away);
    QCOMPARE(sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
}

void SuperviseTest::anAgentsQueuesAreSet()
{
    QMenu *menu = agentMenu(2);
    QVERIFY(menu);
    auto *queues = menu->findChild<QMenu *>(u"agentQueues"_s);
    QVERIFY(queues);
    queues->findChild<QAction *>(u"queue-general"_s)->trigger();
    const QJsonObject status = sent(u"agent_status"_s);
    QCOMPARE(status["queues"_L1].toArray(), QJsonArray({u"technical"_s, u"cancel"_s}));
    QCOMPARE(status["status"_L1].toString(), u"available"_s);
    menu->close();
}

void SuperviseTest::anAgentsQueuesAreSetOnOnesOwnDeskToo()
{
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    m_scene->supervision.setQueues(AgentId(u"anan01"_s), QList{QueueId(u"technical"_s)});
    QCOMPARE(sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    // What he says of himself from now on does not take it back.
    m_scene->controller->setStatus(model::ConsoleController::Status::Away);
    QCOMPARE(sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
}

void SuperviseTest::anAgentsBoundIsSet()
{
    QMenu *menu = agentMenu(2);
    QVERIFY(menu);
    auto *bounds = menu->findChild<QMenu *>(u"agentBound"_s);
    QVERIFY(bounds);
    QVERIFY(bounds->findChild<QAction *>(u"bound-usual"_s)->isChecked());
    bounds->findChild<QAction *>(u"bound-2.5"_s)->trigger();
    const QJsonObject status = sent(u"agent_status"_s);
    QCOMPARE(status["agentId"_L1].toString(), u"sara"_s);
    QCOMPARE(status["bound"_L1].toDouble(), 2.5);
    QCOMPARE(status["status"_L1].toString(), u"available"_s);
    menu->close();
    m_scene->supervision.setBound(AgentId(u"sara"_s), std::nullopt);
    QCOMPARE(m_scene->link.sentOfType(u"agent_status"_s).last()["bound"_L1].toDouble(), 0.0);
}

//! On the dashboard, and on the desk of who it is about.
void SuperviseTest::anAgentsBoundIsSeenAtOnce()
{
    const auto said = [this](const QString &agent, double bound) {
        m_scene->internal(
            {}, u"agent_status"_s,
            {{u"agentId"_s, agent}, {u"status"_s, u"available"_s}, {u"bound"_s, bound}});
        m_scene->settle();
    };
    const auto bound = [this](int row) {
        const auto *table = m_scene->find<BoardTable>(u"agentTable"_s);
        return table->model()
            ->index(row, model::BoardAgents::Sum)
            .data(model::LoadRole)
            .value<model::BoardLoad>()
            .bound;
    };
    said(u"sara"_s, 2.5);
    QCOMPARE(bound(2), 2.5);
    said(u"sara"_s, 0);
    QCOMPARE(bound(2), 2.0);
    said(u"anan01"_s, 3.5);
    const auto *load = m_scene->find<LoadBar>(u"loadBar"_s);
    QVERIFY(load);
    QVERIFY2(load->text().contains(u"3.50"_s), qPrintable(load->text()));
}

void SuperviseTest::aPlatformIsClosedAndOpened()
{
    m_scene->link.deliver({R"({"type":"platform_status","direction":"internal",)"
                           R"("platformId":"webchat","status":"hours",)"
                           R"("queueId":"technical","brand":"demo"})"_ba});
    auto *table = m_scene->find<BoardTable>(u"queueTable"_s);
    table->setCurrentIndex(table->model()->index(1, 0));
    QTest::keyClick(table, Qt::Key_Return);
    auto *menu = m_scene->window->findChildren<QMenu *>(u"queueMenu"_s).last();
    auto *platform = menu->findChild<QMenu *>(u"platform-webchat"_s);
    QVERIFY(platform);
    QVERIFY(platform->findChild<QAction *>(u"platform-hours-webchat"_s)->isChecked());
    platform->findChild<QAction *>(u"platform-closed-webchat"_s)->trigger();
    QCOMPARE(sent(u"platform_status"_s)["status"_L1].toString(), u"closed"_s);
    QCOMPARE(sent(u"platform_status"_s)["platformId"_L1].toString(), u"webchat"_s);
    menu->close();
    m_scene->acknowledgeAll();
    m_scene->settle();
    QCOMPARE(m_scene->find<AlarmStrip>(u"alarmStrip"_s)->texts(),
             QStringList{u"webchat is closed by hand"_s});
    QVERIFY(m_scene->board->isVisible());
    m_scene->supervision.setOpen(PlatformId(u"webchat"_s), std::nullopt);
    m_scene->acknowledgeAll();
    m_scene->settle();
    QCOMPARE(m_scene->find<AlarmStrip>(u"alarmStrip"_s)->texts(), QStringList());
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
    QCOMPARE(part<QLabel>(u"supervisedHand"_s)->text(),
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
    QVERIFY(part<QLabel>(u"supervisedHand"_s)->isVisible());
    part<QLineEdit>(u"whisperText"_s)->setText(u"Ja"_s);
    click(button);
    if (button != "takeOverButton"_L1)
        QCOMPARE(sent(u"hand"_s)["raised"_L1], QJsonValue(false));
    m_scene->acknowledgeAll();
    m_scene->settle();
    QVERIFY(!part<QLabel>(u"supervisedHand"_s)->isVisible());
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
    QVERIFY(!part<QWidget>(u"takeOverButton"_s)->isVisible());
    QVERIFY(!part<QWidget>(u"moveButton"_s)->isVisible());
    QVERIFY(part<QWidget>(u"whisperButton"_s)->isVisible()); // agents write notes to each other
    QMenu *menu = agentMenu(2);
    QVERIFY(menu);
    QVERIFY(!menu->findChild<QAction *>(u"status-away"_s));
    menu->close();
}

void SuperviseTest::aRefusalIsTold()
{
    const QSignalSpy noticed(&m_scene->supervision, &model::Supervision::noticed);
    m_scene->supervision.giveTo(UserId(Robin), AgentId(u"elin"_s));
    const QString id = sent(u"claim_session"_s)["id"_L1].toString();
    m_scene->link.deliver({compose(event::Error{u"wrong_state"_s, u"no"_s, EventId(id)})});
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(noticed.first().first().toString(),
             u"The session has moved on: that is not possible any more"_s);
}

void SuperviseTest::whoIsSetToAwayIsToldAndFollows()
{
    m_scene->acknowledgeAll();
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"anan01"_s}, {u"status"_s, u"away"_s}});
    QCOMPARE(m_scene->controller->status(), model::ConsoleController::Status::Away);
    QCOMPARE(m_scene->find<QLabel>(u"banner"_s)->text(), u"You were set to: Away"_s);
}

void SuperviseTest::whoIsErasedIsSeenNoMore()
{
    const QPointer<SessionWindow> window = open();
    m_scene->internal(Robin, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!window || !window->isVisible());
}

QTEST_MAIN(SuperviseTest)
#include "tst_supervise.moc"
