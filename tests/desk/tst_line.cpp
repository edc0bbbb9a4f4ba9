// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! The line's order and the numbers that customers are told (contract 5).
class TestLine : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void ordersByClassThenByEntering();
    void tellsNumbersAsTheTrueRank();
    void tellsANumberAtMostOnceASecond();
    void tellsTheNumberOnceTheQueueIsTold();
    void tellsTheQueueAtMostOnceASecond();
    void skipsTheParkedAndNumbersThemAnewOnReturn();
    void countsWhoEnteredBySeqAlsoWhenTheClockIsSetBack();
    void putsWhatAConsoleIsToldInItsPlace();

private:
    QStringList lineOf(const char *queue) const;
    QStringList places(const char *user) const; //!< as told by session_state
    std::unique_ptr<Scene> m_scene;
};

void TestLine::init()
{
    m_scene = std::make_unique<Scene>();
    m_scene->botComes();
    m_scene->agentComes("anna");
    m_scene->agentComes("bertil");
}

QStringList TestLine::lineOf(const char *queue) const
{
    QStringList names;
    for (const Session *session :
         line(m_scene->desk().table(), QueueId(QString::fromLatin1(queue))))
        names.append(session->user.value());
    return names;
}

QStringList TestLine::places(const char *user) const
{
    QStringList told;
    for (const EventFrame &frame : m_scene->heard(EventType::SessionState, user)) {
        const auto state = std::get<event::SessionState>(decode(frame));
        told.append(state.position ? QString::number(*state.position) : u"none"_s);
    }
    return told;
}

void TestLine::ordersByClassThenByEntering()
{
    Scene &scene = *m_scene;
    scene.bring("ordinary", Stage::Queued);
    scene.bring("confirmed", Stage::Queued);
    scene.bring("transferred", Stage::Assigned);
    scene.bring("frombot", Stage::BotClosing);
    scene.bring("lost", Stage::Assigned);
    scene.bring("handedback", Stage::Done);
    scene.bring("returned", Stage::Done);
    scene.say(bot(), handoverToAgent("confirmed"));
    scene.say(bot(), handoverToAgent("confirmed"));
    scene.say(agent("anna"), handoverToQueue("transferred", "general"));
    scene.say(customer("returned"), text("returned"));
    scene.say(bot(), handoverToAgent("handedback"));
    scene.say(agent("anna"), agentStatus("anna", "offline"));
    scene.pass(31s);
    scene.say(bot(), handoverToAgent("frombot"));
    QCOMPARE(lineOf("general"),
             QStringList({u"returned"_s, u"handedback"_s, u"lost"_s, u"frombot"_s, u"confirmed"_s,
                          u"ordinary"_s, u"transferred"_s}));
    QCOMPARE(scene.reasons("lost"), QStringList{u"handover_to_queue agent_offline"_s});
}

void TestLine::tellsNumbersAsTheTrueRank()
{
    Scene &scene = *m_scene;
    for (const char *user : {"ida", "cleo", "ivar"})
        scene.bring(user, Stage::Queued);
    QCOMPARE(scene.numbers("ida"), QList<int>({1}));
    QCOMPARE(scene.numbers("cleo"), QList<int>({2}));
    QCOMPARE(scene.numbers("ivar"), QList<int>({3}));

    scene.pass(2s);
    scene.say(agent("anna"), claim("ida", "anna"));
    QCOMPARE(scene.numbers("cleo"), QList<int>({2, 1}));
    QCOMPARE(scene.numbers("ivar"), QList<int>({3, 2}));
    QCOMPARE(places("ivar").constLast(), u"2"_s);

    // Someone goes first: the others' numbers rise.
    scene.pass(2s);
    scene.say(agent("anna"), saying("agent_done", "internal", "ida"));
    scene.say(customer("ida"), text("ida"));
    QCOMPARE(scene.numbers("cleo"), QList<int>({2, 1, 2}));
    QCOMPARE(scene.numbers("ida"), QList<int>({1, 1}));
    QCOMPARE(m_scene->desk().briefing(UserId(u"ivar"_s)).size(), 1);
}

void TestLine::tellsANumberAtMostOnceASecond()
{
    Scene &scene = *m_scene;
    for (const char *user : {"a", "b", "c", "d", "last"})
        scene.bring(user, Stage::Queued);
    scene.pass(2s);
    scene.forget();
    const auto toldAt = [&] {
        QList<qint64> times;
        for (const Scene::Heard &heard : scene.all()) {
            if (heard.frame.type() == EventType::QueueNumber
                && heard.frame.user() == UserId(u"last"_s))
                times.append(heard.atMs);
        }
        return times;
    };
    for (const char *user : {"a", "b", "c"})
        scene.say(agent("anna"), claim(user, "anna"));
    QCOMPARE(scene.numbers("last"), QList<int>({4})); // at once, then not for a second
    scene.pass(900ms);
    scene.say(agent("anna"), claim("d", "anna"));
    QCOMPARE(scene.numbers("last"), QList<int>({4}));
    scene.pass(200ms);
    QCOMPARE(scene.numbers("last"), QList<int>({4, 1})); // the newest, what was between is not told
    QVERIFY(toldAt().constLast() - toldAt().constFirst() >= 1000);
    scene.pass(5s);
    QCOMPARE(scene.numbers("last"), QList<int>({4, 1}));
    QCOMPARE(places("last"), QStringList({u"4"_s, u"1"_s}));
}

void TestLine::tellsTheNumberOnceTheQueueIsTold()
{
    Scene &scene = *m_scene;
    scene.bring("cleo", Stage::Bot);
    scene.storageFails = true; // the info is on its way to the log
    scene.say(bot(), handoverToQueue("cleo", "general"));
    QCOMPARE(scene.numbers("cleo"), QList<int>());
    scene.pass(900ms);
    QCOMPARE(scene.numbers("cleo"), QList<int>());
    scene.pass(100ms); // it is late: the number does not wait for ever
    QCOMPARE(scene.numbers("cleo"), QList<int>({1}));
}

void TestLine::tellsTheQueueAtMostOnceASecond()
{
    Scene &scene = *m_scene;
    const auto waiting = [&] {
        QList<int> counts;
        for (const EventFrame &frame : scene.heard(EventType::QueueState)) {
            const auto state = std::get<event::QueueState>(decode(frame));
            if (state.queue == QueueId(u"general"_s))
                counts.append(state.waiting);
        }
        return counts;
    };
    for (const char *user : {"a", "b", "c"})
        scene.bring(user, Stage::Queued);
    QCOMPARE(waiting(), QList<int>({1}));
    scene.pass(1s);
    QCOMPARE(waiting(), QList<int>({1, 3}));
    scene.pass(10s);
    QCOMPARE(waiting(), QList<int>({1, 3}));
    scene.say(agent("anna"), claim("a", "anna"));
    QCOMPARE(waiting(), QList<int>({1, 3, 2}));
    const auto last
        = std::get<event::QueueState>(decode(scene.heard(EventType::QueueState).constLast()));
    QCOMPARE(last.longestWaitSeconds, 11);
    QCOMPARE(last.name, u"General"_s);
}

void TestLine::skipsTheParkedAndNumbersThemAnewOnReturn()
{
    Scene &scene = *m_scene;
    for (const char *user : {"ida", "cleo", "ivar"})
        scene.bring(user, Stage::Queued);
    scene.pass(2s);
    scene.forget();
    scene.customerGoes("cleo");
    scene.pass(44s);
    QCOMPARE(scene.numbers("ivar"), QList<int>());
    scene.pass(1s);
    QCOMPARE(scene.numbers("ivar"), QList<int>({2}));
    QCOMPARE(scene.numbers("cleo"), QList<int>());
    QCOMPARE(places("cleo"), QStringList{u"none"_s});
    QCOMPARE(scene.state("cleo"), u"queued 2 of 3 in general"_s); // the place is kept
    QCOMPARE(scene.desk().briefing(UserId(u"cleo"_s)).size(), 0);

    // The tab that opens is briefed, so the desk need not say it again.
    scene.pass(10s);
    scene.customerComes("cleo");
    QCOMPARE(scene.numbers("ivar"), QList<int>({2, 3}));
    QCOMPARE(places("cleo"), QStringList({u"none"_s, u"2"_s}));
    const QList<EventFrame> briefing = scene.desk().briefing(UserId(u"cleo"_s));
    QCOMPARE(briefing.size(), 1);
    QCOMPARE(std::get<event::QueueNumber>(decode(briefing.constFirst())).queueNumber, 2);

    // A tab that was open all the time and answers again is not briefed: it is told.
    scene.forget();
    scene.pass(2s);
    scene.see(seen::Unload{UserId(u"ida"_s)});
    scene.customerGoes("cleo");
    scene.customerComes("cleo");
    QCOMPARE(scene.numbers("cleo"), QList<int>());
}

void TestLine::countsWhoEnteredBySeqAlsoWhenTheClockIsSetBack()
{
    SessionTable table;
    const DeskConfig config = DeskConfig::defaults();
    Seq seq = 0;
    const auto fold = [&](const EventFrame &frame, qint64 atMs) {
        reduce(table, config, StoredEvent{++seq, atMs, u"key:reception"_s, frame});
    };
    for (const char *user : {"first", "second"})
        fold(start(user), 5'000);
    fold(handoverToQueue("first", "general"), 9'000);
    fold(handoverToQueue("second", "general"), 1'000); // the wall clock was set back
    const auto waiting = line(table, QueueId(u"general"_s));
    QCOMPARE(waiting.size(), 2);
    QCOMPARE(waiting[0]->user.value(), u"first"_s);
}

void TestLine::putsWhatAConsoleIsToldInItsPlace()
{
    Scene &scene = *m_scene;
    scene.bring("cleo", Stage::Queued);
    SessionTable table = scene.desk().table();
    Session told = *table.find(UserId(u"cleo"_s));
    told.queue = QueueId(u"sales"_s);
    put(table, told);
    QVERIFY(line(table, QueueId(u"general"_s)).isEmpty());
    QCOMPARE(line(table, QueueId(u"sales"_s)).size(), 1);
    told.stage = Stage::Ended;
    put(table, told);
    QVERIFY(table.lines.isEmpty());
    QVERIFY(table.open.isEmpty());
}

QTEST_GUILESS_MAIN(TestLine)
#include "tst_line.moc"
