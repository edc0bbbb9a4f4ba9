// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/pipe.h"
#include "broker/server/keys.h"
#include "tests/server/talk.h"
#include "tests/support/corpus.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Contract 3 over real sockets: routing, errors, order, and how it ends.
class ApplicationsTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsEveryoneButTheSender();
    void addsSeqAndReceivedAtToStoredEventsOnly();
    void refuses_data();
    void refuses();
    void letsExactlyOneClaimWin();
    void judgesWhatIsSentInOneBreathInOrder();
    void neverOvertakesAStoredEventWithAPassingOne();
    void tellsChannelsOnlyOutboundEventsOfTheirUsers();
    void keepsChannelsFromCustomersWhoHaveSaidNothing();
    void carriesTheGoldenCorpusUntouched_data();
    void carriesTheGoldenCorpusUntouched();
    void letsAnApplicationOfTheProcessJoin();
    void closesAllWithDrainingAndLosesNothingAcknowledged();
    void survivesBeingDestroyedWithConnectionsOpen();
    void endsTheConnectionsOfAKeyThatWasMadeAnewElsewhere();
};

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

void ApplicationsTest::keepsChannelsFromCustomersWhoHaveSaidNothing()
{
    House house;
    Client channel(house.events(u"messenger"_s));
    Client customer(house.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QString user = customer.take(u"welcome"_s).value("userId"_L1).toString();
    channel.send(made(u"text"_s, u"inbound"_s, user, u"1"_s));
    QCOMPARE(channel.take(u"error"_s).value("code"_L1), u"foreign_user"_s);
    channel.send(made(u"note"_s, u"internal"_s, user, u"2"_s));
    QCOMPARE(channel.take(u"error"_s).value("code"_L1), u"foreign_user"_s);
    customer.send(made(u"text"_s, u"inbound"_s, user, u"3"_s));
    QVERIFY(!customer.take(u"ack"_s).isEmpty());
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

//! Another broker of the cluster revoked it and made one of its name at once: of both only the last
//! is told.
void ApplicationsTest::endsTheConnectionsOfAKeyThatWasMadeAnewElsewhere()
{
    House house;
    auto *credentials = house.broker().findChild<store::Credentials *>();
    QVERIFY(credentials);
    Client bot(house.events(u"bot"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(bot.sync() && boss.sync());
    const auto saved = [&](const QByteArray &key) {
        emit credentials->keySaved(
            {KeyName(u"bot"_s), server::hashOf(key), Role::Bot, {}, house.clock().now().wallMs});
    };
    saved(house.key(u"bot"_s)); // the same, told again
    QVERIFY(bot.sync());
    const QByteArray anew = "sk_bot_anew";
    saved(anew);
    QCOMPARE(bot.closeCode(), 4401);
    QVERIFY(boss.sync());
    QUrl place = house.events(u"bot"_s);
    place.setQuery(u"apiKey="_s + QString::fromLatin1(anew));
    Client again(place);
    QVERIFY(again.sync());
}

QTEST_GUILESS_MAIN(ApplicationsTest)
#include "tst_applications.moc"
