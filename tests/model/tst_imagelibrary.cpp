// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/imaging/images.h"
#include "tests/model/scriptedimages.h"
#include "ui/model/attachments.h"
#include "ui/model/imagelibrary.h"
#include "ui/model/sessionstore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using LookState = ImageLibrary::Look::State;
using SendState = Attachments::Attachment::State;

//! Pictures that come, and pictures that go: decoded, kept, shrunk and uploaded without a widget.
class ImageLibraryTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void decodesWhatABrokerPaintsAndNothingElse_data();
    void decodesWhatABrokerPaintsAndNothingElse();
    void decodesNoLargerThanItIsShown();
    void preparesWhatIsSent_data();
    void preparesWhatIsSent();
    void looksOnceAndRemembers();
    void fetchesAFewAtATimeTheLatestFirst();
    void triesAgainWhatFailed_data();
    void triesAgainWhatFailed();
    void opensAllOfAnImage();
    void endsWithPicturesUnderWay();
    void uploadsWhatIsAttached();
    void keepsWhatFailedUntilItIsTriedAgain();
    void endsAnUploadWithItsAttachment();
    void attachesNoMoreThanSo();
    void forgetsWithTheCustomer();

private:
    [[nodiscard]] QList<Attachments::Attachment> attached() const
    {
        return m_attachments->of(m_robin);
    }
    [[nodiscard]] SendState stateOf(qsizetype number) const { return attached().at(number).state; }
    [[nodiscard]] QString fileOf(const QByteArray &bytes);

    const UserId m_robin{u"robin"_s};
    const ImageId m_image{u"one"_s};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedImages> m_source;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<ImageLibrary> m_library;
    std::unique_ptr<Attachments> m_attachments;
};

void ImageLibraryTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_source = std::make_unique<ScriptedImages>();
    m_store = std::make_unique<SessionStore>();
    m_library = std::make_unique<ImageLibrary>(*m_source);
    m_attachments = std::make_unique<Attachments>(*m_source, *m_library, *m_store);
    m_source->images.insert(m_image, encoded(picture(1200, 900), "jpeg"));
}

void ImageLibraryTest::cleanup()
{
    m_attachments.reset();
    m_library.reset();
    m_store.reset();
    m_source.reset();
}

QString ImageLibraryTest::fileOf(const QByteArray &bytes)
{
    QFile file(m_folder->filePath(u"photo.jpg"_s));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                : QString();
}

void ImageLibraryTest::decodesWhatABrokerPaintsAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("size"); // empty: refused
    const QByteArray png = encoded(picture(64, 48), "png");
    QTest::newRow("PNG") << png << QSize(64, 48);
    QTest::newRow("JPEG") << encoded(picture(64, 48), "jpeg") << QSize(64, 48);
    QTest::newRow("a bitmap") << encoded(picture(64, 48), "bmp") << QSize();
    QTest::newRow("SVG") << svg() << QSize();
    QTest::newRow("a bomb") << pngBomb(30'000, 30'000) << QSize();
    QTest::newRow("too wide") << pngBomb(8193, 1) << QSize();
    QTest::newRow("half of one") << png.first(png.size() / 2) << QSize();
    QTest::newRow("nothing") << QByteArray() << QSize();
}

void ImageLibraryTest::decodesWhatABrokerPaintsAndNothingElse()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QSize, size);
    const auto decoded = decodePicture(bytes);
    QCOMPARE(decoded.has_value(), !size.isEmpty());
    if (decoded)
        QCOMPARE(decoded->image.size(), size);
}

void ImageLibraryTest::decodesNoLargerThanItIsShown()
{
    const auto decoded = decodePicture(encoded(picture(2000, 1000), "jpeg"), {640, 480});
    QVERIFY(decoded);
    QCOMPARE(decoded->image.size(), QSize(640, 320));
    QCOMPARE(decoded->size, QSize(2000, 1000));
}

void ImageLibraryTest::preparesWhatIsSent_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QSize>("size"); // empty: refused
    QTest::newRow("a photograph, upright and without its place")
        << jpegFromAPhone() << QSize(48, 64);
    QTest::newRow("a picture without its texts") << pngWithTexts() << picture(64, 48).size();
    QTest::newRow("a large one, shrunk")
        << encoded(picture(4096, 1024), "jpeg") << QSize(2048, 512);
    QTest::newRow("a tall one, shrunk") << encoded(picture(30, 4096), "png") << QSize(15, 2048);
    QTest::newRow("a bitmap") << encoded(picture(64, 48), "bmp") << QSize(64, 48);
    QTest::newRow("words") << "Dear Sir or Madam"_ba << QSize();
    QTest::newRow("SVG") << svg() << QSize();
    QTest::newRow("a bomb") << pngBomb(30'000, 30'000) << QSize();
}

void ImageLibraryTest::preparesWhatIsSent()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QSize, size);
    const auto prepared = preparePicture(file);
    QCOMPARE(prepared.has_value(), !size.isEmpty());
    if (!prepared)
        return;
    QVERIFY(prepared->bytes.startsWith("\x89PNG") || prepared->bytes.startsWith("\xff\xd8\xff"));
    QVERIFY(!prepared->bytes.contains(Secret));
    QVERIFY(!prepared->bytes.contains("Exif"));
    QVERIFY(prepared->bytes.size() <= ImageSource::MaxUpload);
    const auto sent = decodePicture(prepared->bytes); // as the other end sees it
    QVERIFY(sent);
    const QSize seen = sent->size;
    QVERIFY2(qAbs(seen.width() - size.width()) <= 1 && qAbs(seen.height() - size.height()) <= 1,
             qPrintable(QDebug::toString(seen)));
    QVERIFY(!prepared->thumbnail.isNull());
}

void ImageLibraryTest::looksOnceAndRemembers()
{
    const QSignalSpy changed(m_library.get(), &ImageLibrary::changed);
    QCOMPARE(m_library->look(m_image).state, LookState::Loading);
    QCOMPARE(m_library->look(m_image).state, LookState::Loading);
    QTRY_COMPARE(m_library->look(m_image).state, LookState::Ready);
    QCOMPARE(m_library->look(m_image).thumbnail.size(), QSize(640, 480));
    QCOMPARE(m_library->sizeOf(m_image), QSize(1200, 900));
    QCOMPARE(m_source->asked.size(), 1);
    QCOMPARE(changed.count(), 1);
}

void ImageLibraryTest::fetchesAFewAtATimeTheLatestFirst()
{
    m_source->isHeld = true;
    QList<ImageId> all;
    for (int i = 0; i < 20; ++i) {
        all.append(ImageId(u"image-%1"_s.arg(i)));
        m_source->images.insert(all.constLast(), encoded(picture(64, 48), "png"));
        (void)m_library->look(all.constLast());
    }
    QCOMPARE(m_source->asked.size(), ImageLibrary::AtOnce);
    (void)m_library->look(all.at(7)); // scrolled back to
    m_source->release();
    QTRY_COMPARE(m_source->asked.size(), all.size());
    QCOMPARE(m_source->asked.at(ImageLibrary::AtOnce), all.at(7));
    QCOMPARE(m_source->asked.at(ImageLibrary::AtOnce + 1), all.constLast());
    QTRY_COMPARE(m_library->look(all.at(ImageLibrary::AtOnce)).state, LookState::Ready);
    QCOMPARE(m_source->mostAtOnce, ImageLibrary::AtOnce);
}

void ImageLibraryTest::triesAgainWhatFailed_data()
{
    QTest::addColumn<bool>("isPassing");
    QTest::newRow("by itself when the broker is back") << true;
    QTest::newRow("when it is asked to") << false;
}

void ImageLibraryTest::triesAgainWhatFailed()
{
    QFETCH(const bool, isPassing);
    m_source->trouble = isPassing ? ImageTrouble::Unreachable : ImageTrouble::Missing;
    QCOMPARE(m_library->look(m_image).state, LookState::Loading);
    QTRY_COMPARE(m_library->look(m_image).state, LookState::Failed);
    QCOMPARE(m_library->look(m_image).why, *m_source->trouble);
    QCOMPARE(m_source->asked.size(), 1); // to look is not to ask again
    m_source->trouble.reset();
    m_library->retryPassing();
    QCOMPARE(m_library->look(m_image).state, isPassing ? LookState::Loading : LookState::Failed);
    m_library->retry(m_image);
    QTRY_COMPARE(m_library->look(m_image).state, LookState::Ready);
}

void ImageLibraryTest::opensAllOfAnImage()
{
    std::optional<Result<ImageLibrary::Whole, ImageTrouble>> opened;
    const auto keep
        = [&opened](const Result<ImageLibrary::Whole, ImageTrouble> &whole) { opened = whole; };
    m_library->open(m_image, this, keep);
    QTRY_VERIFY(opened && *opened);
    QCOMPARE((*opened)->image.size(), QSize(1200, 900));
    QCOMPARE((*opened)->bytes, m_source->images.value(m_image));
    opened.reset();
    m_library->open(ImageId(u"nobody's"_s), this, keep);
    QTRY_VERIFY(opened);
    QVERIFY(!*opened && opened->error() == ImageTrouble::Missing);
}

void ImageLibraryTest::endsWithPicturesUnderWay()
{
    for (int i = 0; i < 3; ++i)
        (void)m_library->look(m_image);
    bool isTold = false;
    m_library->open(m_image, this, [&isTold](const auto &) { isTold = true; });
    (void)m_attachments->addImage(m_robin, picture(2000, 2000));
    QCoreApplication::processEvents();
    m_attachments.reset();
    m_library.reset();
    QCoreApplication::processEvents(); // what was on its way finds nobody
    QVERIFY(!isTold);
    QCOMPARE(m_source->uploads.size(), 0);
}

void ImageLibraryTest::uploadsWhatIsAttached()
{
    QVERIFY(m_attachments->areReady(m_robin));
    QVERIFY(m_attachments->addFile(m_robin, fileOf(jpegFromAPhone())));
    QVERIFY(m_attachments->addImage(m_robin, picture(64, 48)));
    QVERIFY(!m_attachments->areReady(m_robin));
    QCOMPARE(attached().first().name, u"photo.jpg"_s);
    QTRY_VERIFY(m_attachments->areReady(m_robin));
    QCOMPARE(m_source->uploads.size(), 2);
    QVERIFY(!m_source->uploads.first().contains(Secret));
    QVERIFY(!attached().first().thumbnail.isNull());
    const auto images = m_attachments->take(m_robin);
    QCOMPARE(images, (QList<ImageId>{ImageId(u"uploaded-1"_s), ImageId(u"uploaded-2"_s)}));
    QVERIFY(m_attachments->isEmpty(m_robin));
    QCOMPARE(m_library->sizeOf(images.first()), QSize(48, 64)); // nothing jumps when it is shown
}

void ImageLibraryTest::keepsWhatFailedUntilItIsTriedAgain()
{
    m_source->trouble = ImageTrouble::Unreachable;
    (void)m_attachments->addImage(m_robin, picture(64, 48));
    (void)m_attachments->addFile(m_robin, fileOf("Dear Sir or Madam"));
    (void)m_attachments->addFile(m_robin, m_folder->filePath(u"gone.png"_s));
    QTRY_COMPARE(stateOf(0), SendState::Failed);
    QTRY_COMPARE(stateOf(1), SendState::Failed);
    QTRY_COMPARE(stateOf(2), SendState::Failed);
    QCOMPARE(attached().at(0).why, ImageTrouble::Unreachable);
    QCOMPARE(attached().at(1).why, ImageTrouble::NotAnImage);
    QVERIFY(m_attachments->take(m_robin).isEmpty());
    QCOMPARE(attached().size(), 3);
    m_source->trouble.reset();
    m_attachments->retryPassing();
    QTRY_COMPARE(stateOf(0), SendState::Ready);
    m_attachments->retry(attached().at(1).number); // it is none, and stays none
    QCOMPARE(stateOf(1), SendState::Failed);
}

void ImageLibraryTest::endsAnUploadWithItsAttachment()
{
    m_source->isHeld = true;
    for (int i = 0; i < 4; ++i)
        (void)m_attachments->addImage(m_robin, picture(8 + i, 8));
    QTRY_COMPARE(m_source->uploads.size(), Attachments::UploadsAtOnce);
    QTRY_COMPARE(stateOf(3), SendState::Uploading);
    m_source->tellProgress(0.5);
    QCOMPARE(attached().at(1).progress, 0.5);
    m_attachments->remove(attached().first().number);
    QCOMPARE(m_source->uploads.size(), Attachments::UploadsAtOnce + 1); // its place is free
    m_source->release();
    QTRY_VERIFY(m_attachments->areReady(m_robin));
    QCOMPARE(attached().size(), 3);
}

void ImageLibraryTest::attachesNoMoreThanSo()
{
    for (int i = 0; i < Attachments::Most; ++i)
        QVERIFY(m_attachments->addImage(m_robin, picture(8, 8)));
    QVERIFY(!m_attachments->addImage(m_robin, picture(8, 8)));
    QVERIFY(m_attachments->addImage(UserId(u"karin"_s), picture(8, 8)));
    QTRY_VERIFY(m_attachments->areReady(m_robin));
}

void ImageLibraryTest::forgetsWithTheCustomer()
{
    m_source->isHeld = true;
    (void)m_attachments->addImage(m_robin, picture(8, 8));
    QTRY_COMPARE(m_source->uploads.size(), 1);
    emit m_store->forgotten(m_robin);
    QVERIFY(m_attachments->isEmpty(m_robin));
    m_source->release();
    QCoreApplication::processEvents();
    QVERIFY(m_attachments->isEmpty(m_robin));
}

QTEST_GUILESS_MAIN(ImageLibraryTest)
#include "tst_imagelibrary.moc"
