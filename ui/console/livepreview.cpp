// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/livepreview.h"

#include "ui/console/textwork.h"
#include "ui/style/theme.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxLines = 6;
constexpr int MostWork = WorkInAFrame / 2; //!< of which no more than the last lines are seen
constexpr int CaretGap = 3;

} // namespace

LivePreview::LivePreview(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFixedHeight(0);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, &LivePreview::restyle);
    restyle();
}

void LivePreview::setColour(int number)
{
    m_colour = number;
    restyle();
}

void LivePreview::setCustomer(const QString &name)
{
    m_customer = name;
    if (!m_isOff)
        setAccessibleName(tr("%1 is typing").arg(name));
}

void LivePreview::setText(const QString &text)
{
    if (text == m_text)
        return;
    const QRect before = bubbleRect();
    m_text = text;
    setAccessibleDescription(m_text);
    relayout();
    update(before.united(bubbleRect()).adjusted(-2, -2, 2, 2));
}

void LivePreview::setOff(bool isOff)
{
    if (isOff == m_isOff)
        return;
    m_isOff = isOff;
    setToolTip(isOff ? tr("The configuration of the queue or the platform says so.") : QString());
    relayout();
    update();
}

//! What is said instead of what is typed.
QString LivePreview::offWords() const
{
    return tr("Preview is off: words are seen when they are sent");
}

void LivePreview::restyle()
{
    m_style = bubbleStyle(m_theme, m_colour, {});
    m_style.body.setItalic(true);
    relayout();
    update();
}

void LivePreview::relayout()
{
    if (m_text.isEmpty()) {
        m_block = TextBlock();
        setFixedHeight(m_isOff ? m_style.CaptionHeight + 2 : 0);
        setAccessibleName(m_isOff ? offWords() : tr("%1 is typing").arg(m_customer));
        return;
    }
    const int inner = qMax(1, width() - 2 * m_style.Margin);
    const int maxText = qMin(inner * 84 / 100, m_style.MaxBubble) - 2 * m_style.PadX - CaretGap;
    m_block = TextBlock(endOf(m_text.right(MostWork), MostWork).toString(), m_style.body,
                        qMax(1, maxText), m_style.LineHeight);
    setFixedHeight(bubbleRect().height() + m_style.Gap + 4);
}

QRect LivePreview::bubbleRect() const
{
    if (m_text.isEmpty())
        return {};
    const int shown = qMin(m_block.size().height(), MaxLines * m_style.LineHeight);
    const QSize size(m_block.size().width() + 2 * m_style.PadX + CaretGap,
                     shown + 2 * m_style.PadY);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int x = mirrored ? width() - m_style.Margin - size.width() : m_style.Margin;
    return {QPoint(x, 1), size};
}

QSize LivePreview::sizeHint() const
{
    return {200, height()};
}

void LivePreview::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        relayout();
}

void LivePreview::paintOff(QPainter &painter) const
{
    if (!m_isOff)
        return;
    const QRect line = rect().adjusted(m_style.Margin, 0, -m_style.Margin, 0);
    painter.setFont(m_style.caption);
    painter.setPen(m_style.tokens.text3);
    painter.drawText(line, int(Qt::AlignVCenter | Qt::AlignLeading) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(offWords(), Qt::ElideRight, line.width()));
}

void LivePreview::paintEvent(QPaintEvent *event)
{
    QPainter p(this);
    p.fillRect(event->rect(), m_style.tokens.surface);
    if (m_text.isEmpty())
        return paintOff(p);
    p.setRenderHint(QPainter::Antialiasing);
    const QRect bubble = bubbleRect();
    QPen pen(m_style.session, 1.2);
    pen.setDashPattern({3, 2.5});
    p.setPen(pen);
    const QRectF outline = QRectF(bubble).adjusted(0.6, 0.6, -0.6, -0.6);
    p.drawRoundedRect(outline, m_style.Radius, m_style.Radius);

    const QRect inside = bubble.adjusted(m_style.PadX, m_style.PadY, -m_style.PadX, -m_style.PadY);
    const int hidden = m_block.size().height() - inside.height();
    p.setClipRect(inside.adjusted(0, 0, CaretGap + 1, 0));
    p.setPen(m_style.tokens.text2);
    m_block.draw(&p, inside.topLeft() - QPoint(0, hidden));
    const QRectF end = m_block.caretAtEnd().translated(inside.topLeft() - QPoint(0, hidden));
    p.fillRect(end.translated(1, 0), m_style.session);
}

} // namespace sermo::ui
