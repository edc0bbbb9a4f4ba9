// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/links.h"

#include <QRegularExpression>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype Longest = 2000;

bool isSeen(QChar letter)
{
    return letter.isPrint() && !letter.isSpace();
}

//! What a sentence puts after a word.
qsizetype withoutItsEnd(QStringView word)
{
    static const QString ends = u".,;:!?'\"…"_s;
    while (!word.isEmpty()) {
        const QChar last = word.back();
        const bool isOpen = (last == u')' && !word.contains(u'('))
            || (last == u']' && !word.contains(u'[')) || (last == u'}' && !word.contains(u'{'));
        if (!isOpen && !ends.contains(last))
            break;
        word.chop(1);
    }
    return word.size();
}

} // namespace

std::optional<QUrl> webAddress(const QString &text)
{
    if (text.size() > Longest || !std::ranges::all_of(text, isSeen))
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    return url;
}

QList<Link> linksIn(const QString &text)
{
    static const QRegularExpression word(u"(?<![\\p{L}\\p{N}])https?://[^\\s<>\"`]+"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QList<Link> links;
    for (const QRegularExpressionMatch &match : word.globalMatch(text)) {
        if (match.capturedLength() > 2 * Longest)
            continue; // nor need it be looked at letter by letter
        const qsizetype length = withoutItsEnd(match.capturedView());
        if (const auto url = webAddress(match.captured().left(length)))
            links.append({match.capturedStart(), length, *url});
    }
    return links;
}

QString hostOf(const QUrl &url)
{
    return url.host(QUrl::FullyEncoded);
}

} // namespace sermo::model
