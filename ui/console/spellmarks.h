// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "ui/console/consolecontext.h"

#include <QPointer>
#include <QSyntaxHighlighter>
#include <QTextBlock>

class QMenu;

namespace sermo::ui
{

class Composer;

//! Underlines what is spelled wrong in a composer, but for the word that is being written, and
//! offers what it may have been in its menu. In the language that the agent has chosen there, else
//! the customer's (`language` of his start parameters), else the agent's own. Owned by the
//! composer.
class SpellMarks : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    SpellMarks(const ConsoleContext &context, const UserId &user, Composer *composer);

    [[nodiscard]] QString language() const; //!< empty: there is no dictionary, or none is wanted
    [[nodiscard]] QStringList wrongWords() const; //!< those that are underlined

protected:
    void highlightBlock(const QString &text) override;

private:
    struct Word {
        QTextCursor place; //!< marks it
        QString text;
    };

    void handleChecked();
    void handleCursor();
    void handlePreferences();
    void fillMenu(QMenu *menu, const QTextCursor &at);
    void offerInstead(QMenu *menu, const Word &word);
    void addLanguages(QMenu *menu);
    void choose(const QString &language); //!< empty: none is checked
    [[nodiscard]] std::optional<Word> wrongWordAt(const QTextCursor &at) const;
    [[nodiscard]] bool isBeingWritten(qsizetype end) const; //!< in the document

    ConsoleContext m_context;
    UserId m_user;
    Composer *m_composer;
    QString m_chosen; //!< in this conversation; empty: nothing was
    QString m_inForce;
    bool m_isWaiting = false; //!< for what the dictionary says
    QTextBlock m_spared; //!< where a word was left alone that is being written
};

} // namespace sermo::ui
