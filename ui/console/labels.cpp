// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/labels.h"

#include "ui/console/textwork.h"
#include "ui/style/stylesheet.h"
#include "ui/style/typeface.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace sermo::ui
{

QLabel *plainLabel(const QString &role, QWidget *parent, const QString &text)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    setRole(label, role);
    label->setText(text);
    return label;
}

QLabel *sectionLabel(QWidget *parent, const QString &text)
{
    QLabel *label = plainLabel(QStringLiteral("section"), parent, text);
    label->setFont(typeface(Type::Section));
    return label;
}

ElidedLabel::ElidedLabel(const QString &role, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setRole(this, role);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

//! Of a book no more than a line could hold.
QString ElidedLabel::line() const
{
    return cut(text(), WorkInALine).replace(u'\n', u' ');
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    ensurePolished();
    const QSize padding = size() - inside().size(); // as the sheet gives it, the same at every size
    return {fontMetrics().horizontalAdvance(line()) + padding.width() + 1,
            qMax(18, fontMetrics().height() + padding.height())};
}

QRect ElidedLabel::inside() const
{
    QStyleOptionFrame frame;
    initStyleOption(&frame);
    return style()->subElementRect(QStyle::SE_FrameContents, &frame, this);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
    const QString shown = fontMetrics().elidedText(line(), Qt::ElideRight, inside().width());
    const Qt::Alignment where = QStyle::visualAlignment(layoutDirection(), alignment());
    painter.setPen(option.palette.color(foregroundRole()));
    painter.drawText(inside(), int(where | Qt::TextSingleLine), shown);
}

} // namespace sermo::ui
