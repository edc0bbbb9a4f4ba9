// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <compare>
#include <optional>

namespace sermo::desk
{

//! Who a customer is, by the last `customer_identified`, which may come before any session.
struct Identity {
    QString brandId, customerId, name;
    friend bool operator==(const Identity &, const Identity &) = default;
};

//! What must be known for ever of a user who has no open session, and no more: contract 4 and 5
//! ask of everybody who ever came whether he is known, whose he is and when his session began. In
//! at most 128 bytes each (and as many as his name has, where one was told), for they only grow in
//! number. Users are kept by a digest of their id: 128 bits of SHA-256, so nobody makes two alike.
//! A plain value, part of the table.
class Departed
{
public:
    struct Memory {
        bool hadSession = false; //!< it has ended; else nothing but opaque events came
        Seq firstSeq = 0; //!< of that session
        Seq lastControl = 0;
        PlatformId platform;
        QueueId queue; //!< the line it was in last
        SenderName owner; //!< empty: no inbound event made him known
        Identity identity;
    };

    void remember(const UserId &user, const Memory &memory);
    [[nodiscard]] std::optional<Memory> recall(const UserId &user) const;
    void forget(const UserId &user);
    [[nodiscard]] bool isEmpty() const { return m_records.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_records.size(); }
    friend bool operator==(const Departed &, const Departed &) = default;

    //! All of it, for an archive (archivewriter.h).
    template <typename Archive, typename Self>
    static void pass(Archive &archive, Self &self)
    {
        auto &[records, identities, platforms, queues, owners] = self;
        archive(records, identities, platforms, queues, owners);
    }

private:
    struct Digest {
        quint64 high = 0, low = 0;
        friend auto operator<=>(const Digest &, const Digest &) = default;
        template <typename Archive, typename Self>
        static void pass(Archive &archive, Self &self)
        {
            archive(self.high, self.low);
        }
        friend size_t qHash(const Digest &digest, size_t seed)
        {
            return size_t(digest.high) ^ seed;
        }
    };
    //! Names that many users share, each by its place.
    class Shared
    {
    public:
        [[nodiscard]] quint16 placeOf(const QString &name);
        [[nodiscard]] QString at(quint16 place) const { return m_names.value(place); }
        friend bool operator==(const Shared &, const Shared &) = default;
        template <typename Archive, typename Self>
        static void pass(Archive &archive, Self &self)
        {
            archive(self.m_names);
        }

    private:
        QList<QString> m_names;
    };
    enum class Owner : quint8 { Nobody, Himself, Another };
    struct Record {
        Seq firstSeq = 0, lastControl = 0;
        quint16 platform = 0, queue = 0, ownerName = 0;
        Owner owner = Owner::Nobody;
        bool hadSession = false;
        friend bool operator==(const Record &, const Record &) = default;
        template <typename Archive, typename Self>
        static void pass(Archive &archive, Self &self)
        {
            auto &[first, last, platform, queue, ownerName, owner, hadSession] = self;
            archive(first, last, platform, queue, ownerName, owner, hadSession);
        }
    };
    [[nodiscard]] static Digest digestOf(const UserId &user);

    QHash<Digest, Record> m_records;
    QHash<Digest, QByteArray> m_identities; //!< of those who were identified
    Shared m_platforms, m_queues, m_owners;
};

} // namespace sermo::desk
