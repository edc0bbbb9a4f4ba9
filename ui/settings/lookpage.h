// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

namespace sermo::model
{
class Preferences;
}

namespace sermo::ui
{

class Theme;

//! How an agent likes his desk to look and to behave while he writes.
class LookPage : public SettingsPage
{
    Q_OBJECT
public:
    LookPage(Theme &theme, model::Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace sermo::ui
