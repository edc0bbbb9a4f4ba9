// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/checksum.h"

#include <array>
#include <zlib.h>

namespace sermo::store
{

void Checksum::add(quint64 number)
{
    std::array<char, sizeof number> fixed; // the same on every machine
    for (size_t i = 0; i < fixed.size(); ++i)
        fixed.at(i) = char(number >> (8 * i));
    addRaw({fixed.data(), qsizetype(fixed.size())});
}

void Checksum::add(QByteArrayView bytes)
{
    add(quint64(bytes.size()));
    addRaw(bytes);
}

void Checksum::add(const sqlite::Name &name)
{
    add(quint64(name.isNull() ? 0 : name.isText ? 1 : 2));
    add(QByteArrayView(name.bytes));
}

void Checksum::addRaw(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return; // zlib takes a null pointer for "begin anew"
    m_value = quint32(
        crc32_z(m_value, reinterpret_cast<const Bytef *>(bytes.data()), size_t(bytes.size())));
}

} // namespace sermo::store
