// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/historyhouse.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! `/api/history` and `/api/customers`: who may ask, what is found, and that who was erased is not.
class HistoryApiTest : public HistoryHouse
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void isForTheTeamOnly_data();
    void isForTheTeamOnly();
    void saysWhatIsWrongWithAQuestion_data();
    void saysWhatIsWrongWithAQuestion();
    void findsWhatWasSaid();
    void narrowsByFilters_data();
    void narrowsByFilters();
    void givesPageAfterPage();
    void opensAConversationAsItWasDelivered();
    void theNextConversationIsAnotherOne();
    void forgetsWhoIsErased();
    void erasesNobodyItDoesNotKnow();
    void tellsWhoAsksAtTheSameTimeThatItIsUnderWay();
    void answersWhileTheBrokerIsAsked();
    void answersTheDeskOfThisProcess();
    void saysThatItKeepsNone();
};

void HistoryApiTest::isForTheTeamOnly_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("status");
    const QByteArray history("/api/history"), one("/api/history/1"), ada("/api/customers/ada");
    QTest::newRow("nobody") << "GET"_ba << history << QString() << 401;
    QTest::newRow("a key that is none") << "GET"_ba << history << u"wrong"_s << 401;
    QTest::newRow("a customer's token") << "GET"_ba << history << u"customer"_s << 401;
    QTest::newRow("a customer's token, one conversation")
        << "GET"_ba << one << u"customer"_s << 401;
    QTest::newRow("a bot") << "GET"_ba << history << u"bot"_s << 403;
    QTest::newRow("a bot, one conversation") << "GET"_ba << one << u"bot"_s << 403;
    QTest::newRow("a channel") << "GET"_ba << history << u"messenger"_s << 403;
    QTest::newRow("an agent") << "GET"_ba << history << u"anna"_s << 200;
    QTest::newRow("a supervisor") << "GET"_ba << history << u"boss"_s << 200;
    QTest::newRow("only the head") << "HEAD"_ba << history << u"boss"_s << 200;
    QTest::newRow("an agent, one conversation") << "GET"_ba << one << u"anna"_s << 200;
    QTest::newRow("nothing begins there") << "GET"_ba
                                          << "/api/history/99"_ba << u"anna"_s << 404;
    QTest::newRow("no number") << "GET"_ba
                               << "/api/history/ada"_ba << u"anna"_s << 404;
    QTest::newRow("a number with a plus") << "GET"_ba
                                          << "/api/history/+1"_ba << u"anna"_s << 404;
    QTest::newRow("a number and a NUL, unwritten as it is")
        << "GET"_ba
        << "/api/history/1%00"_ba << u"anna"_s << 404;
    QTest::newRow("written to") << "POST"_ba << history << u"boss"_s << 405;
    QTest::newRow("an agent erases") << "DELETE"_ba << ada << u"anna"_s << 403;
    QTest::newRow("a customer erases") << "DELETE"_ba << ada << u"customer"_s << 401;
    QTest::newRow("a customer read there") << "GET"_ba << ada << u"boss"_s << 405;
}

void HistoryApiTest::isForTheTeamOnly()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, target);
    QFETCH(const QString, who);
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 0);
    QByteArray key = m_house->key(who);
    if (who == "wrong"_L1)
        key = "sk_boss_wrong";
    if (who == "customer"_L1) {
        Client customer(m_house->chat());
        customer.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"webchat"_s}});
        key = customer.take(u"welcome"_s).value("token"_L1).toString().toLatin1();
        QVERIFY(!key.isEmpty());
    }
    QTEST(ask(method, target, key).status(), "status");
}

void HistoryApiTest::saysWhatIsWrongWithAQuestion_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &query, const QString &error) {
        QTest::newRow(name) << "/api/history?" + query << error;
    };
    row("an unknown parameter", "colour=red", u"colour: there is no such parameter"_s);
    row("twice", "queue=a&queue=b", u"queue: is there twice"_s);
    row("no time", "from=yesterday", u"from: is no time like 2026-03-02T08:00:00Z"_s);
    row("a time without its zone", "to=2026-03-02T08:00:00",
        u"to: is no time like 2026-03-02T08:00:00Z"_s);
    row("a rating beyond five", "rating=6", u"rating: is neither 1 to 5 nor a range like 1-2"_s);
    row("a rating backwards", "rating=4-2", u"rating: is neither 1 to 5 nor a range like 1-2"_s);
    row("too many words", "text=" + QByteArray("a+").repeated(600),
        u"text: is longer than 1000 characters"_s);
    row("no limit", "limit=0", u"limit: is not between 1 and 500"_s);
    row("too many", "limit=501", u"limit: is not between 1 and 500"_s);
    row("a limit and a NUL", "limit=1%00", u"limit: is not between 1 and 500"_s);
    row("a limit and a blank", "limit=1+", u"limit: is not between 1 and 500"_s);
    row("a limit with a plus", "limit=%2B1", u"limit: is not between 1 and 500"_s);
    row("a number and a NUL", "before=7%00", u"before: is no number of an event"_s);
    row("a number and a line's end", "before=7%0A", u"before: is no number of an event"_s);
    row("a number beyond all", "before=9223372036854775808", u"before: is no number of an event"_s);
    row("a rating and a NUL", "rating=1%00", u"rating: is neither 1 to 5 nor a range like 1-2"_s);
    row("a rating with a blank", "rating=1-+2",
        u"rating: is neither 1 to 5 nor a range like 1-2"_s);
    row("a time and a NUL", "from=2026-03-02T08:00:00%00Z",
        u"from: is no time like 2026-03-02T08:00:00Z"_s);
    row("a time and a line's end", "from=2026-03-02T08:00:00Z%0A",
        u"from: is no time like 2026-03-02T08:00:00Z"_s);
    row("no figure", "figure=luck", u"figure: is no figure of broker/desk/figures"_s);
    row("a moment of no figure", "at=2026-03-02T08:00:00Z", u"at: is of figures only"_s);
    row("no number", "before=last", u"before: is no number of an event"_s);
    QTest::newRow("of one conversation")
        << "/api/history/1?after=x"_ba << u"after: is no number of an event"_s;
}

void HistoryApiTest::saysWhatIsWrongWithAQuestion()
{
    QFETCH(const QByteArray, target);
    const RawAnswer answer = ask("GET", target, m_house->key(u"anna"_s));
    QCOMPARE(answer.status(), 400);
    QCOMPARE(answer.header("content-type"), "application/json"_ba);
    QTEST(objectOf(answer.body()).value("error"_L1).toString(), "error");
}

void HistoryApiTest::findsWhatWasSaid()
{
    hold(u"ada"_s, u"Var är min räkning?"_s, u"general"_s, 4);
    hold(u"bo"_s, u"Hej"_s, u"general"_s, 0);
    const QJsonObject told = search("?text=RAKNING");
    QCOMPARE(told.value("next"_L1), QJsonValue());
    const QJsonArray all = told.value("conversations"_L1).toArray();
    QCOMPARE(all.size(), 1);
    const QJsonObject one = all.first().toObject();
    QCOMPARE(one.value("session"_L1).toInt(), 1);
    QCOMPARE(one.value("userId"_L1), u"ada"_s);
    QCOMPARE(one.value("beganAt"_L1), u"2026-03-02T12:00:00.000Z"_s);
    QCOMPARE(one.value("ended"_L1), true);
    QCOMPARE(one.value("queueId"_L1), u"general"_s);
    QCOMPARE(one.value("agentId"_L1), u"anna"_s);
    QCOMPARE(one.value("brand"_L1), u"brand of ada"_s);
    QCOMPARE(one.value("customerId"_L1), u"no-ada"_s);
    QCOMPARE(one.value("customerName"_L1), u"Åsa Öberg"_s);
    QCOMPARE(one.value("opening"_L1), u"Var är min räkning?"_s);
    QCOMPARE(one.value("rating"_L1), 4);
    QCOMPARE(one.value("reason"_L1), u"Klart ada"_s);
    QCOMPARE(one.value("tags"_L1), QJsonArray({u"om general"_s}));
    const QString excerpt = one.value("excerpt"_L1).toString();
    const QJsonArray mark = one.value("found"_L1).toArray().first().toArray();
    QCOMPARE(excerpt.mid(mark.at(0).toInt(), mark.at(1).toInt()), u"räkning"_s);
}

void HistoryApiTest::narrowsByFilters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("users");
    const QStringList ada{u"ada"_s}, bo{u"bo"_s}, both{u"bo"_s, u"ada"_s};
    QTest::newRow("all") << QByteArray() << both;
    QTest::newRow("the key in the address does no harm") << "?apiKey=KEY"_ba << both;
    QTest::newRow("an empty filter is none") << "?queue=&text="_ba << both;
    QTest::newRow("queue") << "?queue=sales"_ba << bo;
    QTest::newRow("agent") << "?agent=anna"_ba << both;
    QTest::newRow("brand") << "?brand=brand+of%20ada"_ba << ada;
    QTest::newRow("customer") << "?customer=no-bo"_ba << bo;
    QTest::newRow("tag") << "?tag=om+sales"_ba << bo;
    QTest::newRow("rating") << "?rating=5"_ba << ada;
    QTest::newRow("a range of ratings") << "?rating=1-2"_ba << bo;
    QTest::newRow("reason") << "?reason=Klart%20ada"_ba << ada;
    QTest::newRow("from") << "?from=2026-03-02T13:00:00Z"_ba << bo;
    QTest::newRow("to, of another time zone") << "?to=2026-03-02T14:00:00%2B01:00"_ba << ada;
    QTest::newRow("together") << "?text=hej&queue=sales&rating=2"_ba << bo;
    QTest::newRow("nothing") << "?text=hej&queue=technical"_ba << QStringList();
}

void HistoryApiTest::narrowsByFilters()
{
    QFETCH(QByteArray, query);
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    m_house->clock().advance(1h);
    hold(u"bo"_s, u"Hej"_s, u"sales"_s, 2);
    QTEST(found(query.replace("KEY", m_house->key(u"anna"_s))), "users");
}

void HistoryApiTest::givesPageAfterPage()
{
    for (const QString &user : {u"ada"_s, u"bo"_s, u"cleo"_s})
        hold(user, u"Hej"_s, u"general"_s, 0);
    QStringList users;
    QByteArray query("?limit=2");
    for (int page = 0; page < 2; ++page) {
        users += found(query);
        const QJsonValue next = search(query).value("next"_L1);
        QCOMPARE(next.isNull(), page == 1);
        query = "?limit=2&before=" + QByteArray::number(next.toInteger());
    }
    QCOMPARE(users, QStringList({u"cleo"_s, u"bo"_s, u"ada"_s}));
}

void HistoryApiTest::opensAConversationAsItWasDelivered()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 0);
    // Numbers that no double holds come out as they went in.
    const QByteArray odd(R"({"type":"odd","direction":"internal","userId":"ada",)"
                         R"("big":12345678901234567890123,"id":"odd"})");
    m_boss->send(odd);
    QVERIFY(!m_boss->take(u"ack"_s).isEmpty());
    const QByteArray heard = m_anna->takeBytes(u"odd"_s);
    QVERIFY(heard.contains("12345678901234567890123"));
    const RawAnswer answer = ask("GET", "/api/history/1", m_house->key(u"anna"_s));
    QCOMPARE(answer.status(), 200);
    QVERIFY(answer.body().contains(heard));
    const QJsonObject told = objectOf(answer.body());
    QCOMPARE(told.value("conversation"_L1)["userId"_L1], u"ada"_s);
    QCOMPARE(told.value("next"_L1), QJsonValue());
    const QJsonArray events = told.value("events"_L1).toArray();
    QCOMPARE(events.first()["type"_L1], u"text"_s);
    QCOMPARE(events.first()["seq"_L1].toInt(), 1);
    QCOMPARE(events.last()["type"_L1], u"odd"_s);
    const auto rest = "/api/history/1?after=" + QByteArray::number(events.at(1)["seq"_L1].toInt());
    const QJsonArray later
        = objectOf(ask("GET", rest, m_house->key(u"boss"_s)).body()).value("events"_L1).toArray();
    QCOMPARE(later.size(), events.size() - 2);
    QCOMPARE(later.first(), events.at(2));
}

void HistoryApiTest::theNextConversationIsAnotherOne()
{
    hold(u"ada"_s, u"Ettan"_s, u"general"_s, 0);
    hold(u"ada"_s, u"Tvåan"_s, u"general"_s, 0);
    QCOMPARE(found("?text=ettan").size(), 1);
    const QJsonArray all = search({}).value("conversations"_L1).toArray();
    QCOMPARE(all.size(), 2);
    for (const QJsonValue &one : all) {
        const QByteArray body
            = ask("GET", "/api/history/" + QByteArray::number(one["session"_L1].toInteger()),
                  m_house->key(u"anna"_s))
                  .body();
        QVERIFY(body.contains("Ettan") != body.contains("Tvåan"));
    }
}

void HistoryApiTest::forgetsWhoIsErased()
{
    hold(u"ada"_s, u"hemligheten"_s, u"general"_s, 0);
    hold(u"bo"_s, u"vanligheten"_s, u"general"_s, 0);
    QCOMPARE(found("?text=hemligheten"), QStringList{u"ada"_s});
    QCOMPARE(ask("DELETE", "/api/customers/ada", m_house->key(u"boss"_s)).status(), 204);
    QCOMPARE(found("?text=hemligheten"), QStringList());
    QCOMPARE(found({}), QStringList{u"bo"_s});
    QCOMPARE(ask("GET", "/api/history/1", m_house->key(u"anna"_s)).status(), 404);
    QCOMPARE(m_anna->take(u"customer_erased"_s).value("userId"_L1), u"ada"_s);
    const QByteArray audit = m_anna->takeBytes(u"audit"_s);
    QCOMPARE(objectOf(audit).value("what"_L1), u"customer_erased"_s);
    QCOMPARE(objectOf(audit).value("by"_L1), u"boss"_s);
    QVERIFY(objectOf(audit).value("seq"_L1).toInt() > 0); // it is in the log
    QVERIFY(!audit.contains("ada"));
}

void HistoryApiTest::erasesNobodyItDoesNotKnow()
{
    const RawAnswer answer = ask("DELETE", "/api/customers/nobody", m_house->key(u"boss"_s));
    QCOMPARE(answer.status(), 404);
    QCOMPARE(objectOf(answer.body()).value("error"_L1), u"nobody is called nobody here"_s);
}

//! Somebody whom only the log knows: first it is asked, by both.
void HistoryApiTest::tellsWhoAsksAtTheSameTimeThatItIsUnderWay()
{
    tell(*m_boss, made(u"note"_s, u"internal"_s, u"ghost"_s));
    QTcpSocket askers[2];
    QByteArray answers[2];
    for (QTcpSocket &socket : askers) {
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
        socket.write("DELETE /api/customers/ghost HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                     + m_house->key(u"boss"_s) + "\r\n\r\n");
    }
    QVERIFY(eventually([&] {
        for (int i = 0; i < 2; ++i)
            answers[i] += askers[i].readAll();
        return askers[0].state() == QAbstractSocket::UnconnectedState
            && askers[1].state() == QAbstractSocket::UnconnectedState;
    }));
    QByteArrayList statuses{answers[0].mid(9, 3), answers[1].mid(9, 3)};
    std::ranges::sort(statuses);
    QCOMPARE(statuses, (QByteArrayList{"204", "409"}));
}

//! Searching is another thread's work: what is said meanwhile is acknowledged.
void HistoryApiTest::answersWhileTheBrokerIsAsked()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 0);
    std::vector<std::unique_ptr<QTcpSocket>> askers;
    for (int i = 0; i < 20; ++i) {
        auto &socket = askers.emplace_back(std::make_unique<QTcpSocket>());
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_house->port());
        socket->write("GET /api/history?text=hej HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + m_house->key(u"anna"_s) + "\r\n\r\n");
    }
    askers.back()->abort(); // who hangs up harms nobody
    tell(*m_boss, made(u"note"_s, u"internal"_s, u"ada"_s));
    for (size_t i = 0; i + 1 < askers.size(); ++i) {
        QByteArray answer;
        QVERIFY(eventually([&] {
            answer += askers.at(i)->readAll();
            return askers.at(i)->state() == QAbstractSocket::UnconnectedState;
        }));
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());
    }
}

void HistoryApiTest::answersTheDeskOfThisProcess()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 0);
    const desk::Sender desk{Role::Supervisor, u"key:desk-host"_s, {}, {}, {}};
    std::optional<server::HttpAnswer> told;
    const auto ask = [&](const QByteArray &target) {
        told.reset();
        m_house->broker().askHistory(desk, "GET", target,
                                     [&](const server::HttpAnswer &answer) { told = answer; });
        return eventually([&] { return told.has_value(); });
    };
    QVERIFY(ask("/api/history?text=hej"));
    QCOMPARE(told->status, 200);
    QCOMPARE(objectOf(told->body).value("conversations"_L1).toArray().size(), 1);
    QVERIFY(ask("/metrics"));
    QCOMPARE(told->status, 404);
}

void HistoryApiTest::saysThatItKeepsNone()
{
    const House inMemory;
    QVERIFY(inMemory.isReady());
    const RawAnswer answer = exchange(inMemory.port(),
                                      "GET /api/history?apiKey=" + inMemory.key(u"boss"_s)
                                          + " HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(answer.status(), 503);
    QCOMPARE(objectOf(answer.body()).value("error"_L1), u"this broker keeps no history"_s);
}

QTEST_GUILESS_MAIN(HistoryApiTest)
#include "tst_historyapi.moc"
