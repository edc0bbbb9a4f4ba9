// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/absence.h"
#include "ui/model/alerts.h"

#include <QObject>

class QMenu;
class QSystemTrayIcon;

namespace sermo::ui
{

class Chime;
class DesktopNotice;
class Theme;

//! Tells the agent what he must not miss (Alerts), wherever he looks: a sound, soft while he looks
//! at the window, else loud and again until he does; a notification, a badge on the tray's icon,
//! the window's entry flashing. And tells Absence what he does. Where the desktop has no tray it
//! does without. GUI thread; the window outlives it.
class Herald : public QObject
{
    Q_OBJECT
public:
    Herald(const Theme &theme, const model::Preferences &preferences, model::Alerts &alerts,
           model::Absence &absence, QWidget *window);
    ~Herald() override;

signals:
    void openRequested(const sermo::UserId &user); //!< empty: the window

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell(const model::Alerts::Alert &alert, bool isLoud);
    void showBadge();
    void makeTray();

    const Theme &m_theme;
    const model::Preferences &m_preferences;
    model::Alerts &m_alerts;
    model::Absence &m_absence;
    QWidget *m_window;
    Chime *m_chime;
    DesktopNotice *m_notice;
    QSystemTrayIcon *m_tray = nullptr; //!< shown where the desktop has a tray
    UserId m_told; //!< whom the last notification was about
};

} // namespace sermo::ui
