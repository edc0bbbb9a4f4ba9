// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/imaging/imagetalk.h"
#include "broker/imaging/repaint.h"
#include "tests/imaging/images.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::imaging;
using namespace sermo::test;

namespace
{

struct Answer {
    int code = -1; //!< -1: it crashed, or never came
    std::optional<Painted> painted;
    QImage image; //!< of the painted bytes
};

Answer painted(const QByteArray &body, const QString &mode = u"raw"_s)
{
    constexpr int PatienceMs = 60'000;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(SERMO_IMAGE), {mode});
    process.write(body);
    process.closeWriteChannel();
    Answer answer;
    if (!process.waitForFinished(PatienceMs) || process.exitStatus() != QProcess::NormalExit)
        return answer;
    answer.code = process.exitCode();
    answer.painted = Painted::read(process.readAllStandardOutput());
    if (answer.painted)
        answer.image.loadFromData(answer.painted->bytes);
    return answer;
}

bool isNear(const QColor &a, const QColor &b)
{
    constexpr int Loss = 24; // JPEG's
    return qAbs(a.red() - b.red()) < Loss && qAbs(a.green() - b.green()) < Loss
        && qAbs(a.blue() - b.blue()) < Loss;
}

//! The colours of the four quarters, clockwise from the top left.
bool showsQuarters(const QImage &image, const QList<QColor> &quarters)
{
    const int w = image.width();
    const int h = image.height();
    return isNear(image.pixelColor(w / 4, h / 4), quarters.at(0))
        && isNear(image.pixelColor(3 * w / 4, h / 4), quarters.at(1))
        && isNear(image.pixelColor(3 * w / 4, 3 * h / 4), quarters.at(2))
        && isNear(image.pixelColor(w / 4, 3 * h / 4), quarters.at(3));
}

const QList<QColor> Upright{Qt::red, Qt::green, Qt::blue, Qt::white};

} // namespace

//! The program that looks into strangers' images, as the broker calls it.
class SermoImageTest : public QObject
{
    Q_OBJECT
private slots:
    void paintsWhatItKnows_data();
    void paintsWhatItKnows();
    void keepsWhatIsTransparent();
    void turnsAPhotographUpright();
    void leavesNothingOfWhatCameAlong_data();
    void leavesNothingOfWhatCameAlong();
    void stopsWhatMoves();
    void refusesWhatIsNoWholeImage_data();
    void refusesWhatIsNoWholeImage();
    void refusesWhatIsTooLargeToLookAt_data();
    void refusesWhatIsTooLargeToLookAt();
    void outlivesATextThatUnpacksToMuch();
    void readsJson();
    void refusesAWrongBody_data();
    void refusesAWrongBody();
    void refusesAWrongCall();
};

void SermoImageTest::paintsWhatItKnows_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    const QImage image = picture(320, 200);
    QTest::newRow("a PNG") << encoded(image, "png") << "image/png"_ba;
    QTest::newRow("a PNG of few colours")
        << encoded(image.convertToFormat(QImage::Format_Indexed8), "png") << "image/png"_ba;
    QTest::newRow("a PNG of deep colours")
        << encoded(image.convertToFormat(QImage::Format_RGBA64), "png") << "image/png"_ba;
    QTest::newRow("a JPEG") << encoded(image, "jpeg", 95) << "image/jpeg"_ba;
    QTest::newRow("a WebP") << encoded(image, "webp", 95) << "image/jpeg"_ba;
    QTest::newRow("a large one") << encoded(picture(5000, 4990), "png") << "image/png"_ba;
}

void SermoImageTest::paintsWhatItKnows()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, type);
    const Answer answer = painted(bytes);
    QCOMPARE(answer.code, 0);
    QVERIFY(answer.painted);
    QCOMPARE(answer.painted->type, type);
    QCOMPARE(answer.image.size(), QSize(answer.painted->width, answer.painted->height));
    QCOMPARE(answer.image.size(), QImage::fromData(bytes).size());
    QVERIFY(showsQuarters(answer.image, Upright));
}

void SermoImageTest::keepsWhatIsTransparent()
{
    for (const char *format : {"png", "webp"}) {
        const Answer answer = painted(encoded(glass(64, 48), format, 100));
        QVERIFY(answer.painted);
        QCOMPARE(answer.painted->type, "image/png");
        QCOMPARE(answer.image.pixelColor(0, 0).alpha(), 0);
        QCOMPARE(answer.image.pixelColor(63, 0).alpha(), 255);
    }
}

void SermoImageTest::turnsAPhotographUpright()
{
    const Answer answer = painted(jpegFromAPhone());
    QVERIFY(answer.painted);
    QCOMPARE(answer.image.size(), QSize(48, 64));
    QVERIFY(showsQuarters(answer.image, {Qt::white, Qt::red, Qt::green, Qt::blue}));
}

void SermoImageTest::leavesNothingOfWhatCameAlong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("trace");
    const QByteArray script = "<script>alert(1)</script>";
    QTest::newRow("texts of a PNG") << pngWithTexts() << Secret.toByteArray();
    QTest::newRow("EXIF and a comment of a JPEG") << jpegFromAPhone() << Secret.toByteArray();
    for (const char *format : {"png", "jpeg", "webp"})
        QTest::addRow("a page behind a %s", format)
            << encoded(picture(64, 48), format) + script << script;
}

void SermoImageTest::leavesNothingOfWhatCameAlong()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, trace);
    QVERIFY(bytes.contains(trace));
    const Answer answer = painted(bytes);
    QVERIFY(answer.painted);
    const QByteArray &out = answer.painted->bytes;
    QVERIFY(!out.contains(trace));
    for (const char *mark : {"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "Exif", "http"})
        QVERIFY2(!out.contains(mark), mark);
    QVERIFY(!out.contains("\xff\xfe")); // a JPEG's comment
    QVERIFY(answer.image.textKeys().isEmpty());
}

void SermoImageTest::stopsWhatMoves()
{
    const Answer answer = painted(movingWebP());
    QVERIFY(answer.painted);
    QCOMPARE(answer.painted->type, "image/jpeg");
    QVERIFY(isNear(answer.image.pixelColor(8, 8), Qt::red));
}

void SermoImageTest::refusesWhatIsNoWholeImage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QList<NamedImage> images = refusedImages();
    for (const NamedImage &image : images)
        QTest::newRow(image.name) << image.bytes;
}

void SermoImageTest::refusesWhatIsNoWholeImage()
{
    QFETCH(const QByteArray, bytes);
    const Answer answer = painted(bytes);
    QCOMPARE(answer.code, int(Fault::Unsupported));
    QVERIFY(!answer.painted);
}

void SermoImageTest::refusesWhatIsTooLargeToLookAt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("144 million pixels") << pngBomb(12'000, 12'000);
    QTest::newRow("as much as a PNG can announce") << pngBomb(0x7fff'ffff, 0x7fff'ffff);
    QTest::newRow("a very long line") << encoded(picture(9000, 2), "png");
    QTest::newRow("just too many pixels") << encoded(picture(5001, 5000), "png");
}

void SermoImageTest::refusesWhatIsTooLargeToLookAt()
{
    QFETCH(const QByteArray, bytes);
    const Answer answer = painted(bytes);
    QCOMPARE(answer.code, int(Fault::TooLarge));
    QVERIFY(!answer.painted);
}

void SermoImageTest::outlivesATextThatUnpacksToMuch()
{
    const Answer answer = painted(pngWithTextBomb());
    QCOMPARE(answer.code, 0);
    QVERIFY(showsQuarters(answer.image, Upright));
    QVERIFY(answer.painted->bytes.size() < 10'000);
}

void SermoImageTest::readsJson()
{
    const QByteArray png = encoded(picture(64, 48), "png");
    const Answer answer = painted(R"({"image":")" + png.toBase64() + R"("})", u"json"_s);
    QCOMPARE(answer.code, 0);
    QVERIFY(showsQuarters(answer.image, Upright));
}

void SermoImageTest::refusesAWrongBody_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("nothing") << u"raw"_s << QByteArray() << Fault::Malformed;
    QTest::newRow("no JSON") << u"json"_s << "{"_ba << Fault::Malformed;
    QTest::newRow("no base64") << u"json"_s << R"({"image":"?"})"_ba << Fault::Malformed;
    QTest::newRow("a word in base64")
        << u"json"_s << R"({"image":"aGVsbG8="})"_ba << Fault::Unsupported;
    QTest::newRow("too much") << u"raw"_s << QByteArray(MaxBody + 1, 'x') << Fault::TooLarge;
}

void SermoImageTest::refusesAWrongBody()
{
    QFETCH(const QString, mode);
    QFETCH(const QByteArray, body);
    QFETCH(const Fault, fault);
    QCOMPARE(painted(body, mode).code, int(fault));
}

void SermoImageTest::refusesAWrongCall()
{
    QCOMPARE(painted({}, u"--rm-rf"_s).code, 2);
}

QTEST_GUILESS_MAIN(SermoImageTest)
#include "tst_sermoimage.moc"
