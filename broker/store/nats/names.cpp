// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/names.h"

#include <QCryptographicHash>

namespace sermo::store::nats
{

namespace
{

constexpr qsizetype LongestWord = 200; // a subject shares a line of 4 KiB with other words

bool isPlain(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9')
        || u == u'-';
}

} // namespace

QByteArray toWord(QStringView text)
{
    if (text.isEmpty())
        return QByteArrayLiteral("=");
    QByteArray word;
    word.reserve(text.size());
    for (const QChar c : text) {
        if (isPlain(c))
            word += char(c.unicode());
        else
            word += '=' + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return word;
}

std::optional<QString> fromWord(QByteArrayView word)
{
    if (word == "=")
        return QString();
    QString text;
    text.reserve(word.size());
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (word.at(i) != '=') {
            text += QLatin1Char(word.at(i));
            continue;
        }
        if (i + 4 >= word.size())
            return std::nullopt;
        bool ok = false;
        const ushort unit = word.sliced(i + 1, 4).toByteArray().toUShort(&ok, 16);
        if (!ok)
            return std::nullopt;
        text += QChar(unit);
        i += 4;
    }
    return text;
}

QByteArray subjectWord(const UserId &user)
{
    const QByteArray word = toWord(user.value());
    if (word.size() <= LongestWord)
        return word;
    // No escape begins with an h.
    return "=h" + QCryptographicHash::hash(word, QCryptographicHash::Sha256).toHex();
}

EventKey keyOf(const SenderName &sender, const EventId &id)
{
    if (id.isEmpty())
        return {};
    const QByteArray both = toWord(sender) + ' ' + toWord(id.value());
    return QCryptographicHash::hash(both, QCryptographicHash::Sha256).first(KeyBytes);
}

} // namespace sermo::store::nats
