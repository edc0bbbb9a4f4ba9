// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace sermo::ui
{

class BoardPainter;
class Theme;

//! A table of the dashboard: rows to choose, no grid, columns of fixed widths, of which one takes
//! what is left. Nothing is measured when a cell changes: only that cell is painted.
class BoardTable : public QTableView
{
    Q_OBJECT
public:
    //! `widths`: a column's least width in pixels, or 0 for the one that stretches; where the
    //! column's name needs more it gets more.
    BoardTable(const Theme &theme, QAbstractItemModel &model, const QList<int> &widths,
               QWidget *parent = nullptr);

    //! As high as its rows, up to so many; more scroll.
    void fitRows(int most);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void rowChosen(int row, const QPoint &where); //!< Enter, a double click, the context menu
    void chipClicked(const QString &user);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void choose(int row);

    BoardPainter *m_painter;
};

} // namespace sermo::ui
