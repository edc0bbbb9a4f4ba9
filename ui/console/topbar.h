// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/consolecontroller.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace sermo::ui
{

//! The top: which product, how many sessions are open, the agent's status, the connection, and
//! behind the agent's initials the settings.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int Height = 44;

    explicit TopBar(const ConsoleContext &context, QWidget *parent = nullptr);

    void setOpenSessions(int count);
    void setConnection(model::EventLink::State state);

private:
    void fillStatusMenu();
    void fillSettingsMenu();
    void showStatus(model::ConsoleController::Status status);

    ConsoleContext m_context;
    QLabel *m_load;
    QLabel *m_connection;
    QToolButton *m_status;
    QMenu *m_statusMenu;
    QToolButton *m_avatar;
    QMenu *m_settingsMenu;
};

} // namespace sermo::ui
