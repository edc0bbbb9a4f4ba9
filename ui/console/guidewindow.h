// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringListModel>

class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace sermo::ui
{

class DeskActions;
class GuideBrowser;
class ShortcutsList;
class Theme;

//! The guide, in the language of the interface: its chapters at the left, the one that is read
//! beside them, and below the chapters the list of shortcuts. Stands beside the desk, so that one
//! reads and tries. Deletes itself. GUI thread; theme and actions outlive it.
class GuideWindow : public QDialog
{
    Q_OBJECT
public:
    GuideWindow(const Theme &theme, const DeskActions &actions, QWidget *parent);

    void showGuide(); //!< what was read last; the first page, to begin with
    void showShortcuts();

private:
    void compose();
    void choose(int row);
    void followPage();
    void find(bool anew);

    GuideBrowser *m_browser;
    ShortcutsList *m_shortcuts;
    QStringListModel m_titles;
    QListView *m_list;
    QStackedWidget *m_stack;
    QLineEdit *m_field;
    QLabel *m_found;
};

} // namespace sermo::ui
