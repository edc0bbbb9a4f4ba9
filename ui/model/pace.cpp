// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/pace.h"

#include <utility>

namespace sermo::model
{

Pace::Pace(std::chrono::milliseconds atMostEvery, QObject *parent)
    : QObject(parent)
    , m_every(atMostEvery)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Pace::handleTimeout);
}

void Pace::ask()
{
    m_isAsked = true;
    if (!m_timer.isActive())
        m_timer.start(0);
}

void Pace::settle()
{
    if (std::exchange(m_isAsked, false))
        emit due();
}

void Pace::handleTimeout()
{
    if (!m_isAsked)
        return;
    m_timer.start(m_every);
    settle();
}

} // namespace sermo::model
