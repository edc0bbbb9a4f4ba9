// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/logo.h"

#include "ui/style/theme.h"

#include <QPainter>

namespace sermo::ui
{

namespace
{

constexpr int Size = 18;

void paintMark(QPainter &p, const QRectF &square, const QColor &ground, const QColor &lines)
{
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(ground);
    p.drawRoundedRect(square, square.width() * 0.28, square.width() * 0.28);
    p.setBrush(lines);
    const qreal unit = square.width() / 18;
    p.drawRoundedRect(QRectF(square.x() + 4 * unit, square.y() + 5 * unit, 10 * unit, 2.4 * unit),
                      unit, unit);
    p.drawRoundedRect(QRectF(square.x() + 4 * unit, square.y() + 10 * unit, 10 * unit, 2.4 * unit),
                      unit, unit);
}

} // namespace

Logo::Logo(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(Size, Size);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Logo::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    paintMark(p, rect(), m_theme.tokens().accent, m_theme.tokens().onColour);
}

QIcon applicationIcon()
{
    QIcon icon;
    const Tokens tokens = lightTokens();
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter p(&pixmap);
        paintMark(p, pixmap.rect(), tokens.accent, tokens.onColour);
        p.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace sermo::ui
