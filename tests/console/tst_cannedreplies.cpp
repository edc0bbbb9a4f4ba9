// SPDX-License-Identifier: GPL-3.0-or-later
// Canned replies: a slash finds them, the customer's words rank them, a dialog keeps them.
#include "tests/console/writingscene.h"
#include "ui/console/replypopup.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QListView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::WritingScene;

class CannedRepliesTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void aSlashOpensTheCannedReplies();
    void whatTheCustomerTypesRanksThem();
    void enterTakesTheReplyWithItsFieldsFilled();
    void aVisitorIsNotGreetedByHisNumber();
    void arrowsAndEscapeAreTheLists();
    void theMouseTakesAReplyToo();
    void theButtonAsksAsTheSlashDoes();
    void repliesAreAddedChangedAndRemoved();
    void aReplyForTheTeamIsAnEvent();
    void oddRepliesAreNotSaved_data();
    void oddRepliesAreNotSaved();

private:
    [[nodiscard]] ReplyPopup *popup() const
    {
        return m_scene->find<ReplyPopup>(u"replyPopup-"_s + Robin);
    }
    void openReplies() const
    {
        m_scene->window->findChild<QAction *>(u"action-replies"_s)->trigger();
    }
};

void CannedRepliesTest::aSlashOpensTheCannedReplies()
{
    QVERIFY(!popup()->isVisible());
    QVERIFY(composer()->placeholderText().contains(u'/'));
    write(u"/"_s);
    QVERIFY(popup()->isVisible());
    QCOMPARE(popup()->shortcuts(), (QStringList{u"adress"_s, u"adressbyte"_s, u"faktura"_s}));
    write(u"adr"_s);
    QCOMPARE(popup()->shortcuts(), (QStringList{u"adress"_s, u"adressbyte"_s}));
    write(u"x"_s);
    QVERIFY(!popup()->isVisible());
    press(Qt::Key_Backspace);
    QVERIFY(popup()->isVisible());
    // It lies over the transcript and ends where the words begin.
    const QRect shown(popup()->mapToGlobal(QPoint(0, 0)), popup()->size());
    const int words = composer()->mapToGlobal(QPoint(0, 0)).y();
    QVERIFY(shown.bottom() <= words && shown.bottom() > words - 12);
    composer()->clear();
    QVERIFY(!popup()->isVisible());
}

void CannedRepliesTest::whatTheCustomerTypesRanksThem()
{
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"var är fakturan"_s}});
    write(u"/"_s);
    QCOMPARE(popup()->shortcuts().first(), u"faktura"_s);
    QCOMPARE(popup()->current(), u"faktura"_s);
    // While it is open, too: it stands on the preview, and what was chosen stays chosen.
    press(Qt::Key_Down);
    const QString chosen = popup()->current();
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"min nya adress på mina sidor"_s}});
    QCOMPARE(popup()->shortcuts().first(), u"adressbyte"_s);
    QCOMPARE(popup()->current(), chosen);
    const QWidget *preview = m_scene->find(u"preview-robin"_s);
    QVERIFY(preview->height() > 0);
    QVERIFY(popup()->geometry().bottom() <= preview->y());
}

void CannedRepliesTest::enterTakesTheReplyWithItsFieldsFilled()
{
    write(u"Hej! /adr"_s);
    press(Qt::Key_Return);
    QCOMPARE(composer()->toPlainText(), u"Hej! Jag har uppdaterat din adress, Robin Eriksson."_s);
    QVERIFY(!popup()->isVisible());
    QVERIFY(composer()->hasFocus());
    QVERIFY(sent().isEmpty()); // it can be read before it goes
    write(u" /fak"_s);
    press(Qt::Key_Tab);
    QVERIFY(composer()->toPlainText().endsWith(u"Hälsningar, Anders Andersson"_s));
    QVERIFY(composer()->hasFocus());
    press(Qt::Key_Return);
    QCOMPARE(sent().size(), 1);
}

void CannedRepliesTest::aVisitorIsNotGreetedByHisNumber()
{
    m_scene->bringToAgent(Karin, {});
    composer(Karin)->setFocus();
    QTest::keyClicks(composer(Karin), u"/adress"_s);
    QTest::keyClick(composer(Karin), Qt::Key_Return);
    QCOMPARE(composer(Karin)->toPlainText(), u"Jag har uppdaterat din adress."_s);
}

void CannedRepliesTest::arrowsAndEscapeAreTheLists()
{
    write(u"/"_s);
    QCOMPARE(popup()->current(), u"adress"_s);
    press(Qt::Key_Down);
    QCOMPARE(popup()->current(), u"adressbyte"_s);
    QVERIFY(composer()->accessibleDescription().contains(u"adressbyte"_s));
    press(Qt::Key_Up);
    press(Qt::Key_Up); // round the end
    QCOMPARE(popup()->current(), u"faktura"_s);
    press(Qt::Key_Escape);
    QVERIFY(!popup()->isVisible());
    QCOMPARE(composer()->toPlainText(), u"/"_s);
    press(Qt::Key_Return); // now it is a message like any other
    QCOMPARE(sent(), QStringList{u"/"_s});
}

void CannedRepliesTest::theMouseTakesAReplyToo()
{
    write(u"/"_s);
    auto *list = popup()->findChild<QListView *>();
    const QRect second = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(composer()->toPlainText(), u"Du kan ändra adress på mina sidor."_s);
    QVERIFY(composer()->hasFocus());
}

void CannedRepliesTest::theButtonAsksAsTheSlashDoes()
{
    write(u"Hej"_s);
    click(u"repliesButton-robin"_s);
    QVERIFY(popup()->isVisible());
    QCOMPARE(composer()->toPlainText(), u"Hej /"_s);
}

void CannedRepliesTest::repliesAreAddedChangedAndRemoved()
{
    // With none at all the button leads to where they are made.
    for (const char *each : {"adress", "adressbyte", "faktura"})
        m_scene->internal({}, u"canned_reply"_s,
                          {{u"shortcut"_s, QString::fromLatin1(each)}, {u"removed"_s, true}});
    click(u"repliesButton-robin"_s);
    auto *dialog = m_scene->find(u"repliesDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    m_scene->find<QLineEdit>(u"replyShortcut"_s)->setText(u"hej"_s);
    m_scene->find<QPlainTextEdit>(u"replyText"_s)->setPlainText(u"Hej {name}!"_s);
    click(u"saveReplyButton"_s);
    QCOMPARE(m_scene->replies->all(),
             (QList<model::CannedReply>{{u"hej"_s, u"Hej {name}!"_s, true}}));
    // Chosen in the list it can be changed, its shortcut too.
    auto *list = m_scene->find<QListView>(u"repliesList"_s);
    list->setCurrentIndex(list->model()->index(0, 0));
    QCOMPARE(m_scene->find<QLineEdit>(u"replyShortcut"_s)->text(), u"hej"_s);
    m_scene->find<QLineEdit>(u"replyShortcut"_s)->setText(u"hallå"_s);
    click(u"saveReplyButton"_s);
    QCOMPARE(m_scene->replies->all(),
             (QList<model::CannedReply>{{u"hallå"_s, u"Hej {name}!"_s, true}}));
    list->setCurrentIndex(list->model()->index(0, 0));
    click(u"removeReplyButton"_s);
    QVERIFY(m_scene->replies->all().isEmpty());
}

void CannedRepliesTest::aReplyForTheTeamIsAnEvent()
{
    m_scene->replies->setOwn(u"egen"_s, u"Min egen"_s);
    openReplies();
    m_scene->find<QLineEdit>(u"replyShortcut"_s)->setText(u"team"_s);
    m_scene->find<QPlainTextEdit>(u"replyText"_s)->setPlainText(u"För alla"_s);
    m_scene->find<QCheckBox>(u"replyShared"_s)->setChecked(true);
    click(u"saveReplyButton"_s);
    const auto said = m_scene->link.sentOfType(u"canned_reply"_s);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first()["shortcut"_L1].toString(), u"team"_s);
    QCOMPARE(said.first()["text"_L1].toString(), u"För alla"_s);
    QCOMPARE(said.first()["direction"_L1].toString(), u"internal"_s);
    m_scene->acknowledgeAll();
    // His own given to all: it is his alone no more.
    auto *list = m_scene->find<QListView>(u"repliesList"_s);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        if (list->model()->index(row, 0).data().toString().contains(u"egen,"_s))
            list->setCurrentIndex(list->model()->index(row, 0));
    }
    m_scene->find<QCheckBox>(u"replyShared"_s)->setChecked(true);
    click(u"saveReplyButton"_s);
    m_scene->acknowledgeAll();
    QVERIFY(!m_scene->replies->hasOwn(u"egen"_s));
    QVERIFY(m_scene->replies->hasTeams(u"egen"_s));
}

void CannedRepliesTest::oddRepliesAreNotSaved_data()
{
    QTest::addColumn<QString>("shortcut");
    QTest::addColumn<QString>("text");
    QTest::newRow("no shortcut") << u""_s << u"Hej"_s;
    QTest::newRow("two words") << u"hej du"_s << u"Hej"_s;
    QTest::newRow("with its slash") << u"/hej"_s << u"Hej"_s;
    QTest::newRow("no text") << u"hej"_s << u" "_s;
    QTest::newRow("too long") << u"hej"_s << QString(4001, u'x');
}

void CannedRepliesTest::oddRepliesAreNotSaved()
{
    QFETCH(const QString, shortcut);
    QFETCH(const QString, text);
    openReplies();
    m_scene->find<QLineEdit>(u"replyShortcut"_s)->setText(shortcut);
    m_scene->find<QPlainTextEdit>(u"replyText"_s)->setPlainText(text);
    QVERIFY(!m_scene->find<QAbstractButton>(u"saveReplyButton"_s)->isEnabled());
    QVERIFY(!m_scene->find<QLabel>(u"replyTrouble"_s)->text().isEmpty());
}

QTEST_MAIN(CannedRepliesTest)
#include "tst_cannedreplies.moc"
