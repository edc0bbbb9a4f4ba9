// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/columngrip.h"

#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ColumnGrip::ColumnGrip(QWidget *column)
    : QWidget(column)
{
    setObjectName(u"columnGrip"_s);
    setCursor(Qt::SplitHCursor);
    setToolTip(tr("Pull to make the column wider or narrower"));
}

void ColumnGrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_from = event->globalPosition().toPoint().x();
    m_width = parentWidget()->width();
}

void ColumnGrip::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || m_width == 0)
        return;
    const int by = event->globalPosition().toPoint().x() - m_from;
    emit pulled(m_width + (layoutDirection() == Qt::RightToLeft ? -by : by));
}

void ColumnGrip::mouseDoubleClickEvent(QMouseEvent *)
{
    m_width = 0;
    emit pulled(0);
}

} // namespace sermo::ui
