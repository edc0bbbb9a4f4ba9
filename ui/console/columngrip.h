// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sermo::ui
{

//! A column's outer edge, to be pulled to another width; a double click gives the width back to
//! the board. Seen only by its pointer: keys do the same (DeskActions).
class ColumnGrip : public QWidget
{
    Q_OBJECT
public:
    static constexpr int Width = 4;

    explicit ColumnGrip(QWidget *column);

signals:
    void pulled(int width); //!< as wide as the column shall be; 0: as there is room

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    int m_from = 0; //!< where it was taken, on the screen
    int m_width = 0; //!< of the column then
};

} // namespace sermo::ui
