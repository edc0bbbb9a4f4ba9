// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent writes with: canned replies, emoji, buttons under a message, and the moment in
// which a message can still be taken back.
#include "tests/console/deskscene.h"
#include "ui/console/composer.h"
#include "ui/console/emojipicker.h"
#include "ui/console/quickreplydialog.h"
#include "ui/console/replypopup.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"robin"_s;
const QString Karin = u"karin"_s;

} // namespace

class ComposerTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
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
    void anEmojiIsFoundByItsNameAndTaken();
    void arrowsMoveOnTheBoardOfEmoji();
    void buttonsGoWithTheMessage();
    void aLinkMustBeOne();
    void buttonsCanBeTakenOffAgain();
    void whatIsSentWaitsThreeSeconds();
    void undoBringsTheWordsBack_data();
    void undoBringsTheWordsBack();
    void enterAgainSendsAtOnce();
    void wordsBegunMeanwhileAreKept();
    void whatWaitsIsSentBeforeTheSessionIsDone();
    void whatWaitsIsADraftAfterACrash();
    void aNoteWaitsForNothing();
    void theHintShowsWhereEnterSends();

private:
    [[nodiscard]] Composer *composer(const QString &user = Robin) const
    {
        return m_scene->find<Composer>(u"composer-"_s + user);
    }
    [[nodiscard]] ReplyPopup *popup() const
    {
        return m_scene->find<ReplyPopup>(u"replyPopup-"_s + Robin);
    }
    void write(const QString &text)
    {
        composer()->setFocus();
        for (const QChar letter : text) {
            if (letter.unicode() < 128)
                QTest::keyClick(composer(), letter.toLatin1());
            else
                composer()->insertPlainText(letter); // QTest has no such key
        }
    }
    void press(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QTest::keyClick(composer(), key, held);
    }
    void click(const QString &name)
    {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QStringList sent() const
    {
        QStringList texts;
        for (const QJsonObject &text : m_scene->link.sentOfType(u"text"_s))
            texts += text["text"_L1].toString();
        return texts;
    }
    void holdBack() const
    {
        m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 3);
    }
    void pass(std::chrono::milliseconds time)
    {
        m_scene->clock.advance(time);
        m_scene->controller->advance();
        m_scene->window->tick();
    }
    void openReplies() const
    {
        m_scene->window->findChild<QAction *>(u"action-replies"_s)->trigger();
    }
    void canned(const QString &shortcut, const QString &text)
    {
        m_scene->internal({}, u"canned_reply"_s, {{u"shortcut"_s, shortcut}, {u"text"_s, text}});
    }

    std::unique_ptr<DeskScene> m_scene;
};

void ComposerTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->link.forgetSent();
    canned(u"adress"_s, u"Jag har uppdaterat din adress, {name}."_s);
    canned(u"adressbyte"_s, u"Du kan ändra adress på mina sidor."_s);
    canned(u"faktura"_s, u"Fakturan skickas om i dag. Hälsningar, {agent}"_s);
}

void ComposerTest::aSlashOpensTheCannedReplies()
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

void ComposerTest::whatTheCustomerTypesRanksThem()
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

void ComposerTest::enterTakesTheReplyWithItsFieldsFilled()
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

void ComposerTest::aVisitorIsNotGreetedByHisNumber()
{
    m_scene->bringToAgent(Karin, {});
    composer(Karin)->setFocus();
    QTest::keyClicks(composer(Karin), u"/adress"_s);
    QTest::keyClick(composer(Karin), Qt::Key_Return);
    QCOMPARE(composer(Karin)->toPlainText(), u"Jag har uppdaterat din adress."_s);
}

void ComposerTest::arrowsAndEscapeAreTheLists()
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

void ComposerTest::theMouseTakesAReplyToo()
{
    write(u"/"_s);
    auto *list = popup()->findChild<QListView *>();
    const QRect second = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(composer()->toPlainText(), u"Du kan ändra adress på mina sidor."_s);
    QVERIFY(composer()->hasFocus());
}

void ComposerTest::theButtonAsksAsTheSlashDoes()
{
    write(u"Hej"_s);
    click(u"repliesButton-robin"_s);
    QVERIFY(popup()->isVisible());
    QCOMPARE(composer()->toPlainText(), u"Hej /"_s);
}

void ComposerTest::repliesAreAddedChangedAndRemoved()
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

void ComposerTest::aReplyForTheTeamIsAnEvent()
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

void ComposerTest::oddRepliesAreNotSaved_data()
{
    QTest::addColumn<QString>("shortcut");
    QTest::addColumn<QString>("text");
    QTest::newRow("no shortcut") << u""_s << u"Hej"_s;
    QTest::newRow("two words") << u"hej du"_s << u"Hej"_s;
    QTest::newRow("with its slash") << u"/hej"_s << u"Hej"_s;
    QTest::newRow("no text") << u"hej"_s << u" "_s;
    QTest::newRow("too long") << u"hej"_s << QString(4001, u'x');
}

void ComposerTest::oddRepliesAreNotSaved()
{
    QFETCH(const QString, shortcut);
    QFETCH(const QString, text);
    openReplies();
    m_scene->find<QLineEdit>(u"replyShortcut"_s)->setText(shortcut);
    m_scene->find<QPlainTextEdit>(u"replyText"_s)->setPlainText(text);
    QVERIFY(!m_scene->find<QAbstractButton>(u"saveReplyButton"_s)->isEnabled());
    QVERIFY(!m_scene->find<QLabel>(u"replyTrouble"_s)->text().isEmpty());
}

void ComposerTest::anEmojiIsFoundByItsNameAndTaken()
{
    write(u"Tack "_s);
    click(u"emojiButton-robin"_s);
    auto *picker = m_scene->find<EmojiPicker>(u"emojiPicker"_s);
    QVERIFY(picker && picker->isVisible());
    const qsizetype all = picker->signs().size();
    auto *search = m_scene->find<QLineEdit>(u"emojiSearch"_s);
    QTest::keyClicks(search, u"thumbs up"_s);
    QCOMPARE(picker->signs().first(), u"👍"_s);
    QVERIFY(picker->signs().size() < all);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(composer()->toPlainText(), u"Tack 👍"_s);
    QVERIFY(composer()->hasFocus());
}

void ComposerTest::arrowsMoveOnTheBoardOfEmoji()
{
    composer()->setFocus();
    click(u"emojiButton-robin"_s);
    auto *picker = m_scene->find<EmojiPicker>(u"emojiPicker"_s);
    const QStringList signs = picker->signs();
    auto *search = m_scene->find<QLineEdit>(u"emojiSearch"_s);
    QTest::keyClick(search, Qt::Key_Right);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Left);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(composer()->toPlainText(), signs.at(8));
}

void ComposerTest::buttonsGoWithTheMessage()
{
    write(u"Vad gäller det?"_s);
    click(u"quickRepliesButton-robin"_s);
    m_scene->find<QLineEdit>(u"quickReplyText-0"_s)->setText(u"Faktura"_s);
    click(u"addQuickReply"_s);
    m_scene->find<QLineEdit>(u"quickReplyText-1"_s)->setText(u"Mina sidor"_s);
    m_scene->find<QComboBox>(u"quickReplyKind-1"_s)->setCurrentIndex(1);
    m_scene->find<QLineEdit>(u"quickReplyValue-1"_s)->setText(u"https://example.com/mina"_s);
    click(u"addQuickReply"_s); // left empty: it does not count
    click(u"useQuickReplies"_s);
    QVERIFY(m_scene->find(u"quickReplies-robin"_s)
                ->property("text")
                .toString()
                .contains(u"Faktura · Mina sidor"_s));
    press(Qt::Key_Return);
    const auto texts = m_scene->link.sentOfType(u"text"_s);
    QCOMPARE(texts.size(), 1);
    const QJsonArray buttons = texts.first()["quickReplies"_L1].toArray();
    QCOMPARE(buttons.size(), 2);
    QCOMPARE(buttons.at(0)["type"_L1].toString(), u"postback"_s);
    QCOMPARE(buttons.at(0)["payload"_L1].toString(), u"Faktura"_s);
    QCOMPARE(buttons.at(1)["type"_L1].toString(), u"web_url"_s);
    QCOMPARE(buttons.at(1)["url"_L1].toString(), u"https://example.com/mina"_s);
    // They were for this message.
    QVERIFY(!m_scene->find(u"quickReplies-robin"_s)->isVisible());
}

void ComposerTest::aLinkMustBeOne()
{
    click(u"quickRepliesButton-robin"_s);
    m_scene->find<QLineEdit>(u"quickReplyText-0"_s)->setText(u"Klicka"_s);
    m_scene->find<QComboBox>(u"quickReplyKind-0"_s)->setCurrentIndex(1);
    auto *address = m_scene->find<QLineEdit>(u"quickReplyValue-0"_s);
    auto *use = m_scene->find<QAbstractButton>(u"useQuickReplies"_s);
    for (const QString &odd : {u""_s, u"example.com"_s, u"javascript:alert(1)"_s, u"ftp://x.y"_s}) {
        address->setText(odd);
        QVERIFY2(!use->isEnabled(), qPrintable(odd));
        QVERIFY(!m_scene->find<QLabel>(u"quickReplyTrouble"_s)->text().isEmpty());
    }
    address->setText(u"https://example.com"_s);
    QVERIFY(use->isEnabled());
}

void ComposerTest::buttonsCanBeTakenOffAgain()
{
    write(u"Hej"_s);
    click(u"quickRepliesButton-robin"_s);
    m_scene->find<QLineEdit>(u"quickReplyText-0"_s)->setText(u"Ja"_s);
    click(u"useQuickReplies"_s);
    click(u"removeQuickReplies-robin"_s);
    press(Qt::Key_Return);
    QVERIFY(!m_scene->link.sentOfType(u"text"_s).first().contains("quickReplies"_L1));
}

void ComposerTest::whatIsSentWaitsThreeSeconds()
{
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    QVERIFY(composer()->toPlainText().isEmpty());
    QVERIFY(sent().isEmpty());
    auto *bar = m_scene->find(u"undoBar-robin"_s);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->property("text").toString(), u"Hej"_s);
    QCOMPARE(bar->property("seconds").toInt(), 3);
    pass(1s);
    QCOMPARE(bar->property("seconds").toInt(), 2);
    pass(2s);
    QCOMPARE(sent(), QStringList{u"Hej"_s});
    QVERIFY(!bar->isVisible());
    QVERIFY(m_scene->drafts->text(UserId(Robin)).isEmpty());
}

void ComposerTest::undoBringsTheWordsBack_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by the button") << false;
    QTest::newRow("by Ctrl+Z") << true;
}

void ComposerTest::undoBringsTheWordsBack()
{
    QFETCH(const bool, byKey);
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    pass(2s);
    if (byKey)
        press(Qt::Key_Z, Qt::ControlModifier);
    else
        click(u"undoButton-robin"_s);
    QCOMPARE(composer()->toPlainText(), u"Hej"_s);
    QVERIFY(composer()->hasFocus());
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
    pass(5s);
    QVERIFY(sent().isEmpty());
}

void ComposerTest::enterAgainSendsAtOnce()
{
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(sent(), QStringList{u"Hej"_s});
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
    // The next message sends the one before.
    write(u"ett"_s);
    press(Qt::Key_Return);
    write(u"två"_s);
    press(Qt::Key_Return);
    QCOMPARE(sent(), (QStringList{u"Hej"_s, u"ett"_s}));
}

void ComposerTest::wordsBegunMeanwhileAreKept()
{
    holdBack();
    write(u"ett"_s);
    press(Qt::Key_Return);
    write(u"två"_s);
    pass(3s);
    QCOMPARE(sent(), QStringList{u"ett"_s});
    QCOMPARE(composer()->toPlainText(), u"två"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"två"_s);
    press(Qt::Key_Return);
    write(u"tre"_s);
    click(u"undoButton-robin"_s);
    QCOMPARE(composer()->toPlainText(), u"två\ntre"_s);
}

void ComposerTest::whatWaitsIsSentBeforeTheSessionIsDone()
{
    holdBack();
    write(u"Hejdå"_s);
    press(Qt::Key_Return);
    click(u"doneButton-robin"_s);
    QStringList types;
    for (const QByteArray &frame : m_scene->link.sent()) {
        const QString type = QJsonDocument::fromJson(frame).object()["type"_L1].toString();
        if (type == "text"_L1 || type == "agent_done"_L1)
            types += type;
    }
    QCOMPARE(types, (QStringList{u"text"_s, u"agent_done"_s}));
}

void ComposerTest::whatWaitsIsADraftAfterACrash()
{
    holdBack();
    write(u"ett"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett"_s);
    write(u"två"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett\ntvå"_s);
}

void ComposerTest::aNoteWaitsForNothing()
{
    holdBack();
    click(u"noteButton-robin"_s);
    write(u"/adress till kollegan"_s);
    QVERIFY(!popup()->isVisible());
    press(Qt::Key_Return);
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).size(), 1);
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
}

void ComposerTest::theHintShowsWhereEnterSends()
{
    const auto hint = [this] {
        const auto labels = composer()->parentWidget()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text() == "Enter"_L1;
        });
    };
    QVERIFY(!hint());
    write(u"Hej"_s);
    QVERIFY(hint());
    m_scene->window->setFocus();
    QTRY_VERIFY(!hint());
}

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
