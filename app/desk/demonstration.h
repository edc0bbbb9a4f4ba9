// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/deskoptions.h"
#include "broker/demo/teamday.h"

#include <QObject>
#include <QThread>

namespace sermo::model
{
class HostOffice;
}

namespace sermo::app
{

//! What a demonstration is with: a folder that is gone when the desk is, where all lies that it
//! would keep, and a free port on this computer. Before there is a thread, and before any setting
//! is read.
[[nodiscard]] Result<DeskOptions, EarlyExit> asDemonstration(DeskOptions options);

//! `en` or `sv`: what the desk itself speaks.
[[nodiscard]] QString demonstrationLanguage();

//! The simulated people around a desk, in a thread of their own. Lives in the GUI thread; the
//! office outlives it.
class Demonstration : public QObject
{
    Q_OBJECT
public:
    explicit Demonstration(double speed, QObject *parent = nullptr);
    ~Demonstration() override; //!< they are gone at once

    //! Gives the colleagues keys, and lets the day begin at the broker there.
    void begin(model::HostOffice &office, const QUrl &broker);
    [[nodiscard]] double speed() const { return m_speed; }
    void setSpeed(double speed);

private:
    void open();

    const demo::Script m_script;
    demo::TeamDay::Place m_place;
    double m_speed;
    int m_awaited = 0; //!< keys
    QThread m_thread;
    demo::TeamDay *m_day = nullptr; //!< lives in m_thread, whose end deletes it
};

} // namespace sermo::app
