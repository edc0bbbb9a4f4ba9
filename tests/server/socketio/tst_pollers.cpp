// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/tlsidentity.h"
#include "tests/server/socketio/poller.h"
#include "tests/server/talk.h"

#include <QRandomGenerator>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Those who poll, before a whole broker: many of them, with much to hear or to say, by TLS, and
//! with words that nobody has thought of.
class PollersTest : public QObject
{
    Q_OBJECT
private slots:
    void countsNobodyTwiceWhileHisGetIsHeld();
    void takesAllThatVersion2HasKept();
    void replaysMoreThanOneAnswerHolds();
    void carriesEventsByTls();
    void knowsACustomerAgainByHisToken();
    void outlivesWhateverIsPosted();
};

namespace
{

QByteArray internal(const QByteArray &more)
{
    return R"({"type":"new_thing","direction":"internal",)" + more + '}';
}

//! A packet as version 3 has it in a POST; of ASCII.
QByteArray byLength(const QByteArray &packet)
{
    return QByteArray::number(packet.size()) + ':' + packet;
}

} // namespace

//! Each holds a GET, and could say nothing if that took his place at the door.
void PollersTest::countsNobodyTwiceWhileHisGetIsHeld()
{
    server::Configuration configuration = House::byHand();
    configuration.limits.connectionsPerAddress = 2;
    House house(configuration);
    const Poller first(house), second(house);
    HeldGet one(house, first.query), two(house, second.query);
    // Held by now: the broker has seen who connected later.
    const QByteArray crowd = get("EIO=4&transport=polling");
    QVERIFY(eventually([&] { return exchange(house.port(), crowd).status() == 429; }));
    QVERIFY(!one.isAnswered());
    QCOMPARE(first.say("40").status(), 200);
    QCOMPARE(second.say("40").status(), 200);
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").status(), 200);
    QVERIFY(!bot.hear("welcome").isEmpty());
    QCOMPARE(exchange(house.port(), crowd).status(), 429);
    QVERIFY(eventually([&] { return one.isAnswered() && two.isAnswered(); }));
}

//! Its library posts all that it has kept while it was offline at once.
void PollersTest::takesAllThatVersion2HasKept()
{
    House house;
    Client boss(house.events(u"boss"_s));
    QVERIFY(boss.sync());
    const QByteArray query = "EIO=3&transport=polling";
    const QByteArray sid = sidOf(exchange(house.port(), get(query)).body());
    QByteArray kept = byLength(
        R"(42["message",{"type":"start","direction":"inbound","userId":"u","id":"start"}])");
    constexpr int Texts = 10;
    for (int i = 0; i < Texts; ++i)
        kept
            += byLength(R"(42["message",{"type":"text","direction":"inbound","userId":"u","text":")"
                        + QByteArray(60'000, 'x') + R"("}])");
    QCOMPARE(exchange(house.port(), post(query + "&sid=" + sid, kept)).status(), 200);
    for (int i = 0; i < Texts; ++i)
        QCOMPARE(boss.take(u"text"_s).value("userId"_L1), u"u"_s);
}

void PollersTest::replaysMoreThanOneAnswerHolds()
{
    House house;
    Client boss(house.events(u"boss"_s));
    QVERIFY(boss.sync());
    constexpr int Events = 30;
    for (int i = 0; i < Events; ++i)
        boss.send(internal("\"number\":" + QByteArray::number(i) + ",\"x\":\""
                           + QByteArray(60'000, 'x') + '"'));
    boss.send(internal("\"id\":\"last\""));
    QCOMPARE(boss.take(u"ack"_s).value("id"_L1), u"last"_s); // all of it is stored
    const Poller bot(house, "since=0&apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").status(), 200);
    const QByteArray last = "\"number\":" + QByteArray::number(Events - 1);
    QByteArray all;
    for (int polls = 0; polls < Events && !all.contains(last); ++polls)
        all += bot.hear();
    for (int i = 0, at = 0; i < Events; ++i) {
        at = int(all.indexOf("\"number\":" + QByteArray::number(i) + ',', at));
        QVERIFY2(at >= 0, QByteArray::number(i).constData());
    }
}

void PollersTest::carriesEventsByTls()
{
    const QTemporaryDir data;
    const auto identity = server::TlsIdentity::own(
        data.path(), QHostAddress(QHostAddress::LocalHost), SystemClock().now());
    QVERIFY(identity);
    QSslConfiguration trust = QSslConfiguration::defaultConfiguration();
    trust.setCaCertificates(identity->chain);
    House house(House::byHand(), *identity);
    const auto ask = [&](const QByteArray &request) {
        QSslSocket socket;
        socket.setSslConfiguration(trust);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, house.port());
        socket.write(request);
        RawAnswer answer;
        answer.closed = eventually([&] {
            answer.bytes += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        });
        return answer;
    };
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s), ask);
    const Poller boss(house, "apiKey=" + house.key(u"boss"_s), ask);
    QCOMPARE(bot.say("40").body(), QByteArray("ok"));
    QCOMPARE(boss.say("40").body(), QByteArray("ok"));
    QVERIFY(!boss.hear("welcome").isEmpty());
    // More than one record of TLS, and more than the kernel takes at once.
    const QByteArray event = internal("\"x\":\"" + QByteArray(60'000, 'x') + '"');
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(bot.event(event).status(), 200);
        QVERIFY(boss.hear("new_thing").contains(event.chopped(1)));
    }
}

void PollersTest::knowsACustomerAgainByHisToken()
{
    House house;
    const Poller customer(house);
    QCOMPARE(customer.say("40").status(), 200);
    const QByteArray start = R"({"type":"start","direction":"inbound","userId":"u"})";
    QCOMPARE(customer.event(start).status(), 200);
    const QByteArray welcome = customer.hear("\"type\":\"welcome\"");
    const QByteArray token = objectOf(welcome.sliced(welcome.indexOf('{')).chopped(1))
                                 .value("token"_L1)
                                 .toString()
                                 .toLatin1();
    QVERIFY2(!token.isEmpty(), welcome.constData());

    const Poller stranger(house);
    QCOMPARE(stranger.say("40").status(), 200);
    QCOMPARE(stranger.event(start).status(), 200);
    QVERIFY(!stranger.hear("user_id_taken").isEmpty());

    const Poller again(house);
    QCOMPARE(again.say("40").status(), 200);
    const QByteArray hello = R"({"type":"hello","token":")" + token + "\"}";
    QCOMPARE(again.event(hello).status(), 200);
    QVERIFY(again.hear("\"type\":\"welcome\"").contains("\"userId\":\"u\""));
}

void PollersTest::outlivesWhateverIsPosted()
{
    House house;
    QRandomGenerator dice(20260101); // NOLINT: the same words each time
    const QList<QByteArray> words{
        "4", "0", "2", "1",  "5",    "6",        "42[",    "\"message\"", ",",
        "{", "}", "]", ":",  "/a",   "b",        "\x1e",   "43",          "51-",
        "0", "9", "-", "\"", "\xff", "\xf0\x9f", "2probe", "999999999:",  "\\"};
    for (int round = 0; round < 150; ++round) {
        const QByteArray version = round % 2 == 0 ? "4" : "3";
        const QByteArray query = "EIO=" + version + "&transport=polling";
        const QByteArray sid = sidOf(exchange(house.port(), get(query)).body());
        QByteArray body = version == "4" ? "40\x1e" : "";
        for (int word = dice.bounded(1, 20); word > 0; --word)
            body += words.at(dice.bounded(int(words.size())));
        if (version == "3" && dice.bounded(2) == 0)
            body = byLength(body);
        const int status = exchange(house.port(), post(query + "&sid=" + sid, body)).status();
        QVERIFY2(status == 200 || status == 400, body.constData());
    }
    const Poller bot(house, "apiKey=" + house.key(u"bot"_s));
    QCOMPARE(bot.say("40").status(), 200);
    QVERIFY(!bot.hear("welcome").isEmpty());
}

QTEST_GUILESS_MAIN(PollersTest)
#include "tst_pollers.moc"
