// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/pipe.h"
#include "tests/server/house.h"
#include "tests/support/corpus.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Contract 3 over real sockets: routing, acknowledgement, errors, replay, order.
class ApplicationsTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsEveryoneButTheSender();
    void addsSeqAndReceivedAtToStoredEventsOnly();
    void answersARepeatedIdWithTheSameNumber();
    void answersARepeatedIdOfAnotherConnectionOfTheKey();
    void tellsSendersWithTheSameIdApart();
    void answersARepeatedClaimAfterTheSessionWentOn();
    void doesNotRememberTheIdOfARefusedEvent();
    void answersPassingEventsWithoutANumber();
    void refuses_data();
    void refuses();
    void letsExactlyOneClaimWin();
    void judgesWhatIsSentInOneBreathInOrder();
    void neverOvertakesAStoredEventWithAPassingOne();
    void tellsChannelsOnlyOutboundEventsOfTheirUsers();
    void replaysWhatWasMissedThenGoesLive();
    void replaysTheOpenSessionsOnly();
    void resetsAfterAnotherEpoch();
    void losesNothingBetweenReplayAndLive();
    void answersWithAnErrorWhenStorageFails();
    void carriesTheGoldenCorpusUntouched_data();
    void carriesTheGoldenCorpusUntouched();
    void letsAnApplicationOfTheProcessJoin();
    void closesAllWithDrainingAndLosesNothingAcknowledged();
    void survivesBeingDestroyedWithConnectionsOpen();
};

namespace
{

QJsonObject made(const QString &type, const QString &direction, const QString &user,
                 const QString &id = {})
{
    QJsonObject object{{u"type"_s, type}, {u"direction"_s, direction}, {u"text"_s, u"x"_s}};
    if (!user.isEmpty())
        object.insert(u"userId"_s, user);
    if (!id.isEmpty())
        object.insert(u"id"_s, id);
    return object;
}

QJsonObject claim(const QString &user, const QString &agent, const QString &id)
{
    QJsonObject object = made(u"claim_session"_s, u"internal"_s, user, id);
    object.insert(u"agentId"_s, agent);
    return object;
}

//! A customer `user` with a session.
void begin(Client &customer, const QString &user)
{
    customer.send(made(u"start"_s, u"inbound"_s, user, u"start"_s));
    QCOMPARE(customer.take(u"ack"_s).value("id"_L1), u"start"_s);
}

qint64 ackedSeq(Client &client, const QString &id)
{
    const QJsonObject ack = client.take(u"ack"_s);
    return ack.value("id"_L1) == id ? ack.value("seq"_L1).toInteger(-1) : -2;
}

} // namespace

void ApplicationsTest::tellsEveryoneButTheSender()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    Client boss(house.events(u"boss"_s));
    Client customer(house.chat());
    QVERIFY(bot.sync() && anna.sync() && boss.sync());
    begin(customer, u"u"_s);
    for (Client *application : {&bot, &anna, &boss})
        QVERIFY(!application->take(u"start"_s).isEmpty());
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s));
    anna.send(made(u"note"_s, u"internal"_s, u"u"_s, u"2"_s));
    for (Client *hears : {&anna, &boss, &customer})
        QVERIFY(!hears->take(u"text"_s).isEmpty());
    for (Client *hears : {&bot, &boss})
        QVERIFY(!hears->take(u"note"_s).isEmpty());
    QVERIFY(bot.sync() && anna.sync() && customer.sync());
    QVERIFY(!bot.pending().contains(u"text"_s));
    QVERIFY(!anna.pending().contains(u"note"_s));
    QVERIFY(!customer.pending().contains(u"note"_s));
}

void ApplicationsTest::addsSeqAndReceivedAtToStoredEventsOnly()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    const QByteArray passing = R"({"type":"typing_on", "direction":"outbound","userId":"u"})";
    const QByteArray stored = R"({"type":"text", "direction":"outbound","userId":"u" })";
    bot.send(passing);
    bot.send(stored);
    QCOMPARE(anna.takeBytes(u"typing_on"_s), passing);
    QCOMPARE(
        anna.takeBytes(u"text"_s),
        QByteArray(
            R"({"type":"text", "direction":"outbound","userId":"u" ,"seq":1,"receivedAt":"2026-03-02T12:00:00.000Z"})"));
}

void ApplicationsTest::answersARepeatedIdWithTheSameNumber()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    for (int i = 0; i < 3; ++i)
        bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ackedSeq(bot, u"same"_s), 1);
    QVERIFY(anna.sync());
    QCOMPARE(anna.pending().count(u"text"_s), 1);
    QCOMPARE(house.log().head(), 1);
}

void ApplicationsTest::answersARepeatedIdOfAnotherConnectionOfTheKey()
{
    House house;
    Client one(house.events(u"bot"_s));
    one.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(one, u"same"_s), 1);
    Client two(house.events(u"bot"_s));
    two.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(two, u"same"_s), 1);
}

void ApplicationsTest::tellsSendersWithTheSameIdApart()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(bot, u"same"_s), 1);
    anna.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"same"_s));
    QCOMPARE(ackedSeq(anna, u"same"_s), 2);
}

void ApplicationsTest::answersARepeatedClaimAfterTheSessionWentOn()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    const qint64 seq = ackedSeq(anna, u"claim"_s);
    QVERIFY(seq > 0);
    anna.send(made(u"end_session"_s, u"outbound"_s, u"u"_s, u"end"_s));
    QVERIFY(ackedSeq(anna, u"end"_s) > seq);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s)); // wrong_state by now, but it is an old one
    QCOMPARE(ackedSeq(anna, u"claim"_s), seq);
    anna.send(claim(u"u"_s, u"anna"_s, u"another"_s));
    QCOMPARE(anna.take(u"error"_s).value("code"_L1), u"wrong_state"_s);
}

void ApplicationsTest::doesNotRememberTheIdOfARefusedEvent()
{
    House house;
    Client anna(house.events(u"anna"_s));
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    QCOMPARE(anna.take(u"error"_s).value("code"_L1), u"unknown_user"_s);
    Client customer(house.chat());
    begin(customer, u"u"_s);
    anna.send(claim(u"u"_s, u"anna"_s, u"claim"_s));
    QVERIFY(ackedSeq(anna, u"claim"_s) > 0);
}

void ApplicationsTest::answersPassingEventsWithoutANumber()
{
    House house;
    Client anna(house.events(u"anna"_s));
    anna.send(made(u"typing_on"_s, u"outbound"_s, u"u"_s, u"t"_s));
    const QJsonObject ack = anna.take(u"ack"_s);
    QCOMPARE(ack.value("id"_L1), u"t"_s);
    QVERIFY(!ack.contains("seq"_L1));
    anna.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"t"_s)); // its id is free
    QCOMPARE(ackedSeq(anna, u"t"_s), 1);
}

void ApplicationsTest::refuses_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("code");
    QTest::newRow("what is no JSON") << "nonsense"_ba << u"bad_json"_s;
    QTest::newRow("what has no type")
        << R"({"direction":"internal","id":"x"})"_ba << u"bad_event"_s;
    QTest::newRow("a direction of its own")
        << R"({"type":"a","direction":"up","id":"x"})"_ba << u"unknown_direction"_s;
    QTest::newRow("a key twice") << R"({"type":"a","direction":"internal","id":"x","id":"x"})"_ba
                                 << u"duplicate_key"_s;
    QTest::newRow("the broker's own key")
        << R"({"type":"a","direction":"internal","seq":1,"id":"x"})"_ba << u"reserved_field"_s;
    QTest::newRow("an inbound event")
        << R"({"type":"text","direction":"inbound","userId":"u","id":"x"})"_ba
        << u"forbidden_direction"_s;
    QTest::newRow("what only the desk says")
        << R"({"type":"queue_state","direction":"internal","id":"x"})"_ba << u"forbidden_type"_s;
    QTest::newRow("an ack") << R"({"type":"ack","direction":"outbound","userId":"u","id":"x"})"_ba
                            << u"forbidden_type"_s;
    QTest::newRow("a claim for another agent")
        << R"({"type":"claim_session","direction":"internal","userId":"u","agentId":"bert","id":"x"})"_ba
        << u"forbidden_type"_s;
    QTest::newRow("an unknown queue")
        << R"({"type":"handover_to_queue","direction":"internal","userId":"u","queueId":"q","id":"x"})"_ba
        << u"unknown_queue"_s;
}

void ApplicationsTest::refuses()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const QString, code);
    House house;
    Client anna(house.events(u"anna"_s));
    Client boss(house.events(u"boss"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    QVERIFY(anna.sync() && boss.sync());
    const Seq before = house.log().head();
    anna.send(frame);
    const QJsonObject error = anna.take(u"error"_s);
    QCOMPARE(error.value("code"_L1), code);
    QVERIFY(!error.value("message"_L1).toString().isEmpty());
    if (code != "bad_json"_L1)
        QCOMPARE(error.value("id"_L1), u"x"_s);
    QVERIFY(anna.sync()); // the connection stays
    QVERIFY(boss.sync());
    for (const QByteArray &heard : boss.frames())
        QVERIFY2(objectOf(heard).value("id"_L1) != u"x"_s, heard.constData());
    QCOMPARE(house.log().head(), before);
}

void ApplicationsTest::letsExactlyOneClaimWin()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client bert(house.events(u"bert"_s));
    Client boss(house.events(u"boss"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    QVERIFY(anna.sync() && bert.sync() && boss.sync());
    anna.send(claim(u"u"_s, u"anna"_s, u"a"_s));
    bert.send(claim(u"u"_s, u"bert"_s, u"b"_s));
    QVERIFY(!boss.take(u"claim_session"_s).isEmpty());
    QVERIFY(eventually([&] {
        return anna.pending().contains(u"ack"_s) || anna.pending().contains(u"claim_rejected"_s);
    }));
    const bool annaWon = anna.pending().contains(u"ack"_s);
    Client &loser = annaWon ? bert : anna;
    const QJsonObject rejected = loser.take(u"claim_rejected"_s);
    QCOMPARE(rejected.value("userId"_L1), u"u"_s);
    QCOMPARE(rejected.value("claimedBy"_L1), annaWon ? u"anna"_s : u"bert"_s);
    QCOMPARE(rejected.value("id"_L1), annaWon ? u"b"_s : u"a"_s);
    QVERIFY(boss.sync());
    QVERIFY(!boss.pending().contains(u"claim_session"_s));
}

void ApplicationsTest::judgesWhatIsSentInOneBreathInOrder()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    QVERIFY(anna.isOpen());
    anna.send(claim(u"u"_s, u"anna"_s, u"1"_s));
    anna.send(made(u"agent_done"_s, u"internal"_s, u"u"_s,
                   u"2"_s)); // wrong_state, were the claim not seen
    anna.send(made(u"end_session"_s, u"outbound"_s, u"u"_s, u"3"_s));
    anna.send(claim(u"u"_s, u"anna"_s, u"4"_s)); // too late
    for (const QString &id : {u"1"_s, u"2"_s, u"3"_s})
        QVERIFY(ackedSeq(anna, id) > 0);
    QCOMPARE(anna.take(u"error"_s).value("id"_L1), u"4"_s);
}

void ApplicationsTest::neverOvertakesAStoredEventWithAPassingOne()
{
    House house;
    Client anna(house.events(u"anna"_s));
    Client customer(house.chat());
    begin(customer, u"u"_s);
    QVERIFY(anna.sync());
    (void)anna.take(u"start"_s);
    QJsonObject typing = made(u"typing_on"_s, u"inbound"_s, u"u"_s);
    customer.send(made(u"text"_s, u"inbound"_s, u"u"_s, u"1"_s));
    customer.send(typing);
    QVERIFY(eventually([&] { return anna.pending().contains(u"typing_on"_s); }));
    const QStringList heard = anna.pending();
    QVERIFY(heard.indexOf(u"text"_s) >= 0);
    QVERIFY(heard.indexOf(u"text"_s) < heard.indexOf(u"typing_on"_s));
}

void ApplicationsTest::tellsChannelsOnlyOutboundEventsOfTheirUsers()
{
    House house;
    Client messenger(house.events(u"messenger"_s));
    Client sms(house.events(u"sms"_s));
    Client bot(house.events(u"bot"_s));
    QVERIFY(sms.sync() && bot.sync());
    messenger.send(made(u"text"_s, u"inbound"_s, u"fb"_s, u"1"_s));
    QVERIFY(!messenger.take(u"ack"_s).isEmpty());
    sms.send(made(u"text"_s, u"inbound"_s, u"fb"_s, u"2"_s));
    QCOMPARE(sms.take(u"error"_s).value("code"_L1), u"foreign_user"_s);
    bot.send(made(u"text"_s, u"outbound"_s, u"fb"_s, u"3"_s));
    bot.send(made(u"text"_s, u"outbound"_s, u"elsewhere"_s, u"4"_s));
    bot.send(made(u"note"_s, u"internal"_s, u"fb"_s, u"5"_s));
    QVERIFY(!bot.take(u"ack"_s).isEmpty() && !bot.take(u"ack"_s).isEmpty()
            && !bot.take(u"ack"_s).isEmpty());
    QCOMPARE(messenger.take(u"text"_s).value("userId"_L1), u"fb"_s);
    QVERIFY(messenger.sync() && sms.sync());
    QVERIFY(!messenger.pending().contains(u"text"_s));
    for (const QByteArray &frame : messenger.frames())
        QVERIFY2(objectOf(frame).value("direction"_L1) != u"internal"_s, frame.constData());
    QCOMPARE(sms.pending(), QStringList{u"welcome"_s});
}

void ApplicationsTest::replaysWhatWasMissedThenGoesLive()
{
    House house;
    Client bot(house.events(u"bot"_s));
    for (int i = 1; i <= 450; ++i) // more than two pages
        bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, QString::number(i)));
    QVERIFY(eventually([&] { return house.log().head() == 450; }));
    Client late(house.events(u"bot2"_s, u"&since=10&epoch="_s + house.log().epoch()));
    const QJsonObject welcome = late.take(u"welcome"_s);
    QCOMPARE(welcome.value("reset"_L1), false);
    QCOMPARE(welcome.value("seq"_L1).toInteger(), 450);
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"live"_s));
    for (int seq = 11; seq <= 451; ++seq)
        QCOMPARE(late.take(u"text"_s).value("seq"_L1).toInteger(), seq);
    QVERIFY(!late.take(u"queue_state"_s).isEmpty()); // and what is true now
    Client own(house.events(u"bot"_s, u"&since=449"_s));
    QCOMPARE(own.take(u"text"_s).value("seq"_L1).toInteger(), 450); // the asker's own included
}

void ApplicationsTest::replaysTheOpenSessionsOnly()
{
    House house;
    Client boss(house.events(u"boss"_s));
    Client one(house.chat());
    Client two(house.chat());
    begin(one, u"one"_s);
    begin(two, u"two"_s);
    boss.send(made(u"end_session"_s, u"outbound"_s, u"one"_s, u"1"_s));
    QVERIFY(!boss.take(u"ack"_s).isEmpty());
    Client late(house.events(u"anna"_s, u"&replay=open"_s));
    QCOMPARE(late.take(u"start"_s).value("userId"_L1), u"two"_s);
    QCOMPARE(late.take(u"session_state"_s).value("userId"_L1), u"two"_s);
    QVERIFY(late.sync());
    QVERIFY(!late.pending().contains(u"start"_s));
    QVERIFY(!late.pending().contains(u"end_session"_s));
}

void ApplicationsTest::resetsAfterAnotherEpoch()
{
    House house;
    Client customer(house.chat());
    begin(customer, u"u"_s);
    Client late(house.events(u"anna"_s, u"&since=1000&epoch=0123456789abcdef"_s));
    QCOMPARE(late.take(u"welcome"_s).value("reset"_L1), true);
    QCOMPARE(late.take(u"start"_s).value("seq"_L1).toInteger(), 1);
    Client sane(house.events(u"anna"_s, u"&since=1000"_s));
    QCOMPARE(sane.take(u"welcome"_s).value("reset"_L1), false); // in no other case
}

void ApplicationsTest::losesNothingBetweenReplayAndLive()
{
    House house;
    Client bot(house.events(u"bot"_s));
    QVERIFY(bot.isOpen());
    std::vector<std::unique_ptr<Client>> readers;
    constexpr int Events = 300;
    for (int i = 1; i <= Events; ++i) {
        bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, QString::number(i)));
        if (i % 30 == 0) // each comes at another moment of the talk
            readers.push_back(std::make_unique<Client>(house.events(u"anna"_s, u"&since=0"_s)));
    }
    for (const auto &reader : readers) {
        for (int seq = 1; seq <= Events; ++seq)
            QCOMPARE(reader->take(u"text"_s).value("seq"_L1).toInteger(), seq);
        QVERIFY(reader->sync());
        QVERIFY(!reader->pending().contains(u"text"_s));
    }
}

void ApplicationsTest::answersWithAnErrorWhenStorageFails()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(bot.sync() && anna.sync());
    house.log().setFailure(u"the disk is full"_s);
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s));
    const QJsonObject error = bot.take(u"error"_s);
    QCOMPARE(error.value("code"_L1), u"storage_unavailable"_s);
    QCOMPARE(error.value("id"_L1), u"1"_s);
    QVERIFY(eventually([&house] {
        return exchange(house.port(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n").status() == 503;
    }));
    QVERIFY(anna.sync());
    QVERIFY(!anna.pending().contains(u"text"_s));
    house.log().setFailure({});
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s));
    QCOMPARE(ackedSeq(bot, u"1"_s), 1);
    QCOMPARE(exchange(house.port(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n").status(), 200);
}

void ApplicationsTest::carriesTheGoldenCorpusUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const CorpusFile &file : acceptedCorpus())
        QTest::newRow(file.rowName().constData()) << file.bytes;
}

//! Bytes in equal bytes out, but for the two spliced keys: through the router to a socket and a
//! pipe.
void ApplicationsTest::carriesTheGoldenCorpusUntouched()
{
    QFETCH(const QByteArray, bytes);
    const auto frame = EventFrame::fromSender(bytes);
    QVERIFY(frame);
    House house;
    Client reader(house.events(u"boss"_s));
    auto [near, far] = PipeEnd::make();
    QList<QByteArray> piped;
    connect(near.get(), &PipeEnd::received, this,
            [&piped](const QList<QByteArray> &frames) { piped += frames; });
    house.broker().attach(std::move(far), desk::Sender{Role::Bot, u"key:piped"_s, {}, {}, {}});
    QVERIFY(reader.sync());
    const QString sender = frame->direction() == Direction::Inbound ? u"messenger"_s : u"anna"_s;
    Client writer(house.events(sender));
    QVERIFY(writer.isOpen());
    writer.send(bytes);
    const auto isRefused = [&writer] {
        return writer.pending().contains(u"error"_s)
            || writer.pending().contains(u"claim_rejected"_s);
    };
    const auto isIt = [&](const QByteArray &got) {
        if (!frame->envelope().isStored())
            return got == bytes;
        const auto stored = readDelivered(got);
        if (!stored || stored->seq == 0)
            return false;
        return StoredEvent{stored->seq, stored->receivedMs, {}, *frame}.delivered() == got;
    };
    QVERIFY(eventually([&] {
        return isRefused() || std::any_of(reader.frames().begin(), reader.frames().end(), isIt);
    }));
    if (isRefused())
        return; // the desk or the routing table said no: then it travels nowhere
    QVERIFY(eventually([&] { return std::any_of(piped.begin(), piped.end(), isIt); }));
}

void ApplicationsTest::letsAnApplicationOfTheProcessJoin()
{
    House house;
    Client customer(house.chat());
    begin(customer, u"u"_s);
    auto [near, far] = PipeEnd::make();
    QList<QByteArray> heard;
    connect(near.get(), &PipeEnd::received, this,
            [&heard](const QList<QByteArray> &frames) { heard += frames; });
    house.broker().attach(std::move(far),
                          desk::Sender{Role::Agent, u"key:host"_s, AgentId(u"carl"_s), {}, {}});
    const auto has = [&heard](const QString &type) {
        return std::any_of(heard.begin(), heard.end(), [&type](const QByteArray &frame) {
            return objectOf(frame).value("type"_L1) == type;
        });
    };
    QVERIFY(eventually([&] { return has(u"session_state"_s); }));
    QVERIFY(has(u"welcome"_s) && has(u"start"_s));
    near->send(
        R"({"type":"claim_session","direction":"internal","userId":"u","agentId":"anna","id":"x"})");
    QVERIFY(eventually([&] { return has(u"error"_s); })); // the same checks as a socket's
    near->send(R"({"type":"text","direction":"outbound","userId":"u","text":"Hej","id":"y"})");
    QCOMPARE(customer.take(u"text"_s).value("text"_L1), u"Hej"_s);
}

void ApplicationsTest::closesAllWithDrainingAndLosesNothingAcknowledged()
{
    House house;
    Client bot(house.events(u"bot"_s));
    Client customer(house.chat());
    Client silent(house.chat());
    begin(customer, u"u"_s);
    QVERIFY(silent.isOpen());
    for (int i = 0; i < 50; ++i)
        bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, QString::number(i)));
    QVERIFY(!bot.take(u"ack"_s).isEmpty());
    QVERIFY(house.stop());
    QCOMPARE(bot.closeCode(), 4503);
    QCOMPARE(customer.closeCode(), 4503);
    QCOMPARE(silent.closeCode(), 4503);
    qint64 highest = 0;
    for (const QByteArray &frame : bot.frames())
        highest = std::max(highest,
                           objectOf(frame).value("type"_L1) == u"ack"_s
                               ? objectOf(frame).value("seq"_L1).toInteger()
                               : 0);
    QVERIFY(highest > 0);
    QVERIFY(qint64(house.log().head()) >= highest);
}

void ApplicationsTest::survivesBeingDestroyedWithConnectionsOpen()
{
    auto house = std::make_unique<House>();
    Client bot(house->events(u"bot"_s, u"&since=0"_s));
    Client customer(house->chat());
    begin(customer, u"u"_s);
    bot.send(made(u"text"_s, u"outbound"_s, u"u"_s, u"1"_s)); // on its way
    house.reset();
    QVERIFY(bot.closeCode() != 0);
    QVERIFY(customer.closeCode() != 0);
}

QTEST_GUILESS_MAIN(ApplicationsTest)
#include "tst_applications.moc"
