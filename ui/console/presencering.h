// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <optional>

namespace sermo::ui
{

class Theme;

//! The probability that the customer is still there, as a ring. Not seen while nobody knows it.
class PresenceRing : public QWidget
{
    Q_OBJECT
public:
    PresenceRing(const Theme &theme, QWidget *parent = nullptr);

    void setColour(int number);
    void setProbability(std::optional<double> probability);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_colour = 0;
    double m_probability = 0;
};

} // namespace sermo::ui
