// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/hosting.h"

#include <utility>

namespace sermo::ui
{

void Hosting::begin()
{
    m_isStarting = true;
    emit changed();
}

void Hosting::setStarted()
{
    if (!std::exchange(m_isStarting, false))
        return;
    emit changed();
}

void Hosting::setDemoPage(const QUrl &page)
{
    m_demoPage = page;
    emit changed();
}

} // namespace sermo::ui
