// SPDX-License-Identifier: GPL-3.0-or-later
// What a supervisor says of the staff and of the platforms: who is there, for whom, how much he
// bears, and whether customers can come.
#include "tests/dashboard/supervisedscene.h"
#include "ui/console/loadbar.h"
#include "ui/dashboard/alarmstrip.h"

#include <QJsonArray>
#include <QLabel>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::SupervisedScene;

class StaffingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_scene = std::make_unique<SupervisedScene>(u"supervisor"_s); }
    void cleanup() { m_scene.reset(); }
    void anAgentsStatusIsSet();
    void anAgentsStatusKeepsHisQueues();
    void anAgentsQueuesAreSet();
    void anAgentsQueuesAreSetOnOnesOwnDeskToo();
    void anAgentsBoundIsSet();
    void anAgentsBoundIsSeenAtOnce();
    void aPlatformIsClosedAndOpened();
    void whoIsSetToAwayIsToldAndFollows();

private:
    std::unique_ptr<SupervisedScene> m_scene;
};

void StaffingTest::anAgentsStatusIsSet()
{
    QMenu *menu = m_scene->agentMenu(2); // Anders, Elin, Sara
    QVERIFY(menu);
    auto *away = menu->findChild<QAction *>(u"status-away"_s);
    QVERIFY(away && !away->isChecked());
    QVERIFY(menu->findChild<QAction *>(u"status-available"_s)->isChecked());
    away->trigger();
    QCOMPARE(m_scene->sent(u"agent_status"_s)["agentId"_L1].toString(), u"sara"_s);
    QCOMPARE(m_scene->sent(u"agent_status"_s)["status"_L1].toString(), u"away"_s);
    menu->close();
}

void StaffingTest::anAgentsStatusKeepsHisQueues()
{
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"sara"_s},
                       {u"status"_s, u"available"_s},
                       {u"queues"_s, QJsonArray{u"technical"_s}}});
    m_scene->supervision.setStatus(AgentId(u"sara"_s), model::ConsoleController::Status::Away);
    QCOMPARE(m_scene->sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
}

void StaffingTest::anAgentsQueuesAreSet()
{
    QMenu *menu = m_scene->agentMenu(2);
    QVERIFY(menu);
    auto *queues = menu->findChild<QMenu *>(u"agentQueues"_s);
    QVERIFY(queues);
    queues->findChild<QAction *>(u"queue-general"_s)->trigger();
    const QJsonObject status = m_scene->sent(u"agent_status"_s);
    QCOMPARE(status["queues"_L1].toArray(), QJsonArray({u"technical"_s, u"cancel"_s}));
    QCOMPARE(status["status"_L1].toString(), u"available"_s);
    menu->close();
}

void StaffingTest::anAgentsQueuesAreSetOnOnesOwnDeskToo()
{
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    m_scene->supervision.setQueues(AgentId(u"anan01"_s), QList{QueueId(u"technical"_s)});
    QCOMPARE(m_scene->sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    // What he says of himself from now on does not take it back.
    m_scene->controller->setStatus(model::ConsoleController::Status::Away);
    QCOMPARE(m_scene->sent(u"agent_status"_s)["queues"_L1].toArray(), QJsonArray{u"technical"_s});
}

void StaffingTest::anAgentsBoundIsSet()
{
    QMenu *menu = m_scene->agentMenu(2);
    QVERIFY(menu);
    auto *bounds = menu->findChild<QMenu *>(u"agentBound"_s);
    QVERIFY(bounds);
    QVERIFY(bounds->findChild<QAction *>(u"bound-usual"_s)->isChecked());
    bounds->findChild<QAction *>(u"bound-2.5"_s)->trigger();
    const QJsonObject status = m_scene->sent(u"agent_status"_s);
    QCOMPARE(status["agentId"_L1].toString(), u"sara"_s);
    QCOMPARE(status["bound"_L1].toDouble(), 2.5);
    QCOMPARE(status["status"_L1].toString(), u"available"_s);
    menu->close();
    m_scene->supervision.setBound(AgentId(u"sara"_s), std::nullopt);
    QCOMPARE(m_scene->link.sentOfType(u"agent_status"_s).last()["bound"_L1].toDouble(), 0.0);
}

//! On the dashboard, and on the desk of who it is about.
void StaffingTest::anAgentsBoundIsSeenAtOnce()
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

void StaffingTest::aPlatformIsClosedAndOpened()
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
    QCOMPARE(m_scene->sent(u"platform_status"_s)["status"_L1].toString(), u"closed"_s);
    QCOMPARE(m_scene->sent(u"platform_status"_s)["platformId"_L1].toString(), u"webchat"_s);
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

void StaffingTest::whoIsSetToAwayIsToldAndFollows()
{
    m_scene->acknowledgeAll();
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"anan01"_s}, {u"status"_s, u"away"_s}});
    QCOMPARE(m_scene->controller->status(), model::ConsoleController::Status::Away);
    QCOMPARE(m_scene->find<QLabel>(u"banner"_s)->text(), u"You were set to: Away"_s);
}

QTEST_MAIN(StaffingTest)
#include "tst_staffing.moc"
