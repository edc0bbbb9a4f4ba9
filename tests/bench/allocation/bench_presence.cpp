// SPDX-License-Identifier: GPL-3.0-or-later
//! What it costs to know who is there and who gets the next customer: one session evaluated, and a
//! whole pass over 200 sessions and 30 agents; and what the desk makes of an event with all that.

#include "broker/desk/allocation/allocator.h"
#include "broker/desk/desk.h"
#include "broker/desk/presence/conversation.h"
#include "broker/desk/presence/model.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;

namespace
{

constexpr int Sessions = 200, Agents = 30, Queued = 20;
constexpr int DeskRounds = 400;
constexpr int Rounds = 2'000; // the median of these is shown
constexpr qint64 Day = qint64(20'000) * 86'400'000;

//! A model whose second layer speaks: the dearer way.
presence::Model taught()
{
    presence::Model model;
    for (int session = 0; session < 400; ++session) {
        presence::Point point;
        point.glimpse.turn = presence::Turn::AskedAgain;
        point.glimpse.silence = 60;
        point.glimpse.tempo = session % 2 == 0 ? 10 : 300;
        point.came = session % 2 == 0;
        model.learn(point, Day);
    }
    return model;
}

std::vector<presence::Conversation> talks()
{
    std::vector<presence::Conversation> all;
    for (int i = 0; i < Sessions; ++i) {
        presence::Conversation talk(0);
        for (int turn = 0; turn < i % 7; ++turn) {
            talk.agentWrote(turn * 60'000, 40, turn % 2 == 0);
            talk.customerWrote(turn * 60'000 + 20'000 + i * 10, 30);
        }
        all.push_back(talk);
    }
    return all;
}

QList<allocation::Candidate> agents()
{
    QList<allocation::Candidate> all;
    for (int i = 0; i < Agents; ++i) {
        allocation::Candidate agent;
        agent.agent = AgentId(u"agent-"_s + QString::number(i));
        agent.steadySince = allocation::Ms(0);
        all.append(agent);
    }
    return all;
}

QList<allocation::Waiting> line()
{
    QList<allocation::Waiting> all;
    for (int i = 0; i < Queued; ++i)
        all.append({UserId(u"user-"_s + QString::number(i)), QueueId(u"general"_s), {}, {}});
    return all;
}

//! A desk at work: agents who have six each, the rest in line.
class DeskAtWork
{
public:
    explicit DeskAtWork(int customers)
        : m_desk(config(), m_now)
    {
        for (int i = 0; i < Agents; ++i) {
            const QByteArray who = "agent-" + QByteArray::number(i);
            follow(m_desk.saw(desk::seen::AgentUp{AgentId(QString::fromLatin1(who))}, m_now));
            commit(R"({"type":"agent_status","direction":"internal","agentId":")" + who
                   + R"(","status":"available"})");
        }
        for (int i = 0; i < customers; ++i) {
            pass(std::chrono::milliseconds(100));
            follow(m_desk.saw(desk::seen::LinkUp{UserId(QString::fromLatin1(user(i)))}, m_now));
            // No bot: the desk puts him in the line itself.
            commit(R"({"type":"start","direction":"inbound","userId":")" + user(i)
                   + R"(","params":{}})");
        }
        for (int i = 0; i < Agents; ++i) { // who was given one a moment ago waits for his next
            pass(std::chrono::seconds(1));
            for (int other = 0; other < customers; ++other)
                follow(m_desk.saw(
                    desk::seen::LinkBeat{UserId(QString::fromLatin1(user(other))), false}, m_now));
        }
    }

    static QByteArray user(int number) { return "user-" + QByteArray::number(number); }

    //! A second later this customer writes; how long the desk takes for it, in ns.
    double write(int number)
    {
        pass(std::chrono::seconds(1));
        const StoredEvent text
            = stored(R"({"type":"text","direction":"inbound","userId":")" + user(number)
                     + R"(","text":"And what of the other one?"})");
        QElapsedTimer timer;
        timer.start();
        const desk::Emissions said = m_desk.committed(text, m_now);
        const auto took = double(timer.nsecsElapsed());
        follow(said);
        return took;
    }

    [[nodiscard]] int open() const
    {
        int all = 0;
        for (int i = 0; i < Agents; ++i)
            all += m_desk.burden(AgentId(u"agent-"_s + QString::number(i))).open;
        return all;
    }

private:
    static desk::DeskConfig config()
    {
        desk::DeskConfig all = desk::DeskConfig::defaults();
        all.bound = 100;
        all.hardCap = 6;
        return all;
    }

    //! Time goes by, and what falls due is done.
    void pass(std::chrono::milliseconds time)
    {
        m_now.steady += time;
        m_now.wallMs += time.count();
        follow(m_desk.tick(m_now));
    }

    StoredEvent stored(const QByteArray &json)
    {
        return {++m_seq, m_now.wallMs, u"key:bench"_s, *EventFrame::fromSender(json)};
    }

    void commit(const QByteArray &json) { commit(stored(json)); }

    void commit(const StoredEvent &event)
    {
        if (info(event.frame.type()).movesSession)
            m_lastControl.insert(event.frame.user(), event.seq);
        follow(m_desk.committed(event, m_now));
    }

    //! As the broker's pipeline does: what is based on less than has come to pass since is dropped.
    void follow(const desk::Emissions &said)
    {
        for (const desk::Emission &one : said) {
            const UserId &user = one.frame.user();
            if (!one.frame.envelope().isStored())
                continue;
            if (one.conditional && m_lastControl.value(user) != one.basedOn)
                continue;
            commit(StoredEvent{++m_seq, m_now.wallMs, u"desk"_s, one.frame});
        }
    }

    Instant m_now{Day, std::chrono::hours(1)};
    desk::Desk m_desk;
    Seq m_seq = 0;
    QHash<UserId, Seq> m_lastControl;
};

struct Times {
    std::vector<double> ns;

    [[nodiscard]] double quantile(double q)
    {
        std::ranges::sort(ns);
        return ns.at(std::min(ns.size() - 1, size_t(q * double(ns.size()))));
    }
};

void row(const char *what, Times times, double per, const char *unit, const char *target)
{
    std::printf("| %s | %zu | %.1f %s | %.1f %s | %s |\n", what, times.ns.size(),
                times.quantile(0.5) / per, unit, times.quantile(0.99) / per, unit, target);
}

} // namespace

int main()
{
    const presence::Model models[] = {presence::Model(), taught()};
    if (models[0].usesLayer() || !models[1].usesLayer())
        return 1;
    const auto conversations = talks();
    const auto waiting = line();
    const auto staff = agents();
    Times evaluated[2];
    Times passes;
    double sink = 0;
    for (int round = 0; round < Rounds; ++round) {
        const qint64 now = 500'000 + round * 100;
        for (int which = 0; which < 2; ++which) {
            QElapsedTimer timer;
            timer.start();
            for (const presence::Conversation &talk : conversations)
                sink += models[which].probability(talk.at(now, presence::Link::Ok));
            evaluated[which].ns.push_back(double(timer.nsecsElapsed()) / Sessions);
        }
        QElapsedTimer timer;
        timer.start();
        QList<allocation::Candidate> candidates = staff;
        for (int i = 0; i < Sessions; ++i) {
            allocation::Candidate &agent = candidates[i % Agents];
            agent.sum += allocation::Load::of(
                models[1].probability(conversations[size_t(i)].at(now, presence::Link::Ok)));
            ++agent.open;
        }
        const auto outcomes = allocation::allocate(waiting, candidates, allocation::Ms(now));
        passes.ns.push_back(double(timer.nsecsElapsed()));
        sink += double(outcomes.size());
    }
    if (sink <= 0)
        return 1;
    Times small;
    Times big;
    DeskAtWork office(Sessions);
    DeskAtWork tower(2'000);
    if (office.open() != Agents * 6 || tower.open() != Agents * 6) {
        std::fprintf(stderr, "the desks have %d and %d sessions open instead of %d\n",
                     office.open(), tower.open(), Agents * 6);
        return 1;
    }
    for (int round = 0; round < DeskRounds; ++round) {
        small.ns.push_back(office.write(round % Sessions));
        big.ns.push_back(tower.write(round * 7 % 2'000));
    }
    std::printf("| presence and allocation | rounds | median | p99 | target |\n"
                "| --- | --- | --- | --- | --- |\n");
    row("one session evaluated, by the table", evaluated[0], 1, "ns", "under 100 ns");
    row("one session evaluated, by the layer", evaluated[1], 1, "ns", "under 100 ns");
    row("a pass: 200 sessions, 30 agents, 20 waiting", passes, 1000, "µs", "under 50 µs");
    row("the desk: a customer of 200 writes", small, 1000, "µs", "–");
    row("the desk: a customer of 2,000 writes, 1,820 wait", big, 1000, "µs", "–");
    return 0;
}
