// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/invitation.h"

#include <QObject>
#include <QUrl>

namespace sermo::ui
{

//! What the console knows of a broker that this desk hosts: it is known only when that has started,
//! and the window does not wait for it. Where another hosts, nothing of it is known, ever.
class Hosting : public QObject
{
    Q_OBJECT
public:
    explicit Hosting(QUrl demoPage = {}, Invitation invitation = {}, QObject *parent = nullptr);

    //! Our broker has begun to start, and nobody is connected to anything yet.
    void begin();
    [[nodiscard]] bool isStarting() const { return m_isStarting; }
    void setStarted(); //!< who is here is known
    //! Where a customer can try it, and how a colleague joins.
    void invite(const QUrl &demoPage, const Invitation &invitation);

    [[nodiscard]] const QUrl &demoPage() const { return m_demoPage; } //!< empty: there is none
    [[nodiscard]] const Invitation &invitation() const { return m_invitation; }

signals:
    void changed();

private:
    QUrl m_demoPage;
    Invitation m_invitation;
    bool m_isStarting = false;
};

} // namespace sermo::ui
