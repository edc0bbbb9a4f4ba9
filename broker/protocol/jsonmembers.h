// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QAnyStringView>
#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace sermo
{

class JsonScanner;

enum class JsonError : quint8 { NotJson, NotAnObject, DuplicateKey };

//! The top level of one JSON object, read strictly (RFC 8259) in one pass and without touching a
//! byte. QJsonDocument cannot serve: it reorders keys, drops repeated ones, rounds big numbers and
//! refuses `1e400` and deep nesting, all of which must pass untouched (architecture, rule 1); the
//! strict libraries refuse the lone surrogates that browsers send when an emoji is cut in half.
//! Offsets point into the bytes given, which must outlive it.
class JsonMembers
{
public:
    struct Member {
        QString key; //!< unescaped
        qsizetype begin; //!< of the value's raw bytes
        qsizetype end;
    };

    enum class Repeats : quint8 {
        Refuse, //!< keys equal after unescaping are a DuplicateKey
        Allow, //!< the last one counts, as in a browser; see hasRepeatedKey()
    };

    //! Reads all members.
    [[nodiscard]] static Result<JsonMembers, JsonError> scan(QByteArrayView bytes,
                                                             Repeats repeats = Repeats::Refuse);

    [[nodiscard]] const QList<Member> &all() const { return m_members; }
    [[nodiscard]] bool contains(QAnyStringView key) const { return find(key) != nullptr; }
    [[nodiscard]] bool hasRepeatedKey() const;
    [[nodiscard]] qsizetype closingBrace() const
    {
        return m_closingBrace;
    } //!< offset of the last `}`

    // Typed views of one member; nullopt when absent or of another type.
    [[nodiscard]] QByteArrayView raw(QAnyStringView key) const; //!< empty when absent
    [[nodiscard]] std::optional<QString> string(
        QAnyStringView key) const; //!< lone surrogates survive
    [[nodiscard]] std::optional<double> number(
        QAnyStringView key) const; //!< nullopt beyond a double
    [[nodiscard]] std::optional<qint64> integer(
        QAnyStringView key) const; //!< exact; `2.0` and `2e0` are 2
    [[nodiscard]] std::optional<bool> boolean(QAnyStringView key) const;
    //! Objects and arrays for reading only: never written back. What of an object is unreadable is
    //! left out of it, where it has not hundreds of members. Undefined when absent or unreadable.
    [[nodiscard]] QJsonValue json(QAnyStringView key) const;
    //! The raw elements of an array; none when absent or of another type.
    [[nodiscard]] QList<QByteArrayView> elements(QAnyStringView key) const;

private:
    [[nodiscard]] bool read(JsonScanner &scanner);
    [[nodiscard]] const Member *find(QAnyStringView key) const;

    QByteArrayView m_bytes;
    QList<Member> m_members;
    qsizetype m_closingBrace = 0;
};

} // namespace sermo
