// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/settingslists.h"
#include "ui/settings/settingspage.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace sermo::ui
{

class InvitationCard;

//! Who may come in: colleagues are invited, bots and channels get keys, and any of them is revoked.
class KeysPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit KeysPage(model::HostOffice &office, QWidget *parent = nullptr);

    void refresh();

private:
    [[nodiscard]] QWidget *reach();
    [[nodiscard]] QWidget *inviting();
    [[nodiscard]] QWidget *table();
    void invite();
    void showMade(const QString &name, const AgentId &agent, bool isJoined, const QString &key);
    void fit(); //!< columns to what stands in them
    void revoke();
    void tell(const QString &trouble); //!< empty: all is well
    [[nodiscard]] bool isInvitation() const; //!< a desk joins by it
    [[nodiscard]] QString agentId() const;
    void judge();

    model::HostOffice &m_office;
    model::KeyTable m_keys;
    QLineEdit *m_name, *m_agent;
    QComboBox *m_role;
    QPushButton *m_invite, *m_revoke;
    QLabel *m_trouble;
    InvitationCard *m_card;
    QTableView *m_table;
};

} // namespace sermo::ui
