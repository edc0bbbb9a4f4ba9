// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"
#include "tests/app/program.h"
#include "tests/server/talk.h"
#include "tests/support/natsserver.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

//! A broker of a cluster: the program, and a directory of its own.
struct Broker {
    QTemporaryDir directory;
    std::unique_ptr<Running> program;
};

QJsonObject said(const QString &text, const QString &direction, const QString &user,
                 const QString &id)
{
    QJsonObject event = made(u"text"_s, direction, user, id);
    event.insert(u"text"_s, text);
    return event;
}

QString textIn(const QJsonObject &event)
{
    return event.value("text"_L1).toString();
}

//! Takes events of the type until one is about this user.
QJsonObject takeOf(Client &client, const QString &type, const QString &user)
{
    QJsonObject event;
    do {
        event = client.take(type);
    } while (!event.isEmpty() && event.value("userId"_L1) != user);
    return event;
}

//! A lease that has to run out first makes it take longer than anything else.
bool takesInTime(Client &client, const QString &type, const QString &user = {})
{
    const auto take
        = [&] { return user.isEmpty() ? client.take(type) : takeOf(client, type, user); };
    return !take().isEmpty() || !take().isEmpty();
}

} // namespace

//! Several sermo-broker over one stream of a real nats-server, by the permissions that the README
//! gives them. Each test leaves the brokers running for the next one, which is what they are for.
class BrokersTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void sharesKeysThatOneOfThemMade();
    void carriesAConversationFromOneToTheOther();
    void givesCustomersToAnAgentOfAnotherBroker();
    void letsOneOfManyClaimsWin();
    void joinsAnOldStream();
    void shutsOutEverywhereWhomOneRevokes();
    void showsImagesEverywhere();
    void erasesACustomerEverywhere();
    void goesOnWhereABrokerIsKilled();
    void answersWhereTheNetworkIsNot();
    void endsAtOnceWhereNothingAnswers_data();
    void endsAtOnceWhereNothingAnswers();
    void keepsTheCommandsFromItsDirectory();

private:
    [[nodiscard]] bool start(int broker);
    [[nodiscard]] Running &at(int broker) { return *m_brokers[broker].program; }
    [[nodiscard]] QByteArray platform(int broker);
    [[nodiscard]] QByteArray history(int broker, const QByteArray &text);

    NatsServer m_server;
    std::array<Broker, 3> m_brokers;
    QByteArray m_anna, m_boss, m_messenger;
};

void BrokersTest::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QFile readme(QStringLiteral(SERMO_STORE_README));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(readme.readAll());
    NatsServer::Setup setup;
    setup.more = {page.section(u"```conf permissions\n"_s, 1, 1).section(u"```"_s, 0, 0)};
    QVERIFY(m_server.start(setup));
    QVERIFY(start(0));
    QVERIFY(start(1));
}

bool BrokersTest::start(int broker)
{
    const QString url = u"nats://broker:secret@127.0.0.1:%1"_s.arg(m_server.port());
    m_brokers[broker].program = std::make_unique<Running>(m_brokers[broker].directory.path(),
                                                          QStringList{u"--cluster"_s, url});
    return at(broker).health() == 200;
}

QByteArray BrokersTest::platform(int broker)
{
    return exchange(static_cast<quint16>(at(broker).port()),
                    "GET /api/platforms/webchat HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

//! What a broker finds of it in all conversations.
QByteArray BrokersTest::history(int broker, const QByteArray &text)
{
    return exchange(static_cast<quint16>(at(broker).port()),
                    "GET /api/history?text=" + text + "&apiKey=" + m_boss
                        + " HTTP/1.1\r\nHost: a\r\n\r\n")
        .body();
}

void BrokersTest::sharesKeysThatOneOfThemMade()
{
    m_anna = createKey(m_brokers[0].directory.path(), u"agent"_s, u"anna"_s, u"anna"_s);
    m_boss = createKey(m_brokers[0].directory.path(), u"supervisor"_s, u"boss"_s);
    m_messenger = createKey(m_brokers[1].directory.path(), u"channel"_s, u"messenger"_s);
    QVERIFY(eventually([this] {
        return run({u"key"_s, u"list"_s, u"--data"_s, m_brokers[1].directory.path()})
                   .out.count('\n')
            == 3;
    }));
    Client onB(at(1).events(m_anna));
    QCOMPARE(onB.take(u"welcome"_s).value("role"_L1), u"agent"_s);
    // A name is one key's in the whole cluster.
    QVERIFY(createKey(m_brokers[1].directory.path(), u"bot"_s, u"boss"_s).isEmpty());
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

void BrokersTest::shutsOutEverywhereWhomOneRevokes()
{
    const QByteArray key = createKey(m_brokers[0].directory.path(), u"bot"_s, u"guest"_s);
    QVERIFY(!key.isEmpty());
    QVERIFY(eventually([&] { return !Client(at(1).events(key)).take(u"welcome"_s).isEmpty(); }));
    Client guest(at(1).events(key));
    QVERIFY(!guest.take(u"welcome"_s).isEmpty());
    QCOMPARE(
        run({u"key"_s, u"revoke"_s, u"guest"_s, u"--data"_s, m_brokers[0].directory.path()}).code,
        0);
    QCOMPARE(guest.closeCode(), 4401);
}

void BrokersTest::showsImagesEverywhere()
{
    const QByteArray png = QByteArray::fromBase64( // a single dot
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
        "rkJggg==");
    const RawAnswer sent = exchange(static_cast<quint16>(at(0).port()),
                                    "POST /images?apiKey=" + m_anna
                                        + " HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
                                          "Content-Length: "
                                        + QByteArray::number(png.size()) + "\r\n\r\n" + png);
    QCOMPARE(sent.status(), 201);
    const QByteArray place = sent.header("Location");
    for (const int broker : {0, 1, 2}) {
        QVERIFY(eventually([&] {
            const RawAnswer shown = exchange(static_cast<quint16>(at(broker).port()),
                                             "GET " + place + " HTTP/1.1\r\nHost: a\r\n\r\n");
            return shown.status() == 200 && shown.body().mid(1, 3) == "PNG";
        }));
    }
    // A customer of the third who is shown it is erased at the second.
    Client boss(at(0).events(m_boss));
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());
    Client customer(at(2).chat());
    begin(customer, u"shown"_s);
    QJsonObject picture = said(u"look"_s, u"outbound"_s, u"shown"_s, u"p1"_s);
    picture.insert(u"imageId"_s, QString::fromLatin1(place.mid(place.lastIndexOf('/') + 1)));
    boss.send(picture);
    QVERIFY(ackedSeq(boss, u"p1"_s) > 0);
    QVERIFY(eventually([&] { return customer.pending().contains(u"text"_s); }));
    QCOMPARE(
        run({u"erase"_s, u"--user"_s, u"shown"_s, u"--data"_s, m_brokers[1].directory.path()}).code,
        0);
    for (const int broker : {0, 1, 2}) {
        QVERIFY(eventually([&] {
            return exchange(static_cast<quint16>(at(broker).port()),
                            "GET " + place + " HTTP/1.1\r\nHost: a\r\n\r\n")
                       .status()
                == 404;
        }));
        const QDir copies(m_brokers[broker].directory.filePath(u"image-copies"_s));
        QVERIFY(eventually([&] { return copies.entryList(QDir::Files).isEmpty(); }));
    }
}

void BrokersTest::erasesACustomerEverywhere()
{
    Client boss(at(1).events(m_boss));
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());
    Client customer(at(1).chat());
    begin(customer, u"secret"_s);
    customer.send(said(u"my secret"_s, u"inbound"_s, u"secret"_s, u"t1"_s));
    QVERIFY(ackedSeq(customer, u"t1"_s) > 0);
    for (const int broker : {0, 1, 2})
        QVERIFY(eventually([&] { return history(broker, "my+secret").contains("\"secret\""); }));
    QCOMPARE(run({u"erase"_s, u"--user"_s, u"secret"_s, u"--data"_s, m_brokers[0].directory.path()})
                 .code,
             0);
    QCOMPARE(customer.closeCode(), 4401);
    QVERIFY(!takeOf(boss, u"customer_erased"_s, u"secret"_s).isEmpty());
    for (const int broker : {0, 1, 2})
        QVERIFY(eventually([&] { return !history(broker, "my+secret").contains("\"secret\""); }));
    Client other(at(1).chat()); // the name is free again
    begin(other, u"secret"_s);
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

void BrokersTest::answersWhereTheNetworkIsNot()
{
    const QTemporaryDir directory;
    const Ran ran = run({u"serve"_s, u"--data"_s, directory.path(), u"--listen"_s, u"127.0.0.1:0"_s,
                         u"--cluster"_s, u"nats://127.0.0.1:9"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("cannot reach nats://127.0.0.1:9"));
    QCOMPARE(ran.out, "");
}

void BrokersTest::endsAtOnceWhereNothingAnswers_data()
{
    QTest::addColumn<bool>("greets");
    QTest::newRow("somebody takes the connection and says nothing") << false;
    QTest::newRow("a server answers no question") << true;
}

void BrokersTest::endsAtOnceWhereNothingAnswers()
{
    QFETCH(const bool, greets);
    QTcpServer server;
    QByteArray asked;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        asked += "connected ";
        QTcpSocket *socket = server.nextPendingConnection();
        if (greets)
            socket->write("INFO {\"headers\":true,\"max_payload\":1048576}\r\n");
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            asked += socket->readAll();
            if (asked.endsWith("PING\r\n"))
                socket->write("PONG\r\n");
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir directory;
    Program broker(QStringLiteral(SERMO_BROKER),
                   {u"serve"_s, u"--data"_s, directory.path(), u"--listen"_s, u"127.0.0.1:0"_s,
                    u"--cluster"_s, u"nats://127.0.0.1:%1"_s.arg(server.serverPort())});
    QVERIFY(eventually([&] { return asked.contains(greets ? "$JS.API" : "connected"); }));
    const QDeadlineTimer deadline(4'000);
    broker.terminate();
    QCOMPARE(broker.finish(), 0);
    QVERIFY(!deadline.hasExpired());
}

//! What is in the directory looks like a log, and is not the one that is served.
void BrokersTest::keepsTheCommandsFromItsDirectory()
{
    const QString data = m_brokers[2].directory.path();
    const auto command = [](const QString &what, const QString &directory) {
        return run({what, u"--user"_s, u"ann"_s, u"--data"_s, directory});
    };
    at(2).terminate();
    QCOMPARE(at(2).finish(), 0);
    for (const QString &what : {u"export"_s, u"erase"_s}) {
        const Ran ran = command(what, data);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("belongs to a broker of a cluster"), ran.err.constData());
    }
    QVERIFY(command(u"erase"_s, data + u"/cluster"_s).err.contains("is a copy"));
    QVERIFY(command(u"export"_s, data + u"/cluster"_s).out.contains("Hello"));
}

QTEST_GUILESS_MAIN(BrokersTest)
#include "tst_brokers.moc"
