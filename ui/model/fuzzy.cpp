// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/fuzzy.h"

#include <algorithm>

namespace sermo::model
{

namespace
{

constexpr int Whole = 1000; // all letters side by side is better than any scattering of them
constexpr int AtStart = 400, AtWord = 200; // where they begin
constexpr int NextTo = 15, WordBegins = 10; // each scattered letter

bool beginsWord(QStringView text, qsizetype at)
{
    return at == 0 || (text.at(at).isLetterOrNumber() && !text.at(at - 1).isLetterOrNumber());
}

//! The earlier and the shorter the rest, the better; never so much that it outweighs the kind.
int nearness(qsizetype at, qsizetype rest)
{
    return -int(std::min<qsizetype>(at, 60)) - int(std::min<qsizetype>(rest, 60)) / 2;
}

int fitOfWhole(QStringView typed, QStringView text, qsizetype at)
{
    const int place = at == 0 ? AtStart : beginsWord(text, at) ? AtWord : 0;
    return Whole + place + nearness(at, text.size() - typed.size());
}

} // namespace

QString folded(const QString &text)
{
    const QString apart = text.normalized(QString::NormalizationForm_KD);
    QString plain;
    plain.reserve(apart.size());
    for (const QChar letter : apart) {
        if (!letter.isMark())
            plain += letter;
    }
    return plain.toCaseFolded();
}

std::optional<int> fuzzyFit(QStringView typed, QStringView text)
{
    if (typed.isEmpty())
        return 0;
    // At a word's beginning rather than where it comes first.
    for (qsizetype at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
        if (beginsWord(text, at))
            return fitOfWhole(typed, text, at);
    }
    if (const qsizetype at = text.indexOf(typed); at >= 0)
        return fitOfWhole(typed, text, at);
    int fit = 0;
    qsizetype last = -2;
    qsizetype first = -1;
    for (const QChar letter : typed) {
        const qsizetype at = text.indexOf(letter, last < 0 ? 0 : last + 1);
        if (at < 0)
            return std::nullopt;
        fit += at == last + 1 ? NextTo : beginsWord(text, at) ? WordBegins : 0;
        first = first < 0 ? at : first;
        last = at;
    }
    return fit + nearness(first, text.size() - typed.size());
}

} // namespace sermo::model
