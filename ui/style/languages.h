// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QTranslator>

#include <memory>
#include <vector>

namespace sermo::ui
{

//! The interface's words and Qt's own in the language of a locale, for the application to install.
//! Empty for English, and for a language that there is no translation for.
[[nodiscard]] std::vector<std::unique_ptr<QTranslator>> translatorsFor(const QLocale &locale);

} // namespace sermo::ui
