// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/boardroles.h"

#include <QStyledItemDelegate>

namespace sermo::ui
{

class Theme;
struct Tokens;

//! Paints a cell of the dashboard's tables by what its model says of it (boardroles.h): texts in
//! their tones, a status with its dot, sessions as chips, a load as a bar, an hour as a line.
class BoardPainter : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 35;

    explicit BoardPainter(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    //! Where the chip of that number stands in a cell; empty: there is no room for it.
    [[nodiscard]] static QRect chipRect(const QRect &cell, int number, int count);

signals:
    void chipClicked(const sermo::UserId &user);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    void paintGround(QPainter &p, const QStyleOptionViewItem &option) const;
    void paintText(QPainter &p, const QRect &cell, const QModelIndex &index) const;
    void paintStatus(QPainter &p, const QRect &cell, const QModelIndex &index) const;
    void paintChips(QPainter &p, const QRect &cell, const QModelIndex &index) const;
    void paintBar(QPainter &p, const QRect &cell, const QModelIndex &index) const;
    void paintSpark(QPainter &p, const QRect &cell, const QModelIndex &index) const;

    const Theme &m_theme;
};

//! The colour in which a tone is written.
[[nodiscard]] const QColor &toneColour(const Tokens &tokens, model::Tone tone);

} // namespace sermo::ui
