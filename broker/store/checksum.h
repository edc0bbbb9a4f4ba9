// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/sqlite.h"

namespace sermo::store
{

//! What is stored beside every row: CRC-32 (zlib's) over its fields, added up so that no two rows
//! read alike: numbers at a fixed width, bytes with their length. It is there against rotten bits,
//! not against an attacker, who could write a checksum too; and zlib, in Debian and under Qt
//! already, reads some GB a second, so nothing is stored or read without it.
class Checksum
{
public:
    void add(quint64 number);
    void add(QByteArrayView bytes);
    void add(const sqlite::Name &name);
    [[nodiscard]] quint32 value() const { return m_value; }

private:
    void addRaw(QByteArrayView bytes);

    quint32 m_value = 0;
};

} // namespace sermo::store
