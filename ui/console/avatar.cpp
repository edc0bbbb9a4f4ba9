// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/avatar.h"

#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>

namespace sermo::ui
{

namespace
{

constexpr int Diameter = 28;

//! The first character as people count, not half of an emoji.
QString firstLetter(const QString &word)
{
    return word.left(word.at(0).isHighSurrogate() && word.size() > 1 ? 2 : 1).toUpper();
}

} // namespace

QString initialsOf(const QString &name)
{
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return {};
    return words.size() == 1 ? firstLetter(words.first())
                             : firstLetter(words.first()) + firstLetter(words.last());
}

Avatar::Avatar(const Theme &theme, const QString &name, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
    , m_initials(initialsOf(name))
{
    setFixedSize(Diameter + 4, Diameter + 4);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void Avatar::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = QRectF(rect()).adjusted(3, 3, -3, -3);
    p.setPen(Qt::NoPen);
    p.setBrush(t.sessionColour(1));
    p.drawEllipse(disc);
    p.setFont(typeface(Type::Section));
    p.setPen(t.onColour);
    p.drawText(disc, Qt::AlignCenter, m_initials);
    if (hasFocus()) {
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(t.accent, 2));
        p.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

} // namespace sermo::ui
