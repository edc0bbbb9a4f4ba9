// SPDX-License-Identifier: GPL-3.0-or-later
//! What a whole desk costs with 200 agents and 2,000 sessions, the dashboard in front: a stream
//! made beforehand is delivered at its own pace, sixty times a second, as a link delivers it, and
//! the processor time of the process is held against the time that went by. Painting included.

#include "tests/dashboard/boardscene.h"
#include "tests/model/told.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <deque>

using namespace Qt::StringLiterals;
using namespace sermo;

namespace
{

constexpr int Agents = 200;
constexpr int Sessions = 2'000; //!< open: with an agent, with the bot, in line
constexpr int WithBot = 300, InLine = 100;
constexpr int Queues = 10;
constexpr int FramesASecond = 60;
constexpr int Seconds = 20; //!< of each round
constexpr double TargetPercent = 10; // issue 7

QueueId queueOf(int number)
{
    return QueueId(u"queue%1"_s.arg(number % Queues));
}

AgentId agentOf(int number)
{
    return AgentId(u"agent%1"_s.arg(number % Agents));
}

//! A busy desk, event by event, the same at each run.
class Stream
{
public:
    [[nodiscard]] QList<QByteArray> opening(); //!< until all are there
    [[nodiscard]] QList<QByteArray> second(); //!< what comes in one

private:
    using Say = QList<QByteArray>;
    void arrive(Say &say);
    void queue(Say &say);
    void claim(Say &say);
    void end(Say &say);
    void talk(Say &say);
    void signs(Say &say);
    void states(Say &say);
    [[nodiscard]] int random(int below)
    {
        m_seed = m_seed * 6364136223846793005U + 1442695040888963407U;
        return int((m_seed >> 33) % quint64(below));
    }
    [[nodiscard]] UserId anyHeld() { return m_held.at(size_t(random(int(m_held.size())))); }

    test::Told m_told;
    quint64 m_seed = 7;
    int m_users = 0, m_claims = 0;
    std::deque<UserId> m_withBot, m_inLine, m_held;
};

void Stream::arrive(Say &say)
{
    const UserId user(u"user-%1"_s.arg(++m_users));
    event::Start start;
    start.params = {{u"platformId"_s, u"webchat"_s}, {u"name"_s, u"Customer %1"_s.arg(m_users)}};
    say += m_told.inbound(user, start);
    say += m_told.says(user, u"Jag vill ändra faktura %1"_s.arg(m_users));
    m_withBot.push_back(user);
}

void Stream::queue(Say &say)
{
    say += m_told.queues(m_withBot.front(), queueOf(m_users));
    m_inLine.push_back(m_withBot.front());
    m_withBot.pop_front();
}

void Stream::claim(Say &say)
{
    const AgentId agent = agentOf(++m_claims);
    const UserId user = m_inLine.front();
    event::Allocation decision;
    decision.agent = agent;
    decision.sum = 1.06;
    decision.bound = 2.0;
    decision.reason = u"least_loaded"_s;
    say += m_told.internal(user, decision);
    say += m_told.internal(user, event::ClaimSession{agent, false, u"allocated"_s});
    say += test::Told::passing(Direction::Internal, user, event::Presence{0.95, {}});
    m_inLine.pop_front();
    m_held.push_back(user);
}

void Stream::end(Say &say)
{
    say += m_told.outbound(m_held.front(), event::EndSession{});
    m_held.pop_front();
}

void Stream::talk(Say &say)
{
    for (int i = 0; i < 70; ++i)
        say += m_told.says(anyHeld(), u"Den skulle gå till min nya adress"_s);
    for (int i = 0; i < 50; ++i)
        say += m_told.answers(anyHeld(), u"Jag tittar på det nu"_s, agentOf(i), u"Agent"_s);
    for (int i = 0; i < 150; ++i)
        say += test::Told::types(anyHeld(), u"Den skulle gå till min n"_s);
    for (int i = 0; i < 60; ++i)
        say += test::Told::passing(Direction::Internal, anyHeld(),
                                   event::Draft{agentOf(i), u"Jag tittar på"_s});
}

void Stream::signs(Say &say)
{
    for (int i = 0; i < Sessions / 5; ++i)
        say += test::Told::passing(Direction::Inbound, anyHeld(), event::Heartbeat{});
    for (int i = 0; i < 300; ++i)
        say += test::Told::passing(Direction::Internal, anyHeld(),
                                   event::Presence{random(100) / 100.0, {}});
    for (int i = 0; i < 20; ++i) {
        event::PresencePoint point;
        point.probability = 0.7;
        point.label = random(10) < 7 ? 1 : 0;
        say += m_told.internal(anyHeld(), point);
    }
}

void Stream::states(Say &say)
{
    for (int i = 0; i < Queues; ++i)
        say += test::Told::queueState(queueOf(i), u"Queue %1"_s.arg(i), InLine / Queues);
    const AgentId agent = agentOf(random(Agents));
    say += m_told.internal({}, event::AgentStatus{agent, u"away"_s, {}, {}});
    say += m_told.internal({}, event::AgentStatus{agent, u"available"_s, {}, {}});
}

QList<QByteArray> Stream::opening()
{
    Say say;
    for (int i = 0; i < Agents; ++i)
        say += m_told.internal(
            {}, event::AgentStatus{agentOf(i), u"available"_s, u"Agent %1"_s.arg(i), {}});
    states(say);
    for (int i = 0; i < Sessions; ++i) {
        arrive(say);
        if (i >= WithBot)
            queue(say);
        if (i >= WithBot + InLine)
            claim(say);
    }
    return say;
}

QList<QByteArray> Stream::second()
{
    m_told.after(std::chrono::seconds(1));
    Say say;
    for (int i = 0; i < 5; ++i) {
        arrive(say);
        queue(say);
        claim(say);
        end(say);
    }
    talk(say);
    signs(say);
    states(say);
    return say;
}

double processorMs()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

//! Of a core, in percent, while so many seconds of the stream are delivered at their own pace.
double measure(test::BoardScene &scene, Stream &stream, qsizetype &events)
{
    QList<QList<QByteArray>> frames;
    events = 0;
    for (int second = 0; second < Seconds; ++second) {
        const QList<QByteArray> all = stream.second();
        events += all.size();
        for (int i = 0; i < FramesASecond; ++i) {
            const qsizetype from = all.size() * i / FramesASecond;
            frames.append(all.mid(from, all.size() * (i + 1) / FramesASecond - from));
        }
    }
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer elapsed;
    qsizetype next = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        while (next < frames.size() && next <= elapsed.elapsed() * FramesASecond / 1000) {
            scene.clock.advance(std::chrono::milliseconds(1000 / FramesASecond));
            scene.link.deliver(frames.at(next++));
        }
        if (next == frames.size())
            loop.quit();
    });
    const double before = processorMs();
    elapsed.start();
    timer.start(1000 / FramesASecond);
    loop.exec();
    return (processorMs() - before) / double(elapsed.elapsed()) * 100;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    test::BoardScene scene;
    scene.show();
    Stream stream;
    scene.link.deliver(stream.opening());
    QCoreApplication::processEvents();
    if (scene.store.table().open.size() != Sessions) {
        std::fprintf(stderr, "%d sessions are open instead of %d\n",
                     int(scene.store.table().open.size()), Sessions);
        return 1;
    }
    std::printf(
        "| a desk with %d agents and %d sessions | events a second | of one core | target |\n",
        Agents, Sessions);
    std::printf("| --- | --- | --- | --- |\n");
    const auto round = [&](const char *name, const QString &tab) {
        scene.find<QAbstractButton>(tab)->click();
        qsizetype events = 0;
        const double percent = measure(scene, stream, events);
        std::printf("| %s, %d s | %d | %.1f %% | under %.0f %% |\n", name, Seconds,
                    int(events / Seconds), percent, TargetPercent);
    };
    round("the dashboard in front", u"dashboardTab"_s);
    round("the console in front", u"consoleTab"_s);
    return 0;
}
