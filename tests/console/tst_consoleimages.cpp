// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/imagescase.h"
#include "ui/console/imagecanvas.h"
#include "ui/console/imageviewer.h"

#include <QApplication>
#include <QFileDialog>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using model::ImageTrouble;

//! Images in the console, by mouse and keyboard: seen, looked at closely, and kept.
class ConsoleImagesTest : public ImagesCase
{
    Q_OBJECT

private slots:
    void showsAnImageWhenItHasCome();
    void keepsItsEndWhenAnImageComes();
    void keepsTheLineThatIsReadWhenAnImageComes();
    void saysWhyThereIsNoneAndTriesAgainByAClick();
    void triesAgainByItselfWhenTheLinkIsBack();
    void opensCloserByMouseAndKeyboard();
    void savesAnImageAsItCame();

private:
    void imageFrom(const QString &sender, const QString &image);
    [[nodiscard]] ImageViewer *viewer() const
    {
        return m_scene->find<ImageViewer>(u"imageViewer"_s);
    }
    //! A colour in the middle of the row's image, as it is painted.
    [[nodiscard]] QColor paintedAt(int row, double x, double y) const;
};

void ConsoleImagesTest::imageFrom(const QString &sender, const QString &image)
{
    m_scene->inbound(sender, u"text"_s, {{u"text"_s, QString()}, {u"imageId"_s, image}});
}

QColor ConsoleImagesTest::paintedAt(int row, double x, double y) const
{
    const QRect image = transcript()->imageRect(row);
    const QPoint point(image.x() + int(image.width() * x), image.y() + int(image.height() * y));
    return transcript()->viewport()->grab().toImage().pixelColor(point);
}

void ConsoleImagesTest::showsAnImageWhenItHasCome()
{
    m_scene->images.isHeld = true;
    imageFrom(u"robin"_s, u"one"_s);
    (void)transcript()->grab();
    QCOMPARE(transcript()->images(), QStringList{u"loading"_s});
    m_scene->images.release();
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    const int row = int(transcript()->texts().size()) - 1;
    QCOMPARE(transcript()->imageRect(row).size(), QSize(200, 150));
    // The corners of the picture, clockwise: red, green, blue, white.
    QVERIFY(paintedAt(row, 0.25, 0.25).red() > 200 && paintedAt(row, 0.25, 0.25).green() < 60);
    QVERIFY(paintedAt(row, 0.75, 0.75).blue() > 200 && paintedAt(row, 0.75, 0.75).red() < 60);
    // The roundness of its corners shows what is behind it.
    const QRect image = transcript()->imageRect(row);
    QCOMPARE(transcript()->viewport()->grab().toImage().pixelColor(image.topLeft()),
             m_scene->theme.tokens().surface);
    QVERIFY(transcript()->describe(row).contains(u"Image"_s));
    QCOMPARE(m_scene->images.asked.size(), 1);
}

void ConsoleImagesTest::keepsItsEndWhenAnImageComes()
{
    m_scene->images.isHeld = true;
    for (int i = 0; i < 30; ++i)
        m_scene->inbound(u"robin"_s, u"text"_s, {{u"text"_s, u"Rad %1"_s.arg(i)}});
    imageFrom(u"robin"_s, u"one"_s);
    (void)transcript()->grab();
    QVERIFY(transcript()->isAtEnd());
    m_scene->images.release();
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    QVERIFY(transcript()->isAtEnd());
}

void ConsoleImagesTest::keepsTheLineThatIsReadWhenAnImageComes()
{
    m_scene->images.isHeld = true;
    for (int i = 0; i < 30; ++i)
        m_scene->inbound(u"robin"_s, u"text"_s, {{u"text"_s, u"Före %1"_s.arg(i)}});
    imageFrom(u"robin"_s, u"one"_s);
    const int imageRow = int(transcript()->texts().size()) - 1;
    for (int i = 0; i < 30; ++i)
        m_scene->inbound(u"robin"_s, u"text"_s, {{u"text"_s, u"Efter %1"_s.arg(i)}});
    QScrollBar *bar = transcript()->verticalScrollBar();
    (void)transcript()->grab();
    bar->setValue(bar->value() + transcript()->rowRect(imageRow).top() + 30); // cut by the edge
    (void)transcript()->grab();
    bar->setValue(bar->value() + transcript()->rowRect(imageRow).top() + 30);
    (void)transcript()->grab();
    QVERIFY(!transcript()->isAtEnd());
    QVERIFY(transcript()->rowRect(imageRow).top() < 0);
    const int read = transcript()->rowRect(imageRow + 1).top();
    QVERIFY(read > 0);
    m_scene->images.release();
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    QCOMPARE(transcript()->imageRect(imageRow).height(), 150);
    QCOMPARE(transcript()->rowRect(imageRow + 1).top(), read);
}

void ConsoleImagesTest::saysWhyThereIsNoneAndTriesAgainByAClick()
{
    m_scene->images.trouble = ImageTrouble::Unreachable;
    imageFrom(u"robin"_s, u"one"_s);
    QTRY_COMPARE(transcript()->images(), QStringList{u"failed"_s});
    const int row = int(transcript()->texts().size()) - 1;
    m_scene->images.trouble.reset();
    (void)transcript()->grab();
    QCOMPARE(m_scene->images.asked.size(), 1);
    QTest::mouseClick(transcript()->viewport(), Qt::LeftButton, {},
                      transcript()->imageRect(row).center());
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    QVERIFY(!viewer()); // that click was for another attempt
}

void ConsoleImagesTest::triesAgainByItselfWhenTheLinkIsBack()
{
    m_scene->images.trouble = ImageTrouble::Unreachable;
    imageFrom(u"robin"_s, u"one"_s);
    QTRY_COMPARE(transcript()->images(), QStringList{u"failed"_s});
    m_scene->link.become(model::EventLink::State::Offline, u"gone"_s);
    m_scene->images.trouble.reset();
    m_scene->link.become(model::EventLink::State::Online);
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
}

void ConsoleImagesTest::opensCloserByMouseAndKeyboard()
{
    m_scene->images.images.insert(ImageId(u"one"_s), encoded(picture(1600, 1200), "jpeg"));
    imageFrom(u"robin"_s, u"one"_s);
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    const int row = int(transcript()->texts().size()) - 1;
    QTest::mouseClick(transcript()->viewport(), Qt::LeftButton, {},
                      transcript()->imageRect(row).center());
    QVERIFY(viewer());
    ImageCanvas *canvas = viewer()->canvas();
    QTRY_VERIFY(!canvas->isEmpty());
    const double fitted = canvas->scale();
    QVERIFY(fitted < 1); // all of it is seen at first
    QTest::keyClick(viewer(), Qt::Key_Plus);
    QVERIFY(canvas->scale() > fitted);
    QTest::keyClick(viewer(), Qt::Key_1);
    QCOMPARE(canvas->scale(), 1.0);
    QTest::keyClick(viewer(), Qt::Key_Minus);
    QVERIFY(canvas->scale() < 1);
    QTest::keyClick(viewer(), Qt::Key_0);
    QCOMPARE(canvas->scale(), fitted);
    QWheelEvent wheel(QPointF(10, 10), canvas->mapToGlobal(QPointF(10, 10)), {}, {0, 240},
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas, &wheel);
    QVERIFY(canvas->scale() > fitted);
    QTest::keyClick(viewer(), Qt::Key_Escape);
    QTRY_VERIFY(!viewer());

    transcript()->setFocus();
    transcript()->setCurrentRow(row);
    QTest::keyClick(transcript(), Qt::Key_Return);
    QVERIFY(viewer());
    push(u"imageCloseButton"_s);
    QTRY_VERIFY(!viewer());
}

void ConsoleImagesTest::savesAnImageAsItCame()
{
    imageFrom(u"robin"_s, u"one"_s);
    QTRY_COMPARE(transcript()->images(), QStringList{u"ready"_s});
    QTest::mouseClick(transcript()->viewport(), Qt::LeftButton, {},
                      transcript()->imageRect(int(transcript()->texts().size()) - 1).center());
    QTRY_VERIFY(m_scene->find<QPushButton>(u"imageSaveButton"_s)->isEnabled());
    push(u"imageSaveButton"_s);
    auto *dialog = m_scene->find<QFileDialog>(u"imageSaveDialog"_s);
    QVERIFY(dialog);
    const QString path = m_scene->folder.filePath(u"saved.png"_s);
    emit dialog->fileSelected(path);
    dialog->reject();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), m_scene->images.images.value(ImageId(u"one"_s)));
}

QTEST_MAIN(ConsoleImagesTest)
#include "tst_consoleimages.moc"
