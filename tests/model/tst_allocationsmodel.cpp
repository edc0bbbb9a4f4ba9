// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/allocationsmodel.h"
#include "ui/model/presencewords.h"
#include "ui/model/transcriptmodel.h"
#include "ui/model/transfertargets.h"

#include <QAbstractItemModelTester>
#include <QJsonObject>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const UserId Omar(u"omar"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);

QJsonObject candidate(const AgentId &agent, double sum, int open, const QString &bar = {})
{
    QJsonObject one{{u"agentId"_s, agent.value()}, {u"sum"_s, sum}, {u"open"_s, open}};
    if (!bar.isEmpty())
        one.insert(u"bar"_s, bar);
    return one;
}

event::Allocation given(const AgentId &agent, double sum, const QString &reason)
{
    return {agent,
            sum,
            2.0,
            reason,
            {candidate(Anders, 1.06, 2), candidate(Berit, 2.46, 3, u"over_bound"_s)}};
}

struct Desk {
    test::Told told;
    test::FakeClock clock;
    SessionStore store;

    Desk()
    {
        store.apply({told.welcome(), test::Told::queueState(General, u"General"_s),
                     told.agentStatus(Anders, u"Anders"_s, u"available"_s)});
    }
    void wait(const UserId &user)
    {
        store.apply({told.inbound(user, event::Start{}), told.queues(user, General)});
    }
    void give(const UserId &user, const AgentId &agent)
    {
        store.apply({told.internal(user, event::ClaimSession{agent, false, u"allocated"_s})});
    }
    void presence(const UserId &user, double probability)
    {
        store.apply(
            {test::Told::passing(Direction::Internal, user, event::Presence{probability, {}})});
    }
    [[nodiscard]] QStringList transcript(const UserId &user)
    {
        QStringList lines;
        const TranscriptModel *model = store.transcript(user);
        for (int row = 0; row < model->rowCount(); ++row)
            lines += model->item(row).text;
        return lines;
    }
};

QString row(const AllocationsModel &model, int row)
{
    QStringList cells;
    for (int column = AllocationsModel::Customer; column < AllocationsModel::ColumnCount; ++column)
        cells += model.index(row, column).data().toString();
    return cells.join(u" | "_s);
}

} // namespace

class AllocationsModelTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsWhoGotWhomAndWhy();
    void tellsWhyNobody_data();
    void tellsWhyNobody();
    void keepsTheNewestThreeHundred();
    void forgetsWhoIsErased();
    void beginsAnewWithAnotherLog();
    void saysWhyInTheConversationToo_data();
    void saysWhyInTheConversationToo();
    void countsAsTheAllocatorCounts();
    void whoLeavesIsNotCountedInFull();
    void listsWhereASessionCanGo();
    void saysWhyHeIsProbablyThere_data();
    void saysWhyHeIsProbablyThere();
};

void AllocationsModelTest::tellsWhoGotWhomAndWhy()
{
    Desk desk;
    AllocationsModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    desk.wait(Robin);
    desk.store.apply({desk.told.internal(Robin, given(Anders, 1.06, u"least_loaded"_s))});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(row(model, 0),
             u"Visitor robin | Anders | least loaded: 1.06 of at most 2.00 | "
             "Anders 1.06, 2 open\nbe01 2.46, 3 open (above the bound)"_s);
    // A name that becomes known later is told as well.
    desk.store.apply({desk.told.agentStatus(Berit, u"Berit"_s, u"available"_s)});
    QVERIFY(row(model, 0).contains(u"Berit 2.46, 3 open"_s));
}

void AllocationsModelTest::tellsWhyNobody_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("words");
    QTest::newRow("nobody there") << u"nobody_there"_s << u"nobody is available for this queue"_s;
    QTest::newRow("all have enough") << u"all_over_bound"_s << u"everybody has enough to do"_s;
    QTest::newRow("a sum must hold")
        << u"all_settling"_s << u"somebody will do if it stays so for five seconds"_s;
    QTest::newRow("kept") << u"kept_for_agent"_s << u"the place is kept for the agent he had"_s;
    QTest::newRow("a reason of tomorrow") << u"full_moon"_s << u"full_moon"_s;
}

void AllocationsModelTest::tellsWhyNobody()
{
    QFETCH(const QString, reason);
    QFETCH(const QString, words);
    Desk desk;
    const AllocationsModel model(desk.store);
    desk.wait(Robin);
    desk.store.apply({desk.told.internal(Robin, event::Allocation{{}, 2.46, 2, reason, {}})});
    QCOMPARE(row(model, 0), u"Visitor robin | nobody | %1 | "_s.arg(words));
}

void AllocationsModelTest::keepsTheNewestThreeHundred()
{
    Desk desk;
    AllocationsModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    desk.wait(Robin);
    QList<QByteArray> batch;
    for (int i = 0; i < AllocationsModel::Kept + 20; ++i)
        batch += desk.told.internal(Robin, given(Anders, i / 100.0, u"only_one"_s));
    desk.store.apply(batch);
    QCOMPARE(model.rowCount(), AllocationsModel::Kept);
    QVERIFY(row(model, 0).contains(u": 3.19 of"_s));
    desk.store.apply({desk.told.internal(Robin, given(Anders, 9, u"only_one"_s))});
    QCOMPARE(model.rowCount(), AllocationsModel::Kept);
    QVERIFY(row(model, 0).contains(u": 9.00 of"_s));
    QVERIFY(row(model, AllocationsModel::Kept - 1).contains(u": 0.21 of"_s));
}

void AllocationsModelTest::forgetsWhoIsErased()
{
    Desk desk;
    AllocationsModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    for (const UserId &user : {Robin, Karin, Robin}) {
        desk.wait(user);
        desk.store.apply({desk.told.internal(user, given(Anders, 1, u"only_one"_s))});
    }
    desk.store.apply({test::Told::passing(Direction::Internal, Robin, event::CustomerErased{1})});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(row(model, 0).startsWith(u"Visitor karin"_s));
}

void AllocationsModelTest::beginsAnewWithAnotherLog()
{
    Desk desk;
    const AllocationsModel model(desk.store);
    desk.wait(Robin);
    desk.store.apply({desk.told.internal(Robin, given(Anders, 1, u"only_one"_s))});
    desk.told.epoch = u"two"_s;
    desk.told.seq = 0;
    desk.store.apply({desk.told.welcome(true), test::Told::queueState(General)});
    QCOMPARE(model.rowCount(), 0);
}

void AllocationsModelTest::saysWhyInTheConversationToo_data()
{
    QTest::addColumn<bool>("claimFirst");
    QTest::newRow("the claim first, then why") << true;
    QTest::newRow("why first, then the claim") << false;
}

void AllocationsModelTest::saysWhyInTheConversationToo()
{
    QFETCH(const bool, claimFirst);
    Desk desk;
    desk.wait(Robin);
    if (claimFirst)
        desk.give(Robin, Anders);
    desk.store.apply({desk.told.internal(Robin, given(Anders, 1.06, u"least_loaded"_s))});
    if (!claimFirst)
        desk.give(Robin, Anders);
    const QStringList lines = desk.transcript(Robin);
    QCOMPARE(lines.filter(u"Given to"_s),
             QStringList{u"Given to Anders · least loaded: 1.06 of at most 2.00"_s});
    QCOMPARE(desk.store.boundOf(Anders), 2.0);
}

void AllocationsModelTest::countsAsTheAllocatorCounts()
{
    Desk desk;
    AgentsModel model(desk.store, desk.clock);
    for (const UserId &user : {Robin, Karin, Omar}) {
        desk.wait(user);
        desk.give(user, Anders);
    }
    QVERIFY(!model.items().constFirst().load); // nobody knows yet
    desk.presence(Robin, 0.66);
    desk.presence(Karin, 0.66);
    desk.presence(Omar, 0.67);
    QCOMPARE(*model.items().constFirst().load, 3.0); // just given: each in full
    desk.clock.advance(15s);
    model.tick();
    QCOMPARE(*model.items().constFirst().load, 1.99); // not 1.9900000000000002
    desk.store.apply(
        {desk.told.internal(Omar, event::HandoverToBot{Anders, {}, u"end_session"_s})});
    QCOMPARE(*model.items().constFirst().load, 1.32); // only assigned ones count
}

void AllocationsModelTest::whoLeavesIsNotCountedInFull()
{
    Desk desk;
    const AgentsModel model(desk.store, desk.clock);
    desk.wait(Robin);
    desk.give(Robin, Anders);
    desk.presence(Robin, 0.1);
    QCOMPARE(*model.items().constFirst().load, 1.0);
    desk.store.apply({desk.told.inbound(Robin, event::ClientLeft{})});
    desk.presence(Robin, 0);
    QCOMPARE(*model.items().constFirst().load, 0.0);
}

void AllocationsModelTest::listsWhereASessionCanGo()
{
    Desk desk;
    const QueueModel queues(desk.store);
    const AgentsModel agents(desk.store, desk.clock);
    TransferTargets targets(queues, agents, Anders);
    const QAbstractItemModelTester tester(&targets);
    const auto rows = [&] {
        QStringList all;
        for (int i = 0; i < targets.rowCount(); ++i)
            all += targets.index(i).data(Qt::AccessibleTextRole).toString();
        return all.join(u" | "_s);
    };
    QCOMPARE(rows(), u"General, 0 waiting"_s); // he himself is no target
    desk.store.apply({desk.told.agentStatus(Berit, u"Berit"_s, u"finishing"_s)});
    desk.wait(Robin);
    desk.wait(Karin);
    desk.give(Karin, Berit);
    QCOMPARE(rows(), u"General, 1 waiting | Berit, finishing, 1 open"_s);
    desk.clock.advance(15s); // he was not only just given
    desk.presence(Karin, 0.5);
    QCOMPARE(rows(), u"General, 1 waiting | Berit, finishing, 1 open, load 0.50 of 2.00"_s);
    desk.store.apply({desk.told.agentStatus(Berit, u"Berit"_s, u"offline"_s)});
    QCOMPARE(rows(), u"General, 1 waiting"_s);
}

void AllocationsModelTest::saysWhyHeIsProbablyThere_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &reason, const char *words) {
        QTest::newRow(name) << reason << QString::fromUtf8(words);
    };
    row("typing", R"("reason":"typing","weight":2.44)", "Typing right now +2.4");
    row("silent after an answer", R"("reason":"silence","state":"S1","seconds":95,"weight":-0.2)",
        "Silent for 1:35 after your answer −0.2");
    row("silent after a question", R"("reason":"silence","state":"Q0","seconds":6,"weight":0.04)",
        "Silent for 0:06 after your question +0.0");
    row("waiting", R"("reason":"silence","state":"W1","seconds":60,"weight":1)",
        "Waiting for your answer for 1:00 +1.0");
    row("others", R"("reason":"experience","cases":412,"came":190,"weight":-0.16)",
        "Of 412 such cases 46 % came back −0.2");
    row("several in a row", R"("reason":"inARow","count":3,"weight":0.2)",
        "Has written 3 in a row +0.2");
    row("the rhythm", R"("reason":"gap","seconds":75,"weight":-0.2)",
        "The last two messages are 1:15 apart −0.2");
    row("he asks", R"("reason":"asks","weight":0.2)", "Has asked something +0.2");
    row("he was asked", R"("reason":"asked","weight":0.2)", "Was asked something +0.2");
    row("no browser", R"("reason":"connection","link":"gone","weight":-3)",
        "No sign of the browser −3.0");
    row("a reason of tomorrow, in its own words",
        R"("reason":"moon","text":"full moon","weight":1)", "full moon +1.0");
    row("no words at all", R"("weight":1)", "");
}

void AllocationsModelTest::saysWhyHeIsProbablyThere()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const QString, words);
    const QJsonDocument document = QJsonDocument::fromJson('[' + QByteArray("{") + reason + "}]");
    QVERIFY(document.isArray());
    QStringList said;
    for (const PresenceReason &one : presenceReasons(document.array()))
        said += u"%1 %2"_s.arg(one.text, weightText(one.weight));
    QCOMPARE(said.join(u'|'), words);
}

QTEST_GUILESS_MAIN(AllocationsModelTest)
#include "tst_allocationsmodel.moc"
