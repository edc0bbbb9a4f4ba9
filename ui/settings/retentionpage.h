// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

#include <QList>

class QFormLayout;
class QSpinBox;

namespace sermo::model
{
class SettingsDraft;
}

namespace sermo::ui
{

//! How long ended conversations are kept, queue by queue.
class RetentionPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit RetentionPage(model::SettingsDraft &draft, QWidget *parent = nullptr);

private:
    void fill();
    void keep(int row, int days);

    model::SettingsDraft &m_draft;
    QFormLayout *m_form;
    QList<QSpinBox *> m_days; //!< one a queue
};

} // namespace sermo::ui
