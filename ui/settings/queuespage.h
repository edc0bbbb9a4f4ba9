// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;
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

//! The lines in which customers wait, and whether the desk tells them of it.
class QueuesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit QueuesPage(model::SettingsDraft &draft, QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    [[nodiscard]] QWidget *fields();
    [[nodiscard]] QWidget *telling();
    void show(); //!< the element that is chosen
    void showTelling();
    void keep();

    model::SettingsDraft &m_draft;
    ElementList *m_elements;
    QLineEdit *m_name, *m_id;
    QSpinBox *m_most;
    QCheckBox *m_preview, *m_announces;
    QLabel *m_trouble;
    bool m_filling = false;
};

} // namespace sermo::ui
