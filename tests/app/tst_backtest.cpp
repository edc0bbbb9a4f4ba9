// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! `sermo-broker backtest` from outside.
class TestBacktest : public QObject
{
    Q_OBJECT
private slots:
    void refusesAWrongCall_data();
    void refusesAWrongCall();
    void scoresAFileOfEvents();
    void saysWhichLineIsNoEvent();
    void saysThatThereIsNoLog();
};

namespace
{

struct Ran {
    int code = -1;
    QByteArray out, err;
};

Ran backtest(const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(SERMO_BROKER), QStringList{u"backtest"_s} + words);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QString written(const QTemporaryDir &directory, const QByteArray &lines)
{
    QFile file(directory.filePath(u"events.jsonl"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(lines) != lines.size())
        qFatal("cannot write a file of events");
    return file.fileName();
}

QByteArray text(int user, int minute, int second, const char *direction)
{
    return R"({"type":"text","direction":")" + QByteArray(direction) + R"(","userId":"u)"
        + QByteArray::number(user) + R"(","text":"hm?","receivedAt":"2026-01-02T10:)"
        + QByteArray::number(minute).rightJustified(2, '0') + ':'
        + QByteArray::number(second).rightJustified(2, '0') + ".000Z\"}\n";
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
