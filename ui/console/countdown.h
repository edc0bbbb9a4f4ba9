// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sermo::ui
{

class Theme;

//! Seconds that are left, as a ring that empties. Quiet: it moves once a second and is not
//! announced.
class Countdown : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(int seconds READ seconds)
public:
    explicit Countdown(const Theme &theme, QWidget *parent = nullptr);

    void setLeft(int seconds, int ofSeconds);
    [[nodiscard]] int seconds() const { return m_seconds; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_seconds = 0;
    int m_of = 1;
};

} // namespace sermo::ui
