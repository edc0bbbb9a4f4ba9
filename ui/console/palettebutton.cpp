// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/palettebutton.h"

#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QFontMetrics>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int LeastWidth = 70, Height = 28, Pad = 10, KeyPad = 5;

int widthOf(const QString &text, Type type)
{
    return QFontMetrics(typeface(type)).horizontalAdvance(text);
}

} // namespace

PaletteButton::PaletteButton(const Theme &theme, QWidget *parent)
    : QPushButton(parent)
    , m_theme(theme)
{
    setObjectName(u"paletteButton"_s);
    setAccessibleName(tr("Find customer, text or command"));
    setToolTip(accessibleName());
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString PaletteButton::words()
{
    return tr("Find customer, text, command…");
}

QSize PaletteButton::sizeHint() const
{
    const int keys = widthOf(tr("Ctrl K"), Type::Caption) + 3 * KeyPad;
    return {3 * Pad + widthOf(words(), Type::Body) + keys, Height};
}

QSize PaletteButton::minimumSizeHint() const
{
    return {LeastWidth, Height};
}

void PaletteButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const qreal stroke = hasFocus() ? 2 : 1;
    p.setPen(QPen(hasFocus() ? t.accent : t.line, stroke));
    p.setBrush(underMouse() ? t.line2 : t.surface2);
    p.drawRoundedRect(QRectF(rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2),
                      Tokens::RadiusSmall, Tokens::RadiusSmall);
    QRect row = rect().adjusted(Pad, 0, -KeyPad, 0);
    const QString keys = tr("Ctrl K");
    p.setFont(typeface(Type::Caption));
    const int keysWidth = p.fontMetrics().horizontalAdvance(keys) + 2 * KeyPad;
    const QRect cap(row.right() - keysWidth, row.center().y() - 8, keysWidth, 17);
    p.setPen(t.line);
    p.setBrush(t.surface);
    p.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    p.setPen(t.text3);
    p.drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, keys);
    row.setRight(cap.left() - Pad);
    p.setFont(typeface(Type::Body));
    p.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
               p.fontMetrics().elidedText(words(), Qt::ElideRight, row.width()));
}

} // namespace sermo::ui
