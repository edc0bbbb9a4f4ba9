// SPDX-License-Identifier: GPL-3.0-or-later
// What is done by keys and the palette is done to whom the agent sees, from whichever view.
#include "tests/console/twocolumns.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::TwoColumns;

class RightViewTest : public TwoColumns
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void anotherViewKeepsTheKeyboard_data();
    void anotherViewKeepsTheKeyboard();
    void anIntentBringsTheConsoleForward_data();
    void anIntentBringsTheConsoleForward();
    void noActIsOnWhatIsNotSeen_data();
    void noActIsOnWhatIsNotSeen();
    void everyViewIsShownByAnAction();
    void thePaletteGoesByPerson_data();
    void thePaletteGoesByPerson();
    void aHeldKeyIsDoneOnce_data();
    void aHeldKeyIsDoneOnce();
};

void RightViewTest::anotherViewKeepsTheKeyboard_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("the active one ends") << u"end_session"_s;
    QTest::newRow("the agent's own Done is through") << u"agent_done"_s;
    QTest::newRow("one that was claimed comes") << u"claim_session"_s;
}

void RightViewTest::anotherViewKeepsTheKeyboard()
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

void RightViewTest::anIntentBringsTheConsoleForward_data()
{
    QTest::addColumn<QString>("intent");
    QTest::newRow("Ctrl+2") << u"number"_s;
    QTest::newRow("Alt+Down") << u"next"_s;
    QTest::newRow("the palette") << u"palette"_s;
}

void RightViewTest::anIntentBringsTheConsoleForward()
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

void RightViewTest::noActIsOnWhatIsNotSeen_data()
{
    QTest::addColumn<QString>("action");
    for (const char *name : {"done", "transfer", "bot-ends", "ask-present", "set-aside", "end",
                             "note", "column-right"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void RightViewTest::noActIsOnWhatIsNotSeen()
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

void RightViewTest::everyViewIsShownByAnAction()
{
    act(u"show-allocationTab"_s);
    QVERIFY(m_scene->find(u"allocationView"_s)->isVisible());
    act(u"show-consoleTab"_s);
    QVERIFY(m_scene->find(u"board"_s)->isVisible());
    QVERIFY(m_scene->find<QAbstractButton>(u"consoleTab"_s)->isChecked());
}

void RightViewTest::thePaletteGoesByPerson_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("a conversation") << u"Karin"_s;
    QTest::newRow("what was said") << u"blinkar"_s;
}

void RightViewTest::thePaletteGoesByPerson()
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

void RightViewTest::aHeldKeyIsDoneOnce_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("repeats");
    QTest::newRow("Done") << u"done"_s << false;
    QTest::newRow("End") << u"end"_s << false;
    QTest::newRow("claim the next") << u"claim-next"_s << false;
    QTest::newRow("accept") << u"accept"_s << false;
    QTest::newRow("a column moves on and on") << u"column-right"_s << true;
}

void RightViewTest::aHeldKeyIsDoneOnce()
{
    QFETCH(const QString, action);
    const auto *found = m_scene->window->findChild<QAction *>(u"action-"_s + action);
    QVERIFY(found);
    QTEST(found->autoRepeat(), "repeats");
}

QTEST_MAIN(RightViewTest)
#include "tst_rightview.moc"
