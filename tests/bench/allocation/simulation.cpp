// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocation/simulation.h"

#include "broker/desk/allocation/allocator.h"
#include "broker/desk/presence/pointrecorder.h"
#include "tests/bench/allocation/customer.h"
#include "tests/bench/allocation/generator.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace sermo::bench
{

namespace
{

using allocation::Load;
using allocation::Ms;

constexpr int Seconds = 10 * 3600;
constexpr std::array Profile{.5, .8, 1.1, 1.3, 1.2, 1., 1.1, 1.2, 1., .8}; // of the mean, by hour
constexpr double Composing = 30, ComposingDeviation = 0.8; // an agent's time for a message
constexpr double Switching = 1.10; // dearer when it is another customer
constexpr int FreshFor = 15; // a fresh assignment counts 1 so long
constexpr int PlaceKept = 60;
constexpr int RecentFor = 600;
constexpr int BrierEvery = 30;
constexpr Ms LongAgo{-1'000'000};

//! Somebody who answers.
struct Desk {
    AgentId id;
    std::vector<Customer *> open = {};
    Customer *writingTo = nullptr, *wroteTo = nullptr;
    double writtenAt = 0; //!< when the message that he composes is sent
    int live = 0;
    std::optional<Ms> lastGiven = {};
};

class Simulation
{
public:
    Simulation(const Scenario &scenario, const Policy &policy, quint64 seed, int day,
               presence::Model &model)
        : m_scenario(scenario)
        , m_policy(policy)
        , m_model(model)
        , m_dayMs(qint64(day) * 86'400'000)
    {
        for (int i = 0; i < scenario.agents; ++i)
            m_desks.push_back(Desk{.id = AgentId(u"agent-"_s + QString::number(100 + i))});
        invite(seed);
    }

    Day run()
    {
        for (m_now = 0; m_now < Seconds; ++m_now) {
            arrive();
            for (size_t i = 0; i < m_there.size(); ++i)
                live(*m_there[i]);
            for (Desk &desk : m_desks)
                work(desk);
            giveOut();
            measure();
            std::erase_if(m_there, [](const Customer *customer) { return customer->isOver(); });
        }
        return conclude();
    }

private:
    //! Everybody who will come today: the same whatever the policy.
    void invite(quint64 seed)
    {
        Generator dice(seed);
        double at = 0;
        for (;;) {
            const auto hour = std::min<size_t>(size_t(at) / 3600, Profile.size() - 1);
            const double rate
                = Profile[hour] * m_scenario.sessionsAnHour * m_scenario.agents / 3600;
            at += dice.exponential(1 / rate);
            if (at >= Seconds)
                return;
            m_customers.emplace_back(dice.next(), int(at), m_scenario);
        }
    }

    void arrive()
    {
        while (m_arrived < m_customers.size() && m_customers[m_arrived].arrival <= m_now) {
            Customer &customer = m_customers[m_arrived++];
            customer.begin(m_now);
            m_there.push_back(&customer);
            m_line.push_back(&customer);
        }
    }

    // --- Customers -------------------------------------------------------------------------------

    void live(Customer &customer)
    {
        customer.moveLink(m_now);
        if (customer.isThere && customer.patienceEnds(m_now))
            return leave(customer);
        if (customer.isThere && customer.answerDue(m_now))
            answer(customer);
        if (customer.stage == Customer::Stage::Served && m_now >= customer.handCloseAt)
            closeByHand(customer);
        if (customer.stage == Customer::Stage::Served)
            customer.points.observe(customer.talk, customer.link(m_now), m_model, ms());
        learn(customer.points.expired(ms()));
    }

    void leave(Customer &customer)
    {
        const bool wasQueued = customer.stage == Customer::Stage::Queued;
        if (wasQueued && !customer.wasServed)
            ++m_abandoned;
        gone(customer);
        if (customer.leavesSilently(m_now))
            return;
        customer.talk.customerLeft(ms());
        learn(customer.points.acted(ms()));
        end(customer);
    }

    void gone(Customer &customer)
    {
        customer.isThere = false;
        if (customer.stage == Customer::Stage::Served)
            --m_desks[customer.agent].live;
    }

    void answer(Customer &customer)
    {
        customer.talk.customerWrote(ms(), 40);
        customer.points.silenceBroken();
        learn(customer.points.acted(ms()));
        customer.wrote(m_now);
        if (customer.isSolved()) { // a word of thanks
            if (customer.stage == Customer::Stage::Served)
                gone(customer);
            customer.isThere = false;
            return end(customer);
        }
        if (customer.stage == Customer::Stage::Closed)
            comeBack(customer);
    }

    void comeBack(Customer &customer)
    {
        customer.stage = Customer::Stage::Queued;
        customer.isReturning = true;
        customer.queuedAt = m_now;
        customer.waitInLine(m_now);
        const auto first = std::ranges::find(m_line, false, &Customer::isReturning);
        m_line.insert(first, &customer);
    }

    void closeByHand(Customer &customer)
    {
        if (customer.isThere) {
            ++m_reopened;
            --m_desks[customer.agent].live;
        }
        letGo(customer);
        customer.stage = Customer::Stage::Closed;
    }

    void end(Customer &customer)
    {
        if (customer.stage == Customer::Stage::Queued)
            std::erase(m_line, &customer);
        if (customer.stage == Customer::Stage::Served)
            letGo(customer);
        customer.points.censor();
        customer.stage = Customer::Stage::Ended;
    }

    void letGo(Customer &customer)
    {
        Desk &desk = m_desks[customer.agent];
        std::erase(desk.open, &customer);
        if (desk.writingTo == &customer)
            desk.writingTo = nullptr;
    }

    void learn(const QList<presence::Point> &points)
    {
        for (const presence::Point &point : m_policy.learns ? points : QList<presence::Point>())
            m_model.learn(point, m_dayMs + ms());
    }

    // --- Agents ----------------------------------------------------------------------------------

    void work(Desk &desk)
    {
        if (desk.writingTo && desk.writtenAt <= m_now) {
            send(*desk.writingTo);
            desk.writingTo = nullptr;
        }
        if (!desk.writingTo)
            beginMessage(desk);
        if (desk.writingTo)
            ++m_busy;
    }

    //! To who has waited longest for an answer.
    void beginMessage(Desk &desk)
    {
        Customer *next = nullptr;
        for (Customer *customer : desk.open) {
            if (customer->askedAt && (!next || *customer->askedAt < *next->askedAt))
                next = customer;
        }
        if (!next)
            return;
        const double dearer = desk.wroteTo && desk.wroteTo != next ? Switching : 1;
        desk.writtenAt = m_now + dearer * next->dice.lognormal(Composing, ComposingDeviation);
        desk.writingTo = desk.wroteTo = next;
    }

    void send(Customer &customer)
    {
        const bool isQuestion = customer.isAskedNext();
        customer.talk.agentWrote(ms(), 60, isQuestion);
        customer.points.silenceBroken();
        const bool wasThere = customer.isThere;
        customer.hear(m_now, m_scenario);
        if (wasThere && customer.isSolved())
            ++m_solved;
        if (wasThere && !customer.isThere)
            --m_desks[customer.agent].live;
    }

    // --- Who gets the next -----------------------------------------------------------------------

    double weight(const Customer &customer) const
    {
        switch (m_policy.counting) {
        case Counting::All:
            return 1;
        case Counting::Recent:
            return m_now - customer.actedAt < RecentFor ? 1 : 0;
        case Counting::Truth:
            return customer.isThere ? 1 : 0;
        case Counting::Presence:
            return m_now - customer.givenAt < FreshFor ? 1 : probability(customer);
        }
        Q_UNREACHABLE();
    }

    double probability(const Customer &customer) const
    {
        return m_model.probability(customer.talk.at(ms(), customer.link(m_now)));
    }

    void giveOut()
    {
        const allocation::Limits limits{Load::of(m_policy.bound), m_policy.hardCap};
        const QList<allocation::Waiting> line = lineNow();
        // Only the product's policy waits for a sum to settle, so only it looks when nobody waits.
        const bool settles = m_policy.counting == Counting::Presence;
        if (line.isEmpty() && !settles)
            return;
        QList<allocation::Candidate> candidates;
        for (const Desk &desk : m_desks) {
            Load sum;
            for (const Customer *customer : desk.open)
                sum += Load::of(weight(*customer));
            m_steadiness.note(desk.id, sum, limits, Ms(ms()));
            if (line.isEmpty())
                continue;
            const auto steady = settles ? m_steadiness.since(desk.id) : std::optional(LongAgo);
            candidates.append(
                {desk.id, limits, sum, int(desk.open.size()), steady, desk.lastGiven, {}});
        }
        for (const auto &outcome : allocation::allocate(line, candidates, Ms(ms()))) {
            if (!outcome.agent.isEmpty())
                assign(*m_inLine[outcome.user.value().toUInt()], outcome.agent);
        }
    }

    //! Those in line who can be given; named by their places in it.
    QList<allocation::Waiting> lineNow()
    {
        QList<allocation::Waiting> line;
        m_inLine.clear();
        for (Customer *customer : m_line) {
            if (customer->isParked(m_now))
                continue;
            const bool isKept = customer->isReturning && m_now - customer->queuedAt < PlaceKept;
            line.append({UserId(QString::number(m_inLine.size())), QueueId(),
                         isKept ? m_desks[customer->agent].id : AgentId(), AgentId()});
            m_inLine.push_back(customer);
        }
        return line;
    }

    void assign(Customer &customer, const AgentId &agent)
    {
        const auto desk = std::ranges::find(m_desks, agent, &Desk::id);
        if (customer.isThere && !customer.wasServed)
            m_waits.push_back(m_now - customer.arrival);
        std::erase(m_line, &customer);
        customer.agent = size_t(desk - m_desks.begin());
        customer.serve(m_now);
        customer.points.begin(customer.talk, ms());
        desk->open.push_back(&customer);
        desk->live += customer.isThere ? 1 : 0;
        desk->lastGiven = Ms(ms());
    }

    // --- What it was worth -----------------------------------------------------------------------

    void measure()
    {
        for (const Desk &desk : m_desks) {
            m_live += desk.live;
            m_ghosts += int(desk.open.size()) - desk.live;
            m_overloaded += desk.live > 3 ? 1 : 0;
            if (m_now % BrierEvery != 0)
                continue;
            for (const Customer *customer : desk.open) {
                const double missed = probability(*customer) - (customer->isThere ? 1 : 0);
                m_missed += missed * missed;
                ++m_looks;
            }
        }
    }

    Day conclude()
    {
        std::ranges::sort(m_waits);
        const auto served = double(std::max<size_t>(m_waits.size(), 1));
        double sum = 0;
        for (const int wait : m_waits)
            sum += wait;
        const double agentTime = double(m_scenario.agents) * Seconds;
        const auto arrivals = double(m_customers.size());
        Day day;
        day.wait = sum / served;
        day.wait90 = m_waits.empty() ? 0 : m_waits[m_waits.size() * 9 / 10];
        day.abandoned = 100 * m_abandoned / arrivals;
        day.busy = 100 * m_busy / agentTime;
        day.live = m_live / agentTime;
        day.ghosts = m_ghosts / agentTime;
        day.overloaded = 100 * m_overloaded / agentTime;
        day.reopened = 100 * m_reopened / arrivals;
        day.solved = 100 * m_solved / arrivals;
        day.brier = m_missed / double(std::max<qint64>(m_looks, 1));
        day.arrivals = int(m_customers.size());
        return day;
    }

    [[nodiscard]] qint64 ms() const { return qint64(m_now) * 1000; }

    const Scenario m_scenario;
    const Policy m_policy;
    presence::Model &m_model;
    const qint64 m_dayMs;
    int m_now = 0;

    std::vector<Customer> m_customers;
    size_t m_arrived = 0;
    std::vector<Customer *> m_there; //!< arrived, and something may still happen to them
    std::vector<Customer *> m_line, m_inLine;
    std::vector<Desk> m_desks;
    allocation::Steadiness m_steadiness;

    std::vector<int> m_waits;
    double m_abandoned = 0, m_busy = 0, m_live = 0, m_ghosts = 0, m_overloaded = 0;
    double m_reopened = 0, m_solved = 0, m_missed = 0;
    qint64 m_looks = 0;
};

} // namespace

Day simulate(const Scenario &scenario, const Policy &policy, quint64 seed, int day,
             presence::Model &model)
{
    return Simulation(scenario, policy, seed, day, model).run();
}

} // namespace sermo::bench
