// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonscanner.h"

#include <array>
#include <cstring>

namespace sermo
{

namespace
{

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What may stand in a string as it is: all but the quote, the backslash and control characters.
constexpr auto PlainInString = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0x20; c < table.size(); ++c)
        table[c] = c != '"' && c != '\\';
    return table;
}();

} // namespace

void JsonScanner::skipSpace()
{
    while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
        ++m_at;
}

bool JsonScanner::skip(char c)
{
    if (m_at == m_end || *m_at != c)
        return false;
    ++m_at;
    return true;
}

bool JsonScanner::skipString()
{
    if (!skip('"'))
        return false;
    for (;;) {
        while (m_at != m_end && PlainInString[static_cast<unsigned char>(*m_at)])
            ++m_at;
        if (m_at == m_end)
            return false;
        if (*m_at == '"') {
            ++m_at;
            return true;
        }
        if (!skipEscape())
            return false;
    }
}

// A lone surrogate (`\ud83d`) is allowed by the grammar, and browsers do send it.
bool JsonScanner::skipEscape()
{
    if (!skip('\\') || m_at == m_end)
        return false;
    const char kind = *m_at++;
    if (kind != 'u')
        return std::strchr("\"\\/bfnrt", kind) != nullptr && kind != '\0';
    for (int i = 0; i < 4; ++i, ++m_at) {
        if (m_at == m_end || !isHexDigit(*m_at))
            return false;
    }
    return true;
}

bool JsonScanner::skipDigits()
{
    const char *first = m_at;
    while (m_at != m_end && isDigit(*m_at))
        ++m_at;
    return m_at != first;
}

bool JsonScanner::skipNumber()
{
    if (peek() == '-')
        ++m_at;
    if (peek() == '0')
        ++m_at; // no other digit may follow
    else if (!skipDigits())
        return false;
    if (peek() == '.') {
        ++m_at;
        if (!skipDigits())
            return false;
    }
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        return skipDigits();
    }
    return true;
}

bool JsonScanner::skipWord(QByteArrayView word)
{
    if (m_end - m_at < word.size()
        || std::memcmp(m_at, word.data(), static_cast<std::size_t>(word.size())) != 0)
        return false;
    m_at += word.size();
    return true;
}

bool JsonScanner::skipScalar()
{
    switch (peek()) {
    case '"':
        return skipString();
    case 't':
        return skipWord("true");
    case 'f':
        return skipWord("false");
    case 'n':
        return skipWord("null");
    default:
        return skipNumber();
    }
}

bool JsonScanner::skipKey()
{
    skipSpace();
    if (!skipString())
        return false;
    skipSpace();
    return skip(':');
}

void JsonScanner::push(bool isObject)
{
    const qsizetype word = m_depth / 64;
    const quint64 bit = quint64(1) << (m_depth % 64);
    if (word == m_isObject.size())
        m_isObject.append(0);
    m_isObject[word] = isObject ? m_isObject[word] | bit : m_isObject[word] & ~bit;
    ++m_depth;
}

bool JsonScanner::insideObject() const
{
    const qsizetype top = m_depth - 1;
    return (m_isObject[top / 64] >> (top % 64)) & 1;
}

bool JsonScanner::skipValue()
{
    do {
        skipSpace();
        const char first = peek();
        if (first == '{' || first == '[') {
            ++m_at;
            push(first == '{');
            skipSpace();
            if (peek() != (first == '{' ? '}' : ']')) {
                if (first == '{' && !skipKey())
                    return false;
                continue;
            }
        } else if (!skipScalar()) {
            return false;
        }
        if (!closeFinished())
            return false;
    } while (m_depth > 0);
    return true;
}

// Called where a value has ended or a container is about to. Stops behind the comma (and key) that
// another value must follow, or when nothing is open any more.
bool JsonScanner::closeFinished()
{
    while (m_depth > 0) {
        skipSpace();
        const bool isObject = insideObject();
        if (peek() == ',') {
            ++m_at;
            return !isObject || skipKey();
        }
        if (!skip(isObject ? '}' : ']'))
            return false;
        --m_depth;
    }
    return true;
}

} // namespace sermo
