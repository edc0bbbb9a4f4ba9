// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/languages.h"

#include <QLibraryInfo>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

std::vector<std::unique_ptr<QTranslator>> translatorsFor(const QLocale &locale)
{
    std::vector<std::unique_ptr<QTranslator>> found;
    const auto add = [&](const QLocale &language, const QString &name, const QString &folder) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(language, name, u"_"_s, folder))
            found.push_back(std::move(translator));
        return !found.empty();
    };
    // Half a translation would be worse than none: Qt's words come only with ours. The sources'
    // English cannot count; whoever reads it needs its own file too.
    if (add(locale, u"sermo"_s, u":/i18n"_s))
        (void)add(locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    else
        (void)add(QLocale(QLocale::English), u"sermo"_s, u":/i18n"_s);
    return found;
}

} // namespace sermo::ui
