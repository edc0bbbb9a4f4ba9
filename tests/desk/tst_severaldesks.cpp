// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/scene.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <deque>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

namespace
{

constexpr int Brokers = 3;
constexpr std::array Customers{"cleo", "dan", "eva", "finn"};
constexpr std::array Agents{"anna", "bertil", "carl"};

//! A log as brokers of a cluster share it: refuses what names another than the last control event,
//! and absorbs what it has by that id.
class Log
{
public:
    bool append(const SenderName &sender, const EventFrame &frame, std::optional<Seq> basedOn,
                Instant now)
    {
        const std::pair key(sender, frame.id());
        if (!frame.id().isEmpty() && m_ids.contains(key))
            return true;
        if (basedOn && m_lastControl.value(frame.user()) != *basedOn)
            return false;
        m_ids.insert(key);
        events.append({Seq(events.size()) + 1, now.wallMs, sender, frame});
        if (!frame.user().isEmpty() && info(frame.type()).movesSession)
            m_lastControl.insert(frame.user(), events.constLast().seq);
        return true;
    }
    QList<StoredEvent> events;

private:
    QHash<UserId, Seq> m_lastControl;
    QSet<std::pair<SenderName, EventId>> m_ids;
};

//! One of them: hears the log at its own pace, and what the others see some time later.
struct Broker {
    std::unique_ptr<Desk> desk;
    qsizetype heard = 0;
    std::deque<Sighting> unseen;
    std::deque<Emission> asked; //!< of the log, and on the way to it
};

} // namespace

//! Several desks fold one log, each at its own pace, and judge what is said to them by what they
//! know. Whoever is asked what, and however late who hears what: in the end all know the same, and
//! nobody has two agents.
class TestSeveralDesks : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void agreeWhateverComesInBetween_data();
    void agreeWhateverComesInBetween();

private:
    void happen(QRandomGenerator &dice);
    void converse(QRandomGenerator &dice, Broker &broker);
    void say(Broker &broker, const Sender &who, const EventFrame &what);
    void see(const Sighting &sighting);
    void follow(Broker &broker, const Emissions &emissions);
    void hear(Broker &broker, qsizetype count);
    void store(Broker &broker);
    void passTime(std::chrono::milliseconds time);
    void comeToAnEnd();
    void checkClaims() const;

    FakeClock m_clock;
    Log m_log;
    std::array<Broker, Brokers> m_brokers;
    size_t m_leader = 0;
    int m_overtaken = 0; //!< how often a broker judged by less than the log had
};

void TestSeveralDesks::init()
{
    m_log = {};
    m_leader = 0;
    m_overtaken = 0;
    for (Broker &broker : m_brokers) {
        broker = {std::make_unique<Desk>(Scene::allocating(), m_clock.now()), 0, {}, {}};
        broker.desk->begin();
    }
}

void TestSeveralDesks::agreeWhateverComesInBetween_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("with seed %u", seed) << seed;
}

void TestSeveralDesks::agreeWhateverComesInBetween()
{
    QFETCH(quint32, seed);
    QRandomGenerator dice(seed);
    for (const char *agentId : Agents) {
        see(seen::AgentUp{AgentId(QString::fromLatin1(agentId))});
        say(m_brokers[0], agent(agentId), agentStatus(agentId, "available"));
    }
    for (int i = 0; i < 1500; ++i)
        happen(dice);
    comeToAnEnd();
    const SessionTable &first = m_brokers.front().desk->table();
    QCOMPARE(first.lastSeq, Seq(m_log.events.size()));
    for (const Broker &broker : m_brokers)
        QCOMPARE(broker.desk->table() == first, true);
    checkClaims();
    QVERIFY(m_log.events.size() > 200);
    QVERIFY(m_overtaken > 10); // else nothing was tried here
}

void TestSeveralDesks::happen(QRandomGenerator &dice)
{
    Broker &broker = m_brokers[dice.bounded(Brokers)];
    switch (dice.bounded(10)) {
    case 0:
    case 1:
        return hear(broker, dice.bounded(4));
    case 2: // one of the others takes over, whoever led may not know it yet
        if (dice.bounded(10) != 0)
            return store(broker);
        m_leader = dice.bounded(quint32(Brokers));
        hear(m_brokers[m_leader], m_log.events.size());
        return follow(m_brokers[m_leader], m_brokers[m_leader].desk->askAnew(m_clock.now()));
    case 3:
        return store(m_brokers[m_leader]);
    case 4:
        if (!broker.unseen.empty()) {
            const Sighting sighting = broker.unseen.front();
            broker.unseen.pop_front();
            follow(broker, broker.desk->saw(sighting, m_clock.now()));
        }
        return;
    case 5:
        return passTime(std::chrono::milliseconds(dice.bounded(3'000)));
    default:
        return converse(dice, broker);
    }
}

void TestSeveralDesks::converse(QRandomGenerator &dice, Broker &broker)
{
    const char *who = Customers.at(dice.bounded(quint32(Customers.size())));
    const char *agentId = Agents.at(dice.bounded(quint32(Agents.size())));
    const UserId user(QString::fromLatin1(who));
    switch (dice.bounded(9)) {
    case 0:
        see(seen::LinkUp{user, {}});
        return say(broker, customer(who), start(who));
    case 1:
        return say(broker, customer(who), text(who));
    case 2:
    case 3:
    case 4:
        return say(broker, agent(agentId), claim(who, agentId));
    case 5:
        return say(broker, agent(agentId), handoverToQueue(who, "sales"));
    case 6:
        return say(broker, agent(agentId), saying("agent_done", "internal", who));
    case 7:
        return say(broker, agent(agentId),
                   saying(dice.bounded(2) == 0 ? "end_session" : "text", "outbound", who));
    default:
        return see(seen::Typing{user, true});
    }
}

void TestSeveralDesks::say(Broker &broker, const Sender &who, const EventFrame &what)
{
    constexpr int Tries = 2; // who has heard all cannot be overtaken here
    for (int i = 0; i < Tries; ++i) {
        const Verdict verdict = broker.desk->judge(who, what, m_clock.now());
        if (verdict.kind != Verdict::Kind::Accept)
            return;
        const bool isMover = !what.user().isEmpty() && info(what.type()).movesSession;
        const auto basedOn = isMover ? std::optional(verdict.basedOn) : std::nullopt;
        if (m_log.append(who.name, what, basedOn, m_clock.now()))
            return;
        ++m_overtaken;
        hear(broker, m_log.events.size());
    }
    QFAIL(what.bytes().constData());
}

void TestSeveralDesks::see(const Sighting &sighting)
{
    for (Broker &broker : m_brokers)
        broker.unseen.push_back(sighting);
}

void TestSeveralDesks::follow(Broker &broker, const Emissions &emissions)
{
    const bool isLeading = &broker == &m_brokers[m_leader];
    for (const Emission &emission : emissions) {
        if (isLeading && emission.frame.envelope().isStored())
            broker.asked.push_back(emission);
    }
}

void TestSeveralDesks::hear(Broker &broker, qsizetype count)
{
    const qsizetype end = std::min(broker.heard + count, m_log.events.size());
    while (broker.heard < end) {
        const StoredEvent event = m_log.events.at(broker.heard++);
        follow(broker, broker.desk->committed(event, m_clock.now()));
    }
}

//! What was asked longest ago comes to the log, which may have gone on.
void TestSeveralDesks::store(Broker &broker)
{
    if (broker.asked.empty())
        return;
    const Emission emission = broker.asked.front();
    broker.asked.pop_front();
    const auto basedOn = emission.conditional ? std::optional(emission.basedOn) : std::nullopt;
    if (!m_log.append(u"desk"_s, emission.frame, basedOn, m_clock.now()))
        ++m_overtaken;
}

void TestSeveralDesks::passTime(std::chrono::milliseconds time)
{
    m_clock.advance(time);
    for (Broker &broker : m_brokers)
        follow(broker, broker.desk->tick(m_clock.now()));
}

void TestSeveralDesks::comeToAnEnd()
{
    for (Broker &broker : m_brokers) {
        while (!broker.asked.empty())
            store(broker);
    }
    for (Broker &broker : m_brokers) {
        broker.heard = std::min(broker.heard, m_log.events.size());
        const qsizetype end = m_log.events.size();
        hear(broker, end);
    }
}

//! Whom a claim was stored for nobody else had then.
void TestSeveralDesks::checkClaims() const
{
    SessionTable table;
    int claims = 0;
    for (const StoredEvent &event : m_log.events) {
        const EventBody body = decode(event.frame);
        const Session *session = table.find(event.frame.user());
        if (const auto *claim = std::get_if<event::ClaimSession>(&body)) {
            ++claims;
            QVERIFY(session);
            QVERIFY(session->stage != Stage::Assigned || session->agent == claim->agent);
        }
        foldAsABroker(table, Scene::allocating(), event);
    }
    QVERIFY(claims > 10);
}

QTEST_GUILESS_MAIN(TestSeveralDesks)
#include "tst_severaldesks.moc"
