// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/composer.h"

#include "ui/style/stylesheet.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>
#include <QUrl>
#include <QtMath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MinLines = 2;
constexpr int MaxLines = 6;

} // namespace

Composer::Composer(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setRole(this, u"composer"_s);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &Composer::handleText);
}

void Composer::handleText()
{
    fitHeight();
    const QString words = toPlainText();
    if (words == m_words)
        return;
    m_words = words;
    emit edited();
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && held == Qt::NoModifier) {
        if (!event->isAutoRepeat()) // a key held too long is not pressed again
            emit sendRequested();
        return;
    }
    if (enter && held == Qt::ShiftModifier) {
        // Qt would put a line separator there, which is no '\n' to the customer.
        textCursor().insertBlock();
        ensureCursorVisible();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void Composer::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setObjectName(u"composerMenu"_s);
    menu->setAccessibleName(accessibleName());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    emit menuRequested(menu, isByKey ? textCursor() : cursorForPosition(event->pos()));
    menu->popup(isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

//! Cells of a table come as a picture too, and as words: it is the words that are meant.
bool Composer::hasPictures(const QMimeData &source)
{
    const QList<QUrl> urls = source.urls();
    const bool areFiles = !urls.isEmpty()
        && std::all_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); });
    return areFiles || (source.hasImage() && !source.hasFormat(u"text/plain"_s));
}

bool Composer::canInsertFromMimeData(const QMimeData *source) const
{
    return hasPictures(*source) || QPlainTextEdit::canInsertFromMimeData(source);
}

void Composer::insertFromMimeData(const QMimeData *source)
{
    if (hasPictures(*source))
        emit picturesInserted(*source);
    else if (source->hasText())
        textCursor().insertText(source->text());
}

void Composer::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitHeight();
}

int Composer::lineCount() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= MaxLines;
         block = block.next())
        lines += qMax(1, block.layout()->lineCount());
    return lines;
}

QSize Composer::sizeHint() const
{
    const int lines = qBound(MinLines, lineCount(), MaxLines);
    const int frame = qCeil(document()->documentMargin()) * 2 + contentsMargins().top()
        + contentsMargins().bottom();
    return {200, lines * fontMetrics().lineSpacing() + frame};
}

QSize Composer::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void Composer::fitHeight()
{
    const int wanted = sizeHint().height();
    if (wanted != height())
        setFixedHeight(wanted);
    setVerticalScrollBarPolicy(lineCount() > MaxLines ? Qt::ScrollBarAsNeeded
                                                      : Qt::ScrollBarAlwaysOff);
}

} // namespace sermo::ui
