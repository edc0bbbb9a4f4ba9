// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/guidepages.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString First = u"index.md"_s;

QString fileOf(const QString &language, const QString &name)
{
    return u":/guide/%1/%2"_s.arg(language, name);
}

//! A reader in the program has no repository: `[words](../../x/README.md)` becomes `words
//! (resources/x/README.md)`, and a picture is called by its name alone.
QString withoutWaysOut(QString text)
{
    static const QRegularExpression picture(u"\\]\\((?:\\.\\./)+pictures/"_s);
    static const QRegularExpression wayOut(u"\\[([^\\]\\n]+)\\]\\((\\.\\./[^)\\n]+)\\)"_s);
    text.replace(picture, u"]("_s);
    QRegularExpressionMatch match;
    while ((match = wayOut.match(text)).hasMatch()) {
        const QString words = match.captured(1);
        const QString path = QDir::cleanPath(u"resources/guide/en/"_s + match.captured(2));
        text.replace(match.capturedStart(), match.capturedLength(),
                     path.startsWith(words) ? words : u"%1 (%2)"_s.arg(words, path));
    }
    return text;
}

GuidePage read(const QString &language, const QString &name)
{
    QFile file(fileOf(language, name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    return {name, text.section(u'\n', 0, 0).mid(2), withoutWaysOut(text)};
}

QStringList namedBy(const QString &text)
{
    static const QRegularExpression link(u"\\]\\((\\w+\\.md)\\)"_s);
    QStringList names;
    for (const auto &match : link.globalMatch(text))
        names += match.captured(1);
    return names;
}

} // namespace

QList<GuidePage> guidePages(const QString &language)
{
    const QString spoken = QFile::exists(fileOf(language, First)) ? language : u"en"_s;
    QList<GuidePage> pages{read(spoken, First)};
    const QStringList names = namedBy(pages.constFirst().text);
    std::transform(names.begin(), names.end(), std::back_inserter(pages),
                   [&spoken](const QString &name) { return read(spoken, name); });
    return pages;
}

} // namespace sermo::ui
