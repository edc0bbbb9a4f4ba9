// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace sermo::ui
{

class Theme;

//! The product's mark: two lines of talk in a rounded square.
class Logo : public QWidget
{
    Q_OBJECT
public:
    explicit Logo(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

//! The same for windows and tasks.
[[nodiscard]] QIcon applicationIcon();

} // namespace sermo::ui
