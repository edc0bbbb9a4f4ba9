// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/palettepainter.h"

#include "ui/console/palette.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Pad = 10, SignSize = 15, KeyPad = 5;

QString signOf(PaletteItem::Kind kind)
{
    switch (kind) {
    case PaletteItem::Kind::Action:
        return u"command"_s;
    case PaletteItem::Kind::Session:
        return u"message-circle"_s;
    case PaletteItem::Kind::Customer:
        return u"user"_s;
    case PaletteItem::Kind::Reply:
        return u"message-square-quote"_s;
    case PaletteItem::Kind::Text:
        return u"search"_s;
    }
    Q_UNREACHABLE();
}

//! At the row's end, like a key's cap; gives what is left of the row.
QRect paintKeys(QPainter &p, const Tokens &t, const QRect &row, const QString &keys)
{
    if (keys.isEmpty())
        return row;
    p.setFont(typeface(Type::Caption));
    const int width = p.fontMetrics().horizontalAdvance(keys) + 2 * KeyPad;
    const QRect cap(row.right() - width, row.center().y() - 8, width, 17);
    p.setPen(t.line);
    p.setBrush(t.surface2);
    p.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    p.setPen(t.text2);
    p.drawText(cap, Qt::AlignCenter | Qt::TextSingleLine, keys);
    return row.adjusted(0, 0, -width - Pad, 0);
}

} // namespace

PalettePainter::PalettePainter(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void PalettePainter::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    QPainter &p = *painter;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        p.setPen(Qt::NoPen);
        p.setBrush(t.accentSoft);
        p.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Tokens::RadiusSmall,
                          Tokens::RadiusSmall);
    }
    QRect row = option.rect.adjusted(Pad, 0, -Pad, 0);
    const auto kind = PaletteItem::Kind(index.data(KindRole).toInt());
    icon(m_theme, signOf(kind), &Tokens::text2)
        .paint(&p, QRect(row.left(), row.center().y() - SignSize / 2, SignSize, SignSize));
    row.setLeft(row.left() + SignSize + Pad);
    row = paintKeys(p, t, row, index.data(KeysRole).toString());
    const auto write = [&](Type type, const QColor &colour, const QString &text) {
        p.setFont(typeface(type));
        p.setPen(colour);
        const QString shown = p.fontMetrics().elidedText(text, Qt::ElideRight, row.width());
        p.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
        row.setLeft(row.left() + p.fontMetrics().horizontalAdvance(shown) + Pad);
    };
    write(Type::Body, t.text, index.data().toString());
    if (row.width() > 3 * Pad)
        write(Type::Small, t.text2, index.data(DetailRole).toString());
    p.restore();
}

QSize PalettePainter::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {300, RowHeight};
}

} // namespace sermo::ui
