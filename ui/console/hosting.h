// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    using QObject::QObject;

    //! Our broker has begun to start, and nobody is connected to anything yet.
    void begin();
    [[nodiscard]] bool isStarting() const { return m_isStarting; }
    void setStarted(); //!< who is here is known
    void setDemoPage(const QUrl &page); //!< where a customer can try it

    [[nodiscard]] const QUrl &demoPage() const { return m_demoPage; } //!< empty: there is none

signals:
    void changed();

private:
    QUrl m_demoPage;
    bool m_isStarting = false;
};

} // namespace sermo::ui
