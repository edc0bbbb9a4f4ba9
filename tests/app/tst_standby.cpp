// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logreader.h"
#include "tests/app/hostpair.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

QJsonObject text(const QString &user, const QString &id)
{
    return {{u"type"_s, u"text"_s},
            {u"direction"_s, u"outbound"_s},
            {u"userId"_s, user},
            {u"text"_s, u"hello"_s},
            {u"id"_s, id}};
}

QList<QByteArray> eventsIn(const QString &directory)
{
    QList<QByteArray> events;
    (void)store::readLog(directory,
                         [&events](const StoredEvent &event) { events += event.delivered(); });
    return events;
}

Ran standby(const Half &half, const QString &what)
{
    return run({u"standby"_s, what, u"--data"_s, half.data()});
}

int statusOf(quint16 port, const QByteArray &request)
{
    return exchange(port, request).status();
}

} // namespace

//! Two brokers that are one desk, as processes.
class StandbyTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void offersTheDeskAndIsItWhenSomebodySaysSo();
    void goesOnAtOnceWhenTheOtherOneTakesLeave();
    void aHostThatSleptServesNobody();
    void letsNobodyElseInByItsKey();
    void tellsClientsWhereTheOtherOneIs();
    void tellsThemAnotherAddressWhereTheyHaveOne();
    void isNotServedOrChangedAsIfItWereAlone();
    void refusesWhatDoesNotGoTogether_data();
    void refusesWhatDoesNotGoTogether();

private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

void StandbyTest::offersTheDeskAndIsItWhenSomebodySaysSo()
{
    HostPair pair(m_directory->path(), u"offer"_s);
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a);
    pair.start(pair.b);
    QVERIFY(pair.isInStep(pair.a));
    QCOMPARE(statusOf(pair.b.port(), upgradeRequest("/events?apiKey=" + key)), 503);
    QString epoch;
    {
        Client bot(pair.a.events(key));
        epoch = bot.take(u"welcome"_s).value("epoch"_L1).toString();
        bot.send(text(u"u1"_s, u"1"_s));
        QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInt(), 1);
    }
    QCOMPARE(standby(pair.b, u"take-over"_s).code, 1); // the host is there
    pair.a.kill();
    QTRY_COMPARE_WITH_TIMEOUT(pair.b.health().word("phase"_L1), u"offering"_s, 40'000);
    QCOMPARE(pair.b.health().status, 503);
    QCOMPARE(standby(pair.b, u"take-over"_s).code, 0);
    QVERIFY(pair.serves(pair.b));
    Client bot(pair.b.events(key, u"&since=0&epoch=%1"_s.arg(epoch)));
    const QJsonObject welcome = bot.take(u"welcome"_s);
    QCOMPARE(welcome.value("reset"_L1).toBool(), true); // numbers may be given out again
    QVERIFY(welcome.value("epoch"_L1).toString() != epoch);
    bot.send(text(u"u1"_s, u"1"_s)); // it knows what it was told
    QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInt(), 1);
    bot.send(text(u"u1"_s, u"2"_s));
    QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInt(), 2);

    pair.start(pair.a); // follows the one that has taken its place
    QVERIFY(pair.isInStep(pair.b));
    QCOMPARE(pair.a.health().word("role"_L1), u"follower"_s);
    QCOMPARE(eventsIn(pair.a.data()), eventsIn(pair.b.data()));
    QCOMPARE(eventsIn(pair.a.data()).size(), 2);
    QVERIFY(!pair.areTwo());
}

void StandbyTest::goesOnAtOnceWhenTheOtherOneTakesLeave()
{
    HostPair pair(m_directory->path(), u"take-over"_s);
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a);
    pair.start(pair.b);
    QVERIFY(pair.isInStep(pair.a));
    pair.b.signal(SIGTERM);
    QCOMPARE(pair.b.finish(), 0);
    Client bot(pair.a.events(key));
    bot.send(text(u"u1"_s, u"1"_s));
    QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInt(), 1);
    QTRY_COMPARE(pair.a.health().word("right"_L1), u"none"_s);
    pair.a.signal(SIGTERM);
    QCOMPARE(pair.a.finish(), 0);
    QCOMPARE(run({u"check"_s, u"--data"_s, pair.a.data()}).code, 0);
    QCOMPARE(run({u"check"_s, u"--data"_s, pair.b.data()}).code, 0);
}

//! As a closed notebook: what it was asked meanwhile waits in its sockets, and it must not answer
//! as the host that it is no longer.
void StandbyTest::aHostThatSleptServesNobody()
{
    HostPair pair(m_directory->path(), u"take-over"_s);
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a);
    pair.start(pair.b);
    QVERIFY(pair.isInStep(pair.a));
    Client bot(pair.a.events(key));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    pair.a.signal(SIGSTOP);
    bot.send(text(u"u1"_s, u"asleep"_s));
    QTRY_COMPARE_WITH_TIMEOUT(pair.b.health().status, 200, 40'000);
    Client there(pair.b.events(key));
    there.send(text(u"u1"_s, u"awake"_s));
    QCOMPARE(there.take(u"ack"_s).value("seq"_L1).toInt(), 1);
    pair.a.signal(SIGCONT);
    QVERIFY(bot.closeCode() != 0);
    for (const QByteArray &frame : bot.frames())
        QVERIFY2(objectOf(frame).value("type"_L1) != u"ack"_s, frame.constData());
    QVERIFY(pair.isInStep(pair.b));
    QCOMPARE(eventsIn(pair.a.data()), eventsIn(pair.b.data()));
    QVERIFY(!pair.areTwo());
}

void StandbyTest::letsNobodyElseInByItsKey()
{
    HostPair pair(m_directory->path(), u"offer"_s);
    QFile file(pair.keyFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray key = file.readAll().trimmed();
    QVERIFY(key.startsWith("sk_standby_"));
    const QByteArray bots = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a);
    QVERIFY(pair.serves(pair.a));
    const quint16 port = pair.a.port();
    const QByteArray fields = "Host: a\r\nAuthorization: Bearer " + key + "\r\n\r\n";
    QCOMPARE(statusOf(port, upgradeRequest("/events?apiKey=" + key)), 401);
    QCOMPARE(statusOf(port, "GET /metrics HTTP/1.1\r\n" + fields), 401);
    QCOMPARE(statusOf(port, "GET /api/history HTTP/1.1\r\n" + fields), 401);
    QCOMPARE(statusOf(port, "GET /api/figures HTTP/1.1\r\n" + fields), 401);
    QCOMPARE(statusOf(port, "POST /images HTTP/1.1\r\nContent-Length: 2\r\n" + fields + "{}"), 401);
    QCOMPARE(statusOf(port, "GET /events?apiKey=" + key + " HTTP/1.1\r\nHost: a\r\n\r\n"), 401);
    QCOMPARE(statusOf(port, upgradeRequest("/standby?apiKey=" + bots)), 401);
    QCOMPARE(statusOf(port, upgradeRequest("/standby")), 401);
    QCOMPARE(statusOf(port, upgradeRequest("/standby?apiKey=" + key)), 400); // says no term
    QCOMPARE(statusOf(port, upgradeRequest("/standby?apiKey=" + key, "Sermo-Term: 1 host\r\n")),
             409); // two that host the same
    QCOMPARE(statusOf(port, upgradeRequest("/standby?apiKey=" + key, "Sermo-Term: 0 follower\r\n")),
             101);
}

void StandbyTest::tellsClientsWhereTheOtherOneIs()
{
    HostPair pair(m_directory->path(), u"offer"_s);
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a);
    QVERIFY(pair.serves(pair.a));
    Client bot(pair.a.events(key));
    const QJsonObject welcome = bot.take(u"welcome"_s);
    QCOMPARE(welcome.value("hosts"_L1), QJsonArray{pair.b.url()});
    QCOMPARE(welcome.value("term"_L1).toInt(), 1);
    Client customer(pair.a.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QJsonObject told = customer.take(u"welcome"_s);
    QCOMPARE(told.value("hosts"_L1), QJsonArray{pair.b.url()});
    QVERIFY(!told.contains("pins"_L1));
    // The chat's page may go there, and show the images from there.
    const QByteArray page
        = exchange(pair.a.port(), "GET /widget/app.html HTTP/1.1\r\nHost: a\r\n\r\n")
              .header("Content-Security-Policy");
    const QByteArray other = pair.b.url().toLatin1();
    QVERIFY(page.contains("img-src 'self' blob: " + other));
    QVERIFY(page.contains(' ' + other + ' ' + QByteArray(other).replace("http", "ws") + ';'));
}

void StandbyTest::tellsThemAnotherAddressWhereTheyHaveOne()
{
    HostPair pair(m_directory->path(), u"offer"_s);
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    pair.start(pair.a,
               {u"--standby-public"_s, u"https://spare.example.com"_s, u"--standby-pin"_s,
                QString(64, u'a')});
    QVERIFY(pair.serves(pair.a));
    Client bot(pair.a.events(key));
    const QJsonObject welcome = bot.take(u"welcome"_s);
    QCOMPARE(welcome.value("hosts"_L1), QJsonArray{u"https://spare.example.com"_s});
    QVERIFY(!welcome.contains("pins"_L1)); // that is not the certificate which stands there
}

void StandbyTest::isNotServedOrChangedAsIfItWereAlone()
{
    HostPair pair(m_directory->path(), u"offer"_s);
    pair.start(pair.a);
    pair.start(pair.b);
    QVERIFY(pair.isInStep(pair.a));
    // By the one that serves, and with the other one by then.
    const QByteArray key = createKey(pair.a.data(), u"bot"_s, u"bot"_s);
    QVERIFY(key.startsWith("sk_bot_"));
    const QStringList create{u"key"_s,    u"create"_s, u"--data"_s, pair.b.data(),
                             u"--role"_s, u"bot"_s,    u"--name"_s, u"x"_s};
    const Ran refused = run(create);
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.err.contains("stands by"));
    QCOMPARE(standby(pair.a, u"end"_s).code, 1); // it runs
    pair.a.signal(SIGTERM);
    QCOMPARE(pair.a.finish(), 0);
    pair.b.signal(SIGTERM);
    QCOMPARE(pair.b.finish(), 0);
    QCOMPARE(run(create).code, 1);
    QCOMPARE(run({u"erase"_s, u"--data"_s, pair.a.data(), u"--user"_s, u"u"_s}).code, 1);
    const Ran alone
        = run({u"serve"_s, u"--data"_s, pair.a.data(), u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(alone.code, 1);
    QVERIFY(alone.err.contains("one of two hosts"));
    QCOMPARE(standby(pair.a, u"end"_s).code, 0);
    Running again(pair.a.data());
    QCOMPARE(again.health(), 200);
    Client bot(again.events(key));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
}

void StandbyTest::refusesWhatDoesNotGoTogether_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("both") << QStringList{u"--standby-of"_s, u"http://127.0.0.1:1"_s,
                                         u"--standby-at"_s, u"http://127.0.0.1:1"_s};
    QTest::newRow("no key") << QStringList{u"--standby-of"_s, u"http://127.0.0.1:1"_s};
    QTest::newRow("a key alone") << QStringList{u"--standby-key"_s, u"f"_s};
    const QStringList good{u"--standby-key"_s, u"f"_s, u"--standby-of"_s};
    QTest::newRow("in the clear") << good + QStringList{u"http://desk.example.com:8080"_s};
    QTest::newRow("no address") << good + QStringList{u"desk.example.com"_s};
    const QStringList whole = good + QStringList{u"http://127.0.0.1:1"_s};
    QTest::newRow("no time") << whole + QStringList{u"--standby-after"_s, u"1"_s};
    QTest::newRow("no such word") << whole + QStringList{u"--standby-does"_s, u"nothing"_s};
    QTest::newRow("no public address")
        << whole + QStringList{u"--standby-public"_s, u"spare.example.com"_s};
    QTest::newRow("a public address alone")
        << QStringList{u"--standby-public"_s, u"https://spare.example.com"_s};
    QTest::newRow("no fingerprint") << whole + QStringList{u"--standby-pin"_s, u"AB:CD"_s};
}

void StandbyTest::refusesWhatDoesNotGoTogether()
{
    QFETCH(QStringList, words);
    const Ran ran = run(QStringList{u"serve"_s, u"--data"_s, m_directory->path()} + words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.err.count('\n'), 1);
}

QTEST_GUILESS_MAIN(StandbyTest)
#include "tst_standby.moc"
