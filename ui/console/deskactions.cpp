// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/deskactions.h"

#include <QAction>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

DeskActions::DeskActions(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

QAction *DeskActions::add(Group group, const QString &name, const QString &text,
                          const QList<QKeySequence> &keys, const Run &run)
{
    auto *action = new QAction(text, m_window);
    action->setObjectName(u"action-"_s + name);
    action->setShortcuts(keys);
    // A key held too long must not be done with the next customer as well.
    action->setAutoRepeat(group == Group::Columns);
    m_window->addAction(action);
    if (run)
        connect(action, &QAction::triggered, this, [run] { run(); });
    m_entries.append({group, action});
    return action;
}

QAction *DeskActions::addSwitch(Group group, const QString &name, const QString &text,
                                const std::function<bool()> &isOn,
                                const std::function<void(bool)> &set)
{
    QAction *action = add(group, name, text, {}, {});
    action->setCheckable(true);
    action->setChecked(isOn());
    connect(action, &QAction::triggered, this, set);
    m_switches.append({action, isOn});
    return action;
}

QAction *DeskActions::find(const QString &name) const
{
    const QString wanted = u"action-"_s + name;
    const auto found = std::ranges::find_if(
        m_entries, [&](const Entry &entry) { return entry.action->objectName() == wanted; });
    return found == m_entries.cend() ? nullptr : found->action;
}

void DeskActions::refresh()
{
    for (const auto &[action, isOn] : std::as_const(m_switches))
        action->setChecked(isOn());
}

QString DeskActions::nameOf(Group group)
{
    switch (group) {
    case Group::Customers:
        return tr("Customers");
    case Group::Session:
        return tr("The conversation");
    case Group::Writing:
        return tr("Writing");
    case Group::Columns:
        return tr("Columns");
    case Group::Status:
        return tr("Status");
    case Group::Desk:
        return tr("The desk");
    }
    Q_UNREACHABLE();
}

QString DeskActions::keysOf(const QAction &action)
{
    return action.shortcut().toString(QKeySequence::NativeText);
}

} // namespace sermo::ui
