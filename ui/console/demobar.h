// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace sermo::ui
{

//! The mark of a demonstration, over all views and never closed: nobody here is real, and nothing
//! is kept. With the speed at which it goes.
class DemoBar : public QLabel
{
    Q_OBJECT
public:
    explicit DemoBar(double speed, QWidget *parent = nullptr);

signals:
    void speedChosen(double speed); //!< times as fast as people are
};

} // namespace sermo::ui
