// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/blobsuite.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! The contract of BlobStore: what was saved is there, and whose it is.
class TestBlobStore : public BlobSuite
{
    Q_OBJECT

private slots:
    void givesBackWhatWasSaved();
    void keepsAnImageOfSeveralMegabytes();
    void knowsNothingOfAnImageItNeverHad();
    void listsWhatACustomerUploadedAndWasSent();
    void loadsAllButTheBytes();
    void linksNothingToAnImageThatIsNotThere();
    void keepsOddNamesApart();
    void saysWhenNothingWasSaved();
    void dropsTheAnswerOfADeadContext();
    void failsWhenItsLogIsNotOpen();
};

void TestBlobStore::givesBackWhatWasSaved()
{
    QVERIFY(save(record(u"a"_s, 1234)));
    const BlobStore::Found found = read(u"a"_s);
    QCOMPARE(found.kind, BlobStore::Found::Kind::Image);
    QCOMPARE(found.bytes, bytesOf(u"a"_s));
    QCOMPARE(found.record.id, ImageId(u"a"_s));
    QCOMPARE(found.record.type, "image/png");
    QCOMPARE(found.record.width, 640);
    QCOMPARE(found.record.height, 480);
    QCOMPARE(found.record.uploader, u"customer:u1"_s);
    QCOMPARE(found.record.createdMs, 1234);
}

void TestBlobStore::keepsAnImageOfSeveralMegabytes()
{
    const QByteArray large = bytesOf(u"large"_s, 1'500'000);
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), large, Nobody, context, done);
    }));
    QVERIFY(read(u"a"_s).bytes == large);
}

void TestBlobStore::knowsNothingOfAnImageItNeverHad()
{
    QVERIFY(save(record(u"a"_s)));
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(read(QString()).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(imagesOf(Somebody), QStringList());
}

void TestBlobStore::listsWhatACustomerUploadedAndWasSent()
{
    QVERIFY(save(record(u"own"_s, 3), Somebody));
    QVERIFY(save(record(u"sent"_s, 2)));
    QVERIFY(save(record(u"face"_s, 1)));
    QVERIFY(save(record(u"other"_s, 4), SomebodyElse));
    QVERIFY(link(u"sent"_s, Somebody));
    QVERIFY(link(u"sent"_s, Somebody)); // twice is once
    QVERIFY(link(u"own"_s, Somebody)); // named after it was uploaded
    QVERIFY(link(u"face"_s, Somebody, ImageUse::Avatar));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"sent"_s, u"own"_s}));
    QCOMPARE(imagesOf(SomebodyElse), QStringList{u"other"_s});
}

void TestBlobStore::loadsAllButTheBytes()
{
    QVERIFY(save(record(u"a"_s), Somebody));
    m_case.blobs->link({ImageId(u"a"_s), SomebodyElse, ImageUse::Named, 7}, this, [](bool) {});
    const BlobStore::Contents all = contents(); // with what was asked for just before
    QVERIFY(!all.failed);
    QCOMPARE(idsOf(all.images), QStringList{u"a"_s});
    QCOMPARE(all.links.size(), 2);
    for (const ImageLink &link : all.links) {
        const bool isUpload = link.user == Somebody;
        QCOMPARE(link.image, ImageId(u"a"_s));
        QCOMPARE(link.use, isUpload ? ImageUse::Uploaded : ImageUse::Named);
        QCOMPARE(link.usedMs, isUpload ? 1000 : 7);
    }
}

void TestBlobStore::linksNothingToAnImageThatIsNotThere()
{
    QVERIFY(link(u"a"_s, Somebody)); // no failure: it was never ours
    QVERIFY(contents().links.isEmpty());
    QVERIFY(save(record(u"a"_s)));
    QCOMPARE(imagesOf(Somebody), QStringList());
}

void TestBlobStore::keepsOddNamesApart()
{
    const QStringList names{u"a"_s, u"A"_s, u"a "_s, QString(u"a"_s + QChar(0xd800)),
                            QString(u"a"_s + QChar(u'\0'))};
    for (qsizetype i = 0; i < names.size(); ++i)
        QVERIFY(save(record(u"image %1"_s.arg(i)), UserId(names.at(i))));
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(imagesOf(UserId(names.at(i))), QStringList{u"image %1"_s.arg(i)});
}

void TestBlobStore::saysWhenNothingWasSaved()
{
    QVERIFY(save(record(u"a"_s), Somebody));
    m_case.setFailing(true);
    QVERIFY(!written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"b"_s), QByteArray(300'000, 'x'), Somebody, context, done);
    }));
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(imagesOf(Somebody), QStringList{u"a"_s});
    m_case.setFailing(false);
    QVERIFY(save(record(u"b"_s), Somebody));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"a"_s, u"b"_s}));
}

void TestBlobStore::dropsTheAnswerOfADeadContext()
{
    bool answered = false;
    auto context = std::make_unique<QObject>();
    const auto note = [&answered](const auto &) { answered = true; };
    m_case.blobs->save(record(u"a"_s), bytesOf(u"a"_s), Nobody, context.get(), note);
    m_case.blobs->read(ImageId(u"a"_s), context.get(), note);
    m_case.blobs->imagesOf(Somebody, context.get(), note);
    context.reset();
    QCOMPARE(contents().images.size(), 1); // done, though nobody is told
    QVERIFY(!answered);
}

void TestBlobStore::failsWhenItsLogIsNotOpen()
{
    if (isIn(u"memory"_s))
        return; // it has no log to be opened by
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(!save(record(u"a"_s)));
    QVERIFY(contents().failed);
    QCOMPARE(read(u"a"_s).kind, BlobStore::Found::Kind::Failed);
    QCOMPARE(imagesOf(Somebody), QStringList{u"no answer"_s});
}

QTEST_GUILESS_MAIN(TestBlobStore)
#include "tst_blobstore.moc"
