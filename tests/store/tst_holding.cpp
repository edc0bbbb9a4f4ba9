// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/holdinglog.h"
#include "broker/store/holdingstores.h"
#include "tests/store/storefixture.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! What one of two hosts tells its broker: nothing that was not released. The contract of an
//! EventLog is held by tst_eventlog, where everything is at once.
class HoldingTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void tellsNothingBeforeItIsReleased();
    void tellsInTheOrderOfTheLog();
    void showsNoReaderWhatIsNotReleased();
    void holdsTheAnswerToARepeatedEvent();
    void holdsErasuresKeysAndImages();
    void opensWithAllThatIsThere();
    void closesAndLeavesTheDatabaseOpen();
    void tellsNobodyWhoIsGone();

private:
    void append(quint64 ticket, const QString &id)
    {
        m_log->append({request(ticket, u"customer:u1"_s, textOf(u"u1"_s, id))});
    }
    //! All that was asked is on the disk.
    [[nodiscard]] bool isStored(Seq changes)
    {
        return waitUntil([&] { return m_database->changes() >= changes; });
    }
    //! What waits in the event loop has had its turn.
    [[nodiscard]] bool settle()
    {
        bool isThere = false;
        m_database->load(&m_context, [&](const Credentials::Contents &) { isThere = true; });
        return waitUntil([&] { return isThere; });
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    test::FakeClock m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Holding> m_holding;
    std::unique_ptr<HoldingLog> m_log;
    std::unique_ptr<QObject> m_listener;
    QList<AppendOutcome> m_told;
    QObject m_context;
    Seq m_first = 0; //!< the last change before the test
};

void HoldingTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(m_directory->path(), m_clock, true);
    QSignalSpy opened(m_database.get(), &Database::opened);
    m_database->open();
    QVERIFY(waitUntil([&] { return opened.count() == 1; }));
    m_holding = std::make_unique<Holding>(*m_database);
    m_first = m_database->changes();
    m_holding->release(m_first);
    m_log = std::make_unique<HoldingLog>(*m_database, *m_holding);
    m_told.clear();
    connect(m_log.get(), &EventLog::appended, m_log.get(),
            [this](const QList<AppendOutcome> &outcomes) { m_told += outcomes; });
    QSignalSpy ready(m_log.get(), &EventLog::opened);
    m_log->open();
    QVERIFY(waitUntil([&] { return ready.count() == 1; }));
}

void HoldingTest::cleanup()
{
    m_log.reset();
    m_holding.reset();
    m_database.reset();
}

void HoldingTest::tellsNothingBeforeItIsReleased()
{
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 1) && settle());
    QCOMPARE(m_told.size(), 0);
    QCOMPARE(m_log->head(), 0u);
    m_holding->release(m_first + 1);
    QCOMPARE(m_told.size(), 1);
    QCOMPARE(m_log->head(), 1u);
}

void HoldingTest::tellsInTheOrderOfTheLog()
{
    for (quint64 i = 1; i <= 5; ++i) {
        append(i, QString::number(i));
        QVERIFY(isStored(m_first + i));
    }
    QVERIFY(settle());
    m_holding->release(m_first + 3);
    QCOMPARE(m_told.size(), 3);
    m_holding->release(m_first + 2); // less than before is nothing new
    QCOMPARE(m_told.size(), 3);
    m_holding->release(m_first + 9);
    append(6, u"6"_s); // released before it is stored
    QVERIFY(waitUntil([&] { return m_told.size() == 6; }));
    for (quint64 i = 0; i < 6; ++i) {
        QCOMPARE(m_told.at(qsizetype(i)).ticket, i + 1);
        QCOMPARE(m_told.at(qsizetype(i)).event.seq, i + 1);
    }
}

void HoldingTest::showsNoReaderWhatIsNotReleased()
{
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 1));
    append(2, u"b"_s);
    QVERIFY(isStored(m_first + 2) && settle());
    m_holding->release(m_first + 1);
    LogProbe probe(*m_log);
    const Page page = probe.page();
    QCOMPARE(seqs(page.events), QList<Seq>{1});
    QCOMPARE(page.head, 1u);
    m_holding->release(m_first + 2);
    QCOMPARE(seqs(probe.page().events), (QList<Seq>{1, 2}));
}

void HoldingTest::holdsTheAnswerToARepeatedEvent()
{
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 1));
    append(2, u"a"_s); // known, and its number is not to be told either
    QVERIFY(settle());
    QCOMPARE(m_told.size(), 0);
    m_holding->release(m_first + 1);
    QCOMPARE(m_told.size(), 2);
    QCOMPARE(m_told.at(1).kind, AppendOutcome::Kind::Known);
}

void HoldingTest::holdsErasuresKeysAndImages()
{
    HoldingCredentials credentials(*m_database, *m_holding);
    HoldingBlobs images(*m_database, *m_holding);
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 1));
    QStringList told;
    const auto note = [&told](const QString &what) {
        return [&told, what](bool ok) { told += ok ? what : u"failed"_s; };
    };
    credentials.saveKey({KeyName(u"k"_s), "hash", Role::Bot, {}, 1}, &m_context, note(u"key"_s));
    images.save({ImageId(u"i"_s), "image/png", 1, 1, u"key:k"_s, 1}, "bytes", {}, &m_context,
                note(u"image"_s));
    EraseRequest all;
    all.user = UserId(u"u1"_s);
    m_log->erase(all, &m_context, [&](const EraseOutcome &outcome) {
        told += outcome.erased == 1 ? u"erased"_s : u"failed"_s;
    });
    m_log->scrub(&m_context, note(u"scrubbed"_s));
    QVERIFY(settle() && settle());
    QCOMPARE(told, QStringList());
    m_holding->release(m_database->changes());
    QCOMPARE(told, (QStringList{u"key"_s, u"image"_s, u"erased"_s, u"scrubbed"_s}));
}

void HoldingTest::opensWithAllThatIsThere()
{
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 1));
    m_holding->release(m_first + 1);
    QTRY_COMPARE(m_database->head(), 1u); // told after the change that it is
    m_log = std::make_unique<HoldingLog>(*m_database, *m_holding);
    LogProbe probe(*m_log);
    QVERIFY(probe.open());
    QCOMPARE(m_log->head(), 1u);
    QCOMPARE(seqs(probe.all()), QList<Seq>{1});
}

void HoldingTest::closesAndLeavesTheDatabaseOpen()
{
    LogProbe probe(*m_log);
    QVERIFY(probe.close());
    QVERIFY(settle());
}

void HoldingTest::tellsNobodyWhoIsGone()
{
    bool isTold = false;
    {
        QObject context;
        HoldingCredentials credentials(*m_database, *m_holding);
        credentials.saveKey({KeyName(u"k"_s), "hash", Role::Bot, {}, 1}, &context,
                            [&isTold](bool) { isTold = true; });
        QVERIFY(isStored(m_first + 1) && settle());
    }
    append(1, u"a"_s);
    QVERIFY(isStored(m_first + 2) && settle());
    m_log.reset();
    m_holding->release(m_database->changes());
    QVERIFY(!isTold);
    QCOMPARE(m_told.size(), 0);
}

QTEST_GUILESS_MAIN(HoldingTest)
#include "tst_holding.moc"
