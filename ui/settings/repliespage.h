// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/settings/settingspage.h"

namespace sermo::ui
{

//! The team's canned replies and an agent's own: the same editor as from the composer.
class RepliesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit RepliesPage(const ConsoleContext &context, QWidget *parent = nullptr);
};

} // namespace sermo::ui
