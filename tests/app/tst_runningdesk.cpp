// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/memory.h"
#include "app/desk/runningdesk.h"
#include "broker/server/socketpath.h"
#include "tests/app/ownhome.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QSettings>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

constexpr auto Long = 30s;
constexpr auto Short = 200ms;

const QString Link = u"sermo://join?at=http%3A%2F%2F10.0.0.5%3A1&key=sk_a&agent=bea&name=Bea%20B"_s;
const QString Other = u"sermo://join?at=http%3A%2F%2F10.0.0.6%3A1&key=sk_b&agent=bea"_s;
const QString Standby = u"sermo://stand-by?at=http%3A%2F%2F10.0.0.5%3A1&key=sk_standby_k"_s;

DeskOptions hosting(const QString &directory)
{
    DeskOptions options;
    options.dataDir = directory;
    return options;
}

DeskOptions joined(const QString &directory, const QString &agent, const QString &key)
{
    DeskOptions options = hosting(directory);
    options.join = DeskOptions::Join{QUrl(u"http://10.0.0.5:1"_s), key, {}};
    options.agentId = agent;
    return options;
}

DeskOptions opened(const QString &link)
{
    return optionsOfLink(link).value_or(DeskOptions());
}

//! What a second start comes to, in a thread of its own since it waits there.
std::optional<EarlyExit> secondStart(const DeskOptions &given, std::chrono::milliseconds patience)
{
    std::optional<EarlyExit> exit;
    std::unique_ptr<QThread> thread(QThread::create([&] {
        RunningDesk second(patience);
        if (const auto ours = second.claim(given); !ours)
            exit = ours.error();
    }));
    thread->start();
    if (!QTest::qWaitFor([&] { return thread->isFinished(); }, 60'000))
        qFatal("the second start does not end");
    return exit;
}

QStringList filesIn(const QString &directory)
{
    return QDir(directory).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
}

} // namespace

//! Who is the desk, and what another start of it comes to: two of them in one process, the lock and
//! the socket between them as ever.
class RunningDeskTest : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void init();
    void aSecondStartHandsItsLinkOver_data();
    void aSecondStartHandsItsLinkOver();
    void onlyWhatWritesTheSameFilesIsOneDesk_data();
    void onlyWhatWritesTheSameFilesIsOneDesk();
    void aLinkGoesToTheDeskThatItWouldLeave();
    void whatACrashLeftIsInNobodysWay();
    void nothingIsWrittenWhereTheOneThatRunsDoesNotAnswer_data();
    void nothingIsWrittenWhereTheOneThatRunsDoesNotAnswer();
    void waitsForADeskThatIsEnding();
    void badWordsAreRefused_data();
    void badWordsAreRefused();
    void whatIsNoLongerItsDeskIsLetGo();
    void oneThatServesSaysThatAnotherIsThere();
    void isForItsOwnerAloneHoweverLongTheName();
    void leavesNoDirectoryThatNothingCameInto();
    void goesOnWhereNothingCanBeWritten();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void RunningDeskTest::initMain()
{
    useOwnHome();
}

void RunningDeskTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QSettings().clear();
}

void RunningDeskTest::aSecondStartHandsItsLinkOver_data()
{
    QTest::addColumn<DeskOptions>("given");
    QTest::addColumn<QString>("invitation");
    QTest::addColumn<QString>("standbyLink");
    const DeskOptions here = hosting({});
    QTest::newRow("nothing") << here << QString() << QString();
    QTest::newRow("an invitation") << opened(Link) << Link << QString();
    QTest::newRow("a link to stand by") << opened(Standby) << QString() << Standby;
    DeskOptions renamed = opened(Other);
    renamed.agentName = u"Bea Ö"_s;
    QTest::newRow("an invitation, and a name beside it")
        << renamed << QString(Other + u"&name=Bea%20%C3%96"_s) << QString();
}

void RunningDeskTest::aSecondStartHandsItsLinkOver()
{
    QFETCH(const DeskOptions, given);
    QFETCH(const QString, invitation);
    QFETCH(const QString, standbyLink);
    RunningDesk first(Long);
    QVERIFY(first.claim({}));
    std::vector<DeskOptions> taken;
    first.serve({}, [&taken](const DeskOptions &handed) {
        taken.push_back(handed);
        return true;
    });
    const auto second = secondStart(given, Long);
    QVERIFY(second);
    QCOMPARE(second->code, 0);
    QCOMPARE(second->text, QString());
    QCOMPARE(taken.size(), 1U);
    QCOMPARE(taken.front().invitation, invitation);
    QCOMPARE(taken.front().join.has_value(), !invitation.isEmpty());
    QCOMPARE(taken.front().standbyLink, standbyLink);
}

void RunningDeskTest::onlyWhatWritesTheSameFilesIsOneDesk_data()
{
    QTest::addColumn<DeskOptions>("one");
    QTest::addColumn<DeskOptions>("other");
    QTest::addColumn<bool>("isSame");
    const auto row = [](const char *name, const DeskOptions &one, const DeskOptions &other,
                        bool isSame) { QTest::newRow(name) << one << other << isSame; };
    const QString a = u"a"_s, b = u"b"_s, bea = u"bea"_s, cia = u"cia"_s, key = u"sk_1"_s;
    DeskOptions elsewhere = hosting(a);
    elsewhere.listen = Endpoint{QHostAddress::LocalHost, 0};
    elsewhere.agentId = cia;
    DeskOptions demonstration = hosting(a);
    demonstration.demoSpeed = 1;
    DeskOptions standing = joined(a, bea, key); // as its options are when it is found to be one
    standing.standing = Standing();
    standing.standing->deskKey = key;
    DeskOptions invited = opened(Link);
    invited.dataDir = a;
    row("hosting in one directory", hosting(a), elsewhere, true);
    row("hosting in one directory by another name", hosting(a), hosting(u"./b/../a/"_s), true);
    row("hosting in two", hosting(a), hosting(b), false);
    row("a host that is one of two", hosting(a), standing, true);
    row("hosting and joining", hosting(a), joined(a, bea, key), false);
    row("joining twice", joined(a, bea, key), joined(a, bea, key), true);
    row("joining as two agents", joined(a, bea, key), joined(a, cia, key), false);
    row("joining by two keys", joined(a, bea, key), joined(a, bea, u"sk_2"_s), false);
    row("joining with two directories", joined(a, bea, key), joined(b, bea, key), false);
    row("joining by options and by a link", joined(a, bea, u"sk_a"_s), invited, true);
    row("hosting and a link for another directory", hosting(b), invited, false);
    row("hosting and a demonstration", hosting(a), demonstration, false);
    row("two demonstrations", demonstration, demonstration, false);
}

void RunningDeskTest::onlyWhatWritesTheSameFilesIsOneDesk()
{
    QFETCH(DeskOptions, one);
    QFETCH(DeskOptions, other);
    QFETCH(const bool, isSame);
    for (DeskOptions *each : {&one, &other})
        each->dataDir = in(each->dataDir);
    RunningDesk first(Long);
    QVERIFY(first.claim(one));
    int taken = 0;
    first.serve(one, [&taken](const DeskOptions &) { return ++taken > 0; });
    const auto second = secondStart(other, Long);
    QCOMPARE(second.has_value(), isSame);
    QCOMPARE(taken, isSame ? 1 : 0);
}

//! Which is the one that begins without a word, as its settings and its invitation say.
void RunningDeskTest::aLinkGoesToTheDeskThatItWouldLeave()
{
    DeskOptions remembered = hosting(in(u"kept"_s));
    remembered.agentId = u"anna"_s;
    Memory().keep(remembered);
    QVERIFY(QDir().mkpath(remembered.dataDir));
    RunningDesk first(Long);
    QVERIFY(first.claim(remembered));
    QStringList taken;
    first.serve(remembered, [&taken](const DeskOptions &handed) {
        taken += handed.invitation;
        return true;
    });
    QVERIFY(secondStart(opened(Link), Long));
    QCOMPARE(taken, QStringList{Link});
    // The one that asks whether to leave it is that desk, too, until it has been answered.
    first.serve(hosting(in(u"elsewhere"_s)), {});
    RunningDesk asking(Long);
    QVERIFY(asking.claim(opened(Link)));
    asking.serve(opened(Link), [&taken](const DeskOptions &handed) {
        taken += handed.invitation;
        return true;
    });
    QVERIFY(secondStart(hosting(in(u"kept"_s)), Long));
    QCOMPARE(taken, (QStringList{Link, QString()}));
}

void RunningDeskTest::whatACrashLeftIsInNobodysWay()
{
    {
        QVERIFY(QDir().mkpath(in(u"a"_s)));
        // A socket that nobody listens at, and a lock of a process that there is no more.
        QLocalServer killed;
        QVERIFY(killed.listen(in(u"a/once"_s)));
        QVERIFY(QFile::rename(in(u"a/once"_s), in(u"a/desk.socket"_s)));
        QFile lock(in(u"a/desk.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("2147483646\nsermo-desk\n" + QSysInfo::machineHostName().toUtf8() + '\n');
    }
    RunningDesk next(Short);
    QVERIFY(next.claim(hosting(in(u"a"_s))));
    int taken = 0;
    next.serve(hosting(in(u"a"_s)), [&taken](const DeskOptions &) { return ++taken > 0; });
    QVERIFY(secondStart(hosting(in(u"a"_s)), Long));
    QCOMPARE(taken, 1);
}

void RunningDeskTest::nothingIsWrittenWhereTheOneThatRunsDoesNotAnswer_data()
{
    QTest::addColumn<bool>("listens");
    QTest::newRow("it does not listen") << false;
    QTest::newRow("it listens, and hangs") << true;
}

void RunningDeskTest::nothingIsWrittenWhereTheOneThatRunsDoesNotAnswer()
{
    QFETCH(const bool, listens);
    const QString folder = in(u"a"_s);
    QVERIFY(QDir().mkpath(folder));
    QLockFile lock(folder + u"/desk.lock"_s);
    QVERIFY(lock.tryLock());
    QLocalServer hangs; // connected by the kernel, and greeted by nobody
    const server::SocketPath path(folder, u"desk.socket"_s);
    if (listens)
        QVERIFY(hangs.listen(path.path()));
    const QStringList before = filesIn(folder);
    const auto second = secondStart(hosting(folder), Short);
    QVERIFY(second);
    QCOMPARE(second->code, 1);
    QVERIFY2(second->text.startsWith(u"sermo-desk: this desk is open already (process %1"_s.arg(
                 QCoreApplication::applicationPid())),
             qPrintable(second->text));
    QCOMPARE(second->text.count(u'\n'), 1);
    QCOMPARE(filesIn(folder), before);
}

//! Its successor is the desk then, and asks nobody.
void RunningDeskTest::waitsForADeskThatIsEnding()
{
    auto first = std::make_unique<RunningDesk>(Long);
    QVERIFY(first->claim(hosting(in(u"a"_s))));
    int asked = 0;
    first->serve(hosting(in(u"a"_s)), [&](const DeskOptions &) {
        if (++asked == 2)
            QMetaObject::invokeMethod(
                this, [&first] { first.reset(); }, Qt::QueuedConnection);
        return false;
    });
    QVERIFY(!secondStart(hosting(in(u"a"_s)), Long));
    QVERIFY(asked >= 2);
}

void RunningDeskTest::badWordsAreRefused_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("too many") << QByteArray(100'000, 'x');
    QTest::newRow("too many for a link") << "sermo://join?at=" + QByteArray(8000, 'x') + '\n';
    QTest::newRow("no link") << "hello\n"_ba;
    QTest::newRow("an option") << "--version\n"_ba;
    QTest::newRow("a link that is cut") << "sermo://join?at=https%3A%2F%2F10.0.0.5\n"_ba;
    QTest::newRow("no text") << "sermo://join?\xff\xfe\n"_ba;
    QTest::newRow("nothing, and an end of it") << "\0\n"_ba;
    QTest::newRow("something around a link") << "look: " + Link.toLatin1() + '\n';
    QTest::newRow("a colleague's key to stand by with")
        << "sermo://stand-by?at=http%3A%2F%2Fa%3A1&key=sk_agent_1\n"_ba;
}

void RunningDeskTest::badWordsAreRefused()
{
    QFETCH(const QByteArray, words);
    RunningDesk first(Long);
    QVERIFY(first.claim(hosting(in(u"a"_s))));
    int taken = 0;
    first.serve(hosting(in(u"a"_s)), [&taken](const DeskOptions &) { return ++taken > 0; });
    QLocalSocket stranger;
    stranger.connectToServer(in(u"a/desk.socket"_s));
    QTRY_VERIFY(stranger.canReadLine());
    QCOMPARE(stranger.readLine(), "sermo-desk\n");
    stranger.write(words);
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(stranger.readAll(), "");
    QCOMPARE(taken, 0);
    QVERIFY(secondStart(hosting(in(u"a"_s)), Long)); // it hears who comes next
    QCOMPARE(taken, 1);
}

void RunningDeskTest::whatIsNoLongerItsDeskIsLetGo()
{
    const DeskOptions before = hosting(in(u"a"_s));
    const DeskOptions after = joined(in(u"a"_s), u"bea"_s, u"sk_1"_s);
    RunningDesk first(Long);
    const auto take = [](const DeskOptions &) { return true; };
    QVERIFY(first.claim(before));
    first.serve(before, take);
    QVERIFY(first.claim(after));
    QVERIFY(secondStart(before, Long)); // it may go on as it was yet
    first.serve(after, take);
    QVERIFY(secondStart(after, Long));
    QVERIFY(!secondStart(before, Long));
}

//! Its user has chosen a team for which another window is open.
void RunningDeskTest::oneThatServesSaysThatAnotherIsThere()
{
    const DeskOptions here = hosting(in(u"a"_s));
    const DeskOptions there = joined(in(u"a"_s), u"bea"_s, u"sk_1"_s);
    RunningDesk other(Long);
    QVERIFY(other.claim(there));
    other.serve(there, [](const DeskOptions &) { return true; });
    std::optional<EarlyExit> exit;
    const auto chooses = [&] {
        RunningDesk desk(Long);
        (void)desk.claim(here);
        desk.serve(here, [](const DeskOptions &) { return true; });
        if (const auto ours = desk.claim(there); !ours)
            exit = ours.error();
    };
    std::unique_ptr<QThread> thread(QThread::create(chooses));
    thread->start();
    QVERIFY(QTest::qWaitFor([&] { return thread->isFinished(); }, 60'000));
    QVERIFY(exit);
    QCOMPARE(exit->code, 1);
    QVERIFY2(exit->text.contains(u"another window"_s), qPrintable(exit->text));
}

void RunningDeskTest::isForItsOwnerAloneHoweverLongTheName()
{
    const QString folder = in(QString(200, u'l') + u'/' + QString(200, u'l'));
    const DeskOptions options = joined(folder, u"bea"_s, u"sk_1"_s);
    QVERIFY(QDir().mkpath(QFileInfo(folder).path()));
    RunningDesk first(Long);
    QVERIFY(first.claim(options));
    first.serve(options, [](const DeskOptions &) { return true; });
    const QString socket = QDir(folder).entryList({u"*.socket"_s}, QDir::System).value(0);
    QVERIFY(!socket.isEmpty());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(folder + u'/' + socket) & others));
    const auto second = secondStart(options, Long);
    QVERIFY(second);
    QCOMPARE(second->code, 0);
}

//! As after a wrong call.
void RunningDeskTest::leavesNoDirectoryThatNothingCameInto()
{
    {
        RunningDesk first;
        QVERIFY(first.claim(hosting(in(u"a"_s))));
        QVERIFY(QFileInfo(in(u"a"_s)).isDir());
    }
    QVERIFY(!QFileInfo::exists(in(u"a"_s)));
    QVERIFY(QDir().mkpath(in(u"b"_s)));
    {
        RunningDesk first;
        QVERIFY(first.claim(hosting(in(u"b"_s))));
    }
    QVERIFY(QFileInfo(in(u"b"_s)).isDir());
    QCOMPARE(filesIn(in(u"b"_s)), QStringList());
}

//! What stands in the way is told by who wants to write there.
void RunningDeskTest::goesOnWhereNothingCanBeWritten()
{
    QFile file(in(u"a"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    RunningDesk first(Short);
    QVERIFY(first.claim(hosting(in(u"a"_s))));
    first.serve(hosting(in(u"a"_s)), [](const DeskOptions &) { return true; });
}

QTEST_GUILESS_MAIN(RunningDeskTest)

#include "tst_runningdesk.moc"
