// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace sermo::ui
{

//! What stands beside the columns, left or right: as wide as it was made, scrolled when it is too
//! high, its rows from the top down.
class SidePanel : public QScrollArea
{
    Q_OBJECT
public:
    enum class Side : quint8 { Left, Right };

    SidePanel(Side side, int width, QWidget *parent);

protected:
    [[nodiscard]] QVBoxLayout *rows() const { return m_rows; }

private:
    QVBoxLayout *m_rows;
};

} // namespace sermo::ui
