// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/tokens.h"

#include <QIcon>
#include <QString>

namespace sermo::ui
{

class Theme;

//! One of Lucide's icons by its name, in a colour of the tokens. The colour is looked up when it
//! is painted, so the icon follows the theme; the theme must outlive it. An unknown name paints
//! nothing.
[[nodiscard]] QIcon icon(const Theme &theme, const QString &name, QColor Tokens::*colour);

//! The same in a colour of its own, for a session's.
[[nodiscard]] QPixmap iconPixmap(const QString &name, const QColor &colour, int size, qreal scale);

} // namespace sermo::ui
