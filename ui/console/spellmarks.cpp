// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/spellmarks.h"

#include "ui/console/composer.h"
#include "ui/model/preferences.h"
#include "ui/model/sessionstore.h"
#include "ui/model/spelledwords.h"
#include "ui/model/spelling.h"
#include "ui/style/theme.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr qsizetype LongestBlock = 20'000; //!< nobody writes so: it was pasted

QString nameOf(const QString &language)
{
    const QLocale locale(language);
    const QString own = locale.nativeLanguageName();
    const QString land = locale.nativeTerritoryName();
    return own.isEmpty() ? language : land.isEmpty() ? own : u"%1 (%2)"_s.arg(own, land);
}

} // namespace

SpellMarks::SpellMarks(const ConsoleContext &context, const UserId &user, Composer *composer)
    : QSyntaxHighlighter(composer->document())
    , m_context(context)
    , m_user(user)
    , m_composer(composer)
    , m_inForce(language())
{
    connect(&context.spelling, &model::Spelling::checked, this, &SpellMarks::handleChecked);
    connect(&context.preferences, &model::Preferences::changed, this,
            &SpellMarks::handlePreferences);
    connect(&context.theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(composer, &QPlainTextEdit::cursorPositionChanged, this, &SpellMarks::handleCursor);
    connect(composer, &Composer::menuRequested, this, &SpellMarks::fillMenu);
}

QString SpellMarks::language() const
{
    const model::Preferences::Values &values = m_context.preferences.values();
    const model::Spelling &spelling = m_context.spelling;
    if (!values.checksSpelling)
        return {};
    const desk::Session *session = m_context.store.session(m_user);
    const QString customers
        = session ? session->startParams.value("language"_L1).toString() : QString();
    for (const QString &wanted :
         {m_chosen, customers, values.spellingLanguage, QLocale().name(), u"en"_s}) {
        const QString found = wanted.isEmpty() ? QString() : spelling.languageFor(wanted);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

bool SpellMarks::isBeingWritten(qsizetype end) const
{
    return m_composer->hasFocus() && m_composer->textCursor().position() == end;
}

void SpellMarks::highlightBlock(const QString &text)
{
    const QString language = m_inForce;
    if (language.isEmpty() || text.size() > LongestBlock)
        return;
    QTextCharFormat wrong;
    wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wrong.setUnderlineColor(m_context.theme.tokens().bad);
    for (const model::SpelledWord &word : model::spelledWordsIn(text)) {
        if (isBeingWritten(currentBlock().position() + word.from + word.length)) {
            m_spared = currentBlock();
            continue;
        }
        const auto right = m_context.spelling.isRight(language, text.mid(word.from, word.length));
        if (!right)
            m_isWaiting = true;
        else if (!*right)
            setFormat(int(word.from), int(word.length), wrong);
    }
}

QStringList SpellMarks::wrongWords() const
{
    QStringList words;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const auto formats = block.layout()->formats();
        for (const QTextLayout::FormatRange &range : formats) {
            if (range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
                words += block.text().mid(range.start, range.length);
        }
    }
    return words;
}

void SpellMarks::handleChecked()
{
    if (document()->isEmpty() || (!m_isWaiting && wrongWords().isEmpty()))
        return;
    m_isWaiting = false;
    rehighlight();
}

//! Whoever has gone on has written the word.
void SpellMarks::handleCursor()
{
    if (m_inForce.isEmpty() || document()->isEmpty())
        return;
    const QTextBlock here = m_composer->textCursor().block();
    const QTextBlock left = std::exchange(m_spared, QTextBlock());
    if (left.isValid() && left.document() == document() && left != here)
        rehighlightBlock(left);
    rehighlightBlock(here);
}

void SpellMarks::handlePreferences()
{
    const QString now = language();
    if (now == m_inForce)
        return;
    m_inForce = now;
    rehighlight();
}

std::optional<SpellMarks::Word> SpellMarks::wrongWordAt(const QTextCursor &at) const
{
    const QTextBlock block = at.block();
    const int place = at.positionInBlock();
    for (const model::SpelledWord &word : model::spelledWordsIn(block.text())) {
        if (place < word.from || place > word.from + word.length)
            continue;
        const QString text = block.text().mid(word.from, word.length);
        if (m_context.spelling.isRight(m_inForce, text).value_or(true))
            continue;
        QTextCursor marked(at);
        marked.setPosition(block.position() + int(word.from));
        marked.setPosition(block.position() + int(word.from + word.length),
                           QTextCursor::KeepAnchor);
        return Word{marked, text};
    }
    return std::nullopt;
}

void SpellMarks::fillMenu(QMenu *menu, const QTextCursor &at)
{
    if (const auto word = m_inForce.isEmpty() ? std::nullopt : wrongWordAt(at))
        offerInstead(menu, *word);
    if (!m_context.spelling.languages().isEmpty())
        addLanguages(menu);
}

//! They come a moment after the menu has opened: looking for them takes a while.
void SpellMarks::offerInstead(QMenu *menu, const Word &word)
{
    QAction *first = menu->actions().value(0);
    auto *looking = new QAction(tr("Looking for other spellings…"), menu);
    looking->setEnabled(false);
    auto *add = new QAction(tr("Add “%1” to the dictionary").arg(word.text), menu);
    connect(add, &QAction::triggered, this, [this, text = word.text] {
        m_context.spelling.add(text);
        m_composer->setFocus();
    });
    menu->insertActions(first, {looking, add});
    menu->insertSeparator(first);
    connect(&m_context.spelling, &model::Spelling::suggested, menu,
            [this, menu, looking, add, word](const QString &of, const QStringList &instead) {
                if (of != word.text || !looking->isVisible())
                    return;
                looking->setText(tr("No other spelling is known"));
                looking->setVisible(instead.isEmpty());
                for (const QString &each : instead) {
                    auto *take = new QAction(each, menu);
                    connect(take, &QAction::triggered, this,
                            [place = word.place, each] { QTextCursor(place).insertText(each); });
                    menu->insertAction(add, take);
                }
            });
    m_context.spelling.suggest(m_inForce, word.text);
}

void SpellMarks::addLanguages(QMenu *menu)
{
    menu->addSeparator();
    QMenu *languages = menu->addMenu(tr("Spelling"));
    languages->setObjectName(u"spellingMenu"_s);
    auto *one = new QActionGroup(languages);
    const auto add = [&](const QString &name, const QString &language) {
        QAction *action = languages->addAction(name, this, [this, language] { choose(language); });
        action->setCheckable(true);
        action->setChecked(language == m_inForce);
        one->addAction(action);
    };
    for (const QString &language : m_context.spelling.languages())
        add(nameOf(language), language);
    languages->addSeparator();
    add(tr("Off"), {});
}

//! It counts in this conversation at once, and wherever the customer's language is not known.
void SpellMarks::choose(const QString &language)
{
    m_chosen = language;
    model::Preferences::Values values = m_context.preferences.values();
    values.checksSpelling = !language.isEmpty();
    if (!language.isEmpty())
        values.spellingLanguage = language;
    m_context.preferences.set(values);
    handlePreferences();
}

} // namespace sermo::ui
