// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/console/loadbar.h"
#include "ui/model/consolecontroller.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace sermo::ui
{

//! The top: which product and view, the agent's load and status, the connection, and behind the
//! agent's initials the settings.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int Height = 44;

    explicit TopBar(const ConsoleContext &context, QWidget *parent = nullptr);

    [[nodiscard]] LoadBar &load() const { return *m_load; }
    void setConnection(model::EventLink::State state);
    [[nodiscard]] QMenu &settingsMenu() const { return *m_settingsMenu; }
    //! A tab before the one at `at`; views are numbered by their tabs.
    void insertTab(int at, const QString &name, const QString &text);
    void chooseTab(int at); //!< as a click would

signals:
    void paletteRequested();
    void viewChosen(int view); //!< 0 the console, then as the tabs stand

private:
    void fillStatusMenu();
    void fillSettingsMenu();
    void showStatus(model::ConsoleController::Status status);

    ConsoleContext m_context;
    QHBoxLayout *m_tabs;
    LoadBar *m_load;
    QLabel *m_connection;
    QToolButton *m_status;
    QMenu *m_statusMenu;
    QToolButton *m_avatar;
    QMenu *m_settingsMenu;
};

} // namespace sermo::ui
