// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed reaches the one it was meant for, or nobody: whatever goes, comes or is in front
// while the agent types.
#include "tests/console/twocolumns.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/transcriptview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QMenu>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::TwoColumns;

class RightPersonTest : public TwoColumns
{
    Q_OBJECT

private slots:
    void init() { begin(); }
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
    void whoIsSetAsideKeepsHisColour();
};

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

void RightPersonTest::whoIsSetAsideKeepsHisColour()
{
    const int colour = m_scene->find<ChatColumn>(u"column-robin"_s)->colour();
    m_scene->window->context().aside.setAside(UserId(Robin), std::nullopt);
    m_scene->bringToAgent(Karin, u"Karin"_s);
    QVERIFY(m_scene->find<ChatColumn>(u"column-karin"_s)->colour() != colour);
}

QTEST_MAIN(RightPersonTest)
#include "tst_rightperson.moc"
