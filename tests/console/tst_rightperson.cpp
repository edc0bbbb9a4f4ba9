// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed reaches the one it was meant for, or nobody: whatever goes, comes or is in front
// while the agent types.
#include "tests/console/writingscene.h"
#include "tests/imaging/images.h"
#include "ui/console/attachmentstrip.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/palette.h"
#include "ui/console/transcriptview.h"
#include "ui/model/cannedreply.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::WritingScene;

class RightPersonTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { end(); }
    void aMenuGoesWithItsTranscript();
    void aColumnThatIsTakenHandsItsKeyboardToNobody();
    void whoLostHisColumnInMidWordTypesIntoNoOther();
    void aDialogThatGoesWithItsColumnHandsItOnNeither();
    void theRepliesStayOpenWhenTheColumnGoes();
    void theNextColumnHasTheKeyboardAfterOnesOwnAct_data();
    void theNextColumnHasTheKeyboardAfterOnesOwnAct();
    void whoWritesOnAfterAnActKeepsTheKeysFromTheNext();
    void whoIsClaimedIsWrittenTo();
    void anotherViewKeepsTheKeyboard_data();
    void anotherViewKeepsTheKeyboard();
    void anIntentBringsTheConsoleForward_data();
    void anIntentBringsTheConsoleForward();
    void noActIsOnWhatIsNotSeen_data();
    void noActIsOnWhatIsNotSeen();
    void everyViewIsShownByAnAction();
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
    void thePaletteGoesByPerson_data();
    void thePaletteGoesByPerson();
    void aHeldEnterSendsOnce();
    void aHeldKeyIsDoneOnce_data();
    void aHeldKeyIsDoneOnce();
    void whoIsSetAsideKeepsHisColour();

private:
    void bringTwo(); //!< Robin and Karin; the keyboard is with Robin
    [[nodiscard]] QWidget *keyboard() const //!< where keys go
    {
        QWidget *focus = QApplication::focusWidget();
        return focus ? focus : m_scene->window.get();
    }
    void type(const QString &text) { QTest::keyClicks(keyboard(), text); }
    void hit(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(keyboard(), key, held);
    }
    void loseToSara(const QString &user)
    {
        m_scene->internal(user, u"claim_session"_s,
                          {{u"agentId"_s, u"sara"_s}, {u"force"_s, true}});
    }
    [[nodiscard]] QStringList sentTo(const QString &user) const
    {
        QStringList texts;
        for (const QJsonObject &text : m_scene->link.sentOfType(u"text"_s)) {
            if (text["userId"_L1] == user)
                texts += text["text"_L1].toString();
        }
        return texts;
    }
    [[nodiscard]] QStringList states() const
    {
        return m_scene->find<AttachmentStrip>(u"attachments-robin"_s)->states();
    }
    void attachPicture();
    void openConsole() { click(u"consoleTab"_s); }
    QLineEdit *openElsewhere(); //!< another view with a field that has the keyboard
    void act(const QString &name)
    {
        auto *action = m_scene->window->findChild<QAction *>(u"action-"_s + name);
        QVERIFY2(action, qPrintable(name));
        action->trigger();
    }
};

void RightPersonTest::init()
{
    begin();
}

void RightPersonTest::bringTwo()
{
    m_scene->bringToAgent(Karin, u"Karin Lund"_s);
    composer()->setFocus();
    m_scene->acknowledgeAll();
    m_scene->link.forgetSent();
}

QLineEdit *RightPersonTest::openElsewhere()
{
    auto *view = new QWidget;
    auto *field = new QLineEdit(view);
    m_scene->window->insertView(1, u"elsewhereTab"_s, u"Elsewhere"_s, view);
    m_scene->window->showView(view);
    field->resize(200, 30);
    field->setFocus();
    return field;
}

void RightPersonTest::attachPicture()
{
    m_scene->images.isHeld = true;
    QGuiApplication::clipboard()->setImage(test::picture(64, 48));
    composer()->setFocus();
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(states(), QStringList{u"uploading"_s});
    QTRY_COMPARE(m_scene->images.uploads.size(), 1);
}

void RightPersonTest::aMenuGoesWithItsTranscript()
{
    auto *transcript = m_scene->find<TranscriptView>(u"transcript-robin"_s);
    const QPointer<QWidget> column = m_scene->find(u"column-robin"_s);
    QTimer::singleShot(0, this, [this] { m_scene->outbound(Robin, u"end_session"_s); });
    QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(20, 20),
                            transcript->viewport()->mapToGlobal(QPoint(20, 20)));
    QApplication::sendEvent(transcript->viewport(), &asked);
    const QPointer<QMenu> menu = m_scene->window->findChild<QMenu *>(u"transcriptMenu"_s);
    QVERIFY(menu && menu->isVisible());
    QTRY_VERIFY(!column);
    QVERIFY(!menu);
}

void RightPersonTest::aColumnThatIsTakenHandsItsKeyboardToNobody()
{
    bringTwo();
    type(u"Hej R"_s);
    loseToSara(Robin); // in the middle of a word
    type(u"obin"_s);
    hit(Qt::Key_Return);
    hit(Qt::Key_D, Qt::AltModifier);
    QVERIFY(composer(Karin)->toPlainText().isEmpty());
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
    QVERIFY(m_scene->link.sentOfType(u"agent_done"_s).isEmpty());
    QVERIFY(!m_scene->find<ChatColumn>(u"column-karin"_s)->isActive());
    hit(Qt::Key_1, Qt::ControlModifier); // the agent chooses
    QCOMPARE(QApplication::focusWidget(), composer(Karin));
}

void RightPersonTest::whoLostHisColumnInMidWordTypesIntoNoOther()
{
    composer()->setFocus();
    type(u"Hej R"_s);
    loseToSara(Robin); // the only one, and another is given at once
    m_scene->bringToAgent(Karin, u"Karin Lund"_s);
    type(u"obin"_s);
    hit(Qt::Key_Return);
    QVERIFY(composer(Karin)->toPlainText().isEmpty());
    QVERIFY(sentTo(Karin).isEmpty());
    QVERIFY(m_scene->find<ChatColumn>(u"column-karin"_s)->isNew());
}

void RightPersonTest::aDialogThatGoesWithItsColumnHandsItOnNeither()
{
    bringTwo();
    click(u"endButton-robin"_s);
    const QPointer<QDialog> dialog = m_scene->find<QDialog>(u"endDialog"_s);
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    type(u"Kunden har fått"_s);
    loseToSara(Robin);
    QTRY_VERIFY(!dialog);
    m_scene->window->activateWindow(); // as a desktop does
    QVERIFY(QTest::qWaitForWindowActive(m_scene->window.get()));
    type(u"svar"_s);
    hit(Qt::Key_Return);
    QVERIFY(composer(Karin)->toPlainText().isEmpty());
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
    QVERIFY(m_scene->link.sentOfType(u"end_session"_s).isEmpty());
}

void RightPersonTest::theRepliesStayOpenWhenTheColumnGoes()
{
    const QPointer<QWidget> column = m_scene->find(u"column-robin"_s);
    m_scene->internal({}, u"canned_reply"_s, {{u"shortcut"_s, u"adress"_s}, {u"removed"_s, true}});
    m_scene->internal({}, u"canned_reply"_s,
                      {{u"shortcut"_s, u"adressbyte"_s}, {u"removed"_s, true}});
    m_scene->internal({}, u"canned_reply"_s, {{u"shortcut"_s, u"faktura"_s}, {u"removed"_s, true}});
    click(u"repliesButton-robin"_s); // there is none yet: the agent is to write one
    const QPointer<QDialog> dialog = m_scene->find<QDialog>(u"repliesDialog"_s);
    QVERIFY(dialog);
    loseToSara(Robin);
    QTRY_VERIFY(!column);
    QVERIFY(dialog && dialog->isVisible());
}

void RightPersonTest::theNextColumnHasTheKeyboardAfterOnesOwnAct_data()
{
    QTest::addColumn<QString>("action");
    QTest::newRow("Done") << u"done"_s;
    QTest::newRow("End") << u"end"_s;
    QTest::newRow("Transfer to a queue") << u"transfer"_s;
}

void RightPersonTest::theNextColumnHasTheKeyboardAfterOnesOwnAct()
{
    QFETCH(const QString, action);
    m_scene->internal({}, u"queue_state"_s,
                      {{u"queueId"_s, u"technical"_s},
                       {u"name"_s, u"Teknisk support"_s},
                       {u"waiting"_s, 0},
                       {u"longestWaitSeconds"_s, 0}});
    bringTwo();
    act(action);
    if (action == "end"_L1)
        click(u"endConfirmButton"_s);
    if (auto *targets = m_scene->find(u"transferTargets"_s)) {
        QVERIFY(QTest::qWaitForWindowActive(targets->window()));
        QTest::keyClicks(targets, u"tek"_s);
        QTest::keyClick(targets, Qt::Key_Return);
    }
    m_scene->acknowledgeAll();
    QTRY_VERIFY(!m_scene->find(u"column-robin"_s));
    QCOMPARE(m_scene->window->focusWidget(), composer(Karin));
}

void RightPersonTest::whoWritesOnAfterAnActKeepsTheKeysFromTheNext()
{
    bringTwo();
    hit(Qt::Key_D, Qt::AltModifier);
    type(u"Hej R"_s); // the answer takes its time
    m_scene->acknowledgeAll();
    type(u"obin"_s);
    hit(Qt::Key_Return);
    QVERIFY(composer(Karin)->toPlainText().isEmpty());
    QVERIFY(sentTo(Karin).isEmpty());
}

void RightPersonTest::whoIsClaimedIsWrittenTo()
{
    bringTwo();
    write(u"Hej R"_s); // begun, and left
    m_scene->bringToQueue(u"mikael"_s, u"Mikael"_s, u"general"_s, u"Hej"_s);
    m_scene->bringToQueue(u"mohamed"_s, u"Mohamed"_s, u"general"_s, u"Hej"_s);
    auto *claim = m_scene->find<QAbstractButton>(u"claimButton-mikael"_s);
    QVERIFY(claim);
    claim->setFocus();
    QTest::keyClick(claim, Qt::Key_Space);
    m_scene->acknowledgeAll(); // the card with the keyboard goes
    QCOMPARE(QApplication::focusWidget(), composer(u"mikael"_s));
}

void RightPersonTest::anotherViewKeepsTheKeyboard_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("the active one ends") << u"end_session"_s;
    QTest::newRow("the agent's own Done is through") << u"agent_done"_s;
    QTest::newRow("one that was claimed comes") << u"claim_session"_s;
}

void RightPersonTest::anotherViewKeepsTheKeyboard()
{
    QFETCH(const QString, what);
    bringTwo();
    if (what == "agent_done"_L1)
        hit(Qt::Key_D, Qt::AltModifier);
    if (what == "claim_session"_L1) {
        m_scene->bringToQueue(u"mikael"_s, u"Mikael"_s, u"general"_s, u"Hej"_s);
        click(u"claimButton-mikael"_s);
    }
    QLineEdit *field = openElsewhere();
    type(u"faktu"_s);
    if (what == "end_session"_L1)
        m_scene->outbound(Robin, what);
    m_scene->acknowledgeAll();
    QVERIFY(keyboard()->isVisible());
    type(u"ra"_s);
    hit(Qt::Key_Return);
    QCOMPARE(field->text(), u"faktura"_s);
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
}

void RightPersonTest::anIntentBringsTheConsoleForward_data()
{
    QTest::addColumn<QString>("intent");
    QTest::newRow("Ctrl+2") << u"number"_s;
    QTest::newRow("Alt+Down") << u"next"_s;
    QTest::newRow("the palette") << u"palette"_s;
}

void RightPersonTest::anIntentBringsTheConsoleForward()
{
    QFETCH(const QString, intent);
    bringTwo();
    openElsewhere();
    if (intent == "number"_L1) {
        hit(Qt::Key_2, Qt::ControlModifier);
    } else if (intent == "next"_L1) {
        hit(Qt::Key_Down, Qt::AltModifier);
    } else {
        hit(Qt::Key_K, Qt::ControlModifier);
        type(u"Karin"_s);
        hit(Qt::Key_Return);
    }
    QCOMPARE(QApplication::focusWidget(), composer(Karin));
    QVERIFY(composer(Karin)->isVisible());
    QVERIFY(m_scene->find<QAbstractButton>(u"consoleTab"_s)->isChecked());
}

void RightPersonTest::noActIsOnWhatIsNotSeen_data()
{
    QTest::addColumn<QString>("action");
    for (const char *name : {"done", "transfer", "bot-ends", "ask-present", "set-aside", "end",
                             "note", "column-right"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RightPersonTest::noActIsOnWhatIsNotSeen()
{
    QFETCH(const QString, action);
    bringTwo();
    QLineEdit *field = openElsewhere();
    act(action);
    for (const char *type :
         {"agent_done", "handover_to_queue", "handover_to_bot", "end_session", "note"})
        QVERIFY2(m_scene->link.sentOfType(QString::fromLatin1(type)).isEmpty(), type);
    QVERIFY(!QApplication::activeModalWidget() && !QApplication::activePopupWidget());
    QCOMPARE(QApplication::focusWidget(), field);
    QCOMPARE(m_scene->find<ChatBoard>(u"board"_s)->columns().first()->user().value(), Robin);
}

void RightPersonTest::everyViewIsShownByAnAction()
{
    act(u"show-allocationTab"_s);
    QVERIFY(m_scene->find(u"allocationView"_s)->isVisible());
    act(u"show-consoleTab"_s);
    QVERIFY(m_scene->find(u"board"_s)->isVisible());
    QVERIFY(m_scene->find<QAbstractButton>(u"consoleTab"_s)->isChecked());
}

void RightPersonTest::aBegunNoteNeverGoesToTheCustomer_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("undo") << u"undo"_s;
    QTest::newRow("a canned reply") << u"reply"_s;
}

void RightPersonTest::aBegunNoteNeverGoesToTheCustomer()
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

void RightPersonTest::aReplyThatWaitsForItsImageIsNoNote()
{
    attachPicture();
    write(u"Hej, har ar bilden"_s);
    press(Qt::Key_Return); // Sending…
    click(u"noteButton-robin"_s);
    m_scene->images.release();
    QTRY_COMPARE(states(), QStringList{u"ready"_s});
    QVERIFY(m_scene->link.sentOfType(u"note"_s).isEmpty());
    QVERIFY(sent().isEmpty());
    QCOMPARE(composer()->toPlainText(), u"Hej, har ar bilden"_s);
}

void RightPersonTest::aNoteLetsTheImageWait()
{
    attachPicture();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    click(u"noteButton-robin"_s);
    press(Qt::Key_Return); // now it is a note, and said
    m_scene->images.release();
    QTRY_COMPARE(states(), QStringList{u"ready"_s});
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).size(), 1);
    QVERIFY(sent().isEmpty());
}

void RightPersonTest::whatIsBeingSentKeepsItsSession_data()
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

void RightPersonTest::whatIsBeingSentKeepsItsSession()
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

void RightPersonTest::anUploadThatEndsTakesNoKeyboard()
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

void RightPersonTest::aNoteOutlivesItsColumn()
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

void RightPersonTest::aNoteIsKeptThroughACrash()
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

void RightPersonTest::begunWordsStayADraftWhileANoteIsWritten()
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

void RightPersonTest::thePaletteGoesByPerson_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("a conversation") << u"Karin"_s;
    QTest::newRow("what was said") << u"blinkar"_s;
}

void RightPersonTest::thePaletteGoesByPerson()
{
    QFETCH(const QString, typed);
    bringTwo();
    m_scene->bringToAgent(u"mikael"_s, u"Mikael"_s);
    m_scene->inbound(Karin, u"text"_s, {{u"text"_s, u"Min router blinkar"_s}});
    m_scene->inbound(u"mikael"_s, u"text"_s, {{u"text"_s, u"Hej igen"_s}});
    composer()->setFocus();
    hit(Qt::Key_K, Qt::ControlModifier);
    type(typed);
    loseToSara(Robin); // all that stood right of him have other numbers now
    hit(Qt::Key_Return);
    auto *karin = m_scene->find<ChatColumn>(u"column-karin"_s);
    QVERIFY(karin->isActive());
    QVERIFY(karin->isAncestorOf(QApplication::focusWidget()));
}

void RightPersonTest::aHeldEnterSendsOnce()
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

void RightPersonTest::aHeldKeyIsDoneOnce_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("repeats");
    QTest::newRow("Done") << u"done"_s << false;
    QTest::newRow("End") << u"end"_s << false;
    QTest::newRow("claim the next") << u"claim-next"_s << false;
    QTest::newRow("accept") << u"accept"_s << false;
    QTest::newRow("a column moves on and on") << u"column-right"_s << true;
}

void RightPersonTest::aHeldKeyIsDoneOnce()
{
    QFETCH(const QString, action);
    const auto *found = m_scene->window->findChild<QAction *>(u"action-"_s + action);
    QVERIFY(found);
    QTEST(found->autoRepeat(), "repeats");
}

void RightPersonTest::whoIsSetAsideKeepsHisColour()
{
    const int colour = m_scene->find<ChatColumn>(u"column-robin"_s)->colour();
    m_scene->window->context().aside.setAside(UserId(Robin), std::nullopt);
    m_scene->bringToAgent(Karin, u"Karin"_s);
    QVERIFY(m_scene->find<ChatColumn>(u"column-karin"_s)->colour() != colour);
}

QTEST_MAIN(RightPersonTest)
#include "tst_rightperson.moc"
