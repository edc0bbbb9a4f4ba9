// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! The process is killed: the log is all that is left, and everybody counts as gone since the
//! start.
class TestRestart : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void keepsTheTable();
    void tellsWhoComesTheTeamsCannedReplies();
    void tellsWhoComesWhichPlatformsAreOpenedOrClosed();
    void tellsWhoComesTheBoundOfWhoIsNotThere();
    void tellsNobodyWhatHasNotChanged();
    void waitsForEverybodyAnew();
    void keepsAnAgentWhoComesBack();
    void goesOnWithKeptPlacesAndOffers();
    void finishesWhatItHadBegun();
    void findsAQueueWhereTheConfigurationHasLostOne();
    void movesOnWhoWaitsInAQueueThatIsNoMore();
    void isRemindedOfThePlatformThatOnlyHelloNamed_data();
    void isRemindedOfThePlatformThatOnlyHelloNamed();
    void foldsTheSameInAConsole();
    void foldsTheSameFromControlEventsAlone();

private:
    std::unique_ptr<Scene> m_scene;
};

void TestRestart::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
    m_scene->bring("withbot", Stage::Bot);
    m_scene->bring("waiting", Stage::Queued);
    m_scene->bring("assigned", Stage::Assigned);
    m_scene->bring("closing", Stage::BotClosing);
    m_scene->bring("done", Stage::Done);
    m_scene->bring("ended", Stage::Ended);
    m_scene->say(agent("anna"),
                 saying("canned_reply", "internal", nullptr,
                        R"("agentId":"anna","shortcut":"adress","text":"Klart!")"));
    m_scene->forget();
}

void TestRestart::keepsTheTable()
{
    const SessionTable before = m_scene->desk().table();
    m_scene->restart();
    QCOMPARE(m_scene->desk().table() == before, true);
}

void TestRestart::tellsWhoComesTheTeamsCannedReplies()
{
    m_scene->restart();
    QStringList told;
    for (const EventFrame &frame : m_scene->desk().briefing(m_scene->now())) {
        const EventBody body = decode(frame);
        if (const auto *reply = std::get_if<event::CannedReply>(&body))
            told += reply->shortcut + u' ' + reply->text;
    }
    QCOMPARE(told, QStringList{u"adress Klart!"_s});
}

void TestRestart::tellsWhoComesWhichPlatformsAreOpenedOrClosed()
{
    m_scene->say(supervisor(),
                 saying("platform_status", "internal", nullptr,
                        R"("platformId":"butiken","status":"closed")"));
    m_scene->restart();
    QStringList told;
    for (const EventFrame &frame : m_scene->desk().briefing(m_scene->now())) {
        const EventBody body = decode(frame);
        if (const auto *status = std::get_if<event::PlatformStatus>(&body))
            told += u"%1 %2 %3"_s.arg(status->platform.value(), status->status,
                                      status->queue.value());
    }
    QCOMPARE(told, QStringList({u"webchat hours general"_s, u"butiken closed sales"_s}));
}

void TestRestart::tellsWhoComesTheBoundOfWhoIsNotThere()
{
    m_scene->say(supervisor(),
                 saying("agent_status", "internal", nullptr,
                        R"("agentId":"bertil","status":"offline","bound":3.5)"));
    m_scene->restart();
    QStringList told;
    for (const EventFrame &frame : m_scene->desk().briefing(m_scene->now())) {
        const EventBody body = decode(frame);
        if (const auto *status = std::get_if<event::AgentStatus>(&body); status && status->bound)
            told += u"%1 %2 %3"_s.arg(status->agent.value(), status->status).arg(*status->bound);
    }
    QCOMPARE(told, QStringList{u"bertil offline 3.5"_s});
}

void TestRestart::tellsNobodyWhatHasNotChanged()
{
    m_scene->restart();
    m_scene->pass(10s);
    // How probable it is that they are there does change.
    const auto isNews
        = [](const Scene::Heard &heard) { return heard.frame.type() != EventType::Presence; };
    QCOMPARE(std::ranges::count_if(m_scene->all(), isNews), 0);
    QCOMPARE(m_scene->desk().briefing(UserId(u"waiting"_s)).size(), 1);
}

void TestRestart::waitsForEverybodyAnew()
{
    m_scene->restart();
    m_scene->pass(29s);
    QCOMPARE(m_scene->state("withbot"), u"bot"_s);
    QCOMPARE(m_scene->state("assigned"), u"assigned to anna"_s);
    m_scene->pass(1s);
    // Agent and bot are lost in the same moment: it is not given back to who is not there.
    QCOMPARE(m_scene->state("assigned"), u"queued 1 of 4 in general"_s);
    QCOMPARE(m_scene->state("closing"), u"queued 2 of 4 in general"_s);
    QCOMPARE(m_scene->reasons("closing"), QStringList{u"handover_to_queue agent_offline"_s});
    QCOMPARE(m_scene->state("waiting"), u"queued 3 of 4 in general"_s);
    QCOMPARE(m_scene->state("withbot"), u"queued 4 of 4 in general"_s);
    m_scene->pass(15s);
    QCOMPARE(m_scene->desk().briefing(UserId(u"waiting"_s)).size(), 0); // parked
    m_scene->pass(9min + 15s);
    for (const char *user : {"withbot", "waiting", "assigned", "closing"})
        QCOMPARE(m_scene->state(user), u"ended"_s);
    QCOMPARE(m_scene->state("done"), u"done to anna"_s);
    m_scene->pass(24h);
    QCOMPARE(m_scene->state("done"), u"ended"_s);
    QCOMPARE(m_scene->refusedOfDesk, QStringList());
}

void TestRestart::keepsAnAgentWhoComesBack()
{
    m_scene->restart();
    m_scene->pass(20s);
    m_scene->see(seen::AgentUp{AgentId(u"anna"_s)});
    m_scene->botComes();
    m_scene->customerComes("waiting");
    m_scene->pass(2min);
    QCOMPARE(m_scene->state("assigned"), u"assigned to anna"_s);
    QCOMPARE(m_scene->state("closing"), u"bot_closing to anna"_s);
    QCOMPARE(m_scene->state("withbot"), u"bot"_s);
    QCOMPARE(m_scene->desk().briefing(UserId(u"waiting"_s)).size(), 1);
}

void TestRestart::goesOnWithKeptPlacesAndOffers()
{
    m_scene->say(customer("done"), text("done"));
    m_scene->say(agent("anna"), handoverToAgent("assigned", "bertil"));
    m_scene->pass(20s);
    m_scene->restart();
    m_scene->agentComes("bertil");
    m_scene->see(seen::AgentUp{AgentId(u"anna"_s)});
    const auto mayTake = [this](const char *user) {
        return inWords(
            m_scene->desk().judge(agent("bertil"), claim(user, "bertil"), m_scene->now()));
    };
    m_scene->pass(8s); // a second went by in the restart
    QCOMPARE(mayTake("assigned"), u"accepted"_s);
    QCOMPARE(mayTake("done"), u"claimed by anna"_s);
    m_scene->pass(1s);
    QCOMPARE(mayTake("assigned"), u"claimed by anna"_s);
    m_scene->pass(30s);
    QCOMPARE(mayTake("done"), u"accepted"_s);
}

void TestRestart::finishesWhatItHadBegun()
{
    m_scene->storageFails = true; // the desk's own event never came to be
    m_scene->say(bot(), handoverToAgent("closing"));
    QCOMPARE(m_scene->state("closing"), u"bot_closing to anna"_s);
    m_scene->storageFails = false;
    m_scene->restart();
    m_scene->pass(1s);
    QCOMPARE(m_scene->state("closing"), u"assigned to anna"_s);
}

void TestRestart::findsAQueueWhereTheConfigurationHasLostOne()
{
    m_scene->customerComes("sven");
    m_scene->say(customer("sven"), start("sven", "butiken"));
    m_scene->say(bot(), handoverToAgent("sven")); // to the platform's, sales
    m_scene->customerComes("rut");
    m_scene->say(customer("rut"), start("rut", "butiken"));
    m_scene->say(bot(), handoverToQueue("rut", "sales"));
    m_scene->say(agent("anna"), claim("rut", "anna"));

    // Somebody has taken the platform and its queue out, and the process starts again.
    DeskConfig config = Scene::usual();
    config.platforms.removeLast();
    config.queues.removeIf([](const Queue &queue) { return queue.id == QueueId(u"sales"_s); });
    Instant now = m_scene->now();
    Desk desk(config, now);
    for (const StoredEvent &stored : std::as_const(m_scene->log))
        desk.replay(stored);
    QCOMPARE(desk.table().find(UserId(u"sven"_s))->queue.value(), u"general"_s);

    // Anna does not come back.
    (void)desk.tick(now);
    now.steady += 30s;
    QStringList handovers;
    Emissions emissions = desk.tick(now);
    for (qsizetype i = 0; i < emissions.size(); ++i) {
        const EventFrame frame = emissions.at(i).frame;
        const EventBody body = decode(frame);
        if (const auto *handover = std::get_if<event::HandoverToQueue>(&body))
            handovers.append(frame.user().value() + u" to "_s + handover->queue.value());
        if (frame.type() == EventType::AgentStatus)
            emissions.append(
                desk.committed({desk.table().lastSeq + 1, now.wallMs, u"desk"_s, frame}, now));
    }
    QVERIFY2(handovers.contains(u"rut to general"_s), qPrintable(handovers.join(u", ")));
}

//! Nobody serves it, and no agent's window shows it.
void TestRestart::movesOnWhoWaitsInAQueueThatIsNoMore()
{
    m_scene->bring("sven", Stage::Bot);
    m_scene->say(bot(), handoverToQueue("sven", "sales"));
    m_scene->bring("tea", Stage::Bot);
    m_scene->say(bot(), handoverToQueue("tea", "sales"));
    m_scene->say(bot(), handoverToQueue("done", "sales"));
    m_scene->say(agent("anna"), claim("done", "anna"));
    m_scene->say(agent("anna"), saying("agent_done", "internal", "done"));
    DeskConfig config = Scene::usual();
    config.platforms.removeLast();
    config.queues.removeIf([](const Queue &queue) { return queue.id == QueueId(u"sales"_s); });
    m_scene->restart(config);
    m_scene->forget();
    m_scene->pass(100ms);
    QCOMPARE(m_scene->state("waiting"), u"queued 1 of 3 in general"_s);
    QCOMPARE(m_scene->state("sven"), u"queued 2 of 3 in general"_s);
    QCOMPARE(m_scene->state("tea"), u"queued 3 of 3 in general"_s);
    QCOMPARE(m_scene->reasons("tea"), QStringList{u"handover_to_queue queue_gone"_s});
    QCOMPARE(m_scene->infos("tea"),
             QStringList{u"You have been placed in the queue \"General\""_s});
    m_scene->customerComes("done");
    m_scene->say(customer("done"), text("done"));
    QCOMPARE(m_scene->state("done"), u"queued 1 of 4 in general kept for anna"_s);
    QCOMPARE(m_scene->refusedOfDesk, QStringList());
}

void TestRestart::isRemindedOfThePlatformThatOnlyHelloNamed_data()
{
    QTest::addColumn<EventFrame>("first");
    QTest::addColumn<bool>("wasTold"); // before it was killed
    QTest::addColumn<QString>("hello");
    QTest::addColumn<QString>("platform"); // of his session after all
    QTest::newRow("killed behind the first text")
        << text("new") << false << u"butiken"_s << u"butiken"_s;
    QTest::newRow("killed behind a start that names none")
        << start("new") << false << u"butiken"_s << u"butiken"_s;
    QTest::newRow("a start has the last word")
        << start("new", "webchat") << false << u"butiken"_s << u"webchat"_s;
    QTest::newRow("the log has it") << text("new") << true << u"butiken"_s << u"butiken"_s;
    QTest::newRow("hello named none") << text("new") << false << QString() << u"webchat"_s;
    QTest::newRow("a platform that is no more")
        << text("new") << false << u"moon"_s << u"webchat"_s;
}

void TestRestart::isRemindedOfThePlatformThatOnlyHelloNamed()
{
    QFETCH(const EventFrame, first);
    QFETCH(const bool, wasTold);
    QFETCH(const QString, hello);
    m_scene->storageFails = !wasTold; // the desk's own event never came to be
    m_scene->customerComes("new", qPrintable(hello));
    m_scene->say(customer("new"), first);

    const UserId user(u"new"_s);
    Instant now = m_scene->now();
    Desk desk(Scene::usual(), now);
    for (const StoredEvent &stored : std::as_const(m_scene->log))
        desk.replay(stored);
    desk.remind(user, PlatformId(hello));
    desk.remind(UserId(u"ended"_s), PlatformId(u"butiken"_s)); // has no session to have one
    desk.begin();
    QFETCH(const QString, platform); // he is masked by it from the first moment
    QCOMPARE(desk.platformOf(user)->id.value(), platform);
    for (const Emission &emission : desk.tick(now)) {
        if (emission.frame.type() == EventType::SessionPlatform)
            (void)desk.committed({desk.table().lastSeq + 1, now.wallMs, u"desk"_s, emission.frame},
                                 now);
    }
    QCOMPARE(desk.table().find(user)->platform.value(), platform);
}

void TestRestart::foldsTheSameInAConsole()
{
    m_scene->say(channel(), text("mia"));
    SessionTable console;
    for (const StoredEvent &stored : std::as_const(m_scene->log)) {
        const auto heard = readDelivered(stored.delivered());
        QVERIFY(heard);
        reduce(console, m_scene->desk().config(), *heard);
        reduce(console, m_scene->desk().config(), *heard); // heard twice, folded once
    }
    SessionTable ours = m_scene->desk().table();
    QCOMPARE(console.find(UserId(u"ended"_s))->firstSeq, m_scene->session("ended").firstSeq);
    for (const UserId &user : console.sessions.keys()) {
        if (console.open.contains(user))
            continue;
        QVERIFY(!ours.find(user)); // a console shows those who have left
        console.forget(user);
        ours.forget(user);
    }
    QCOMPARE(ours.departed.size(), 0);
    ours.departed = {}; // with the names it still has places for
    ours.owners.clear(); // the broker's alone to know
    QCOMPARE(console == ours, true);
}

void TestRestart::foldsTheSameFromControlEventsAlone()
{
    // What start-up reads: ReadQuery::controlOnly.
    SessionTable table;
    for (const StoredEvent &stored : std::as_const(m_scene->log)) {
        const EventType type = stored.frame.type();
        const bool isControl = info(type).movesSession || type == EventType::AgentStatus
            || type == EventType::CustomerIdentified || type == EventType::CannedReply;
        if (isControl)
            foldAsABroker(table, m_scene->desk().config(), stored);
    }
    table.lastSeq = m_scene->desk().table().lastSeq;
    QCOMPARE(table == m_scene->desk().table(), true);
}

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_restart.moc"
