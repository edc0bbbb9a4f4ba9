// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "tests/store/blobsuite.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! What only images in a file can do: outlive the process, leave traces, rot.
class TestBlobFile : public BlobSuite
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void remembersInTheFile();
    void leavesNoTraceOfARemovedImageInTheFile();
    void findsRottenBits();
};

void TestBlobFile::initTestCase_data()
{
    QTest::addColumn<QString>("place");
    QTest::newRow("in SQLite") << u"SQLite"_s;
}

void TestBlobFile::remembersInTheFile()
{
    QVERIFY(save(record(u"a"_s), Somebody));
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(LogProbe(*m_case.log).open());
    QCOMPARE(read(u"a"_s).bytes, bytesOf(u"a"_s));
    QCOMPARE(imagesOf(Somebody), QStringList{u"a"_s});
}

void TestBlobFile::leavesNoTraceOfARemovedImageInTheFile()
{
    const QByteArray trace = "traces of a customer ";
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), trace.repeated(5000), Somebody, context, done);
    }));
    QVERIFY(remove(Somebody));
    QVERIFY(LogProbe(*m_case.log).close()); // and with it the write-ahead log
    QFile file(files::databaseIn(m_directory->path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(trace));
}

void TestBlobFile::findsRottenBits()
{
    const QByteArray marked = "a bit in here will rot";
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), marked.repeated(1000), Somebody, context, done);
    }));
    QVERIFY(LogProbe(*m_case.log).close());
    auto report = checkLog(m_directory->path());
    QVERIFY(report && report->isWhole());

    QFile file(files::databaseIn(m_directory->path()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 at = file.readAll().indexOf(marked);
    QVERIFY(at > 0);
    QVERIFY(file.seek(at) && file.write("A") == 1);
    file.close();
    report = checkLog(m_directory->path());
    QVERIFY(report);
    QCOMPARE(report->problems.size(), 1);
    QVERIFY(report->problems.first().contains("image a is damaged"_L1));
    QVERIFY(LogProbe(*m_case.log).open());
    QCOMPARE(read(u"a"_s).kind, BlobStore::Found::Kind::Failed); // not shown to anyone
}

QTEST_GUILESS_MAIN(TestBlobFile)
#include "tst_blobfile.moc"
