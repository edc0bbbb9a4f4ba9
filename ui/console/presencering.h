// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/presencewords.h"

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
    //! What the tooltip says beside it: why, line by line, each with its weight.
    void present(std::optional<double> probability,
                 const QList<model::PresenceReason> &reasons = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    int m_colour = 0;
    double m_probability = 0;
};

} // namespace sermo::ui
