// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace sermo::ui
{

class Theme;

//! Looks like a search line and opens the palette, which is one; says by which keys as well.
class PaletteButton : public QPushButton
{
    Q_OBJECT
public:
    PaletteButton(const Theme &theme, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] static QString words();

    const Theme &m_theme;
};

} // namespace sermo::ui
