// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokercluster.h"

#include <QSet>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

//! A lease that has to run out first makes it take longer than anything else.
bool takesInTime(Client &client, const QString &type, const QString &user = {})
{
    const auto take
        = [&] { return user.isEmpty() ? client.take(type) : takeOf(client, type, user); };
    return !take().isEmpty() || !take().isEmpty();
}

} // namespace

//! Brokers that are one desk: whoever is at one of them meets whoever is at another. Each test
//! leaves them running for the next one, which is what they are for.
class BrokersTest : public BrokerCluster
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sharesKeysThatOneOfThemMade();
    void carriesAConversationFromOneToTheOther();
    void givesCustomersToAnAgentOfAnotherBroker();
    void letsOneOfManyClaimsWin();
    void joinsAnOldStream();
    void goesOnWhereABrokerIsKilled();

private:
    QByteArray m_messenger;
};

void BrokersTest::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(startServer());
    QVERIFY(start(0));
    QVERIFY(start(1));
}

void BrokersTest::sharesKeysThatOneOfThemMade()
{
    m_anna = createKey(directoryOf(0), u"agent"_s, u"anna"_s, u"anna"_s);
    m_boss = createKey(directoryOf(0), u"supervisor"_s, u"boss"_s);
    m_messenger = createKey(directoryOf(1), u"channel"_s, u"messenger"_s);
    QVERIFY(hasKeys(1, 3));
    Client onB(at(1).events(m_anna));
    QCOMPARE(onB.take(u"welcome"_s).value("role"_L1), u"agent"_s);
    // A name is one key's in the whole cluster.
    QVERIFY(createKey(directoryOf(1), u"bot"_s, u"boss"_s).isEmpty());
}

void BrokersTest::carriesAConversationFromOneToTheOther()
{
    Client anna(at(1).events(m_anna));
    QVERIFY(!anna.take(u"welcome"_s).isEmpty());
    Client customer(at(0).chat());
    begin(customer, u"ann"_s);
    QVERIFY(!takeOf(anna, u"start"_s, u"ann"_s).isEmpty());
    // Whichever of the two acts for the desk, and only one of them: into the line, once.
    QVERIFY(takesInTime(anna, u"handover_to_queue"_s, u"ann"_s));

    QJsonObject typing = made(u"typing_on"_s, u"inbound"_s, u"ann"_s);
    typing.insert(u"text"_s, u"Hel"_s);
    customer.send(typing);
    QCOMPARE(textIn(takeOf(anna, u"typing_on"_s, u"ann"_s)), u"Hel"_s);
    customer.send(said(u"Hello"_s, u"inbound"_s, u"ann"_s, u"t1"_s));
    const qint64 seq = ackedSeq(customer, u"t1"_s);
    const QJsonObject heard = takeOf(anna, u"text"_s, u"ann"_s);
    QCOMPARE(textIn(heard), u"Hello"_s);
    QCOMPARE(heard.value("seq"_L1).toInteger(), seq);

    anna.send(claim(u"ann"_s, u"anna"_s, u"c1"_s));
    QVERIFY(ackedSeq(anna, u"c1"_s) > seq);
    anna.send(said(u"Hi, it is Anna"_s, u"outbound"_s, u"ann"_s, u"t2"_s));
    QVERIFY(ackedSeq(anna, u"t2"_s) > seq);
    QCOMPARE(textIn(customer.take(u"text"_s)), u"Hi, it is Anna"_s);
    // The same words again, as after a lost answer, at the other broker: it is in the log once.
    Client again(at(0).events(m_anna));
    QVERIFY(!again.take(u"welcome"_s).isEmpty());
    again.send(said(u"Hi, it is Anna"_s, u"outbound"_s, u"ann"_s, u"t2"_s));
    QVERIFY(ackedSeq(again, u"t2"_s) > seq);
    QVERIFY(customer.sync());
    QVERIFY(!customer.pending().contains(u"text"_s));
    QVERIFY(anna.sync());
    QVERIFY(!anna.pending().contains(u"handover_to_queue"_s));
}

void BrokersTest::givesCustomersToAnAgentOfAnotherBroker()
{
    QVERIFY(eventually([this] { return platform(0).contains("\"available\":false"); }));
    Client anna(at(1).events(m_anna));
    QVERIFY(!anna.take(u"welcome"_s).isEmpty());
    QJsonObject status = made(u"agent_status"_s, u"internal"_s, {}, u"s1"_s);
    status.insert(u"agentId"_s, u"anna"_s);
    status.insert(u"status"_s, u"available"_s);
    anna.send(status);
    QVERIFY(ackedSeq(anna, u"s1"_s) > 0);
    for (const int broker : {0, 1}) // both know that she is there
        QVERIFY(
            eventually([this, broker] { return platform(broker).contains("\"available\":true"); }));

    Client customer(at(0).chat());
    begin(customer, u"given"_s);
    QVERIFY(takesInTime(anna, u"claim_session"_s, u"given"_s));
    anna.send(made(u"agent_done"_s, u"internal"_s, u"given"_s, u"d1"_s));
    QVERIFY(ackedSeq(anna, u"d1"_s) > 0);
    QVERIFY(!anna.pending().contains(u"claim_session"_s)); // nobody gave him to her twice
    status.insert(u"status"_s, u"away"_s);
    status.insert(u"id"_s, u"s2"_s);
    anna.send(status);
    QVERIFY(ackedSeq(anna, u"s2"_s) > 0);
}

void BrokersTest::letsOneOfManyClaimsWin()
{
    constexpr int Agents = 8;
    constexpr int Sessions = 200;
    QVERIFY(start(2));
    Client lines(at(2).events(m_boss));
    QVERIFY(!lines.take(u"welcome"_s).isEmpty());
    lines.send(QByteArray(R"({"type":"interest","direction":"internal","id":"i",)"
                          R"("wants":[{"types":["handover_to_queue"]}]})"));
    QVERIFY(!lines.take(u"ack"_s).isEmpty());
    Client messenger(at(1).events(m_messenger));
    const auto name = [](int session) { return u"raced%1"_s.arg(session); };
    for (int i = 0; i < Sessions; ++i)
        messenger.send(made(u"start"_s, u"inbound"_s, name(i), u"start%1"_s.arg(i)));
    for (int i = 0; i < Sessions; ++i)
        QVERIFY(!messenger.take(u"ack"_s).isEmpty());
    for (int i = 0; i < Sessions; ++i)
        QVERIFY(takesInTime(lines, u"handover_to_queue"_s));

    std::vector<std::unique_ptr<Client>> agents;
    for (int agent = 0; agent < Agents; ++agent) {
        agents.push_back(std::make_unique<Client>(at(agent % 3).events(m_boss)));
        QVERIFY(!agents.back()->take(u"welcome"_s).isEmpty());
        // They hear nothing but what they are answered.
        agents.back()->send(
            QByteArray(R"({"type":"interest","direction":"internal","wants":[],"id":"i"})"));
        QVERIFY(!agents.back()->take(u"ack"_s).isEmpty());
    }
    for (int i = 0; i < Sessions; ++i) {
        for (int agent = 0; agent < Agents; ++agent)
            agents[agent]->send(
                claim(name(i), u"racer%1"_s.arg(agent), u"claim%1 %2"_s.arg(i).arg(agent)));
    }
    QHash<QString, QString> winners; // by the claim
    QHash<QString, QSet<QString>> told; // whom the losers were told
    for (int agent = 0; agent < Agents; ++agent) {
        Client &client = *agents[agent];
        int answered = 0;
        qsizetype read = 0;
        const auto count = [&] {
            for (; read < client.frames().size(); ++read) {
                const QJsonObject frame = objectOf(client.frames().at(read));
                const QString type = frame.value("type"_L1).toString();
                const QString id = frame.value("id"_L1).toString().section(u' ', 0, 0);
                if (!id.startsWith("claim"_L1))
                    continue;
                if (type == "ack"_L1) {
                    if (winners.contains(id))
                        qWarning() << id << "was won twice";
                    winners.insert(id, u"racer%1"_s.arg(agent));
                } else if (type == "claim_rejected"_L1) {
                    told[id].insert(frame.value("claimedBy"_L1).toString());
                } else {
                    continue;
                }
                ++answered;
            }
            return answered >= Sessions;
        };
        QVERIFY2(eventually(count) || eventually(count), qPrintable(QString::number(answered)));
        QCOMPARE(answered, Sessions);
    }
    QCOMPARE(winners.size(), Sessions);
    for (auto winner = winners.cbegin(); winner != winners.cend(); ++winner)
        QCOMPARE(told.value(winner.key()), QSet<QString>{winner.value()});
}

//! One that comes late knows what the others know: who is where, and what was said.
void BrokersTest::joinsAnOldStream()
{
    m_brokers[2].program->terminate();
    QCOMPARE(m_brokers[2].program->finish(), 0);
    QVERIFY(start(2));
    const auto statesOf = [](Client &client) {
        QHash<QString, QJsonObject> states;
        if (client.take(u"welcome"_s).isEmpty() || !client.sync())
            return states;
        (void)eventually([&] { // the briefing comes by and by
            for (const QByteArray &bytes : client.frames()) {
                QJsonObject state = objectOf(bytes);
                if (state.value("type"_L1) == "session_state"_L1)
                    states.insert(state.value("userId"_L1).toString(), state);
            }
            return states.size() >= 202;
        });
        return states;
    };
    Client onA(at(0).events(m_boss));
    Client onC(at(2).events(m_boss));
    const auto there = statesOf(onA);
    QCOMPARE(there.size(), 202); // those who were raced for, and two who talk
    QCOMPARE(statesOf(onC), there);

    Client reader(at(2).events(m_anna, u"&replay=open"_s));
    QVERIFY(!reader.take(u"welcome"_s).isEmpty());
    QCOMPARE(textIn(takeOf(reader, u"text"_s, u"ann"_s)), u"Hello"_s);
    QCOMPARE(textIn(takeOf(reader, u"text"_s, u"ann"_s)), u"Hi, it is Anna"_s);
    // Each has the history of all, also of before it came.
    for (const int broker : {0, 1, 2})
        QVERIFY(eventually([&] { return history(broker, "Hello").contains("\"ann\""); }));
}

void BrokersTest::goesOnWhereABrokerIsKilled()
{
    Client customer(at(0).chat());
    customer.send(made(u"start"_s, u"inbound"_s, u"moves"_s, u"start"_s));
    const QJsonObject welcome = customer.take(u"welcome"_s);
    customer.send(said(u"one"_s, u"inbound"_s, u"moves"_s, u"t1"_s));
    QVERIFY(!customer.take(u"ack"_s).isEmpty());
    const qint64 since = ackedSeq(customer, u"t1"_s);
    Client anna(at(1).events(m_anna));
    QVERIFY(!anna.take(u"welcome"_s).isEmpty());
    anna.send(claim(u"moves"_s, u"anna"_s, u"c1"_s));
    QVERIFY(ackedSeq(anna, u"c1"_s) > 0);

    at(0).kill();
    QVERIFY(at(0).finish() != 0);
    for (const QString &number : {u"1"_s, u"2"_s, u"3"_s}) {
        anna.send(said(u"missed "_s + number, u"outbound"_s, u"moves"_s, u"m"_s + number));
        QVERIFY(ackedSeq(anna, u"m"_s + number) > since);
    }
    Client back(at(1).chat());
    back.send(QJsonObject{{u"type"_s, u"hello"_s},
                          {u"token"_s, welcome.value("token"_L1)},
                          {u"since"_s, since},
                          {u"epoch"_s, welcome.value("epoch"_L1)}});
    const QJsonObject again = back.take(u"welcome"_s);
    QCOMPARE(again.value("userId"_L1), u"moves"_s);
    QCOMPARE(again.value("reset"_L1), false);
    QStringList missed;
    for (int i = 0; i < 3; ++i)
        missed.append(textIn(back.take(u"text"_s)));
    QCOMPARE(missed, (QStringList{u"missed 1"_s, u"missed 2"_s, u"missed 3"_s}));
    back.send(said(u"two"_s, u"inbound"_s, u"moves"_s, u"t2"_s));
    QVERIFY(ackedSeq(back, u"t2"_s) > since);
    QCOMPARE(textIn(takeOf(anna, u"text"_s, u"moves"_s)), u"two"_s);
    QVERIFY(back.sync());
    QVERIFY(!back.pending().contains(u"text"_s));

    // And whichever acted: somebody does for who comes now.
    Client newcomer(at(2).chat());
    begin(newcomer, u"later"_s);
    QVERIFY(takesInTime(anna, u"handover_to_queue"_s, u"later"_s));
}

QTEST_GUILESS_MAIN(BrokersTest)
#include "tst_brokers.moc"
