// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/interest.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;

//! What an application says it wants to hear, against what is told.
class InterestTest : public QObject
{
    Q_OBJECT
private slots:
    void coversWhatItNames_data();
    void coversWhatItNames();
    void coversEverythingWhenNothingIsSaid();
    void hearsThatACustomerIsWhereItLooksNoMore();
    void knowsWhereWhoHasLeftWas();
    void saysWhatItDoesNotUnderstand_data();
    void saysWhatItDoesNotUnderstand();
    void findsTheQueueOfAQueueState();
};

namespace
{

Result<Interest, QString> reading(const QByteArray &wants)
{
    return Interest::read({QJsonDocument::fromJson(wants).array(), {}});
}

EventFrame frameOf(const QByteArray &bytes)
{
    return *EventFrame::fromSender(bytes);
}

//! `cleo` waits for `general`, `dora` is held by `anna`, `emil` was, `finn` has no session.
SessionTable people()
{
    SessionTable table;
    const auto bring = [&table](const QString &name, Stage stage, const QString &agent) {
        Session session;
        session.user = UserId(name);
        session.stage = stage;
        session.queue = QueueId(name == "dora"_L1 ? u"sales"_s : u"general"_s);
        session.agent = AgentId(agent);
        table.sessions.insert(session.user, session);
    };
    bring(u"cleo"_s, Stage::Queued, {});
    bring(u"dora"_s, Stage::Assigned, u"anna"_s);
    bring(u"emil"_s, Stage::Done, u"anna"_s);
    return table;
}

bool covers(const Interest &interest, const QByteArray &event)
{
    const EventFrame frame = frameOf(event);
    const SessionTable table = people();
    return interest.covers(frame.envelope(), placeOf(table, frame));
}

} // namespace

void InterestTest::coversWhatItNames_data()
{
    QTest::addColumn<QByteArray>("wants");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<bool>("isCovered");
    const auto row = [](const char *name, const char *wants, const char *event, bool isCovered) {
        QTest::newRow(name) << QByteArray(wants) << QByteArray(event) << isCovered;
    };
    const auto typing = R"({"type":"typing_on","direction":"inbound","userId":"cleo"})";
    const auto text = R"({"type":"text","direction":"inbound","userId":"cleo"})";
    const auto dora = R"({"type":"typing_on","direction":"inbound","userId":"dora"})";
    const auto emil = R"({"type":"typing_on","direction":"inbound","userId":"emil"})";
    const auto finn = R"({"type":"typing_on","direction":"inbound","userId":"finn"})";
    const auto beat = R"({"type":"application_heartbeat","direction":"internal"})";
    row("a wish without conditions: all", R"([{}])", typing, true);
    row("no wish: nothing", R"([])", typing, false);
    row("any wish is enough", R"([{"types":["text"]},{"types":["typing_on"]}])", typing, true);
    row("all conditions of a wish must hold",
        R"([{"types":["typing_on"],"directions":["outbound"]}])", typing, false);
    row("its direction", R"([{"directions":["internal","inbound"]}])", typing, true);
    row("another direction", R"([{"directions":["internal","outbound"]}])", typing, false);
    row("its type", R"([{"types":["text","typing_on"]}])", typing, true);
    row("another type", R"([{"types":["text"]}])", typing, false);
    row("a type of tomorrow", R"([{"types":["wave"]}])",
        R"({"type":"wave","direction":"inbound","userId":"cleo"})", true);
    row("stored", R"([{"kept":"stored"}])", text, true);
    row("what is unknown is stored", R"([{"kept":"stored"}])",
        R"({"type":"wave","direction":"inbound","userId":"cleo"})", true);
    row("not stored", R"([{"kept":"stored"}])", typing, false);
    row("passing", R"([{"kept":"passing"}])", typing, true);
    row("not passing", R"([{"kept":"passing"}])", text, false);
    row("its customer", R"([{"userIds":["bert","cleo"]}])", typing, true);
    row("another customer", R"([{"userIds":["bert"]}])", typing, false);
    row("of a customer, but of none", R"([{"userIds":["cleo"]}])", beat, false);
    row("its queue", R"([{"queues":["general"]}])", typing, true);
    row("another queue", R"([{"queues":["sales"]}])", typing, false);
    row("its queue while it is held", R"([{"queues":["sales"]}])", dora, true);
    row("in a queue, but without a session", R"([{"queues":["general"]}])", finn, false);
    row("its state", R"([{"states":["bot","queued"]}])", typing, true);
    row("another state", R"([{"states":["assigned"]}])", typing, false);
    row("in any state, but without a session",
        R"([{"states":["bot","queued","assigned","bot_closing","done","ended"]}])", finn, false);
    row("who holds him", R"([{"agentIds":["anna"]}])", dora, true);
    row("another agent", R"([{"agentIds":["bert"]}])", dora, false);
    row("who held him", R"([{"agentIds":["anna"]}])", emil, false);
    row("whom nobody holds", R"([{"agentIds":["anna"]}])", typing, false);
    row("a condition of tomorrow narrows nothing", R"([{"moods":["good"]}])", typing, true);
}

void InterestTest::coversWhatItNames()
{
    QFETCH(const QByteArray, wants);
    QFETCH(const QByteArray, event);
    QFETCH(const bool, isCovered);
    const auto interest = reading(wants);
    QVERIFY(interest);
    QCOMPARE(covers(*interest, event), isCovered);
}

void InterestTest::coversEverythingWhenNothingIsSaid()
{
    for (const Interest &silence : {Interest(), *Interest::read({})}) {
        QVERIFY(covers(silence, R"({"type":"typing_on","direction":"inbound","userId":"finn"})"));
        QVERIFY(covers(silence, R"({"type":"application_heartbeat","direction":"internal"})"));
    }
}

void InterestTest::hearsThatACustomerIsWhereItLooksNoMore()
{
    const auto interest = reading(R"([{"states":["queued"],"queues":["general"]}])");
    QVERIFY(interest);
    QVERIFY(
        covers(*interest, R"({"type":"session_state","direction":"internal","userId":"dora"})"));
    QVERIFY(!covers(*interest, R"({"type":"presence","direction":"internal","userId":"dora"})"));
}

//! The broker keeps next to nothing of who has left; that he has, and from which queue, it does.
void InterestTest::knowsWhereWhoHasLeftWas()
{
    SessionTable table = people();
    const UserId user(u"gina"_s);
    Session gina;
    gina.user = user;
    gina.stage = Stage::Ended;
    gina.queue = QueueId(u"sales"_s);
    gina.agent = AgentId(u"anna"_s);
    table.sessions.insert(user, gina);
    table.owners.insert(user, u"customer:gina"_s);
    table.retire(user);
    QVERIFY(!table.find(user));
    const EventFrame rating
        = frameOf(R"({"type":"rating","direction":"inbound","userId":"gina","score":5})");
    const auto hears = [&](const QByteArray &wants) {
        return reading(wants)->covers(rating.envelope(), placeOf(table, rating));
    };
    QVERIFY(hears(R"([{"queues":["sales"]}])"));
    QVERIFY(hears(R"([{"states":["ended"],"queues":["sales"]}])"));
    QVERIFY(!hears(R"([{"queues":["general"]}])"));
    QVERIFY(!hears(R"([{"states":["done"]}])"));
    QVERIFY(!hears(R"([{"agentIds":["anna"]}])")); // nobody holds her now
}

void InterestTest::saysWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("wants");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *wants, const char *where) {
        QTest::newRow(wants) << QByteArray(wants) << QString::fromLatin1(where);
    };
    row(R"([5])", "wants[0]");
    row(R"([{},{"types":"text"}])", "wants[1].types");
    row(R"([{"types":[5]}])", "wants[0].types");
    row(R"([{"directions":["up"]}])", "wants[0].directions");
    row(R"([{"states":["asleep"]}])", "wants[0].states");
    row(R"([{"kept":"for ever"}])", "wants[0].kept");
    row(R"([{"queues":{}}])", "wants[0].queues");
    row(R"([{"agentIds":null}])", "wants[0].agentIds");
    row(R"([{"userIds":[null]}])", "wants[0].userIds");
}

void InterestTest::saysWhatItDoesNotUnderstand()
{
    QFETCH(const QByteArray, wants);
    QFETCH(const QString, where);
    const auto interest = reading(wants);
    QVERIFY(!interest);
    QCOMPARE(interest.error(), where);
}

void InterestTest::findsTheQueueOfAQueueState()
{
    const auto interest = reading(R"([{"queues":["general"]}])");
    QVERIFY(interest);
    const QByteArray state
        = R"({"type":"queue_state","direction":"internal","queueId":"%1","waiting":1})"_ba;
    QVERIFY(covers(*interest, QByteArray(state).replace("%1", "general")));
    QVERIFY(!covers(*interest, QByteArray(state).replace("%1", "sales")));
}

QTEST_GUILESS_MAIN(InterestTest)
#include "tst_interest.moc"
