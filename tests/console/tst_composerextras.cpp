// SPDX-License-Identifier: GPL-3.0-or-later
// What goes into a message beside words: emoji, and buttons under it.
#include "tests/console/writingscene.h"
#include "ui/console/emojipicker.h"

#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::WritingScene;

class ComposerExtrasTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void anEmojiIsFoundByItsNameAndTaken();
    void whatCannotBeDrawnIsNotOffered();
    void arrowsMoveOnTheBoardOfEmoji();
    void buttonsGoWithTheMessage();
    void aLinkMustBeOne();
    void buttonsCanBeTakenOffAgain();
};

void ComposerExtrasTest::anEmojiIsFoundByItsNameAndTaken()
{
    write(u"Tack "_s);
    click(u"emojiButton-robin"_s);
    auto *picker = m_scene->find<EmojiPicker>(u"emojiPicker"_s);
    QVERIFY(picker && picker->isVisible());
    const qsizetype all = picker->signs().size();
    auto *search = m_scene->find<QLineEdit>(u"emojiSearch"_s);
    QTest::keyClicks(search, u"happy"_s);
    QCOMPARE(picker->signs().first(), u"😀"_s);
    QVERIFY(picker->signs().size() < all);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(composer()->toPlainText(), u"Tack 😀"_s);
    QVERIFY(composer()->hasFocus());
}

//! Where no font has it there is an empty box, which nobody can choose from.
void ComposerExtrasTest::whatCannotBeDrawnIsNotOffered()
{
    click(u"emojiButton-robin"_s);
    const auto *picker = m_scene->find<EmojiPicker>(u"emojiPicker"_s);
    QFont font = picker->font();
    font.setFamilies({u"Noto Color Emoji"_s});
    const QFontMetrics metrics(font);
    QVERIFY(picker->signs().contains(u"😀"_s)); // which Debian's usual font has
    for (const auto &[sign, letter] : {std::pair(u"👍"_s, 0x1F44D), {u"🎉"_s, 0x1F389}})
        QCOMPARE(picker->signs().contains(sign), metrics.inFontUcs4(uint(letter)));
}

void ComposerExtrasTest::arrowsMoveOnTheBoardOfEmoji()
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

void ComposerExtrasTest::buttonsGoWithTheMessage()
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

void ComposerExtrasTest::aLinkMustBeOne()
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

void ComposerExtrasTest::buttonsCanBeTakenOffAgain()
{
    write(u"Hej"_s);
    click(u"quickRepliesButton-robin"_s);
    m_scene->find<QLineEdit>(u"quickReplyText-0"_s)->setText(u"Ja"_s);
    click(u"useQuickReplies"_s);
    click(u"removeQuickReplies-robin"_s);
    press(Qt::Key_Return);
    QVERIFY(!m_scene->link.sentOfType(u"text"_s).first().contains("quickReplies"_L1));
}

QTEST_MAIN(ComposerExtrasTest)
#include "tst_composerextras.moc"
