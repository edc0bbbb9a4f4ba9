// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

class QAction;
class QWidget;

namespace sermo::ui
{

//! Everything that an agent can do, said once: what it is called, by which keys, and what happens.
//! The command palette, the list of shortcuts and the menus are made of it, so that none of them
//! can forget one. The keys hold in the whole window. GUI thread; the window outlives it.
class DeskActions : public QObject
{
    Q_OBJECT
public:
    enum class Group : quint8 { Customers, Session, Writing, Columns, Status, Desk };
    struct Entry {
        Group group;
        QAction *action; //!< named `action-NAME`; its text is what people call it
    };
    using Run = std::function<void()>;

    explicit DeskActions(QWidget *window);

    QAction *add(Group group, const QString &name, const QString &text,
                 const QList<QKeySequence> &keys, const Run &run);
    //! One that is on or off, as `isOn` says whenever it is looked at.
    QAction *addSwitch(Group group, const QString &name, const QString &text,
                       const std::function<bool()> &isOn, const std::function<void(bool)> &set);

    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; } //!< as added
    [[nodiscard]] QAction *find(const QString &name) const; //!< null: none
    void refresh(); //!< switches show what is so

    [[nodiscard]] static QString nameOf(Group group);
    [[nodiscard]] static QString keysOf(const QAction &action); //!< "Ctrl+K", as people read them

private:
    QWidget *m_window;
    QList<Entry> m_entries;
    QList<std::pair<QAction *, std::function<bool()>>> m_switches;
};

} // namespace sermo::ui
