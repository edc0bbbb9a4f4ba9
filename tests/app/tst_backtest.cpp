// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::test;

//! `sermo-broker backtest` from outside.
class TestBacktest : public QObject
{
    Q_OBJECT
private slots:
    void refusesAWrongCall_data();
    void refusesAWrongCall();
    void scoresAFileOfEvents();
    void playsTheDayUnderAnotherBound();
    void looksBackOnTheLogOfABrokerThatRuns();
    void saysWhichLineIsNoEvent();
    void saysThatThereIsNoLog();
};

namespace
{

Ran backtest(const QStringList &words)
{
    return run(QStringList{u"backtest"_s} + words);
}

QString written(const QTemporaryDir &directory, const QByteArray &lines)
{
    QFile file(directory.filePath(u"events.jsonl"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size())
        qFatal("cannot write a file of events");
    return file.fileName();
}

QByteArray line(const char *type, const char *direction, const QByteArray &more, int minute,
                int second = 0)
{
    return R"({"type":")" + QByteArray(type) + R"(","direction":")" + direction + R"(",)" + more
        + R"(,"receivedAt":"2026-01-02T10:)" + QByteArray::number(minute).rightJustified(2, '0')
        + ':' + QByteArray::number(second).rightJustified(2, '0') + ".000Z\"}\n";
}

QByteArray user(int number)
{
    return R"("userId":"u)" + QByteArray::number(number) + '"';
}

QByteArray text(int number, int minute, int second, const char *direction)
{
    return line("text", direction, user(number) + R"(,"text":"hm?")", minute, second);
}

//! What the table says in the row of that name: served, gave up, mean wait, ….
QByteArrayList cells(const QByteArray &out, const QByteArray &name)
{
    for (const QByteArray &row : out.split('\n')) {
        const QByteArrayList cells = row.split('|');
        if (cells.value(1).trimmed() == name)
            return cells.mid(2);
    }
    return {};
}

} // namespace

void TestBacktest::refusesAWrongCall_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing to look at") << QStringList();
    QTest::newRow("two things to look at")
        << QStringList{u"--data"_s, u"d"_s, u"--events"_s, u"e"_s};
    QTest::newRow("a bound that is no number")
        << QStringList{u"--data"_s, u"d"_s, u"--bound"_s, u"two"_s};
    QTest::newRow("a bound below zero") << QStringList{u"--data"_s, u"d"_s, u"--bound=-1"_s};
}

void TestBacktest::refusesAWrongCall()
{
    QFETCH(const QStringList, words);
    const Ran ran = backtest(words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.out.isEmpty());
}

void TestBacktest::scoresAFileOfEvents()
{
    QByteArray lines;
    for (int user = 0; user < 20; ++user) {
        lines += text(user, user, 0, "inbound");
        lines += text(user, user, 20, "outbound");
        lines += text(user, user, 50, "inbound");
    }
    const QTemporaryDir directory;
    const Ran ran = backtest({u"--events"_s, written(directory, lines), u"--bound"_s, u"1.5"_s});
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(ran.code, 0);
    // Two points before the agent's text, three before the answer, eleven after it.
    QVERIFY(ran.out.startsWith("320 points of 20 sessions, worked out of the texts; 31.2 % came"));
    QVERIFY(ran.out.contains("| five-fold by time |"));
    QVERIFY(ran.out.contains("| 90 to 100 % |"));
    QCOMPARE(ran.out.count("\n"), 2 + 7 + 1 + 12 + 2);
    QCOMPARE(backtest({u"--events"_s, written(directory, lines), u"--bound"_s, u"1.5"_s}).out,
             ran.out);
}

//! Three wait for one agent, who takes them one after the other; under a bound of 2 nobody waits,
//! under one of 0 as it was.
void TestBacktest::playsTheDayUnderAnotherBound()
{
    QByteArray lines
        = line("agent_status", "internal", R"("agentId":"anna","status":"available")", 0);
    for (int number = 0; number < 3; ++number)
        lines += line("start", "inbound", user(number) + R"(,"params":{})", 1);
    for (int number = 0; number < 3; ++number)
        lines += line("handover_to_queue", "internal", user(number) + R"(,"queueId":"general")", 1);
    for (int number = 0; number < 3; ++number) {
        const int minute = 2 + 10 * number;
        lines += line("claim_session", "internal", user(number) + R"(,"agentId":"anna")", minute);
        lines += text(number, minute, 30, "inbound");
        lines += line("end_session", "outbound", user(number), minute + 9);
    }
    const QTemporaryDir directory;
    const QString file = written(directory, lines);
    const auto under = [&](const QString &bound) {
        const Ran ran = backtest({u"--events"_s, file, u"--bound"_s, bound});
        return cells(ran.out, "under a bound of " + bound.toLatin1());
    };
    const Ran ran = backtest({u"--events"_s, file});
    QCOMPARE(ran.code, 0);
    QCOMPARE(cells(ran.out, "as it was").first(3),
             (QByteArrayList{" 3 ", " 0 ", " 660.0 s "})); // 1, 11 and 21 minutes
    QCOMPARE(cells(ran.out, "under a bound of 2"), under(u"2"_s)); // which is the usual one
    QCOMPARE(under(u"2"_s).first(2), (QByteArrayList{" 3 ", " 0 "}));
    QCOMPARE(under(u"2"_s).value(6), " 3 "); // most open
    QVERIFY(under(u"2"_s).value(2).trimmed().chopped(2).toDouble() < 5);
    QCOMPARE(under(u"0"_s).value(6), " 1 ");
    QVERIFY(under(u"0"_s).value(2).trimmed().chopped(2).toDouble() > 60);
}

void TestBacktest::looksBackOnTheLogOfABrokerThatRuns()
{
    const QTemporaryDir data;
    const QByteArray key = createKey(data.path(), u"agent"_s, u"anna"_s, u"anan01"_s);
    Running broker(data.path());
    Client anna(broker.events(key));
    QVERIFY(anna.isOpen());
    anna.send(
        R"({"type":"agent_status","direction":"internal","agentId":"anan01","status":"available"})");
    Client customer(broker.chat());
    QVERIFY(customer.isOpen());
    customer.send(R"({"type":"text","direction":"inbound","userId":"ada","text":"Hej"})");
    QCOMPARE(anna.take(u"claim_session"_s).value("reason"_L1), u"allocated"_s);

    const Ran ran = backtest({u"--data"_s, data.path(), u"--bound"_s, u"1.5"_s});
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains("of 1 sessions, worked out of the texts"));
    QCOMPARE(cells(ran.out, "as it was").first(2), (QByteArrayList{" 1 ", " 0 "}));
    QCOMPARE(cells(ran.out, "under a bound of 1.5").first(2), (QByteArrayList{" 1 ", " 0 "}));
    broker.terminate();
    QCOMPARE(broker.finish(), 0);
    QCOMPARE(backtest({u"--data"_s, data.path(), u"--bound"_s, u"1.5"_s}).code, 0);
}

void TestBacktest::saysWhichLineIsNoEvent()
{
    const QTemporaryDir directory;
    const Ran ran
        = backtest({u"--events"_s, written(directory, text(1, 0, 0, "inbound") + "hello\n")});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("line 2"));
    QCOMPARE(ran.err.count('\n'), 1);
}

void TestBacktest::saysThatThereIsNoLog()
{
    const QTemporaryDir directory;
    const Ran ran = backtest({u"--data"_s, directory.path()});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("there is no log here"));
}

QTEST_GUILESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
