// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/tagrow.h"

#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Gap = 4;

} // namespace

TagRow::TagRow(const Theme &theme, const Known &known, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_known(known)
    , m_rows(new QVBoxLayout(this))
    , m_lines(new QVBoxLayout)
    , m_add(new QToolButton(this))
    , m_field(new QLineEdit(this))
{
    setObjectName(u"tags"_s);
    m_add->setObjectName(u"addTagButton"_s);
    m_add->setIcon(icon(theme, u"plus"_s, &Tokens::text2));
    m_add->setIconSize({12, 12});
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setToolTip(tr("Add a tag"));
    m_add->setAccessibleName(m_add->toolTip());
    setKind(m_add, u"tag"_s);
    m_field->setObjectName(u"tagField"_s);
    m_field->setMaxLength(MaxWord);
    m_field->setPlaceholderText(tr("What is it about?"));
    m_field->setAccessibleName(tr("New tag"));
    m_field->hide();
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(Gap);
    m_lines->setSpacing(Gap);
    m_rows->addLayout(m_lines);
    m_rows->addWidget(m_add, 0, Qt::AlignLeft);
    m_rows->addWidget(m_field);
    connect(m_add, &QToolButton::clicked, this, &TagRow::write);
    connect(m_field, &QLineEdit::returnPressed, this, &TagRow::take);
}

void TagRow::present(const QStringList &words)
{
    if (words == m_words)
        return;
    m_words = words;
    fill();
}

QToolButton *TagRow::chip(int number)
{
    const QString word = m_words.at(number);
    auto *chip = new QToolButton(this);
    chip->setObjectName(u"removeTag-%1"_s.arg(number));
    chip->setText(fontMetrics().elidedText(word, Qt::ElideRight, qMax(40, width() - 40)));
    chip->setIcon(icon(m_theme, u"x"_s, &Tokens::text3));
    chip->setIconSize({10, 10});
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setLayoutDirection(Qt::RightToLeft); // the cross behind the word
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setAccessibleName(tr("Remove the tag %1").arg(word));
    setKind(chip, u"tag"_s);
    connect(chip, &QToolButton::clicked, this, [this, word] { emit removed(word); });
    return chip;
}

//! As many a line as there is room for; the plus behind the last.
void TagRow::fill()
{
    while (QLayoutItem *line = m_lines->takeAt(0)) {
        while (QLayoutItem *item = line->layout()->takeAt(0)) {
            if (item->widget() && item->widget() != m_add) {
                item->widget()->hide();
                item->widget()->deleteLater(); // perhaps it is its click that led here
            }
            delete item;
        }
        delete line;
    }
    QHBoxLayout *line = nullptr;
    int used = 0;
    for (int i = 0; i < m_words.size(); ++i) {
        QToolButton *next = chip(i);
        const int needed = next->sizeHint().width() + Gap;
        if (!line || used + needed > width()) {
            if (line)
                line->addStretch();
            line = new QHBoxLayout;
            line->setSpacing(Gap);
            m_lines->addLayout(line);
            used = 0;
        }
        line->addWidget(next);
        next->show(); // now, not with the next turn of the event loop
        used += needed;
    }
    if (line && used + m_add->sizeHint().width() <= width())
        line->addWidget(m_add);
    else
        m_rows->insertWidget(1, m_add, 0, Qt::AlignLeft);
    if (line)
        line->addStretch();
}

void TagRow::write()
{
    auto *completer = new QCompleter(m_known(), m_field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_field->setCompleter(completer); // takes the one before along
    m_field->clear();
    m_add->hide();
    m_field->show();
    m_field->setFocus();
}

//! The plus is there first: hiding what has the keyboard would pass it to whatever comes next.
void TagRow::leave()
{
    m_add->show();
    if (window()->focusWidget() == m_field)
        m_add->setFocus();
    m_field->hide();
    m_field->clear();
}

void TagRow::take()
{
    const QString word = m_field->text().simplified();
    leave();
    if (!word.isEmpty() && !m_words.contains(word))
        emit added(word);
}

void TagRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || m_field->isHidden())
        return QWidget::keyPressEvent(event);
    leave();
}

void TagRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fill();
}

} // namespace sermo::ui
