// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace sermo {

enum class JsonError : quint8 { NotJson, NotAnObject, DuplicateKey };

//! The top level of one JSON object, read strictly (RFC 8259) in one pass and without touching a
//! byte. QJsonDocument cannot serve: it reorders keys, drops repeated ones, rounds big numbers and
//! refuses `1e400` and deep nesting, all of which must pass untouched (architecture, rule 1); the
//! strict libraries refuse the lone surrogates that browsers send when an emoji is cut in half.
//! Offsets point into the bytes given, which must outlive it.
class JsonMembers
{
public:
    struct Member
    {
        QString key; //!< unescaped
        qsizetype begin; //!< of the value's raw bytes
        qsizetype end;
    };

    //! Reads all members; keys equal after unescaping are a DuplicateKey.
    [[nodiscard]] static Result<JsonMembers, JsonError> scan(QByteArrayView bytes);

    [[nodiscard]] const QList<Member> &all() const { return m_members; }
    [[nodiscard]] bool contains(QStringView key) const;
    [[nodiscard]] qsizetype closingBrace() const { return m_closingBrace; } //!< offset of the last `}`

    // Typed views of one member; nullopt when absent or of another type.
    [[nodiscard]] QByteArrayView raw(QStringView key) const; //!< empty when absent
    [[nodiscard]] std::optional<QString> string(QStringView key) const; //!< lone surrogates survive
    [[nodiscard]] std::optional<double> number(QStringView key) const;
    [[nodiscard]] std::optional<bool> boolean(QStringView key) const;
    //! Objects and arrays for reading only: never written back. Undefined when absent or unreadable.
    [[nodiscard]] QJsonValue json(QStringView key) const;

private:
    QByteArrayView m_bytes;
    QList<Member> m_members;
    qsizetype m_closingBrace = 0;
};

} // namespace sermo
