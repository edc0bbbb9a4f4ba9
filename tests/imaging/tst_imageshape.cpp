// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/imageshape.h"
#include "broker/imaging/imageupload.h"
#include "tests/imaging/images.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::imaging;
using namespace sermo::test;

//! What is told of an image before any decoder sees it, and what is read of a request.
class ImageShapeTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsFormatAndSize_data();
    void tellsFormatAndSize();
    void leavesOutWhatHangsOnBehind_data();
    void leavesOutWhatHangsOnBehind();
    void seesThatSomethingIsMissing_data();
    void seesThatSomethingIsMissing();
    void readsNothingOutOfBounds_data();
    void readsNothingOutOfBounds();
    void takesTheImageOutOfJson_data();
    void takesTheImageOutOfJson();

private:
    static void addImages(int width, int height);
};

void ImageShapeTest::addImages(int width, int height)
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ImageFormat>("format");
    const QImage image = picture(width, height);
    QTest::newRow("a PNG") << encoded(image, "png") << ImageFormat::Png;
    QTest::newRow("a JPEG") << encoded(image, "jpeg", 50) << ImageFormat::Jpeg;
    QTest::newRow("a lossy WebP") << encoded(image, "webp", 50) << ImageFormat::WebP;
    QTest::newRow("a lossless WebP") << encoded(image, "webp", 100) << ImageFormat::WebP;
    QTest::newRow("a transparent WebP")
        << encoded(glass(width, height), "webp", 50) << ImageFormat::WebP;
}

void ImageShapeTest::tellsFormatAndSize_data()
{
    addImages(321, 123);
}

void ImageShapeTest::tellsFormatAndSize()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ImageFormat, format);
    const auto shape = ImageShape::of(bytes);
    QVERIFY(shape);
    QCOMPARE(shape->format, format);
    QCOMPARE(shape->width, 321);
    QCOMPARE(shape->height, 123);
    QCOMPARE(shape->size, bytes.size());
}

void ImageShapeTest::leavesOutWhatHangsOnBehind_data()
{
    addImages(20, 10);
}

void ImageShapeTest::leavesOutWhatHangsOnBehind()
{
    QFETCH(const QByteArray, bytes);
    const auto shape = ImageShape::of(bytes + "PK\x03\x04 <script>alert(1)</script>");
    QVERIFY(shape);
    QCOMPARE(shape->size, bytes.size());
}

void ImageShapeTest::seesThatSomethingIsMissing_data()
{
    addImages(20, 10);
}

void ImageShapeTest::seesThatSomethingIsMissing()
{
    QFETCH(const QByteArray, bytes);
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY2(!ImageShape::of(bytes.first(size)), QByteArray::number(size).constData());
}

void ImageShapeTest::readsNothingOutOfBounds_data()
{
    addImages(9, 9);
}

// The sanitizers see what is read beyond; here it must only never claim more than there is.
void ImageShapeTest::readsNothingOutOfBounds()
{
    QFETCH(const QByteArray, bytes);
    const auto check = [](const QByteArray &image) {
        // Memory of exactly this size, so that a byte too far is seen.
        const std::vector<char> exact(image.cbegin(), image.cend());
        const auto shape = ImageShape::of(QByteArrayView(exact.data(), image.size()));
        return !shape || (shape->size <= image.size() && shape->width > 0 && shape->height > 0);
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QVERIFY(check(bytes.first(i)));
        QVERIFY(check(QByteArray(bytes).remove(i, 1)));
        for (const char slip : {'\0', '\xff', '\x7f', '\x01', '\xd9'})
            QVERIFY(check(QByteArray(bytes).replace(i, 1, &slip, 1)));
    }
}

void ImageShapeTest::takesTheImageOutOfJson_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("image"); // null: malformed
    const QByteArray none;
    QTest::newRow("base64") << R"({"image":"aGVsbG8="})"_ba
                            << "hello"_ba;
    QTest::newRow("beside others") << R"({"name":"x","image":"aGVsbG8="})"_ba
                                   << "hello"_ba;
    QTest::newRow("with escaped slashes") << R"({"image":"\/\/8="})"_ba
                                          << "\xff\xff"_ba;
    QTest::newRow("a stray character") << R"({"image":"aG!VsbG8="})"_ba << none;
    QTest::newRow("a character beyond Latin-1") << R"({"image":"aG\u20acVsbG8="})"_ba << none;
    QTest::newRow("nothing in it") << R"({"image":""})"_ba << none;
    QTest::newRow("no text") << R"({"image":7})"_ba << none;
    QTest::newRow("another name") << R"({"picture":"aGVsbG8="})"_ba << none;
    QTest::newRow("twice") << R"({"image":"aGVsbG8=","image":"aGVsbG8="})"_ba << none;
    QTest::newRow("no JSON") << "image=aGVsbG8="_ba << none;
    QTest::newRow("an array") << R"(["aGVsbG8="])"_ba << none;
}

void ImageShapeTest::takesTheImageOutOfJson()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, image);
    const auto read = imageInJson(body);
    QCOMPARE(read.has_value(), !image.isNull());
    if (read)
        QCOMPARE(*read, image);
    else
        QCOMPARE(read.error(), Fault::Malformed);
}

QTEST_GUILESS_MAIN(ImageShapeTest)
#include "tst_imageshape.moc"
