// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

class ElementList;

//! The lines in which customers wait, and how they are given to agents.
class QueuesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit QueuesPage(model::SettingsDraft &draft, QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    [[nodiscard]] QWidget *fields();
    [[nodiscard]] QWidget *giving();
    void show(); //!< the element that is chosen
    void showGiving();
    void keep();
    void keepGiving();

    model::SettingsDraft &m_draft;
    ElementList *m_elements;
    QLineEdit *m_name, *m_id;
    QSpinBox *m_most, *m_hardCap;
    QCheckBox *m_preview, *m_gives;
    QDoubleSpinBox *m_bound;
    QLabel *m_trouble;
    bool m_filling = false;
};

} // namespace sermo::ui
