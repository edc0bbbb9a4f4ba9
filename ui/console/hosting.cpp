// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/hosting.h"

#include <utility>

namespace sermo::ui
{

Hosting::Hosting(QUrl demoPage, Invitation invitation, QObject *parent)
    : QObject(parent)
    , m_demoPage(std::move(demoPage))
    , m_invitation(std::move(invitation))
{
}

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

void Hosting::invite(const QUrl &demoPage, const Invitation &invitation)
{
    m_demoPage = demoPage;
    m_invitation = invitation;
    emit changed();
}

} // namespace sermo::ui
