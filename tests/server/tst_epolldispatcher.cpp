// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/epolldispatcher.h"
#include "tests/server/house.h"

#include <QProcess>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sermo::server;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

//! Two ends of a connection, without anything of Qt.
class Pair
{
public:
    Pair() { (void)::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, m_ends); }
    ~Pair()
    {
        closeOurs();
        closeTheirs();
    }
    Q_DISABLE_COPY_MOVE(Pair)

    [[nodiscard]] int ours() const { return m_ends[0]; }
    void say(const QByteArray &bytes) const
    {
        (void)!::write(m_ends[1], bytes.data(), bytes.size());
    }
    [[nodiscard]] QByteArray hear() const
    {
        QByteArray bytes(64, 0);
        bytes.resize(std::max<qsizetype>(0, ::read(m_ends[0], bytes.data(), 64)));
        return bytes;
    }
    void closeOurs() { close(m_ends[0]); }
    void closeTheirs() { close(m_ends[1]); }

private:
    static void close(int &fd)
    {
        if (const int open = std::exchange(fd, -1); open >= 0)
            ::close(open);
    }
    int m_ends[2]{-1, -1};
};

} // namespace

//! The whole of this test runs in a loop of this kind: main() below.
class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void isTheLoopOfThisTest();
    void hearsAndHoldsItsTongue();
    void tellsOfAnEndOfTheOtherSide();
    void sleepsWhileNothingHappens();
    void letsTimersAndSocketsTakeTurns();
    void leavesSocketsAloneWhenAskedTo();
    void survivesANotifierDeletedByTheOneBeforeIt();
    void doesNotTakeANewSocketForTheOldOneOfItsNumber();
    void watchesADescriptorAgainThatWasClosedBeneathIt();
    void writesMoreThanASocketTakesAtOnce();
    void readsAPlainFile();
    void runsProcesses();
    void carriesABroker();
    void standsAsideWithoutDescriptors();
};

void EpollDispatcherTest::isTheLoopOfThisTest()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
}

void EpollDispatcherTest::hearsAndHoldsItsTongue()
{
    const Pair pair;
    QSocketNotifier notifier(pair.ours(), QSocketNotifier::Read);
    QByteArray heard;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { heard += pair.hear(); });
    pair.say("a");
    QTRY_COMPARE(heard, "a");
    notifier.setEnabled(false);
    pair.say("b");
    QCoreApplication::processEvents();
    QCOMPARE(heard, "a");
    notifier.setEnabled(true);
    QTRY_COMPARE(heard, "ab");
}

void EpollDispatcherTest::tellsOfAnEndOfTheOtherSide()
{
    Pair pair;
    QSocketNotifier notifier(pair.ours(), QSocketNotifier::Read);
    bool ended = false;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        ended = pair.hear().isEmpty();
        notifier.setEnabled(false);
    });
    pair.closeTheirs();
    QTRY_VERIFY(ended);
}

void EpollDispatcherTest::sleepsWhileNothingHappens()
{
    const Pair pair; // watched for writing once, and for reading all the time
    QSocketNotifier reading(pair.ours(), QSocketNotifier::Read);
    QSocketNotifier writing(pair.ours(), QSocketNotifier::Write);
    connect(&writing, &QSocketNotifier::activated, this, [&] { writing.setEnabled(false); });
    QTRY_VERIFY(!writing.isEnabled());
    int rounds = 0;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &reading,
            [&rounds] { ++rounds; });
    QEventLoop loop;
    QTimer::singleShot(100ms, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY2(rounds < 20, QByteArray::number(rounds).constData());
}

void EpollDispatcherTest::letsTimersAndSocketsTakeTurns()
{
    const Pair pair;
    QSocketNotifier notifier(pair.ours(), QSocketNotifier::Write); // always ready
    int written = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&written] { ++written; });
    QTimer timer;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&fired] { ++fired; });
    timer.start(0);
    for (int round = 0; round < 100; ++round)
        QCoreApplication::processEvents();
    QVERIFY(written >= 50);
    QVERIFY(fired >= 50);
}

void EpollDispatcherTest::leavesSocketsAloneWhenAskedTo()
{
    const Pair pair;
    QSocketNotifier notifier(pair.ours(), QSocketNotifier::Read);
    QByteArray heard;
    connect(&notifier, &QSocketNotifier::activated, this, [&] { heard += pair.hear(); });
    pair.say("a");
    bool fired = false;
    QTimer::singleShot(0, this, [&fired] { fired = true; });
    while (!fired)
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
    QVERIFY(heard.isEmpty());
    QTRY_COMPARE(heard, "a");
}

void EpollDispatcherTest::survivesANotifierDeletedByTheOneBeforeIt()
{
    const Pair first;
    const Pair second;
    auto one = std::make_unique<QSocketNotifier>(first.ours(), QSocketNotifier::Read);
    auto other = std::make_unique<QSocketNotifier>(second.ours(), QSocketNotifier::Read);
    int told = 0;
    connect(one.get(), &QSocketNotifier::activated, this, [&] {
        ++told;
        other.reset();
        (void)first.hear();
    });
    connect(other.get(), &QSocketNotifier::activated, this, [&] {
        ++told;
        one.reset();
        (void)second.hear();
    });
    first.say("a");
    second.say("a"); // both are ready in one round, whichever comes first
    QTRY_COMPARE(told, 1);
    for (int round = 0; round < 10; ++round)
        QCoreApplication::processEvents();
    QCOMPARE(told, 1);
}

void EpollDispatcherTest::doesNotTakeANewSocketForTheOldOneOfItsNumber()
{
    Pair first;
    Pair second;
    Pair fresh;
    std::unique_ptr<QSocketNotifier> renewed;
    int wrong = 0;
    const auto replace = [&](std::unique_ptr<QSocketNotifier> &notifier, Pair &pair) {
        const int number = pair.ours();
        notifier.reset();
        pair.closeOurs();
        QCOMPARE(::dup2(fresh.ours(), number), number); // nothing to be read there
        renewed = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        connect(renewed.get(), &QSocketNotifier::activated, this, [&wrong] { ++wrong; });
    };
    auto one = std::make_unique<QSocketNotifier>(first.ours(), QSocketNotifier::Read);
    auto other = std::make_unique<QSocketNotifier>(second.ours(), QSocketNotifier::Read);
    connect(one.get(), &QSocketNotifier::activated, this, [&] {
        (void)first.hear();
        if (other && !renewed)
            replace(other, second);
    });
    connect(other.get(), &QSocketNotifier::activated, this, [&] {
        (void)second.hear();
        if (one && !renewed)
            replace(one, first);
    });
    first.say("a");
    second.say("a");
    QTRY_VERIFY(renewed);
    for (int round = 0; round < 10; ++round)
        QCoreApplication::processEvents();
    QCOMPARE(wrong, 0);
    const int number = static_cast<int>(renewed->socket());
    renewed.reset();
    ::close(number);
}

void EpollDispatcherTest::watchesADescriptorAgainThatWasClosedBeneathIt()
{
    Pair pair;
    const Pair other;
    const int number = pair.ours();
    QSocketNotifier reading(number, QSocketNotifier::Read);
    int told = 0;
    connect(&reading, &QSocketNotifier::activated, this, [&] {
        ++told;
        reading.setEnabled(false);
    });
    QCoreApplication::processEvents(); // the kernel knows of it
    pair.closeOurs(); // and forgets it, unasked
    QCOMPARE(::dup2(other.ours(), number), number);
    QSocketNotifier writing(number, QSocketNotifier::Write);
    int written = 0;
    connect(&writing, &QSocketNotifier::activated, this, [&] {
        ++written;
        writing.setEnabled(false);
    });
    QTRY_COMPARE(written, 1);
    writing.setEnabled(false);
    QSocketNotifier exception(number, QSocketNotifier::Exception); // another change to be told
    QCoreApplication::processEvents();
    other.say("a");
    QTRY_COMPARE(told, 1);
    exception.setEnabled(false);
    ::close(number);
}

void EpollDispatcherTest::writesMoreThanASocketTakesAtOnce()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(server.serverAddress(), server.serverPort());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *accepted = server.nextPendingConnection();
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QByteArray all;
    for (int i = 0; all.size() < 16 * 1024 * 1024; ++i)
        all += QByteArray::number(i) + ' ';
    client.write(all);
    QByteArray came;
    connect(accepted, &QTcpSocket::readyRead, this, [&] { came += accepted->readAll(); });
    QTRY_COMPARE_WITH_TIMEOUT(came.size(), all.size(), 30'000);
    QVERIFY(came == all);
}

void EpollDispatcherTest::readsAPlainFile()
{
    QTemporaryFile file; // which epoll does not take
    QVERIFY(file.open());
    QVERIFY(file.write("abc") == 3 && file.seek(0));
    QSocketNotifier notifier(file.handle(), QSocketNotifier::Read);
    int told = 0;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        if (++told == 3)
            notifier.setEnabled(false);
    });
    QTRY_COMPARE(told, 3);
    for (int round = 0; round < 10; ++round)
        QCoreApplication::processEvents();
    QCOMPARE(told, 3);
}

void EpollDispatcherTest::runsProcesses()
{
    QProcess process;
    process.start(u"/bin/sh"_s, {u"-c"_s, u"read line; echo $line; exit 3"_s});
    process.write("hello\n");
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.readAllStandardOutput(), "hello\n");
    QCOMPARE(process.exitCode(), 3);
}

void EpollDispatcherTest::carriesABroker()
{
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    std::vector<std::unique_ptr<Client>> customers;
    for (int i = 0; i < 50; ++i) {
        customers.push_back(std::make_unique<Client>(house.chat()));
        customers.back()->send(QJsonObject{{u"type"_s, u"start"_s},
                                           {u"direction"_s, u"inbound"_s},
                                           {u"userId"_s, u"u%1"_s.arg(i)},
                                           {u"params"_s, QJsonObject()}});
    }
    for (const auto &customer : customers)
        QVERIFY(!customer->take(u"welcome"_s).isEmpty());
    for (int i = 0; i < 50; ++i)
        QVERIFY(!anna.take(u"start"_s).isEmpty());
    for (const auto &customer : customers)
        customer->hangUp();
    QVERIFY(house.stop());
}

void EpollDispatcherTest::standsAsideWithoutDescriptors()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit none{3, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    const auto dispatcher = EpollDispatcher::create();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    QVERIFY(!dispatcher);
    QVERIFY(EpollDispatcher::create());
}

int main(int argc, char *argv[])
{
    EpollDispatcher::useIn(*QThread::currentThread());
    const QCoreApplication app(argc, argv);
    EpollDispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
