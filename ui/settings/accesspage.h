// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

#include <QHash>

class QCheckBox;
class QSpinBox;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

class LinesEdit;

//! Which sites may have the chat, and how much one of its customers may do.
class AccessPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AccessPage(model::SettingsDraft &draft, QWidget *parent = nullptr);

    [[nodiscard]] bool showTrouble(const QString &path, const QString &message) override;

private:
    void addSites();
    void addCustomers();
    void addLimits();
    void fill();
    void keepLimit(const QString &key, int value);

    model::SettingsDraft &m_draft;
    QHash<QString, LinesEdit *> m_sites; //!< by the key of the configuration
    QHash<QString, QSpinBox *> m_limits; //!< by the key within `limits`
    QCheckBox *m_token;
    bool m_filling = false;
};

} // namespace sermo::ui
