// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/metatable.h"

namespace sermo::store
{

using sqlite::Name;
using sqlite::Resetting;
using sqlite::Step;

Result<void, QString> MetaTable::prepare(sqlite::Connection &connection)
{
    m_get = connection.prepare(
        "SELECT value, checksum IS sermo_checksum(key, value) FROM meta WHERE key = ?");
    m_set = connection.prepare("INSERT OR REPLACE INTO meta(key, value, checksum)"
                               " VALUES(?1, ?2, sermo_checksum(?1, ?2))");
    m_renew
        = connection.prepare("WITH made(epoch) AS MATERIALIZED (SELECT lower(hex(randomblob(16))))"
                             " INSERT OR REPLACE INTO meta(key, value, checksum)"
                             " SELECT 'epoch', epoch, sermo_checksum('epoch', epoch) FROM made");
    if (!m_get.isValid() || !m_set.isValid() || !m_renew.isValid())
        return failure(connection.error());
    return {};
}

std::optional<QString> MetaTable::text(QLatin1StringView name)
{
    const Name key{QString(name)};
    const Resetting resetting(m_get);
    m_get.bind(1, key);
    if (m_get.step() != Step::Row || m_get.integer(1) == 0)
        return std::nullopt;
    return m_get.text(0);
}

std::optional<qint64> MetaTable::number(QLatin1StringView name)
{
    const Name key{QString(name)};
    const Resetting resetting(m_get);
    m_get.bind(1, key);
    switch (m_get.step()) {
    case Step::Done:
        return 0;
    case Step::Row:
        return m_get.integer(1) == 0 ? std::nullopt : std::optional(m_get.integer(0));
    case Step::Failed:
        break;
    }
    return std::nullopt;
}

bool MetaTable::renewEpoch()
{
    const Resetting resetting(m_renew);
    return m_renew.step() == Step::Done;
}

bool MetaTable::set(QLatin1StringView name, qint64 value)
{
    const Name key{QString(name)};
    const Resetting resetting(m_set);
    m_set.bind(1, key);
    m_set.bind(2, value);
    return m_set.step() == Step::Done;
}

} // namespace sermo::store
