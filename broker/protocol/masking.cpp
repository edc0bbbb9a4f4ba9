// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/masking.h"

#include "broker/protocol/jsonmembers.h"

#include <QList>
#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <numeric>

namespace sermo
{

namespace
{

constexpr int ShortestCard = 13;
constexpr int LongestCard = 19;
constexpr int WidestGap = 3; //!< signs between two groups of one number, as in `4111 - 1111`
constexpr int MostShown = 4; //!< digits of a row, while it is typed
constexpr char MaskSign = '*';

//! Where the masked signs stand in a text.
using Positions = QList<qsizetype>;

//! Digits without a break.
struct Group {
    qsizetype begin = 0;
    int length = 0;
};
//! Groups that may be one number, with a few spaces or dashes between them.
using Row = QList<Group>;

using Digits = QVarLengthArray<int, LongestCard>;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isSeparator(QChar c)
{
    const char16_t code = c.unicode();
    const bool isSpace
        = code == u' ' || code == u'\u00a0' || code == u'\u2009' || code == u'\u202f';
    const bool isDash
        = code == u'-' || (code >= u'\u2010' && code <= u'\u2015') || code == u'\u2212';
    return isSpace || isDash || code == u'+';
}

//! From `at` on, how many signs in a row are of that kind.
template <typename Kind>
qsizetype countOf(QStringView text, qsizetype at, Kind kind)
{
    const auto begin = text.begin() + at;
    return std::find_if_not(begin, text.end(), kind) - begin;
}

QList<Row> rowsOf(QStringView text)
{
    QList<Row> rows;
    bool isContinued = false;
    for (qsizetype at = 0; at < text.size();) {
        if (const qsizetype digits = countOf(text, at, isDigit); digits > 0) {
            if (!std::exchange(isContinued, true))
                rows.append(Row());
            rows.last().append({at, static_cast<int>(digits)});
            at += digits;
            continue;
        }
        const qsizetype gap = countOf(text, at, isSeparator);
        isContinued = isContinued && gap > 0 && gap <= WidestGap;
        at += std::max<qsizetype>(gap, 1);
    }
    return rows;
}

//! Luhn: from the right every second digit counts double.
bool isSumRight(std::span<const int> digits)
{
    int sum = 0;
    bool isDouble = false;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        const int value = isDouble ? *digit * 2 : *digit;
        sum += value > 9 ? value - 9 : value;
        isDouble = !isDouble;
    }
    return sum % 10 == 0;
}

//! How people group a personal number: `850709-9805`, `19850709-9805`, `1985-07-09-9805`.
bool isPersonalLayout(std::span<const Group> groups)
{
    const auto is = [&groups](std::initializer_list<int> lengths) {
        return std::ranges::equal(groups, lengths, {}, &Group::length);
    };
    return is({10}) || is({12}) || is({6, 4}) || is({8, 4}) || is({2, 2, 2, 4}) || is({4, 2, 2, 4});
}

bool isPersonal(std::span<const Group> groups, std::span<const int> digits)
{
    if (!isPersonalLayout(groups))
        return false;
    const auto pair = [](std::span<const int> from) { return from[0] * 10 + from[1]; };
    if (digits.size() == 12 && (pair(digits) < 18 || pair(digits) > 20))
        return false;
    const auto ten = digits.last(10);
    const int month = pair(ten.subspan(2));
    const int day = pair(ten.subspan(4));
    const bool isDay = (day >= 1 && day <= 31) || (day >= 61 && day <= 91); // 60 more: coordination
    return month >= 1 && month <= 12 && isDay && isSumRight(ten);
}

void addAll(Positions &positions, std::span<const Group> groups)
{
    for (const Group &group : groups) {
        for (int i = 0; i < group.length; ++i)
            positions.append(group.begin + i);
    }
}

Positions numbersIn(QStringView text)
{
    Positions positions;
    const QList<Row> rows = rowsOf(text);
    for (const Row &row : rows) {
        const std::span<const Group> groups(row.constData(), static_cast<size_t>(row.size()));
        for (size_t first = 0; first < groups.size(); ++first) {
            Digits digits;
            for (size_t last = first; last < groups.size(); ++last) {
                const Group &group = groups[last];
                if (digits.size() + group.length > LongestCard)
                    break;
                for (int i = 0; i < group.length; ++i)
                    digits.append(text[group.begin + i].digitValue());
                const auto window = groups.subspan(first, last - first + 1);
                const bool isCard = digits.size() >= ShortestCard && isSumRight(digits);
                if (isCard || isPersonal(window, digits))
                    addAll(positions, window);
            }
        }
    }
    return positions;
}

Positions rowsTooLongToShow(QStringView text)
{
    Positions positions;
    const QList<Row> rows = rowsOf(text);
    for (const Row &row : rows) {
        const qsizetype digits
            = std::accumulate(row.begin(), row.end(), qsizetype(0),
                              [](qsizetype sum, const Group &group) { return sum + group.length; });
        if (digits > MostShown)
            addAll(positions, {row.constData(), static_cast<size_t>(row.size())});
    }
    return positions;
}

QString hidden(QString text, const Positions &positions)
{
    for (const qsizetype position : positions)
        text[position] = QLatin1Char(MaskSign);
    return text;
}

//! How many bytes the next UTF-16 unit (or pair) of a JSON string takes, and how many units it is.
struct Step {
    qsizetype bytes = 1, units = 1;
};
Step stepAt(QByteArrayView json, qsizetype at)
{
    const auto lead = static_cast<uchar>(json[at]);
    if (lead == '\\')
        return {json[at + 1] == 'u' ? 6 : 2, 1};
    if (lead < 0x80)
        return {1, 1};
    if (lead < 0xe0)
        return {2, 1};
    return lead < 0xf0 ? Step{3, 1} : Step{4, 2};
}

//! The inside of a JSON string with the signs at these positions (of the text it says) hidden; the
//! rest keeps the very bytes it was written with, escapes too.
QByteArray hiddenInJson(QByteArrayView json, Positions positions)
{
    std::ranges::sort(positions);
    QByteArray result;
    result.reserve(json.size());
    qsizetype unit = 0;
    for (qsizetype at = 0; at < json.size();) {
        const Step step = stepAt(json, at);
        if (std::ranges::binary_search(positions, unit))
            result.append(MaskSign);
        else
            result.append(json.sliced(at, step.bytes));
        at += step.bytes;
        unit += step.units;
    }
    return result;
}

} // namespace

QString maskNumbers(QString text)
{
    const Positions positions = numbersIn(text);
    return hidden(std::move(text), positions);
}

QString maskPreview(QString text)
{
    const Positions positions = rowsTooLongToShow(text);
    return hidden(std::move(text), positions);
}

EventFrame masked(const EventFrame &frame)
{
    const auto members = JsonMembers::scan(frame.bytes());
    const auto text = members ? members->string(u"text") : std::nullopt;
    if (!text)
        return frame;
    const bool isPreview = frame.type() == EventType::TypingOn;
    const Positions positions = isPreview ? rowsTooLongToShow(*text) : numbersIn(*text);
    if (positions.isEmpty())
        return frame;
    const QByteArrayView raw = members->raw(u"text"); // with its quotation marks
    const qsizetype begin = raw.data() - frame.bytes().constData() + 1;
    const QByteArrayView inside = raw.sliced(1, raw.size() - 2);
    const QByteArray bytes = frame.bytes().first(begin) + hiddenInJson(inside, positions)
        + frame.bytes().sliced(begin + inside.size());
    auto result = EventFrame::fromSender(bytes);
    Q_ASSERT_X(result, "masked", "a star is as good a sign as a digit");
    return result ? *result : frame;
}

} // namespace sermo
