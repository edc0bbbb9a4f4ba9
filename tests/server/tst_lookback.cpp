// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/timestamp.h"
#include "tests/server/talk.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;

//! `/api/moment`: the desk as it was, by its log.
class TestLookback : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void tellsWhoWasWhere();
    void goesBackAndForthToTheSame();
    void tellsWhatSessionsBeganWith();
    void tellsPresenceByItsStoredPoints();
    void tellsWhatTheForecastWasWorth();
    void tellsStatusAndBoundAsTheyWere();
    void tellsWhoAskedForHelp();
    void tellsTheFiguresUntilThen();
    void knowsNothingOfTheErased();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void isForTheTeamOnly();

private:
    void tell(Client &client, QJsonObject event);
    void text(const QString &user, const QString &words);
    void take(const QString &user);
    [[nodiscard]] qint64 now() const { return m_house->clock().now().wallMs; }
    [[nodiscard]] RawAnswer ask(const QByteArray &target, const QString &who = u"boss"_s) const;
    [[nodiscard]] QJsonObject at(qint64 ms) const;
    //! Each open session in words, by user: `ada queued general`, `bo assigned anna 1.00`.
    [[nodiscard]] QStringList sessionsAt(qint64 ms) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_messenger, m_boss, m_anna;
    int m_ids = 0;
};

void TestLookback::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_house = std::make_unique<House>(House::byHand(), std::nullopt, m_directory->path());
    QVERIFY(m_house->isReady());
    m_messenger = std::make_unique<Client>(m_house->events(u"messenger"_s));
    m_boss = std::make_unique<Client>(m_house->events(u"boss"_s));
    m_anna = std::make_unique<Client>(m_house->events(u"anna"_s));
    QVERIFY(m_boss->sync() && m_anna->sync() && m_messenger->sync());
}

void TestLookback::cleanup()
{
    m_messenger.reset();
    m_boss.reset();
    m_anna.reset();
    QVERIFY(m_house->stop());
    m_house.reset();
    m_directory.reset();
}

void TestLookback::tell(Client &client, QJsonObject event)
{
    const QString id = QString::number(++m_ids);
    event.insert(u"id"_s, id);
    client.send(event);
    QVERIFY(eventually([&] {
        const QJsonObject ack = client.take(u"ack"_s);
        return ack.isEmpty() || ack.value("id"_L1) == id;
    }));
}

void TestLookback::text(const QString &user, const QString &words)
{
    QJsonObject text = made(u"text"_s, u"inbound"_s, user);
    text.insert(u"text"_s, words);
    tell(*m_messenger, text);
}

void TestLookback::take(const QString &user)
{
    tell(*m_anna, claim(user, u"anna"_s, {}));
}

RawAnswer TestLookback::ask(const QByteArray &target, const QString &who) const
{
    return exchange(m_house->port(),
                    "GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + m_house->key(who) + "\r\n\r\n");
}

QJsonObject TestLookback::at(qint64 ms) const
{
    return objectOf(ask("/api/moment?at=" + toTimestamp(ms)).body());
}

QStringList TestLookback::sessionsAt(qint64 ms) const
{
    QStringList words;
    const QJsonArray frames = at(ms).value("frames"_L1).toArray();
    for (const QJsonValue &frame : frames) {
        if (frame["type"_L1] == u"session_state"_s) {
            const QString agent = frame["agentId"_L1].toString();
            words += QStringList{frame["userId"_L1].toString(), frame["state"_L1].toString(),
                                 agent.isEmpty() ? frame["queueId"_L1].toString() : agent}
                         .join(u' ');
        }
    }
    words.sort();
    return words;
}

void TestLookback::tellsWhoWasWhere()
{
    const qint64 before = now();
    m_house->clock().advance(1min);
    text(u"ada"_s, u"Hej"_s);
    const qint64 queued = now();
    m_house->clock().advance(1min);
    take(u"ada"_s);
    text(u"bo"_s, u"Hallo"_s);
    const qint64 taken = now();
    m_house->clock().advance(1min);
    tell(*m_anna, made(u"end_session"_s, u"outbound"_s, u"ada"_s));
    const qint64 ended = now();
    QCOMPARE(sessionsAt(before), QStringList());
    QCOMPARE(sessionsAt(queued), QStringList{u"ada queued general"_s});
    QCOMPARE(sessionsAt(taken), QStringList({u"ada assigned anna"_s, u"bo queued general"_s}));
    QCOMPARE(sessionsAt(taken + 59'999), sessionsAt(taken));
    QCOMPARE(sessionsAt(ended), QStringList{u"bo queued general"_s});
    QCOMPARE(sessionsAt(ended + 86'400'000), sessionsAt(ended)); // the future is as it is
    // The session is there to be opened: its first event.
    const qint64 session = at(taken).value("sessions"_L1)["ada"_L1].toInteger();
    QCOMPARE(ask("/api/history/" + QByteArray::number(session)).status(), 200);
}

//! However one comes there: a slider is drawn to and fro.
void TestLookback::goesBackAndForthToTheSame()
{
    QList<qint64> moments;
    for (int i = 0; i < 30; ++i) {
        const QString user = u"user%1"_s.arg(i);
        text(user, u"Hej"_s);
        if (i % 2 == 0)
            take(user);
        if (i % 3 == 0)
            tell(*m_anna, made(u"end_session"_s, u"outbound"_s, user));
        moments += now();
        m_house->clock().advance(1min);
    }
    QList<QByteArray> forth;
    for (const qint64 moment : std::as_const(moments))
        forth += ask("/api/moment?at=" + toTimestamp(moment)).body();
    for (qsizetype i = moments.size() - 1; i >= 0; i -= 7)
        QCOMPARE(ask("/api/moment?at=" + toTimestamp(moments.at(i))).body(), forth.at(i));
    QCOMPARE(ask("/api/moment?at=" + toTimestamp(moments.at(11))).body(), forth.at(11));
}

//! Of who is with the bot nothing else says which queue he will come to, nor what he calls himself.
void TestLookback::tellsWhatSessionsBeganWith()
{
    const auto startsAt = [this](qint64 ms) {
        QStringList starts;
        const QJsonArray frames = at(ms).value("frames"_L1).toArray();
        for (const QJsonValue &frame : frames) {
            if (frame["type"_L1] == u"start"_s)
                starts += frame["userId"_L1].toString() + u' '
                    + frame["params"_L1]["name"_L1].toString();
        }
        return starts;
    };
    const auto start = [this](const QString &user, const QString &name) {
        QJsonObject event = made(u"start"_s, u"inbound"_s, user);
        event.insert(u"params"_s, QJsonObject{{u"name"_s, name}});
        tell(*m_messenger, event);
        m_house->clock().advance(1min);
        return now() - 1;
    };
    const qint64 first = start(u"ada"_s, u"Ada"_s);
    text(u"bo"_s, u"Hej"_s); // his words come first
    start(u"bo"_s, u"Bo"_s);
    const qint64 both = start(u"bo"_s, u"Bosse"_s); // once more
    tell(*m_anna, made(u"end_session"_s, u"outbound"_s, u"ada"_s));
    const qint64 ended = now();
    QCOMPARE(startsAt(first), QStringList{u"ada Ada"_s});
    QCOMPARE(startsAt(both), QStringList({u"ada Ada"_s, u"bo Bosse"_s}));
    QCOMPARE(startsAt(ended), QStringList{u"bo Bosse"_s});
}

void TestLookback::tellsPresenceByItsStoredPoints()
{
    const auto presenceAt = [this](qint64 ms) {
        const QJsonArray frames = at(ms).value("frames"_L1).toArray();
        double told = -1;
        for (const QJsonValue &frame : frames) {
            if (frame["type"_L1] == u"presence"_s)
                told = frame["probability"_L1].toDouble();
        }
        return told;
    };
    text(u"ada"_s, u"Hej"_s);
    take(u"ada"_s);
    const qint64 said = now();
    QCOMPARE(presenceAt(said), 1.0);
    m_house->clock().advance(11min); // a silence is stored when it is labelled
    QVERIFY(eventually([this] { return m_boss->pending().contains(u"presence_point"_s); }));
    QVERIFY(m_boss->sync());
    const auto lastPoint = [this] {
        const QByteArray session
            = QByteArray::number(at(now()).value("sessions"_L1)["ada"_L1].toInteger());
        const QJsonArray events
            = objectOf(ask("/api/history/" + session).body()).value("events"_L1).toArray();
        double told = -1;
        for (const QJsonValue &event : events) {
            if (event["type"_L1] == u"presence_point"_s)
                told = event["probability"_L1].toDouble();
        }
        return told;
    };
    const double point = lastPoint();
    QVERIFY(point > 0 && point < 1);
    QCOMPARE(presenceAt(now()), point);
    QCOMPARE(presenceAt(said), 1.0);
}

//! As stored, in the order in which it was known: who judges the forecast wants each lesson.
void TestLookback::tellsWhatTheForecastWasWorth()
{
    const auto lessonsAt = [this](qint64 ms) {
        QList<qint64> numbers;
        const QJsonArray frames = at(ms).value("frames"_L1).toArray();
        for (const QJsonValue &frame : frames) {
            if (frame["type"_L1] == u"presence_point"_s)
                numbers += frame["seq"_L1].toInteger();
        }
        return numbers;
    };
    text(u"ada"_s, u"Hej"_s);
    take(u"ada"_s);
    const qint64 before = now();
    m_house->clock().advance(11min);
    QVERIFY(eventually([this] { return m_boss->pending().contains(u"presence_point"_s); }));
    QVERIFY(m_boss->sync());
    const QList<qint64> known = lessonsAt(now());
    QVERIFY(!known.isEmpty());
    QVERIFY(std::ranges::is_sorted(known));
    QCOMPARE(known.size(), m_boss->pending().count(u"presence_point"_s));
    QCOMPARE(lessonsAt(before), QList<qint64>());
}

void TestLookback::tellsStatusAndBoundAsTheyWere()
{
    const auto annaAt = [this](qint64 ms) {
        const QJsonArray frames = at(ms).value("frames"_L1).toArray();
        for (const QJsonValue &frame : frames) {
            if (frame["type"_L1] == u"agent_status"_s && frame["agentId"_L1] == u"anna"_s)
                return u"%1 %2"_s.arg(frame["status"_L1].toString())
                    .arg(frame["bound"_L1].toDouble());
        }
        return QString();
    };
    const auto say = [this](const QString &status, double bound) {
        QJsonObject event = made(u"agent_status"_s, u"internal"_s, {});
        event.remove(u"userId"_s);
        event.insert(u"agentId"_s, u"anna"_s);
        event.insert(u"status"_s, status);
        event.insert(u"bound"_s, bound);
        tell(*m_boss, event);
        m_house->clock().advance(1min);
        return now() - 1;
    };
    const qint64 first = say(u"available"_s, 2.5);
    const qint64 second = say(u"away"_s, 3.5);
    QCOMPARE(annaAt(second), u"away 3.5"_s);
    QCOMPARE(annaAt(first), u"available 2.5"_s);
}

void TestLookback::tellsWhoAskedForHelp()
{
    const auto handsAt = [this](qint64 ms) {
        QStringList users;
        const QJsonArray frames = at(ms).value("frames"_L1).toArray();
        for (const QJsonValue &frame : frames) {
            if (frame["type"_L1] == u"hand"_s)
                users += frame["userId"_L1].toString() + u' ' + frame["agentId"_L1].toString();
        }
        return users;
    };
    const auto hand = [this](Client &who, const QString &user, const QString &agent, bool raised) {
        QJsonObject event = made(u"hand"_s, u"internal"_s, user);
        event.insert(u"agentId"_s, agent);
        event.insert(u"raised"_s, raised);
        tell(who, event);
        m_house->clock().advance(1min);
        return now() - 1;
    };
    text(u"ada"_s, u"Hej"_s);
    text(u"bo"_s, u"Hej"_s);
    take(u"ada"_s);
    take(u"bo"_s);
    const qint64 one = hand(*m_anna, u"ada"_s, u"anna"_s, true);
    const qint64 two = hand(*m_anna, u"bo"_s, u"anna"_s, true);
    const qint64 answered = hand(*m_boss, u"ada"_s, u"boss"_s, false);
    QJsonObject away = made(u"handover_to_queue"_s, u"internal"_s, u"bo"_s);
    away.insert(u"queueId"_s, u"sales"_s);
    tell(*m_anna, away);
    const qint64 moved = now();
    QCOMPARE(handsAt(one), QStringList{u"ada anna"_s});
    QCOMPARE(handsAt(two), QStringList({u"ada anna"_s, u"bo anna"_s}));
    QCOMPARE(handsAt(answered), QStringList{u"bo anna"_s});
    QCOMPARE(handsAt(moved), QStringList());
}

void TestLookback::tellsTheFiguresUntilThen()
{
    text(u"ada"_s, u"Hej"_s);
    m_house->clock().advance(20s);
    const qint64 waiting = now();
    m_house->clock().advance(10s);
    take(u"ada"_s);
    const qint64 taken = now();
    const auto figures
        = [this](qint64 ms) { return at(ms).value("figures"_L1)["all"_L1].toObject(); };
    QCOMPARE(figures(waiting)["waiting"_L1].toInt(), 1);
    QCOMPARE(figures(waiting)["counted"_L1].toInt(), 0);
    QCOMPARE(figures(taken)["waiting"_L1].toInt(), 0);
    QCOMPARE(figures(taken)["wait.mean"_L1].toDouble(), 30.0);
    QCOMPARE(figures(waiting)["counted"_L1].toInt(), 0); // nor does he who was there know more
}

void TestLookback::knowsNothingOfTheErased()
{
    text(u"ada"_s, u"Hej"_s);
    const qint64 then = now();
    m_house->clock().advance(1min);
    text(u"bo"_s, u"Hej"_s);
    QCOMPARE(sessionsAt(now()).size(), 2);
    QCOMPARE(exchange(m_house->port(),
                      "DELETE /api/customers/ada HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                          + m_house->key(u"boss"_s) + "\r\n\r\n")
                 .status(),
             204);
    QCOMPARE(sessionsAt(then), QStringList());
    QCOMPARE(sessionsAt(now()), QStringList{u"bo queued general"_s});
}

void TestLookback::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("error");
    QTest::newRow("no time") << "/api/moment"_ba << u"at: is not there"_s;
    QTest::newRow("not a time") << "/api/moment?at=noon"_ba
                                << u"at: is no time like 2026-03-02T08:00:00Z"_s;
    QTest::newRow("another parameter")
        << "/api/moment?when=now"_ba << u"when: there is no such parameter"_s;
}

void TestLookback::saysWhatIsWrong()
{
    QFETCH(const QByteArray, target);
    const RawAnswer answer = ask(target);
    QCOMPARE(answer.status(), 400);
    QTEST(objectOf(answer.body()).value("error"_L1).toString(), "error");
}

void TestLookback::isForTheTeamOnly()
{
    const QByteArray target = "/api/moment?at=" + toTimestamp(now());
    QCOMPARE(ask(target, u"anna"_s).status(), 200);
    QCOMPARE(ask(target, u"bot"_s).status(), 403);
    QCOMPARE(ask(target, u"messenger"_s).status(), 403);
}

QTEST_GUILESS_MAIN(TestLookback)
#include "tst_lookback.moc"
