// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <compare>

namespace sermo
{

//! A name that cannot be mistaken for another kind of name: no implicit conversion either way.
//! Implicitly shared, cheap to copy, usable in any thread. Any text is allowed, since another
//! network's user ids are not ours to judge (contract 3).
template <typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString value)
        : m_value(std::move(value))
    {
    }

    [[nodiscard]] const QString &value() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend std::strong_ordering operator<=>(const Id &a, const Id &b)
    {
        return a.m_value.compare(b.m_value) <=> 0;
    }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

using UserId = Id<struct UserIdTag>; //!< a customer, as events name him
using AgentId = Id<struct AgentIdTag>; //!< a person who answers
using QueueId = Id<struct QueueIdTag>;
using PlatformId = Id<struct PlatformIdTag>; //!< where a customer comes from, such as a web site
using EventId = Id<struct EventIdTag>; //!< chosen by the sender, for the acknowledgement
using ImageId = Id<struct ImageIdTag>; //!< an uploaded image: 128 random bits, the right to read it
using KeyName = Id<struct KeyNameTag>; //!< an application's key, by its name

using Seq = quint64; //!< an event's number in the log: from 1, gap-free; 0 means none

} // namespace sermo
