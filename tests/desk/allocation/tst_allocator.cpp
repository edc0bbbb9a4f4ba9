// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/allocation/allocator.h"

#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::allocation;

//! Who gets the next customer (allocation.md, section 3; contract 5 and 6).
class TestAllocator : public QObject
{
    Q_OBJECT
private slots:
    void givesWhileTheSumIsAtMostTheBound_data();
    void givesWhileTheSumIsAtMostTheBound();
    void addsInAnyOrderToTheSame();
    void isAFixedCapWhenEverybodyIsCertainlyThere();
    void stopsAtTheHardCap();
    void prefersTheLeastLoadedThenWhoWaitedLongestThenTheId();
    void waitsUntilTheSumHasHeldForFiveSeconds_data();
    void waitsUntilTheSumHasHeldForFiveSeconds();
    void forgetsThatASumHeldWhenItRises();
    void givesEachAgentOneCustomerAtATime();
    void servesTheLineInItsOrder();
    void keepsAPlaceForTheEarlierAgentOnly();
    void letsTheLineBehindAKeptPlaceMoveOn();
    void doesNotGiveBackToWhoHandedOn();
    void givesOnlyToWhoServesTheQueue();
    void holdsEachAgentToHisOwnBoundAndCap();
    void saysWhyNobodyTakesTheFirst_data();
    void saysWhyNobodyTakesTheFirst();
    void explainsItselfWithEveryCandidatesSum();
    void givesTheSameAnswerToTheSameQuestion();
};

namespace
{

constexpr Ms Now = 1h;

Load sumOf(const QList<double> &probabilities)
{
    Load sum;
    for (const double probability : probabilities)
        sum += Load::of(probability);
    return sum;
}

Candidate agent(const QString &id, const QList<double> &probabilities = {})
{
    Candidate candidate;
    candidate.agent = AgentId(id);
    candidate.sum = sumOf(probabilities);
    candidate.open = int(probabilities.size());
    candidate.steadySince = 0ms;
    return candidate;
}

Waiting waiting(const QString &user, const QString &queue = u"general"_s)
{
    return {UserId(user), QueueId(queue), {}, {}};
}

//! `ada: anna, bea: nobody`, in the order of the outcomes.
QString inWords(const QList<Outcome> &outcomes)
{
    QStringList words;
    for (const Outcome &outcome : outcomes) {
        const QString agent = outcome.agent.isEmpty() ? u"nobody"_s : outcome.agent.value();
        words.append(u"%1: %2"_s.arg(outcome.user.value(), agent));
    }
    return words.join(", "_L1);
}

} // namespace

void TestAllocator::givesWhileTheSumIsAtMostTheBound_data()
{
    QTest::addColumn<QList<double>>("probabilities");
    QTest::addColumn<double>("bound");
    QTest::addColumn<bool>("isGiven");
    const auto row = [](const char *name, const QList<double> &probabilities, double bound,
                        bool isGiven) { QTest::newRow(name) << probabilities << bound << isGiven; };

    row("the seed's 1.99 gets one", {1, 0.99}, 2.0, true);
    row("exactly the bound gets one", {1, 1}, 2.0, true);
    row("a little above gets none", {1, 1, 0.01}, 2.0, false);
    row("0.66 + 0.66 + 0.67 under 2.0 gets one", {0.66, 0.66, 0.67}, 2.0, true);
    row("0.66 + 0.66 + 0.67 under 1.99 gets one", {0.66, 0.66, 0.67}, 1.99, true);
    row("0.67 + 0.66 + 0.67 under 1.99 gets none", {0.67, 0.66, 0.67}, 1.99, false);
    row("seven who are hardly there leave room", {.1, .1, .1, .1, .1, .1, .1}, 2.0, true);
    row("three who are certainly there leave none", {1, 1, 1}, 2.0, false);
    row("nobody open", {}, 0.0, true);
}

void TestAllocator::givesWhileTheSumIsAtMostTheBound()
{
    QFETCH(const QList<double>, probabilities);
    QFETCH(const double, bound);
    QFETCH(const bool, isGiven);
    Candidate anna = agent(u"anna"_s, probabilities);
    anna.limits.bound = Load::of(bound);
    QCOMPARE(inWords(allocate({waiting(u"ada"_s)}, {anna}, Now)),
             isGiven ? u"ada: anna"_s : u"ada: nobody"_s);
}

void TestAllocator::addsInAnyOrderToTheSame()
{
    QVERIFY(0.66 + 0.66 + 0.67 != 1.99); // which is why
    QCOMPARE(sumOf({0.66, 0.66, 0.67}), Load::of(1.99));
    QCOMPARE(sumOf({0.1, 0.2, 0.3}), sumOf({0.3, 0.2, 0.1}));
    QCOMPARE(Load::of(qQNaN()), Load());
    QCOMPARE(Load::of(-3), Load());
}

void TestAllocator::isAFixedCapWhenEverybodyIsCertainlyThere()
{
    for (int open = 0; open < 5; ++open) {
        const QList<double> certain(open, 1.0);
        const bool isGiven = open < 3;
        QCOMPARE(inWords(allocate({waiting(u"ada"_s)}, {agent(u"anna"_s, certain)}, Now)),
                 isGiven ? u"ada: anna"_s : u"ada: nobody"_s);
    }
}

void TestAllocator::stopsAtTheHardCap()
{
    const QList<double> gone(8, 0.0);
    const auto outcomes = allocate({waiting(u"ada"_s)}, {agent(u"anna"_s, gone)}, Now);
    QCOMPARE(inWords(outcomes), u"ada: nobody"_s);
    QCOMPARE(outcomes.constFirst().candidates.constFirst().bar, Bar::HardCap);
    QCOMPARE(inWords(allocate({waiting(u"ada"_s)}, {agent(u"anna"_s, gone.first(7))}, Now)),
             u"ada: anna"_s);
}

void TestAllocator::prefersTheLeastLoadedThenWhoWaitedLongestThenTheId()
{
    Candidate anna = agent(u"anna"_s, {0.5});
    Candidate bertil = agent(u"bertil"_s, {0.4});
    Candidate carl = agent(u"carl"_s, {0.4});
    const auto chosen = [&] {
        const auto outcome = allocate({waiting(u"ada"_s)}, {anna, bertil, carl}, Now).constFirst();
        return QString(outcome.agent.value() + u' ' + wireName(outcome.why));
    };
    QCOMPARE(chosen(), u"bertil waited_longest"_s);
    bertil.lastGiven = 10min;
    carl.lastGiven = 9min;
    QCOMPARE(chosen(), u"carl waited_longest"_s);
    carl.sum += Load::of(0.05);
    QCOMPARE(chosen(), u"bertil least_loaded"_s);
    bertil.lastGiven.reset();
    carl.sum = bertil.sum;
    QCOMPARE(chosen(), u"bertil waited_longest"_s); // never given one: he has waited longest
}

void TestAllocator::waitsUntilTheSumHasHeldForFiveSeconds_data()
{
    QTest::addColumn<int>("open");
    QTest::addColumn<int>("heldMs");
    QTest::addColumn<bool>("isGiven");
    QTest::newRow("two open: at once") << 2 << 0 << true;
    QTest::newRow("three open, held for 4.999 s: not yet") << 3 << 4'999 << false;
    QTest::newRow("three open, held for 5 s") << 3 << 5'000 << true;
    QTest::newRow("seven open, held for 5 s") << 7 << 5'000 << true;
}

void TestAllocator::waitsUntilTheSumHasHeldForFiveSeconds()
{
    QFETCH(const int, open);
    QFETCH(const int, heldMs);
    QFETCH(const bool, isGiven);
    Candidate anna = agent(u"anna"_s, QList<double>(open, 0.1));
    anna.steadySince = Now - Ms(heldMs);
    const auto outcome = allocate({waiting(u"ada"_s)}, {anna}, Now).constFirst();
    QCOMPARE(!outcome.agent.isEmpty(), isGiven);
    if (!isGiven)
        QCOMPARE(outcome.due, Now - Ms(heldMs) + 5s);
}

void TestAllocator::forgetsThatASumHeldWhenItRises()
{
    Steadiness steadiness;
    const AgentId anna(u"anna"_s);
    steadiness.note(anna, Load::of(1.9), {}, 1s);
    steadiness.note(anna, Load::of(1.2), {}, 3s);
    QCOMPARE(steadiness.since(anna), Ms(1s));
    steadiness.note(anna, Load::of(2.01), {}, 4s);
    QVERIFY(!steadiness.since(anna));
    steadiness.note(anna, Load::of(2.0), {}, 6s);
    QCOMPARE(steadiness.since(anna), Ms(6s));
}

void TestAllocator::givesEachAgentOneCustomerAtATime()
{
    const QList<Waiting> line{waiting(u"ada"_s), waiting(u"bea"_s), waiting(u"cia"_s)};
    QCOMPARE(inWords(allocate(line, {agent(u"anna"_s), agent(u"bertil"_s)}, Now)),
             u"ada: anna, bea: bertil, cia: nobody"_s);
}

void TestAllocator::servesTheLineInItsOrder()
{
    const QList<Waiting> line{waiting(u"zoe"_s), waiting(u"ada"_s)};
    QCOMPARE(inWords(allocate(line, {agent(u"anna"_s)}, Now)), u"zoe: anna, ada: nobody"_s);
}

void TestAllocator::keepsAPlaceForTheEarlierAgentOnly()
{
    Waiting ada = waiting(u"ada"_s);
    ada.keptFor = AgentId(u"anna"_s);
    const Candidate bertil = agent(u"bertil"_s);
    auto outcome = allocate({ada}, {agent(u"anna"_s, {0.9, 0.9}), bertil}, Now).constFirst();
    QCOMPARE(outcome.agent, ada.keptFor); // though another is loaded less
    QCOMPARE(outcome.why, Why::Returned);

    outcome = allocate({ada}, {agent(u"anna"_s, {1, 1, 1}), bertil}, Now).constFirst();
    QVERIFY(outcome.agent.isEmpty());
    QCOMPARE(outcome.why, Why::KeptForAgent);
}

void TestAllocator::letsTheLineBehindAKeptPlaceMoveOn()
{
    Waiting ada = waiting(u"ada"_s);
    ada.keptFor = AgentId(u"anna"_s);
    const QList<Candidate> agents{agent(u"anna"_s, {1, 1, 1}), agent(u"bertil"_s)};
    QCOMPARE(inWords(allocate({ada, waiting(u"bea"_s)}, agents, Now)),
             u"ada: nobody, bea: bertil"_s);
}

void TestAllocator::doesNotGiveBackToWhoHandedOn()
{
    Waiting ada = waiting(u"ada"_s);
    ada.handedOnBy = AgentId(u"anna"_s);
    QCOMPARE(inWords(allocate({ada}, {agent(u"anna"_s), agent(u"bertil"_s, {1})}, Now)),
             u"ada: bertil"_s);
}

void TestAllocator::givesOnlyToWhoServesTheQueue()
{
    Candidate anna = agent(u"anna"_s);
    anna.queues = QList{QueueId(u"sales"_s)};
    const QList<Waiting> line{waiting(u"ada"_s), waiting(u"bea"_s, u"sales"_s)};
    QCOMPARE(inWords(allocate(line, {anna}, Now)), u"ada: nobody, bea: anna"_s);
}

void TestAllocator::holdsEachAgentToHisOwnBoundAndCap()
{
    Candidate trainee = agent(u"anna"_s, {0.6, 0.6});
    trainee.limits.bound = Load::of(1.0);
    Candidate careful = agent(u"bertil"_s, {0, 0});
    careful.limits.hardCap = 2;
    Candidate expert = agent(u"carl"_s, {1, 1, 0.9});
    expert.limits.bound = Load::of(3.0);
    QCOMPARE(inWords(allocate({waiting(u"ada"_s)}, {trainee, careful, expert}, Now)),
             u"ada: carl"_s);
}

void TestAllocator::saysWhyNobodyTakesTheFirst_data()
{
    QTest::addColumn<QList<double>>("probabilities");
    QTest::addColumn<int>("heldMs");
    QTest::addColumn<QString>("reason");
    QTest::newRow("above the bound") << QList<double>{1, 1, 1} << 0 << u"all_over_bound"_s;
    QTest::newRow("at the cap") << QList<double>(8, 0.0) << 9'000 << u"all_over_bound"_s;
    QTest::newRow("settling") << QList<double>(3, 0.1) << 1'000 << u"all_settling"_s;
}

void TestAllocator::saysWhyNobodyTakesTheFirst()
{
    QFETCH(const QList<double>, probabilities);
    QFETCH(const int, heldMs);
    QFETCH(const QString, reason);
    Candidate anna = agent(u"anna"_s, probabilities);
    anna.steadySince = Now - Ms(heldMs);
    const QList<Waiting> line{waiting(u"ada"_s), waiting(u"bea"_s)};
    const auto outcomes = allocate(line, {anna}, Now);
    QCOMPARE(outcomes.size(), 1); // the first in line speaks for those behind
    QCOMPARE(QString(wireName(outcomes.constFirst().why)), reason);
    QCOMPARE(QString(wireName(allocate(line, {}, Now).constFirst().why)), u"nobody_there"_s);
}

void TestAllocator::explainsItselfWithEveryCandidatesSum()
{
    const QList<Candidate> agents{agent(u"bertil"_s, {1, 1, 0.37}),
                                  agent(u"anna"_s, {0.66, 0.66, 0.67})};
    const auto event = allocate({waiting(u"ada"_s)}, agents, Now).constFirst().toEvent();
    QCOMPARE(event.agent, AgentId(u"anna"_s));
    QCOMPARE(event.sum, 1.99);
    QCOMPARE(event.bound, 2.0);
    QCOMPARE(event.reason, u"only_one"_s);
    QCOMPARE(event.candidates,
             (QJsonArray{QJsonObject{{u"agentId"_s, u"anna"_s}, {u"sum"_s, 1.99}, {u"open"_s, 3}},
                         QJsonObject{{u"agentId"_s, u"bertil"_s},
                                     {u"sum"_s, 2.37},
                                     {u"open"_s, 3},
                                     {u"bar"_s, u"over_bound"_s}}}));
}

void TestAllocator::givesTheSameAnswerToTheSameQuestion()
{
    const QList<Waiting> line{waiting(u"ada"_s), waiting(u"bea"_s), waiting(u"cia"_s)};
    QList<Candidate> agents{agent(u"carl"_s), agent(u"anna"_s, {0.3}), agent(u"bertil"_s, {0.2})};
    const QString once = inWords(allocate(line, agents, Now));
    std::ranges::reverse(agents); // in whatever order they are told
    QCOMPARE(inWords(allocate(line, agents, Now)), once);
    QCOMPARE(once, u"ada: carl, bea: bertil, cia: anna"_s);
}

QTEST_GUILESS_MAIN(TestAllocator)
#include "tst_allocator.moc"
