// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/cannedreply.h"

#include "ui/model/fuzzy.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype StemLength = 4; // "faktura" and "fakturan" are about the same
constexpr qsizetype MostWords = 60; // of a customer's; the last ones
constexpr int ByShortcut = 10'000; // beats any fit of the text
constexpr int Common = 3; // a shared word in the shortcut; in the text it counts one

QStringList words(const QString &text)
{
    static const QRegularExpression between(u"[^\\p{L}\\p{N}]+"_s);
    QStringList found;
    for (const QString &word : folded(text).split(between, Qt::SkipEmptyParts)) {
        if (word.size() >= StemLength)
            found += word;
    }
    return found;
}

bool areAlike(QStringView a, QStringView b)
{
    return a.left(StemLength) == b.left(StemLength);
}

int inCommon(const QStringList &said, const QStringList &words)
{
    return int(std::count_if(said.cbegin(), said.cend(), [&](const QString &word) {
        return std::any_of(words.cbegin(), words.cend(),
                           [&](const QString &own) { return areAlike(word, own); });
    }));
}

struct Ranked {
    const CannedReply *reply;
    int fit;
    int common;
};

std::optional<int> fitOf(const CannedReply &reply, const QString &typed)
{
    if (const auto fit = fuzzyFit(typed, folded(reply.shortcut)))
        return *fit + ByShortcut;
    // Letters strewn over a long text are chance: there they must stand together.
    const QString text = folded(reply.text);
    return text.contains(typed) ? fuzzyFit(typed, text) : std::nullopt;
}

//! What leads to a field that turns out empty.
void dropLead(QString &text)
{
    while (!text.isEmpty() && (text.back() == u' ' || text.back() == u','))
        text.chop(1);
}

} // namespace

QList<CannedReply> fitting(const QList<CannedReply> &replies, const QString &typed,
                           const QString &customersWords)
{
    const QString asked = folded(typed);
    const QStringList said
        = words(customersWords)
              .mid(std::max<qsizetype>(0, words(customersWords).size() - MostWords));
    QList<Ranked> ranked;
    for (const CannedReply &reply : replies) {
        if (const auto fit = fitOf(reply, asked))
            ranked.append({&reply, *fit,
                           Common * inCommon(said, words(reply.shortcut))
                               + inCommon(said, words(reply.text))});
    }
    // Fits that differ by little are alike: then it is the customer who decides.
    constexpr int Alike = 50;
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) {
        return std::pair(a.fit / Alike, a.common) > std::pair(b.fit / Alike, b.common);
    });
    QList<CannedReply> found;
    for (const Ranked &each : std::as_const(ranked))
        found += *each.reply;
    return found;
}

QString filled(const QString &text, const Fields &fields)
{
    static const QRegularExpression field(u"\\{(\\w+)\\}"_s);
    QString result;
    qsizetype from = 0;
    for (const QRegularExpressionMatch &match : field.globalMatch(text)) {
        result += QStringView(text).sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const auto value = fields.constFind(match.captured(1));
        if (value == fields.cend())
            result += match.captured();
        else if (value->isEmpty())
            dropLead(result);
        else
            result += *value;
    }
    result += QStringView(text).sliced(from);
    return result.startsWith(u", "_s) ? result.mid(2) : result;
}

SlashWord slashWord(const QString &text, qsizetype cursor)
{
    const QStringView before = QStringView(text).left(cursor);
    qsizetype from = before.size() - 1;
    while (from >= 0 && before.at(from) != u'/' && !before.at(from).isSpace())
        --from;
    const bool isSlash = from >= 0 && before.at(from) == u'/';
    if (!isSlash || (from > 0 && !before.at(from - 1).isSpace()))
        return {};
    return {from, before.sliced(from + 1).toString()};
}

} // namespace sermo::model
