// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/talk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Contract 3, Replay, over real sockets: who comes back hears what was missed, and nothing twice.
class ReplayTest : public QObject
{
    Q_OBJECT
private slots:
    void replaysWhatWasMissedThenGoesLive();
    void replaysTheOpenSessionsOnly();
    void readsOfALongLogWhatItSends();
    void resetsAfterAnotherEpoch();
    void losesNothingBetweenReplayAndLive();
    void tellsWhatIsTrueNowOnce();
};

void ReplayTest::replaysWhatWasMissedThenGoesLive()
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

void ReplayTest::replaysTheOpenSessionsOnly()
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

//! The oldest session that is open may have begun long ago: a desk that connects does not pay for
//! all that was said since to others.
void ReplayTest::readsOfALongLogWhatItSends()
{
    House house;
    Client one(house.chat());
    Client two(house.chat());
    begin(one, u"one"_s);
    begin(two, u"two"_s);
    Client bot(house.events(u"bot"_s));
    constexpr int Said = 4000;
    int theirs = 0;
    for (int i = 1; i <= Said; ++i) {
        const bool isTheirs = i % 50 == 0; // more than one page of each
        const QString user = !isTheirs ? u"stranger"_s : ++theirs % 3 == 0 ? u"one"_s : u"two"_s;
        bot.send(made(u"text"_s, u"outbound"_s, user, QString::number(i)));
    }
    QVERIFY(eventually([&] { return house.log().head() >= Said + 2; }));

    const qsizetype before = house.log().lookedAt();
    Client late(house.events(u"anna"_s, u"&replay=open"_s));
    Seq last = 0;
    for (int i = 0; i < theirs; ++i) {
        const QJsonObject text = late.take(u"text"_s);
        QVERIFY(text.value("userId"_L1) != u"stranger"_s);
        const auto seq = Seq(text.value("seq"_L1).toInteger());
        QVERIFY2(seq > last, QByteArray::number(seq).constData());
        last = seq;
    }
    QVERIFY(late.sync());
    QVERIFY(!late.pending().contains(u"text"_s));
    QCOMPARE(late.pending().count(u"start"_s), 2);
    const qsizetype lookedAt = house.log().lookedAt() - before;
    QVERIFY2(lookedAt < 2 * theirs, QByteArray::number(lookedAt).constData());
}

void ReplayTest::resetsAfterAnotherEpoch()
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

void ReplayTest::losesNothingBetweenReplayAndLive()
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

//! Contract 5: a number at most once a second, and the briefing once.
void ReplayTest::tellsWhatIsTrueNowOnce()
{
    House house;
    Client customer(house.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"webchat"_s}});
    const QJsonObject welcome = customer.take(u"welcome"_s);
    const QString user = welcome.value("userId"_L1).toString();
    customer.send(made(u"start"_s, u"inbound"_s, user));
    QVERIFY(!customer.take(u"queue_number"_s).isEmpty());
    const auto since = qint64(house.log().head());
    customer.hangUp();
    Client bot(house.events(u"bot"_s));
    bot.send(made(u"text"_s, u"outbound"_s, user, u"missed"_s));
    QVERIFY(!bot.take(u"ack"_s).isEmpty());

    Client back(house.chat());
    back.send(QJsonObject{
        {u"type"_s, u"hello"_s}, {u"token"_s, welcome.value("token"_L1)}, {u"since"_s, since}});
    QVERIFY(!back.take(u"text"_s).isEmpty());
    QVERIFY(back.sync());
    QCOMPARE(back.pending().count(u"queue_number"_s), 1);
    Client agent(house.events(u"anna"_s, u"&since="_s + QString::number(since)));
    QVERIFY(!agent.take(u"text"_s).isEmpty());
    QVERIFY(agent.sync());
    QCOMPARE(agent.pending().count(u"session_state"_s), 1);
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
