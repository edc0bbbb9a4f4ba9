// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sermo::ui
{

class Theme;

//! Paints a row of model::TransferTargets: a queue with its line, or a colleague with the colour of
//! his status and his load as a bar whose mark is the bound.
class TargetPainter : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TargetPainter(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace sermo::ui
