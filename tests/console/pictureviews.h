// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace sermo::test
{

class DeskScene;

//! What can lie over the desk of the design's pictures, by name: `transfer`, `palette`, …
[[nodiscard]] QStringList pictureViews();

//! Opens it, as an agent would; the widget to be drawn, which may be the whole window.
[[nodiscard]] QWidget *openView(DeskScene &scene, const QString &name);

} // namespace sermo::test
