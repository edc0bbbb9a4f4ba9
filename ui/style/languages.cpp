// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/languages.h"

#include <QLibraryInfo>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

std::vector<std::unique_ptr<QTranslator>> translatorsFor(const QLocale &locale)
{
    std::vector<std::unique_ptr<QTranslator>> found;
    const auto add = [&](const QString &name, const QString &folder) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(locale, name, u"_"_s, folder))
            found.push_back(std::move(translator));
        return !found.empty();
    };
    // Half a translation would be worse than none: Qt's words come only with ours.
    if (add(u"sermo"_s, u":/i18n"_s))
        (void)add(u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return found;
}

} // namespace sermo::ui
