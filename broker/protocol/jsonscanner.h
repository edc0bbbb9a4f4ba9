// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QVarLengthArray>

namespace sermo
{

//! Walks over JSON text (RFC 8259, strictly) token by token, changing and building nothing. Depth
//! costs one bit a level and no stack: a frame of 32,000 open brackets is as harmless as any.
//! It takes for granted that the text is valid UTF-8. Each step answers whether the text is good
//! so far; after a `false` nothing more may be asked.
class JsonScanner
{
public:
    explicit JsonScanner(QByteArrayView utf8)
        : m_begin(utf8.data())
        , m_at(m_begin)
        , m_end(m_begin + utf8.size())
    {
    }

    [[nodiscard]] qsizetype offset() const { return m_at - m_begin; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] char peek() const { return m_at == m_end ? '\0' : *m_at; }

    void skipSpace();
    [[nodiscard]] bool skip(char c); //!< that character, which must come next
    [[nodiscard]] bool skipString();
    [[nodiscard]] bool skipValue(); //!< a whole value of any kind and depth

private:
    [[nodiscard]] bool skipEscape();
    [[nodiscard]] bool skipDigits();
    [[nodiscard]] bool skipNumber();
    [[nodiscard]] bool skipWord(QByteArrayView word);
    [[nodiscard]] bool skipScalar();
    [[nodiscard]] bool skipKey(); //!< a member's name and colon
    [[nodiscard]] bool closeFinished(); //!< what ends after a value, up to where the next begins

    void push(bool isObject);
    [[nodiscard]] bool insideObject() const;

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    QVarLengthArray<quint64, 16> m_isObject; //!< one bit for each open container
    qsizetype m_depth = 0;
};

} // namespace sermo
