// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/pipe.h"
#include "tests/server/talk.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! What an application hears once it has said what it wants to hear, over real sockets.
class AudienceTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsEverythingUntilSomethingIsSaid();
    void tellsWhatWasAskedForAndNothingElse();
    void tellsOnceWhatSeveralWishesCover();
    void takesTheLastWord();
    void followsACustomerToHisAgent();
    void forgetsWithTheConnection();
    void replaysWhatWasAskedFor();
    void hearsHowASessionEndsAndWhatComesAfter();
    void refuses_data();
    void refuses();
    void tellsNobodyOfIt();
    void hearsOfTheBrokersTroubleWhateverItWants();
};

namespace
{

QByteArray interest(const QByteArray &wants)
{
    return R"({"type":"interest","direction":"internal","id":"i","wants":)" + wants + '}';
}

void listen(Client &client, const QByteArray &wants)
{
    client.send(interest(wants));
    const QJsonObject ack = client.take(u"ack"_s);
    QCOMPARE(ack.value("id"_L1), u"i"_s);
    QVERIFY(!ack.contains("seq"_L1));
}

QByteArray typing(const QString &user)
{
    return R"({"type":"typing_on","direction":"inbound","text":"He","userId":")" + user.toUtf8()
        + "\"}";
}

//! What the client has heard of these types, in order, when all that was said has come through.
QStringList heard(Client &client, const QStringList &types)
{
    if (!client.sync())
        return {u"no answer"_s};
    QStringList all = client.pending();
    all.removeIf([&types](const QString &type) { return !types.contains(type); });
    return all;
}

const QStringList Said{u"start"_s, u"text"_s, u"typing_on"_s};

} // namespace

void AudienceTest::tellsEverythingUntilSomethingIsSaid()
{
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s);
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), (QStringList{u"start"_s, u"typing_on"_s}));
}

void AudienceTest::tellsWhatWasAskedForAndNothingElse()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client bert(house.events(u"bert"_s));
    QVERIFY(anna.sync() && bert.sync());
    listen(anna, R"([{"kept":"stored"},{"types":["typing_on"],"userIds":["cleo"]}])");
    listen(bert, R"([{"types":["typing_on"],"userIds":["dora"]}])");
    for (const QString &name : {u"cleo"_s, u"dora"_s}) {
        Client customer(house.chat());
        begin(customer, name);
        customer.send(typing(name));
        QVERIFY(customer.sync());
    }
    QCOMPARE(heard(anna, Said), (QStringList{u"start"_s, u"typing_on"_s, u"start"_s}));
    QCOMPARE(anna.take(u"typing_on"_s).value("userId"_L1), u"cleo"_s);
    QCOMPARE(heard(bert, Said), QStringList(u"typing_on"_s));
    QCOMPARE(bert.take(u"typing_on"_s).value("userId"_L1), u"dora"_s);
}

void AudienceTest::tellsOnceWhatSeveralWishesCover()
{
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    listen(
        anna,
        R"([{"types":["typing_on"]},{"userIds":["cleo"]},{"userIds":["cleo"],"kept":"passing"}])");
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s);
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), (QStringList{u"start"_s, u"typing_on"_s}));
}

void AudienceTest::takesTheLastWord()
{
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s);
    QVERIFY(!anna.take(u"start"_s).isEmpty());
    listen(anna, R"([{"userIds":["cleo"]}])");
    listen(anna, R"([])");
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), QStringList());
    anna.send(R"({"type":"interest","direction":"internal","id":"all"})");
    QCOMPARE(anna.take(u"ack"_s).value("id"_L1), u"all"_s);
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), QStringList(u"typing_on"_s));
}

void AudienceTest::followsACustomerToHisAgent()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client bert(house.events(u"bert"_s));
    QVERIFY(anna.sync() && bert.sync());
    listen(anna, R"([{"types":["typing_on"],"agentIds":["anna"]}])");
    listen(bert, R"([{"types":["typing_on"],"states":["queued"]}])");
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s); // no bot: in line at once
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), QStringList());
    QCOMPARE(heard(bert, Said), QStringList(u"typing_on"_s));
    QVERIFY(!bert.take(u"typing_on"_s).isEmpty());
    anna.send(claim(u"cleo"_s, u"anna"_s, u"claim"_s));
    QVERIFY(ackedSeq(anna, u"claim"_s) > 0);
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    QCOMPARE(heard(anna, Said), QStringList(u"typing_on"_s));
    QCOMPARE(heard(bert, Said), QStringList());
}

void AudienceTest::forgetsWithTheConnection()
{
    House house;
    {
        Client anna(house.events(u"anna"_s));
        QVERIFY(anna.sync());
        listen(anna, R"([{"userIds":["cleo"]}])");
    }
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    Client dora(house.chat());
    begin(dora, u"dora"_s);
    QCOMPARE(heard(anna, Said), QStringList(u"start"_s));
}

void AudienceTest::replaysWhatWasAskedFor()
{
    House house;
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s);
    cleo.send(made(u"text"_s, u"inbound"_s, u"cleo"_s));
    QVERIFY(cleo.sync());
    auto [near, far] = PipeEnd::make();
    QStringList heardTypes;
    connect(near.get(), &PipeEnd::received, this, [&heardTypes](const QList<QByteArray> &frames) {
        for (const QByteArray &frame : frames)
            heardTypes.append(objectOf(frame).value("type"_L1).toString());
    });
    near->send(interest(R"([{"types":["start"]}])")); // there before the log has answered
    house.broker().attach(std::move(far),
                          desk::Sender{Role::Agent, u"key:host"_s, AgentId(u"carl"_s), {}, {}});
    QVERIFY(eventually([&heardTypes] { return heardTypes.contains(u"start"_s); }));
    cleo.send(typing(u"cleo"_s));
    QVERIFY(cleo.sync());
    near->send(interest("[]"));
    QVERIFY(eventually([&heardTypes] { return heardTypes.count(u"ack"_s) == 2; }));
    QCOMPARE(heardTypes, (QStringList{u"welcome"_s, u"ack"_s, u"start"_s, u"ack"_s}));
}

//! The broker keeps next to nothing of who has left: where he was is in it.
void AudienceTest::hearsHowASessionEndsAndWhatComesAfter()
{
    House house;
    Client byQueue(house.events(u"anna"_s));
    Client byState(house.events(u"bert"_s));
    Client elsewhere(house.events(u"boss"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(byQueue.sync() && byState.sync() && elsewhere.sync() && boss.sync());
    listen(byQueue, R"([{"kept":"stored","queues":["general"]}])");
    listen(byState, R"([{"kept":"stored","states":["ended"]}])");
    listen(elsewhere, R"([{"kept":"stored","queues":["sales"]}])");
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s); // no bot: in line at once
    boss.send(made(u"end_session"_s, u"outbound"_s, u"cleo"_s, u"end"_s));
    QVERIFY(ackedSeq(boss, u"end"_s) > 0);
    cleo.send(made(u"rating"_s, u"inbound"_s, u"cleo"_s));
    QVERIFY(cleo.sync());
    const QStringList after{u"end_session"_s, u"rating"_s};
    QCOMPARE(heard(byQueue, after), after);
    QCOMPARE(heard(byState, after), after);
    QCOMPARE(heard(elsewhere, after), QStringList());

    // And who was not connected meanwhile hears all of it.
    auto [near, far] = PipeEnd::make();
    QStringList replayed;
    connect(near.get(), &PipeEnd::received, this, [&replayed](const QList<QByteArray> &frames) {
        for (const QByteArray &frame : frames)
            replayed.append(objectOf(frame).value("type"_L1).toString());
    });
    near->send(interest(R"([{"kept":"stored","queues":["general"]}])"));
    house.broker().attach(std::move(far),
                          desk::Sender{Role::Agent, u"key:host"_s, AgentId(u"emil"_s), {}, {}},
                          {Seq(0), {}, false});
    QVERIFY(eventually([&replayed] { return replayed.contains(u"rating"_s); }));
    QVERIFY(replayed.contains(u"start"_s) && replayed.contains(u"end_session"_s));
}

void AudienceTest::refuses_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("a type that is no list") << interest(R"([{"types":"text"}])") << u"bad_event"_s
                                            << u"wants[0].types is not understood"_s;
    QTest::newRow("wishes that are no list")
        << interest(R"({})") << u"bad_event"_s << u"wants is not understood"_s;
    QTest::newRow("in another direction")
        << R"({"type":"interest","direction":"outbound","userId":"u","id":"i"})"_ba
        << u"forbidden_type"_s << u"only the desk says `interest`"_s;
}

void AudienceTest::refuses()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QString, code);
    QFETCH(const QString, message);
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    anna.send(frame);
    const QJsonObject error = anna.take(u"error"_s);
    QCOMPARE(error.value("code"_L1), code);
    QCOMPARE(error.value("message"_L1), message);
    QCOMPARE(error.value("id"_L1), u"i"_s);
    Client cleo(house.chat()); // what held before still holds
    begin(cleo, u"cleo"_s);
    QCOMPARE(heard(anna, Said), QStringList(u"start"_s));
}

void AudienceTest::tellsNobodyOfIt()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(anna.sync() && boss.sync());
    const Seq before = house.log().head();
    listen(anna, R"([])");
    QCOMPARE(heard(boss, {u"interest"_s}), QStringList());
    QCOMPARE(house.log().head(), before);
    Client cleo(house.chat());
    begin(cleo, u"cleo"_s);
    cleo.send(interest(R"([])"));
    QCOMPARE(cleo.take(u"error"_s).value("code"_L1), u"forbidden_direction"_s);
}

//! Announced like the erasure of a customer: no matter of interest.
void AudienceTest::hearsOfTheBrokersTroubleWhateverItWants()
{
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    listen(anna, R"([])");
    house.log().setFailure(u"the disk is full"_s);
    Client cleo(house.chat());
    cleo.send(made(u"start"_s, u"inbound"_s, u"cleo"_s, u"s"_s));
    QVERIFY(!anna.take(u"broker_state"_s).isEmpty());
}

QTEST_GUILESS_MAIN(AudienceTest)
#include "tst_audience.moc"
