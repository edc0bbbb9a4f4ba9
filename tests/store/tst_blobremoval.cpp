// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/blobsuite.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! The contract of BlobStore: which images go with a customer, and which stay.
class TestBlobRemoval : public BlobSuite
{
    Q_OBJECT

private slots:
    void removesACustomersImages_data();
    void removesACustomersImages();
    void leavesWhatWasUsedLater();
};

void TestBlobRemoval::removesACustomersImages_data()
{
    QTest::addColumn<bool>("isOwn");
    QTest::addColumn<int>("hisUse"); // -1: none
    QTest::addColumn<int>("othersUse");
    QTest::addColumn<bool>("stays");

    const int none = -1;
    const int named = int(ImageUse::Named);
    const int avatar = int(ImageUse::Avatar);
    QTest::newRow("what he uploaded goes") << true << none << none << false;
    QTest::newRow("what he uploaded and named goes") << true << named << none << false;
    QTest::newRow("what he uploaded goes even where another was sent it")
        << true << named << named << false;
    QTest::newRow("what only he was sent goes") << false << named << none << false;
    QTest::newRow("what another was sent, too, stays") << false << named << named << true;
    QTest::newRow("what is somebody's face stays") << false << named << avatar << true;
    QTest::newRow("an agent's face stays") << false << avatar << none << true;
    QTest::newRow("what he has nothing to do with stays") << false << none << none << true;
}

void TestBlobRemoval::removesACustomersImages()
{
    QFETCH(bool, isOwn);
    QFETCH(int, hisUse);
    QFETCH(int, othersUse);
    QFETCH(bool, stays);
    QVERIFY(save(record(u"a"_s), isOwn ? Somebody : Nobody));
    QVERIFY(save(record(u"b"_s), SomebodyElse));
    if (hisUse >= 0)
        QVERIFY(link(u"a"_s, Somebody, ImageUse(hisUse)));
    if (othersUse >= 0)
        QVERIFY(link(u"a"_s, SomebodyElse, ImageUse(othersUse)));

    QVERIFY(remove(Somebody));
    QCOMPARE(read(u"a"_s).kind,
             stays ? BlobStore::Found::Kind::Image : BlobStore::Found::Kind::Nothing);
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Image);
    QVERIFY(imagesOf(Somebody).isEmpty());
    const QList<ImageLink> links = contents().links;
    for (const ImageLink &link : links) {
        QVERIFY(link.user != Somebody);
        QVERIFY(stays || link.image != ImageId(u"a"_s));
    }
}

void TestBlobRemoval::leavesWhatWasUsedLater()
{
    QVERIFY(save(record(u"early"_s), Somebody));
    QVERIFY(save(record(u"again"_s)));
    QVERIFY(save(record(u"late"_s, 5000), Somebody));
    QVERIFY(link(u"again"_s, Somebody, ImageUse::Named, 2000));
    QVERIFY(link(u"again"_s, Somebody, ImageUse::Named, 5000));
    QVERIFY(remove(Somebody, 5000));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"again"_s, u"late"_s}));
    QCOMPARE(read(u"early"_s).kind, BlobStore::Found::Kind::Nothing);
}

QTEST_GUILESS_MAIN(TestBlobRemoval)
#include "tst_blobremoval.moc"
