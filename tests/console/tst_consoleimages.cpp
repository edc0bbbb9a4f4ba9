// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "tests/imaging/images.h"
#include "ui/console/attachmentstrip.h"
#include "ui/console/composer.h"
#include "ui/console/imagecanvas.h"
#include "ui/console/imageviewer.h"
#include "ui/console/transcriptview.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using model::ImageTrouble;

//! Images in the console, by mouse and keyboard: seen, looked at closely, and sent.
class ConsoleImagesTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void showsAnImageWhenItHasCome();
    void keepsItsEndWhenAnImageComes();
    void keepsTheLineThatIsReadWhenAnImageComes();
    void saysWhyThereIsNoneAndTriesAgainByAClick();
    void triesAgainByItselfWhenTheLinkIsBack();
    void opensCloserByMouseAndKeyboard();
    void savesAnImageAsItCame();
    void sendsAnImageWithItsWords();
    void sendsPicturesHoweverTheyAreGiven_data();
    void sendsPicturesHoweverTheyAreGiven();
    void waitsForAnImageThatIsOnItsWay();
    void keepsEverythingWhenAnImageFails();
    void whatIsSaidOfImagesStaysUntilItIsSettled();
    void putsNoImageIntoANote();
    void takesWordsForWords();

private:
    void imageFrom(const QString &sender, const QString &image);
    void push(const QString &name) const { m_scene->find<QAbstractButton>(name)->click(); }
    [[nodiscard]] TranscriptView *transcript() const
    {
        return m_scene->find<TranscriptView>(u"transcript-robin"_s);
    }
    [[nodiscard]] Composer *composer() const
    {
        return m_scene->find<Composer>(u"composer-robin"_s);
    }
    [[nodiscard]] QStringList attached() const
    {
        return m_scene->find<AttachmentStrip>(u"attachments-robin"_s)->states();
    }
    [[nodiscard]] QList<QJsonObject> sent() const { return m_scene->link.sentOfType(u"text"_s); }
    [[nodiscard]] ImageViewer *viewer() const
    {
        return m_scene->find<ImageViewer>(u"imageViewer"_s);
    }
    //! A colour in the middle of the row's image, as it is painted.
    [[nodiscard]] QColor paintedAt(int row, double x, double y) const;
    void paste(const QImage &picture) const;
    [[nodiscard]] QToolButton *firstTile() const
    {
        return m_scene->find(u"attachments-robin"_s)
            ->findChildren<QToolButton *>(QRegularExpression(u"^attachment-"_s))
            .value(0);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void ConsoleImagesTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(u"robin"_s, u"Robin Eriksson"_s);
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
    m_scene->images.images.insert(ImageId(u"one"_s), encoded(picture(200, 150), "png"));
}

void ConsoleImagesTest::cleanup()
{
    m_scene.reset();
}

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

void ConsoleImagesTest::paste(const QImage &picture) const
{
    QGuiApplication::clipboard()->setImage(picture);
    composer()->setFocus();
    QTest::keyClick(composer(), Qt::Key_V, Qt::ControlModifier);
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

void ConsoleImagesTest::sendsAnImageWithItsWords()
{
    paste(picture(64, 48));
    paste(picture(48, 64));
    QTRY_COMPARE(attached(), (QStringList{u"ready"_s, u"ready"_s}));
    QTest::keyClicks(composer(), u"Like this"_s);
    QTest::keyClick(composer(), Qt::Key_Return);
    QCOMPARE(sent().size(), 2);
    QCOMPARE(sent().at(0)["text"_L1].toString(), u"Like this"_s);
    QCOMPARE(sent().at(0)["imageId"_L1].toString(), u"uploaded-1"_s);
    QCOMPARE(sent().at(0)["direction"_L1].toString(), u"outbound"_s);
    QCOMPARE(sent().at(0)["agent"_L1]["id"_L1].toString(), u"anan01"_s);
    QCOMPARE(sent().at(1)["imageId"_L1].toString(), u"uploaded-2"_s);
    QVERIFY(attached().isEmpty());
    QVERIFY(composer()->toPlainText().isEmpty());
    // And it is seen in its own words' place.
    QTRY_COMPARE(transcript()->images(), (QStringList{u"ready"_s, u"ready"_s}));
}

void ConsoleImagesTest::sendsPicturesHoweverTheyAreGiven_data()
{
    QTest::addColumn<QString>("way");
    for (const auto *way : {"the button", "a pasted file", "a dropped file", "a dropped picture"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void ConsoleImagesTest::sendsPicturesHoweverTheyAreGiven()
{
    QFETCH(const QString, way);
    const QString path = m_scene->folder.filePath(u"speedtest.png"_s);
    QVERIFY(picture(64, 48).save(path));
    QMimeData given;
    if (way.endsWith("file"_L1))
        given.setUrls({QUrl::fromLocalFile(path)});
    else
        given.setImageData(picture(64, 48));
    if (way == "the button"_L1) {
        push(u"attachButton-robin"_s);
        auto *dialog = m_scene->find<QFileDialog>(u"attachDialog"_s);
        QVERIFY(dialog);
        emit dialog->filesSelected({path});
        dialog->reject();
    } else if (way == "a pasted file"_L1) {
        auto *clip = new QMimeData;
        clip->setUrls(given.urls());
        QGuiApplication::clipboard()->setMimeData(clip);
        composer()->paste();
    } else {
        QWidget *column = m_scene->find(u"column-robin"_s);
        QDragEnterEvent enter({50, 100}, Qt::CopyAction, &given, Qt::LeftButton, {});
        QApplication::sendEvent(column, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({50, 100}, Qt::CopyAction, &given, Qt::LeftButton, {});
        QApplication::sendEvent(column, &drop);
    }
    QTRY_COMPARE(attached(), QStringList{u"ready"_s});
    push(u"sendButton-robin"_s);
    QCOMPARE(sent().size(), 1);
    QCOMPARE(sent().first()["imageId"_L1].toString(), u"uploaded-1"_s);
}

void ConsoleImagesTest::waitsForAnImageThatIsOnItsWay()
{
    m_scene->images.isHeld = true;
    paste(picture(64, 48));
    QTRY_COMPARE(attached(), QStringList{u"uploading"_s});
    QTest::keyClicks(composer(), u"Hej"_s);
    QTest::keyClick(composer(), Qt::Key_Return);
    QVERIFY(sent().isEmpty());
    QVERIFY(!m_scene->find<QPushButton>(u"sendButton-robin"_s)->isEnabled());
    m_scene->images.release();
    QTRY_COMPARE(sent().size(), 1);
    QCOMPARE(sent().first()["text"_L1].toString(), u"Hej"_s);
    QCOMPARE(sent().first()["imageId"_L1].toString(), u"uploaded-1"_s);
    QVERIFY(composer()->toPlainText().isEmpty());
}

void ConsoleImagesTest::keepsEverythingWhenAnImageFails()
{
    m_scene->images.trouble = ImageTrouble::Unreachable;
    paste(picture(64, 48));
    QTest::keyClicks(composer(), u"Hej"_s);
    QTest::keyClick(composer(), Qt::Key_Return);
    QTRY_COMPARE(attached(), QStringList{u"failed"_s});
    QTest::keyClick(composer(), Qt::Key_Return);
    QVERIFY(sent().isEmpty());
    QCOMPARE(composer()->toPlainText(), u"Hej"_s);
    QVERIFY(!m_scene->find<QLabel>(u"attachmentTrouble"_s)->text().isEmpty());
    // The column goes and comes back, and so does what was attached.
    m_scene->internal(u"robin"_s, u"handover_to_queue"_s, {{u"queueId"_s, u"technical"_s}});
    QTRY_VERIFY(!m_scene->find(u"column-robin"_s));
    m_scene->internal(u"robin"_s, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    QTRY_VERIFY(m_scene->find(u"column-robin"_s));
    QCOMPARE(attached(), QStringList{u"failed"_s});
    m_scene->images.trouble.reset();
    QToolButton *tile = firstTile();
    QVERIFY(tile);
    QCOMPARE(tile->size(), QSize(60, 60));
    QTest::mouseClick(tile, Qt::LeftButton);
    QTRY_COMPARE(attached(), QStringList{u"ready"_s});
    QTest::keyClick(composer(), Qt::Key_Return);
    QCOMPARE(sent().size(), 1);
}

//! Others come further meanwhile, and that is no news of the one it was said of.
void ConsoleImagesTest::whatIsSaidOfImagesStaysUntilItIsSettled()
{
    constexpr int Most = model::Attachments::Most;
    m_scene->images.isHeld = true;
    for (int i = 0; i <= Most; ++i)
        paste(picture(8, 8));
    const auto *said = m_scene->find<QLabel>(u"attachmentTrouble"_s);
    QVERIFY2(said->text().contains(QString::number(Most)), qPrintable(said->text()));
    m_scene->images.release();
    QTRY_VERIFY(attached().contains(u"ready"_s));
    QVERIFY(said->isVisible());
    QToolButton *tile = firstTile();
    tile->setFocus();
    QTest::keyClick(tile, Qt::Key_Delete);
    QVERIFY(!said->isVisible());
}

void ConsoleImagesTest::putsNoImageIntoANote()
{
    paste(picture(64, 48));
    QTRY_COMPARE(attached(), QStringList{u"ready"_s});
    push(u"noteButton-robin"_s);
    paste(picture(64, 48));
    QCOMPARE(attached(), QStringList{u"ready"_s});
    QVERIFY(!m_scene->find(u"attachButton-robin"_s)->isEnabled());
    QTest::keyClicks(composer(), u"Only for us"_s);
    QTest::keyClick(composer(), Qt::Key_Return);
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).size(), 1);
    QVERIFY(sent().isEmpty());
    QCOMPARE(attached(), QStringList{u"ready"_s}); // it waits for the customer
    QToolButton *tile = firstTile();
    tile->setFocus();
    QTest::keyClick(tile, Qt::Key_Delete);
    QVERIFY(attached().isEmpty());
}

void ConsoleImagesTest::takesWordsForWords()
{
    auto *cells = new QMimeData; // of a table: words, and a picture of them
    cells->setText(u"17"_s);
    cells->setImageData(picture(64, 48));
    QGuiApplication::clipboard()->setMimeData(cells);
    composer()->paste();
    QCOMPARE(composer()->toPlainText(), u"17"_s);
    QVERIFY(attached().isEmpty());
    auto *address = new QMimeData;
    address->setUrls({QUrl(u"https://example.com/a.png"_s)});
    address->setText(u"https://example.com/a.png"_s);
    QGuiApplication::clipboard()->setMimeData(address);
    composer()->paste();
    QCOMPARE(composer()->toPlainText(), u"17https://example.com/a.png"_s);
    QVERIFY(attached().isEmpty());
}

QTEST_MAIN(ConsoleImagesTest)
#include "tst_consoleimages.moc"
