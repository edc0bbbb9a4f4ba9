// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasefiles.h"
#include "broker/store/sqlite.h"
#include "tests/app/brokerprocess.h"
#include "tests/support/promise.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

constexpr int SoonMs = 2000; //!< within which the broker must know and say so

//! How long the disk is away: a moment, and in `./dev soak` the ten seconds that are promised.
int troubleMs()
{
    return qEnvironmentVariableIntValue("SERMO_TROUBLE_MS");
}

QByteArray text(int number)
{
    return R"({"type":"text","direction":"outbound","userId":"u","text":"x","id":"t)"
        + QByteArray::number(number) + R"("})";
}

//! Runs in the child: what a root may write all the same is read-only for this one, and beyond its
//! file limit it gets an error, not a signal.
void becomeOrdinary()
{
    constexpr int DacOverride = 1; // CAP_DAC_OVERRIDE
    if (::geteuid() == 0)
        ::prctl(PR_CAPBSET_DROP, DacOverride, 0, 0, 0);
    std::signal(SIGXFSZ, SIG_IGN);
}

//! Something that takes the disk from a running broker, and gives it back.
class Trouble
{
public:
    Trouble() = default;
    Q_DISABLE_COPY_MOVE(Trouble)
    virtual ~Trouble() = default;
    virtual void prepare(const QString &) {}
    [[nodiscard]] virtual bool begin(const QString &data, qint64 process) = 0;
    virtual void end(const QString &data, qint64 process) = 0;
};

//! No file of the process may grow: what write() answers is an error as on a full disk.
class FileLimit final : public Trouble
{
public:
    bool begin(const QString &, qint64 process) override { return limit(process, 4096); }
    void end(const QString &, qint64 process) override { (void)limit(process, RLIM_INFINITY); }

private:
    static bool limit(qint64 process, rlim_t bytes)
    {
        const rlimit wanted{bytes, RLIM_INFINITY};
        return ::prlimit(static_cast<pid_t>(process), RLIMIT_FSIZE, &wanted, nullptr) == 0;
    }
};

//! Really full: a small disk of its own where mounting is allowed, filled by someone else.
class FullDisk final : public Trouble
{
public:
    ~FullDisk() override
    {
        if (m_isMounted)
            ::umount2(m_path.constData(), MNT_DETACH);
    }
    void prepare(const QString &data) override
    {
        m_path = data.toLocal8Bit();
        m_isMounted = ::mount("tmpfs", m_path.constData(), "tmpfs", 0, "size=16m,mode=0700") == 0;
    }
    bool begin(const QString &data, qint64 process) override
    {
        if (!m_isMounted)
            return m_instead.begin(data, process);
        QFile filling(data + u"/filling"_s);
        if (!filling.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        while (filling.write(QByteArray(4096, 'x')) == 4096) {}
        return true;
    }
    void end(const QString &data, qint64 process) override
    {
        if (m_isMounted)
            QFile::remove(data + u"/filling"_s);
        else
            m_instead.end(data, process);
    }

private:
    bool m_isMounted = false;
    QByteArray m_path;
    FileLimit m_instead;
};

//! Somebody else's program has the database in a transaction.
class Locked final : public Trouble
{
public:
    bool begin(const QString &data, qint64) override
    {
        using store::sqlite::Connection;
        auto opened
            = Connection::open(store::files::databaseIn(data), Connection::Access::ReadWrite);
        if (!opened)
            return false;
        m_connection.emplace(*std::move(opened));
        return m_connection->exec("BEGIN IMMEDIATE");
    }
    void end(const QString &, qint64) override { m_connection.reset(); }

private:
    std::optional<store::sqlite::Connection> m_connection;
};

class ReadOnly final : public Trouble
{
public:
    bool begin(const QString &data, qint64) override
    {
        return QFile::setPermissions(data, QFile::ReadOwner | QFile::ExeOwner);
    }
    void end(const QString &data, qint64) override
    {
        QFile::setPermissions(data, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
};

std::unique_ptr<Trouble> makeTrouble(const QString &name)
{
    if (name == "full"_L1)
        return std::make_unique<FullDisk>();
    if (name == "limit"_L1)
        return std::make_unique<FileLimit>();
    if (name == "locked"_L1)
        return std::make_unique<Locked>();
    return std::make_unique<ReadOnly>();
}

} // namespace

//! A disk that fails beneath a running broker: nothing is acknowledged, everyone is told, and when
//! it works again so does the broker, with all that it ever acknowledged.
class StorageTroubleTest : public QObject
{
    Q_OBJECT
private slots:
    void saysSoAndRecovers_data();
    void saysSoAndRecovers();
    void noticesWithoutBeingAskedToWrite_data();
    void noticesWithoutBeingAskedToWrite();
    void doesNotStartWhereItCannotWrite();
};

void StorageTroubleTest::saysSoAndRecovers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("the disk is full") << u"full"_s;
    QTest::newRow("a file cannot grow") << u"limit"_s;
    QTest::newRow("another process has the database locked") << u"locked"_s;
    QTest::newRow("the directory is read-only") << u"readonly"_s;
}

void StorageTroubleTest::saysSoAndRecovers()
{
    QFETCH(const QString, kind);
    const QTemporaryDir directory;
    const QString data = directory.filePath(u"data"_s);
    QVERIFY(QDir().mkpath(data));
    const auto trouble = makeTrouble(kind);
    trouble->prepare(data);
    const QByteArray key = createKey(data, u"agent"_s, u"anna"_s, u"anna"_s);
    const QByteArray botKey = createKey(data, u"bot"_s, u"bot"_s);
    Running broker(data, {}, 0, becomeOrdinary);
    Client bot(broker.events(botKey));
    Client anna(broker.events(key));
    QVERIFY(bot.isOpen() && anna.sync());
    bot.send(text(1));
    const qint64 first = bot.take(u"ack"_s).value("seq"_L1).toInteger();
    QVERIFY(first > 0);
    QCOMPARE(broker.health(), 200);

    QVERIFY(trouble->begin(data, broker.processId()));
    bot.send(text(2));
    QElapsedTimer since;
    since.start();
    const QJsonObject refused = bot.take(u"error"_s);
    QCOMPARE(refused.value("code"_L1), u"storage_unavailable"_s);
    QCOMPARE(refused.value("id"_L1), u"t2"_s);
    QCOMPARE(broker.health(), 503);
    const qint64 saidMs = since.elapsed();
    QVERIFY(saidMs < SoonMs);
    const QJsonObject told = anna.take(u"broker_state"_s);
    QCOMPARE(told.value("storage"_L1), u"failing"_s);
    QVERIFY(!told.value("why"_L1).toString().isEmpty());
    Client late(broker.events(key)); // who comes now is told too
    QCOMPARE(late.take(u"broker_state"_s).value("storage"_L1), u"failing"_s);
    bot.send(text(1)); // what is in the log is still answered
    QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInteger(), first);
    while (since.elapsed() < troubleMs()) { // nothing is taken for as long as it lasts
        bot.send(text(2));
        QCOMPARE(bot.take(u"error"_s).value("code"_L1), u"storage_unavailable"_s);
        QCOMPARE(broker.health(), 503);
    }

    trouble->end(data, broker.processId());
    QVERIFY(eventually([&] { return broker.health() == 200; }));
    QCOMPARE(anna.take(u"broker_state"_s).value("storage"_L1), u"ok"_s);
    bot.send(text(2));
    QCOMPARE(bot.take(u"ack"_s).value("seq"_L1).toInteger(), first + 1); // the refused left no gap
    broker.kill();
    QCOMPARE(broker.finish(), -1);
    QCOMPARE(run({u"check"_s, u"--data"_s, data}).code, 0);
    Running again(data);
    Client reader(again.events(key, u"&since=0"_s));
    QCOMPARE(reader.take(u"text"_s).value("id"_L1), u"t1"_s);
    QCOMPARE(reader.take(u"text"_s).value("id"_L1), u"t2"_s);
    keptPromise("storage fails: no acknowledgement, said within 2 s, recovers, nothing lost",
                u"%1, for %2 s"_s.arg(QString::fromLatin1(QTest::currentDataTag()))
                    .arg(std::max(1, troubleMs() / 1000)),
                u"said after %1 ms"_s.arg(saidMs));
}

void StorageTroubleTest::noticesWithoutBeingAskedToWrite_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("another process has the database locked") << u"locked"_s;
    QTest::newRow("the directory is read-only") << u"readonly"_s;
}

void StorageTroubleTest::noticesWithoutBeingAskedToWrite()
{
    QFETCH(const QString, kind);
    const QTemporaryDir directory;
    const QString data = directory.filePath(u"data"_s);
    QVERIFY(QDir().mkpath(data));
    const auto trouble = makeTrouble(kind);
    Running broker(data, {}, 0, becomeOrdinary);
    QCOMPARE(broker.health(), 200);
    QVERIFY(trouble->begin(data, broker.processId()));
    QElapsedTimer since;
    since.start();
    QVERIFY(eventually([&] { return broker.health() == 503; }));
    QVERIFY2(since.elapsed() < SoonMs, qPrintable(QString::number(since.elapsed())));
    trouble->end(data, broker.processId());
    QVERIFY(eventually([&] { return broker.health() == 200; }));
}

void StorageTroubleTest::doesNotStartWhereItCannotWrite()
{
    const QTemporaryDir directory;
    const QString data = directory.filePath(u"data"_s);
    QVERIFY(QDir().mkpath(data));
    ReadOnly trouble;
    QVERIFY(trouble.begin(data, 0));
    Running broker(data, {}, 0, becomeOrdinary);
    QCOMPARE(broker.finish(), 1);
    QCOMPARE(broker.out(), "");
    trouble.end(data, 0);
}

QTEST_GUILESS_MAIN(StorageTroubleTest)
#include "tst_storagetrouble.moc"
