// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/countdown.h"

#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QLocale>
#include <QPainter>

namespace sermo::ui
{

namespace
{

constexpr int Diameter = 34;
constexpr qreal Stroke = 3;

} // namespace

Countdown::Countdown(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(Diameter, Diameter);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Countdown::setLeft(int seconds, int ofSeconds)
{
    m_of = qMax(1, ofSeconds);
    m_seconds = qBound(0, seconds, m_of);
    setAccessibleName(tr("%n seconds left", nullptr, m_seconds));
    update();
}

void Countdown::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF ring = QRectF(rect()).adjusted(Stroke / 2, Stroke / 2, -Stroke / 2, -Stroke / 2);
    p.setPen(QPen(t.line, Stroke));
    p.drawEllipse(ring);
    p.setPen(QPen(t.accent, Stroke, Qt::SolidLine, Qt::FlatCap));
    p.drawArc(ring, 90 * 16, -360 * 16 * m_seconds / m_of);
    p.setFont(typeface(Type::Section));
    p.setPen(t.text);
    p.drawText(rect(), Qt::AlignCenter, QLocale().toString(m_seconds));
}

} // namespace sermo::ui
