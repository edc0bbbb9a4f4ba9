// SPDX-License-Identifier: GPL-3.0-or-later
// The transcript's keyboard, pointer and words; how it looks is in transcriptview.cpp.
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::TranscriptItem;

int TranscriptView::rowAtPoint(const QPoint &point) const
{
    const int y = point.y() - contentTop();
    if (y < 0 || y >= m_heights.total())
        return -1;
    return m_heights.rowAt(y);
}

BubbleMarks TranscriptView::marksOf(int row) const
{
    BubbleMarks marks;
    marks.current = row == m_current && hasFocus();
    if (row == m_selection.row) {
        marks.selectionFrom = m_selection.from();
        marks.selectionTo = m_selection.to();
    }
    return marks;
}

void TranscriptView::setCurrentRow(int row)
{
    if (!m_model || m_model->rowCount() == 0)
        return;
    m_current = qBound(0, row, m_model->rowCount() - 1);
    ensureKnown(m_current, m_current);
    const QRect rect = rowRect(m_current);
    QScrollBar *bar = verticalScrollBar();
    if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top());
    else if (rect.bottom() > viewport()->height())
        bar->setValue(bar->value() + rect.bottom() - viewport()->height() + 1);
    setAccessibleDescription(describe(m_current));
    viewport()->update();
}

QString TranscriptView::selectedText() const
{
    if (m_model && !m_selection.isEmpty()) {
        const BubbleMarks marks = marksOf(m_selection.row);
        return m_model->item(m_selection.row)
            .text.mid(marks.selectionFrom, marks.selectionTo - marks.selectionFrom);
    }
    return m_model && m_current >= 0 ? m_model->item(m_current).text : QString();
}

void TranscriptView::copy() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    const int count = m_model ? m_model->rowCount() : 0;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) {
        event->ignore();
    } else if (event->key() == Qt::Key_Up && count > 0) {
        setCurrentRow(m_current < 0 ? count - 1 : m_current - 1);
    } else if (event->key() == Qt::Key_Down && count > 0) {
        setCurrentRow(m_current < 0 ? count - 1 : m_current + 1);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
                || event->key() == Qt::Key_Space)
               && !imageOf(m_current).isEmpty()) {
        activateImage(m_current);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && !linksOf(m_current).isEmpty()) {
        emit linkActivated(linksOf(m_current).first().url);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
               && m_current >= 0) {
        openText(m_current);
    } else if (event->key() == Qt::Key_Home) {
        setCurrentRow(0);
    } else if (event->key() == Qt::Key_End) {
        setCurrentRow(count - 1);
        scrollToEnd();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAtPoint(event->position().toPoint());
    m_selection = {};
    m_isMarkDue = false;
    m_current = row;
    m_pressedImage
        = event->button() == Qt::LeftButton ? imageRowAt(event->position().toPoint()) : -1;
    if (row >= 0 && m_pressedImage < 0 && event->button() == Qt::LeftButton) {
        const BubbleLayout &layout = layoutOf(row);
        // A note shows who wrote it before its text: it is copied whole.
        if (layout.look != BubbleLayout::Look::Aside && !layout.text.isEmpty()) {
            const QPointF inText
                = event->position() - rowRect(row).topLeft() - layout.text.topLeft();
            const int cursor = layout.words.cursorAt(inText);
            m_selection = {row, cursor, cursor};
        }
    }
    viewport()->update();
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() == Qt::NoButton)
        viewport()->setCursor(imageRowAt(event->position().toPoint()) >= 0
                                      || moreAt(event->position().toPoint()) >= 0
                                      || linkAt(event->position().toPoint())
                                  ? Qt::PointingHandCursor
                                  : Qt::ArrowCursor);
    if (m_selection.row < 0 || !(event->buttons() & Qt::LeftButton))
        return;
    const BubbleLayout &layout = layoutOf(m_selection.row);
    const QPointF inText
        = event->position() - rowRect(m_selection.row).topLeft() - layout.text.topLeft();
    m_selection.cursor = layout.words.cursorAt(inText);
    viewport()->update(rowRect(m_selection.row));
}

void TranscriptView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
    if (m_selection.row < 0)
        return;
    const QString text = m_model->item(m_selection.row).text;
    QTextBoundaryFinder words(QTextBoundaryFinder::Word, text);
    words.setPosition(qMin(m_selection.cursor + 1, int(text.size())));
    m_selection.anchor = int(qMax<qsizetype>(0, words.toPreviousBoundary()));
    const qsizetype end = words.toNextBoundary();
    m_selection.cursor = int(end < 0 ? text.size() : end);
    viewport()->update(rowRect(m_selection.row));
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_model)
        return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        const int row = rowAtPoint(event->pos());
        if (row >= 0 && row != m_selection.row)
            m_current = row;
    }
    auto *menu = new QMenu(this); // and goes with it, when the session does
    menu->setObjectName(u"transcriptMenu"_s);
    menu->setAccessibleName(accessibleName());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction = menu->addAction(tr("Copy"), this, &TranscriptView::copy);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setEnabled(!selectedText().isEmpty());
    menu->addAction(tr("Copy conversation"), this, [this] {
        QStringList lines;
        for (int row = 0; row < m_model->rowCount(); ++row)
            lines += describe(row);
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    });
    if (m_current >= 0)
        addActions(*menu, m_current);
    menu->popup(event->globalPos());
}

void TranscriptView::addActions(QMenu &menu, int row)
{
    const TranscriptItem &item = m_model->item(row);
    if (m_images && !imageOf(row).isEmpty())
        menu.addAction(tr("Open image"), this, [this, row] { activateImage(row); });
    const QList<model::Link> links = linksOf(row);
    for (const model::Link &link : links) {
        menu.addAction(tr("Open %1").arg(model::hostOf(link.url)), this,
                       [this, url = link.url] { emit linkActivated(url); });
    }
    if (isLongText(item) && !m_opened.contains(row))
        menu.addAction(tr("Show all"), this, [this, row] { openText(row); });
    if (item.delivery == TranscriptItem::Delivery::Failed) {
        const EventId id = item.id;
        menu.addSeparator();
        menu.addAction(tr("Send again"), this, [this, id] { emit retryRequested(id); });
        menu.addAction(tr("Discard"), this, [this, id] { emit discardRequested(id); });
    }
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && m_model && m_model->rowCount() > 0
        && event->reason() != Qt::MouseFocusReason)
        m_current = m_model->rowCount() - 1;
    viewport()->update();
}

void TranscriptView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

QString TranscriptView::describe(int row) const
{
    const TranscriptItem &item = m_model->item(row);
    QString who;
    switch (item.kind) {
    case TranscriptItem::Kind::Customer:
        who = tr("Customer");
        break;
    case TranscriptItem::Kind::Agent:
        who = item.speaker.isEmpty() ? tr("Agent") : item.speaker;
        break;
    case TranscriptItem::Kind::Bot:
        who = item.speaker.isEmpty() ? tr("Bot") : item.speaker;
        break;
    case TranscriptItem::Kind::Note:
        who = item.speaker.isEmpty() ? tr("Note") : tr("Note by %1").arg(item.speaker);
        break;
    case TranscriptItem::Kind::Info:
    case TranscriptItem::Kind::System:
        break;
    }
    QString text = item.text;
    if (!item.imageId.isEmpty())
        text = text.isEmpty() ? tr("Image") : tr("Image, %1").arg(text);
    const QString time = item.atMs > 0
        ? QDateTime::fromMSecsSinceEpoch(item.atMs).time().toString(u"HH:mm"_s)
        : QString();
    QStringList head;
    for (const QString &part : {time, who}) {
        if (!part.isEmpty())
            head += part;
    }
    return head.isEmpty() ? text : u"%1: %2"_s.arg(head.join(u' '), text);
}

} // namespace sermo::ui
