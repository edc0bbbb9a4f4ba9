// SPDX-License-Identifier: GPL-3.0-or-later
//! What it costs to know who is there and who gets the next customer: one session evaluated, and a
//! whole pass over 200 sessions and 30 agents.

#include "broker/desk/allocation/allocator.h"
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
    std::printf("| %s | %d | %.1f %s | %.1f %s | %s |\n", what, Rounds, times.quantile(0.5) / per,
                unit, times.quantile(0.99) / per, unit, target);
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
    std::printf("| presence and allocation | rounds | median | p99 | target |\n"
                "| --- | --- | --- | --- | --- |\n");
    row("one session evaluated, by the table", evaluated[0], 1, "ns", "under 100 ns");
    row("one session evaluated, by the layer", evaluated[1], 1, "ns", "under 100 ns");
    row("a pass: 200 sessions, 30 agents, 20 waiting", passes, 1000, "µs", "under 50 µs");
    return 0;
}
