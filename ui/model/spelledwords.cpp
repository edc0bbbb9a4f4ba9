// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/spelledwords.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

//! What stands between spaces: an address is no word, nor is any part of it.
bool isAddress(QStringView chunk)
{
    return chunk.contains(u'@') || chunk.contains(u"://"_s) || chunk.startsWith(u'/')
        || chunk.startsWith(u"www."_s, Qt::CaseInsensitive);
}

bool isWord(QStringView word)
{
    const auto isDigit = [](QChar sign) { return sign.isDigit(); };
    const auto isLetter = [](QChar sign) { return sign.isLetter(); };
    const auto isSmall = [](QChar sign) { return sign.isLetter() && !sign.isUpper(); };
    return word.size() > 1 && std::ranges::any_of(word, isLetter)
        && std::ranges::any_of(word, isSmall) && std::ranges::none_of(word, isDigit);
}

void addWordsOf(QList<SpelledWord> &found, const QString &text, qsizetype from, qsizetype to)
{
    const QString chunk = text.mid(from, to - from);
    if (isAddress(chunk))
        return;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, chunk);
    qsizetype start = -1;
    for (qsizetype at = 0; at >= 0; at = finder.toNextBoundary()) {
        if (start >= 0 && finder.boundaryReasons().testFlag(QTextBoundaryFinder::EndOfItem)) {
            if (isWord(QStringView(chunk).mid(start, at - start)))
                found.append({from + start, at - start});
            start = -1;
        }
        if (finder.boundaryReasons().testFlag(QTextBoundaryFinder::StartOfItem))
            start = at;
    }
}

} // namespace

QList<SpelledWord> spelledWordsIn(const QString &text)
{
    QList<SpelledWord> found;
    qsizetype from = 0;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        if (at < text.size() && !text.at(at).isSpace())
            continue;
        if (at > from)
            addWordsOf(found, text, from, at);
        from = at + 1;
    }
    return found;
}

} // namespace sermo::model
