// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/settingsdraft.h"
#include "ui/model/standbyoffice.h"

#include <QDialog>
#include <QStringList>
#include <QStringListModel>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace sermo::ui
{

class SettingsPage;

//! All settings, a page each: an agent's own, and, on the desk that hosts, the broker's. His own
//! count at once; the broker's when they are saved, together. Deletes itself.
class SettingsWindow : public QDialog
{
    Q_OBJECT
public:
    //! `office`: of the desk that hosts; null: another one does. `standby`: null where a desk is
    //! never one of two.
    SettingsWindow(const ConsoleContext &context, model::HostOffice *office,
                   QWidget *parent = nullptr, model::StandbyOffice *standby = nullptr);

    //! By the page's object name, `keysPage`; where there is none of it, nothing changes.
    void showPage(const QString &name);
    //! An invitation to stand by was opened: on its page, which says what can be done with it.
    void offerStandby(const QString &link);
    [[nodiscard]] QStringList pages() const; //!< their names, in order

    //! Something that the host's pages have is not saved: who closes it loses that.
    [[nodiscard]] bool hasUnsaved() const { return m_draft && m_draft->isChanged(); }

    void reject() override; //!< asks first where something is not saved

signals:
    void anotherTeamRequested(); //!< join one, or another
    void restartRequested();

private:
    void addPage(SettingsPage *page);
    void addHostPages(model::HostOffice &office, model::StandbyOffice *standby);
    [[nodiscard]] QWidget *saveBar(model::HostOffice &office);
    void judge();
    void showRefusal(const QString &path, const QString &message);
    void showSaved(const QStringList &restart);
    [[nodiscard]] static QString partNames(const QStringList &parts);
    void tell(const QString &text, const QString &kind);

    QStringListModel m_titles;
    QListView *m_list;
    QStackedWidget *m_stack;
    QList<SettingsPage *> m_pages;
    qsizetype m_atOnce = 0; //!< the first of them, whose fields count without being saved
    model::HostOffice *m_office; //!< null: another hosts
    model::SettingsDraft *m_draft = nullptr; //!< the same
    QLabel *m_told = nullptr;
    QPushButton *m_save = nullptr, *m_discard = nullptr, *m_restart = nullptr;
    QWidget *m_bar = nullptr;
};

} // namespace sermo::ui
