// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/textwork.h"

namespace sermo::ui
{

namespace
{

constexpr int Emoji = 250;
constexpr int Break = 40; //!< a line of its own
constexpr int Foreign = 4; //!< another font, often another script's rules
constexpr qsizetype LongestSign = 64; //!< what more belongs together is a joke on us

int workOf(QChar sign)
{
    constexpr char16_t FirstForeign = 0x250;
    constexpr char16_t FirstSymbol = 0x2190, LastSymbol = 0x2bff;
    constexpr char16_t EmojiSelector = 0xfe0f;
    const char16_t code = sign.unicode();
    if (sign.isLowSurrogate())
        return 1; // the first half has been counted
    if (sign.isHighSurrogate() || code == EmojiSelector
        || (code >= FirstSymbol && code <= LastSymbol))
        return Emoji;
    if (code == u'\n' || code == u'\r' || code == QChar::LineSeparator
        || code == QChar::ParagraphSeparator)
        return Break;
    return code < FirstForeign ? 1 : Foreign;
}

bool continuesSign(QStringView text, qsizetype at)
{
    constexpr char16_t Joiner = 0x200d;
    const QChar here = text.at(at);
    return here.isLowSurrogate() || here.isMark() || here == Joiner || text.at(at - 1) == Joiner;
}

} // namespace

int workOf(QStringView text)
{
    int work = 0;
    for (const QChar sign : text)
        work += workOf(sign);
    return work;
}

qsizetype piece(QStringView text, qsizetype from, int work)
{
    qsizetype to = from;
    while (to < text.size() && work > 0)
        work -= workOf(text.at(to++));
    if (to == text.size())
        return to - from;
    qsizetype whole = to;
    while (whole > from && to - whole < LongestSign && continuesSign(text, whole))
        --whole;
    if (whole > from && !continuesSign(text, whole))
        return whole - from;
    return text.at(to).isLowSurrogate() ? to + 1 - from : to - from;
}

QString cut(const QString &text, int work)
{
    const qsizetype length = piece(text, 0, work);
    return length == text.size() ? text : text.left(length) + u'…';
}

QStringView endOf(QStringView text, int work)
{
    qsizetype from = text.size();
    while (from > 0 && work > 0)
        work -= workOf(text.at(--from));
    while (from > 0 && from < text.size() && continuesSign(text, from))
        ++from;
    return text.mid(from);
}

} // namespace sermo::ui
