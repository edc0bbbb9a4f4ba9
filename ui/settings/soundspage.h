// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

class QCheckBox;

namespace sermo::model
{
class Preferences;
}

namespace sermo::ui
{

class Chime;

//! What an agent hears, kind by kind, and when he counts as away.
class SoundsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit SoundsPage(model::Preferences &preferences, QWidget *parent = nullptr);

private:
    [[nodiscard]] QWidget *kindByKind();
    void followKind(QCheckBox *hear, const QString &id);
    void addAway();

    model::Preferences &m_preferences;
    Chime *m_chime;
};

} // namespace sermo::ui
