// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/imagescase.h"
#include "ui/console/attachmentstrip.h"
#include "ui/console/composer.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using model::ImageTrouble;

//! Images that an agent sends: by button, clipboard and drop, with words and without.
class SendingImagesTest : public ImagesCase
{
    Q_OBJECT

private slots:
    void sendsAnImageWithItsWords();
    void sendsPicturesHoweverTheyAreGiven_data();
    void sendsPicturesHoweverTheyAreGiven();
    void waitsForAnImageThatIsOnItsWay();
    void keepsEverythingWhenAnImageFails();
    void whatIsSaidOfImagesStaysUntilItIsSettled();
    void putsNoImageIntoANote();
    void takesWordsForWords();

private:
    [[nodiscard]] Composer *composer() const
    {
        return m_scene->find<Composer>(u"composer-robin"_s);
    }
    [[nodiscard]] QStringList attached() const
    {
        return m_scene->find<AttachmentStrip>(u"attachments-robin"_s)->states();
    }
    [[nodiscard]] QList<QJsonObject> sent() const { return m_scene->link.sentOfType(u"text"_s); }
    void paste(const QImage &picture) const;
    [[nodiscard]] QToolButton *firstTile() const
    {
        return m_scene->find(u"attachments-robin"_s)
            ->findChildren<QToolButton *>(QRegularExpression(u"^attachment-"_s))
            .value(0);
    }
};

void SendingImagesTest::paste(const QImage &picture) const
{
    QGuiApplication::clipboard()->setImage(picture);
    composer()->setFocus();
    QTest::keyClick(composer(), Qt::Key_V, Qt::ControlModifier);
}

void SendingImagesTest::sendsAnImageWithItsWords()
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

void SendingImagesTest::sendsPicturesHoweverTheyAreGiven_data()
{
    QTest::addColumn<QString>("way");
    for (const auto *way : {"the button", "a pasted file", "a dropped file", "a dropped picture"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void SendingImagesTest::sendsPicturesHoweverTheyAreGiven()
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

void SendingImagesTest::waitsForAnImageThatIsOnItsWay()
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

void SendingImagesTest::keepsEverythingWhenAnImageFails()
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
void SendingImagesTest::whatIsSaidOfImagesStaysUntilItIsSettled()
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

void SendingImagesTest::putsNoImageIntoANote()
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

void SendingImagesTest::takesWordsForWords()
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

QTEST_MAIN(SendingImagesTest)
#include "tst_sendingimages.moc"
