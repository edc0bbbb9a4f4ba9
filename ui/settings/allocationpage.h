// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/hostoffice.h"
#include "ui/settings/settingspage.h"

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

class AgentLimitsEdit;

//! How waiting customers are given to agents, and to whom more or fewer.
class AllocationPage : public SettingsPage
{
    Q_OBJECT
public:
    //! `office` knows which agents there are.
    AllocationPage(model::SettingsDraft &draft, model::HostOffice &office,
                   QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    void addForAll();
    void addForSome();
    void fill();
    void listAgents();
    void keep();

    model::SettingsDraft &m_draft;
    model::HostOffice &m_office;
    QCheckBox *m_gives;
    QDoubleSpinBox *m_bound;
    QSpinBox *m_hardCap;
    AgentLimitsEdit *m_agents;
    QLabel *m_trouble;
    bool m_filling = false;
};

} // namespace sermo::ui
