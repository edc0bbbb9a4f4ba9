// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tokens.h"

#include <QString>

class QWidget;

namespace sermo::ui
{

//! The application's sheet: desk.qss with the tokens' colours in place of their names.
[[nodiscard]] QString styleSheet(const Tokens &tokens);

//! Chooses a row of the sheet for a widget: `role` says what it is, `kind` which of its variants.
//! Safe to call again: the widget is polished anew only on a change.
void setRole(QWidget *widget, const QString &role);
void setKind(QWidget *widget, const QString &kind);

} // namespace sermo::ui
