// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/departed.h"

#include "broker/desk/sendernames.h"

#include <QCryptographicHash>
#include <QDataStream>

#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

namespace
{

// UTF-16 as it is: an id may hold half a pair of surrogates, which UTF-8 would lose.
QByteArray packed(const Identity &identity)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODeviceBase::WriteOnly);
    out << identity.brandId << identity.customerId << identity.name;
    bytes.squeeze();
    return bytes;
}

Identity unpacked(const QByteArray &bytes)
{
    Identity identity;
    QDataStream in(bytes);
    in >> identity.brandId >> identity.customerId >> identity.name;
    return identity;
}

bool isOwn(const SenderName &owner, const UserId &user)
{
    return owner == customerName(user);
}

} // namespace

//! The first place is nobody's. Beyond what a place can say there are no more: configurations hold
//! a handful of platforms and keys.
quint16 Departed::Shared::placeOf(const QString &name)
{
    if (m_names.isEmpty())
        m_names.append(QString());
    const qsizetype known = m_names.indexOf(name);
    if (known >= 0)
        return quint16(known);
    if (m_names.size() > std::numeric_limits<quint16>::max())
        return 0;
    m_names.append(name);
    return quint16(m_names.size() - 1);
}

Departed::Digest Departed::digestOf(const UserId &user)
{
    const QString &id = user.value();
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(id.utf16()),
                                               id.size() * qsizetype(sizeof(char16_t)));
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    Digest digest;
    std::memcpy(&digest.high, hash.constData(), sizeof digest.high);
    std::memcpy(&digest.low, hash.constData() + sizeof digest.high, sizeof digest.low);
    return digest;
}

void Departed::remember(const UserId &user, const Memory &memory)
{
    Record record;
    record.firstSeq = memory.firstSeq;
    record.lastControl = memory.lastControl;
    record.hadSession = memory.hadSession;
    record.platform = m_platforms.placeOf(memory.platform.value());
    record.queue = m_queues.placeOf(memory.queue.value());
    if (isOwn(memory.owner, user))
        record.owner = Owner::Himself;
    else if (!memory.owner.isEmpty())
        record.owner = Owner::Another;
    if (record.owner == Owner::Another)
        record.ownerName = m_owners.placeOf(memory.owner);
    const Digest digest = digestOf(user);
    m_records.insert(digest, record);
    if (memory.identity == Identity())
        m_identities.remove(digest);
    else
        m_identities.insert(digest, packed(memory.identity));
}

std::optional<Departed::Memory> Departed::recall(const UserId &user) const
{
    if (m_records.isEmpty())
        return std::nullopt;
    const Digest digest = digestOf(user);
    const auto found = m_records.constFind(digest);
    if (found == m_records.cend())
        return std::nullopt;
    Memory memory;
    memory.hadSession = found->hadSession;
    memory.firstSeq = found->firstSeq;
    memory.lastControl = found->lastControl;
    memory.platform = PlatformId(m_platforms.at(found->platform));
    memory.queue = QueueId(m_queues.at(found->queue));
    if (found->owner == Owner::Himself)
        memory.owner = customerName(user);
    else if (found->owner == Owner::Another)
        memory.owner = m_owners.at(found->ownerName);
    if (const auto identity = m_identities.constFind(digest); identity != m_identities.cend())
        memory.identity = unpacked(*identity);
    return memory;
}

void Departed::forget(const UserId &user)
{
    if (m_records.isEmpty())
        return;
    const Digest digest = digestOf(user);
    m_records.remove(digest);
    m_identities.remove(digest);
}

} // namespace sermo::desk
