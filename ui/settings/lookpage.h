// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settingspage.h"

namespace sermo::model
{
class Preferences;
}

namespace sermo::ui
{

class Motion;
class Theme;

//! How an agent likes his desk to look and to behave while he writes.
class LookPage : public SettingsPage
{
    Q_OBJECT
public:
    LookPage(Theme &theme, const Motion &motion, model::Preferences &preferences,
             QWidget *parent = nullptr);

private:
    void addWriting(model::Preferences &preferences);
    void addMotion(const Motion &motion, model::Preferences &preferences);
};

} // namespace sermo::ui
