// SPDX-License-Identifier: GPL-3.0-or-later
// What is spelled wrong in a composer is underlined, and what it may have been is in its menu.
#include "tests/console/writingscene.h"
#include "ui/console/spellmarks.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;
using sermo::test::WritingScene;
using Values = sermo::model::Preferences::Values;

class SpellingTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void whatIsWrongIsUnderlined();
    void theWordThatIsBeingWrittenIsLeftAlone();
    void theMenuOffersWhatItMayHaveBeen();
    void aWordThatIsAddedIsRightEverywhere();
    void theLanguageIsChosenInTheMenu();
    void theCustomersOwnLanguageComesFirst();
    void itCanBeSwitchedOff();
    void underliningIsNoEditing();
    void withoutADictionaryNothingIsUnderlined();

private:
    [[nodiscard]] SpellMarks *marks(const QString &user = Robin) const
    {
        return composer(user)->document()->findChild<SpellMarks *>();
    }
    QMenu *openMenu(int position);
    static QStringList words(const QMenu *menu);
    static QAction *action(const QMenu *menu, const QString &text);
};

//! At a place in the text, by the keyboard.
QMenu *SpellingTest::openMenu(int position)
{
    QTextCursor cursor = composer()->textCursor();
    cursor.setPosition(position);
    composer()->setTextCursor(cursor);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(composer()->viewport(), &event);
    return composer()->findChild<QMenu *>(u"composerMenu"_s);
}

QStringList SpellingTest::words(const QMenu *menu)
{
    QStringList found;
    for (const QAction *each : menu->actions()) {
        if (each->isVisible() && !each->isSeparator())
            found += each->text();
    }
    return found;
}

QAction *SpellingTest::action(const QMenu *menu, const QString &text)
{
    const auto actions = menu->actions();
    const auto found = std::find_if(actions.cbegin(), actions.cend(), [&](const QAction *each) {
        return each->text().contains(text);
    });
    return found == actions.cend() ? nullptr : *found;
}

void SpellingTest::whatIsWrongIsUnderlined()
{
    write(u"Hej din adres är updaterad "_s);
    QTRY_COMPARE(marks()->wrongWords(), (QStringList{u"adres"_s, u"updaterad"_s}));
    composer()->setPlainText(u"Hej din adress är uppdaterad "_s);
    QTRY_VERIFY(marks()->wrongWords().isEmpty());
    // No word of any language: addresses, numbers, shortcuts, abbreviations.
    composer()->setPlainText(u"Hej https://exmpl.se/kto a@exmpl.se KTO OCR2 2x /adrs "_s);
    write(u"fel "_s);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"fel"_s});
}

void SpellingTest::theWordThatIsBeingWrittenIsLeftAlone()
{
    write(u"Hej adres"_s);
    (void)m_scene->spelling->isRight(u"sv_SE"_s, u"adres"_s);
    QTRY_VERIFY(m_scene->spelling->isRight(u"sv_SE"_s, u"adres"_s).has_value());
    QVERIFY(marks()->wrongWords().isEmpty());
    write(u" "_s);
    QCOMPARE(marks()->wrongWords(), QStringList{u"adres"_s});
}

void SpellingTest::theMenuOffersWhatItMayHaveBeen()
{
    write(u"Hej din adres är "_s);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"adres"_s});
    QMenu *menu = openMenu(10);
    QVERIFY(menu);
    QTRY_VERIFY(words(menu).contains(u"adress"_s)); // they come when they are known
    QVERIFY(words(menu).indexOf(u"adress"_s)
            < words(menu).indexOf(u"Add “adres” to the dictionary"_s));
    action(menu, u"adress"_s)->trigger();
    QCOMPARE(composer()->toPlainText(), u"Hej din adress är "_s);
    QTRY_VERIFY(marks()->wrongWords().isEmpty());
    menu->close();
    // Where nothing is wrong nothing is offered.
    QTRY_VERIFY(!composer()->findChild<QMenu *>(u"composerMenu"_s));
    menu = openMenu(1);
    QVERIFY(!action(menu, u"dictionary"_s));
    menu->close();
}

void SpellingTest::aWordThatIsAddedIsRightEverywhere()
{
    m_scene->bringToAgent(Karin, u"Karin Berg"_s);
    composer(Karin)->setPlainText(u"Hej Comhem är "_s);
    write(u"Hej Comhem din "_s);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"Comhem"_s});
    QTRY_COMPARE(marks(Karin)->wrongWords(), QStringList{u"Comhem"_s});
    QMenu *menu = openMenu(6);
    action(menu, u"dictionary"_s)->trigger();
    menu->close();
    QTRY_VERIFY(marks()->wrongWords().isEmpty());
    QTRY_VERIFY(marks(Karin)->wrongWords().isEmpty());
}

void SpellingTest::theLanguageIsChosenInTheMenu()
{
    write(u"hello your adress "_s);
    QTRY_COMPARE(marks()->wrongWords(), (QStringList{u"hello"_s, u"your"_s}));
    QMenu *menu = openMenu(2);
    auto *languages = menu->findChild<QMenu *>(u"spellingMenu"_s);
    QVERIFY(languages);
    QVERIFY(action(languages, u"svenska"_s)->isChecked());
    action(languages, u"English"_s)->trigger();
    menu->close();
    QCOMPARE(marks()->language(), u"en_GB"_s);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"adress"_s});
    QCOMPARE(m_scene->preferences->values().spellingLanguage, u"en_GB"_s); // from now on
}

void SpellingTest::theCustomersOwnLanguageComesFirst()
{
    m_scene->inbound(
        Karin, u"start"_s,
        {{u"params"_s, QJsonObject{{u"platformId"_s, u"webchat"_s}, {u"language"_s, u"en-US"_s}}}});
    m_scene->internal(Karin, u"handover_to_queue"_s, {{u"queueId"_s, u"general"_s}});
    m_scene->internal(Karin, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    QCOMPARE(marks(Karin)->language(), u"en_GB"_s);
    QCOMPARE(marks()->language(), u"sv_SE"_s);
}

void SpellingTest::itCanBeSwitchedOff()
{
    write(u"adres "_s);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"adres"_s});
    m_scene->preferences->change(&Values::checksSpelling, false);
    QVERIFY(marks()->wrongWords().isEmpty());
    m_scene->preferences->change(&Values::checksSpelling, true);
    QTRY_COMPARE(marks()->wrongWords(), QStringList{u"adres"_s});
}

//! It comes later than the words, and must not look as if the agent were still at it.
void SpellingTest::underliningIsNoEditing()
{
    QSignalSpy edited(composer(), &Composer::edited);
    composer()->setPlainText(u"adres är fel "_s);
    QTRY_COMPARE(marks()->wrongWords().size(), 2);
    QCOMPARE(edited.size(), 1);
    QVERIFY(!composer()->document()->isUndoAvailable());
}

void SpellingTest::withoutADictionaryNothingIsUnderlined()
{
    const QTemporaryDir empty;
    model::Spelling spelling({empty.path(), empty.filePath(u"nowhere"_s)},
                             empty.filePath(u"words.json"_s));
    QVERIFY(spelling.languages().isEmpty());
    QCOMPARE(spelling.languageFor(u"sv"_s), QString());
    QCOMPARE(spelling.isRight(u"sv_SE"_s, u"adres"_s), std::optional(true));
    QSignalSpy suggested(&spelling, &model::Spelling::suggested);
    spelling.suggest(u"sv_SE"_s, u"adres"_s);
    QCOMPARE(suggested.size(), 1);
}

QTEST_MAIN(SpellingTest)
#include "tst_spelling.moc"
