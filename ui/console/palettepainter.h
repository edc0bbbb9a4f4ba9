// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sermo::ui
{

class Theme;

//! One row of the palette: a sign for its kind, its name, a detail, and its keys at the end.
class PalettePainter : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 32;
    enum Role {
        KindRole = Qt::UserRole, //!< int of PaletteItem::Kind
        DetailRole,
        KeysRole,
    };

    PalettePainter(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace sermo::ui
