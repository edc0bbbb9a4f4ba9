// SPDX-License-Identifier: GPL-3.0-or-later
// What is a note stays one, and what is a reply goes to its customer: whatever waits, ends or
// crashes meanwhile.
#include "tests/console/twocolumns.h"
#include "ui/console/chatcolumn.h"
#include "ui/model/cannedreply.h"

#include <QApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::TwoColumns;

class RightWordsTest : public TwoColumns
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void aBegunNoteNeverGoesToTheCustomer_data();
    void aBegunNoteNeverGoesToTheCustomer();
    void aReplyThatWaitsForItsImageIsNoNote();
    void aNoteLetsTheImageWait();
    void whatIsBeingSentKeepsItsSession_data();
    void whatIsBeingSentKeepsItsSession();
    void anUploadThatEndsTakesNoKeyboard();
    void aNoteOutlivesItsColumn();
    void aNoteIsKeptThroughACrash();
    void begunWordsStayADraftWhileANoteIsWritten();
    void aHeldEnterSendsOnce();
};

void RightWordsTest::aBegunNoteNeverGoesToTheCustomer_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("undo") << u"undo"_s;
    QTest::newRow("a canned reply") << u"reply"_s;
}

void RightWordsTest::aBegunNoteNeverGoesToTheCustomer()
{
    QFETCH(const QString, what);
    const QString note = u"kunden ar otrevlig"_s;
    m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 3);
    write(u"Hej"_s);
    press(Qt::Key_Return);
    click(u"noteButton-robin"_s);
    write(note);
    if (what == "undo"_L1)
        click(u"undoButton-robin"_s);
    else
        m_scene->find<ChatColumn>(u"column-robin"_s)->insert({u"ja"_s, u"Hej"_s, false});
    QCOMPARE(composer()->toPlainText(), u"Hej"_s);
    QVERIFY(!m_scene->find<QAbstractButton>(u"noteButton-robin"_s)->isChecked());
    press(Qt::Key_Return);
    m_scene->clock.advance(5s);
    m_scene->controller->advance();
    QVERIFY(!sent().isEmpty());
    click(u"noteButton-robin"_s); // it was put by, not lost
    QCOMPARE(composer()->toPlainText(), note);
    m_scene->clock.advance(5s);
    m_scene->controller->advance();
    for (const char *type : {"text", "draft", "typing_on"}) {
        for (const QJsonObject &event : m_scene->link.sentOfType(QString::fromLatin1(type)))
            QVERIFY2(!event["text"_L1].toString().contains(u"otrevlig"_s), type);
    }
    press(Qt::Key_Return);
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).value(0)["text"_L1].toString(), note);
}

void RightWordsTest::aReplyThatWaitsForItsImageIsNoNote()
{
    attachPicture();
    write(u"Hej, har ar bilden"_s);
    press(Qt::Key_Return); // Sending…
    click(u"noteButton-robin"_s);
    m_scene->images.release();
    QTRY_COMPARE(attachments(), QStringList{u"ready"_s});
    QVERIFY(m_scene->link.sentOfType(u"note"_s).isEmpty());
    QVERIFY(sent().isEmpty());
    QCOMPARE(composer()->toPlainText(), u"Hej, har ar bilden"_s);
}

void RightWordsTest::aNoteLetsTheImageWait()
{
    attachPicture();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    click(u"noteButton-robin"_s);
    press(Qt::Key_Return); // now it is a note, and said
    m_scene->images.release();
    QTRY_COMPARE(attachments(), QStringList{u"ready"_s});
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).size(), 1);
    QVERIFY(sent().isEmpty());
}

void RightWordsTest::whatIsBeingSentKeepsItsSession_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("action");
    QTest::newRow("Done") << u"doneButton-robin"_s << QString();
    QTest::newRow("Alt+D") << QString() << u"done"_s;
    QTest::newRow("Transfer") << u"transferButton-robin"_s << QString();
    QTest::newRow("Bot ends") << u"botEndsButton-robin"_s << QString();
    QTest::newRow("End") << u"endButton-robin"_s << QString();
    QTest::newRow("ask whether he is there") << QString() << u"ask-present"_s;
    QTest::newRow("the panel asks") << u"askPresentButton"_s << QString();
}

void RightWordsTest::whatIsBeingSentKeepsItsSession()
{
    QFETCH(const QString, button);
    QFETCH(const QString, action);
    m_scene->internal(Robin, u"presence"_s,
                      {{u"probability"_s, 0.4}, {u"reasons"_s, QJsonArray()}});
    attachPicture();
    write(u"Hej"_s);
    press(Qt::Key_Return); // Sending…
    m_scene->link.forgetSent();
    if (button.isEmpty())
        act(action);
    else
        click(button);
    QVERIFY(!QApplication::activeModalWidget());
    for (const char *type : {"agent_done", "handover_to_bot", "end_session"})
        QVERIFY2(m_scene->link.sentOfType(QString::fromLatin1(type)).isEmpty(), type);
    QCOMPARE(m_scene->window->findChild<QLabel *>(u"banner"_s)->text(),
             u"What you sent to Robin Eriksson is still waiting for its image"_s);
    m_scene->images.release();
    QTRY_COMPARE(sent(), QStringList{u"Hej"_s});
    click(u"doneButton-robin"_s); // now it may go
    QCOMPARE(m_scene->link.sentOfType(u"agent_done"_s).size(), 1);
}

void RightWordsTest::anUploadThatEndsTakesNoKeyboard()
{
    bringTwo();
    attachPicture();
    write(u"Hej Robin"_s);
    press(Qt::Key_Return); // Sending…
    composer(Karin)->setFocus();
    type(u"Hej K"_s);
    m_scene->images.release();
    QTRY_COMPARE(sentTo(Robin), QStringList{u"Hej Robin"_s});
    type(u"arin"_s);
    QCOMPARE(composer(Karin)->toPlainText(), u"Hej Karin"_s);
    QVERIFY(composer()->toPlainText().isEmpty());
}

void RightWordsTest::aNoteOutlivesItsColumn()
{
    click(u"noteButton-robin"_s);
    write(u"Har flyttat"_s);
    loseToSara(Robin);
    QTRY_VERIFY(!composer());
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}, {u"force"_s, true}});
    QTRY_VERIFY(composer());
    QCOMPARE(composer()->toPlainText(), u"Har flyttat"_s);
    QVERIFY(m_scene->find<QAbstractButton>(u"noteButton-robin"_s)->isChecked());
    QVERIFY(m_scene->link.sentOfType(u"note"_s).isEmpty());
}

void RightWordsTest::aNoteIsKeptThroughACrash()
{
    write(u"Hej"_s);
    click(u"noteButton-robin"_s);
    write(u" flyttat"_s);
    m_scene->drafts->flush();
    const model::Drafts read(m_scene->folder.filePath(u"drafts.json"_s));
    QVERIFY(read.text(UserId(Robin)).isEmpty());
    QCOMPARE(read.note(UserId(Robin)), u"Hej flyttat"_s);
    press(Qt::Key_Return);
    QVERIFY(m_scene->drafts->note(UserId(Robin)).isEmpty());
    QVERIFY(m_scene->drafts->users().isEmpty());
}

void RightWordsTest::begunWordsStayADraftWhileANoteIsWritten()
{
    m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 3);
    write(u"ett"_s);
    press(Qt::Key_Return); // held
    click(u"noteButton-robin"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett"_s);
    write(u"flyttat"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett"_s);
    QCOMPARE(m_scene->drafts->note(UserId(Robin)), u"flyttat"_s);
    m_scene->clock.advance(3s);
    m_scene->controller->advance();
    m_scene->window->tick();
    QCOMPARE(sent(), QStringList{u"ett"_s});
    QVERIFY(m_scene->drafts->text(UserId(Robin)).isEmpty());
    QCOMPARE(m_scene->drafts->note(UserId(Robin)), u"flyttat"_s);
}

void RightWordsTest::aHeldEnterSendsOnce()
{
    m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 3);
    write(u"Hej"_s);
    press(Qt::Key_Return);
    QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
    QApplication::sendEvent(composer(), &repeated);
    QVERIFY(sent().isEmpty()); // it can still be taken back
    QVERIFY(composer()->toPlainText().isEmpty());
    QVERIFY(m_scene->find(u"undoBar-robin"_s)->isVisible());
}

QTEST_MAIN(RightWordsTest)
#include "tst_rightwords.moc"
