// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sermo::ui
{

//! One page of the guide (resources/guide), which is linked into the program.
struct GuidePage {
    QString name; //!< of its file, `agents.md`: what links lead to
    QString title;
    QString text; //!< Markdown; what led out of the guide is said and no link any more
};

//! All pages in a language: the first, and then the others as it names them. Of a language that
//! there is no guide in, the English ones.
[[nodiscard]] QList<GuidePage> guidePages(const QString &language);

} // namespace sermo::ui
