// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/outbox.h"

#include <algorithm>

namespace sermo::model
{

void Outbox::add(const EventFrame &frame, qint64 atMs)
{
    Q_ASSERT(!frame.id().isEmpty());
    m_entries.insert(frame.id(), {{frame, atMs, false}, m_next++});
    ++m_revision;
}

std::optional<Outbox::Entry> Outbox::take(const EventId &id)
{
    const auto found = m_entries.constFind(id);
    if (found == m_entries.cend())
        return std::nullopt;
    Entry entry = found->entry;
    m_entries.erase(found);
    ++m_revision;
    return entry;
}

void Outbox::drop(const UserId &user)
{
    const qsizetype dropped = m_entries.removeIf(
        [&user](const auto &numbered) { return numbered.value().entry.frame.user() == user; });
    m_revision += dropped > 0 ? 1 : 0;
}

const Outbox::Entry *Outbox::find(const EventId &id) const
{
    const auto found = m_entries.constFind(id);
    return found == m_entries.cend() ? nullptr : &found->entry;
}

bool Outbox::fail(const EventId &id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return false;
    found->entry.failed = true;
    ++m_revision;
    return true;
}

bool Outbox::retry(const EventId &id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || !found->entry.failed)
        return false;
    found->entry.failed = false;
    found->order = m_next++;
    ++m_revision;
    return true;
}

QList<EventFrame> Outbox::unanswered() const
{
    QList<EventFrame> frames;
    for (const Entry &entry : entries()) {
        if (!entry.failed)
            frames.append(entry.frame);
    }
    return frames;
}

QList<Outbox::Entry> Outbox::entries() const
{
    QList<Numbered> sorted(m_entries.cbegin(), m_entries.cend());
    std::sort(sorted.begin(), sorted.end(),
              [](const Numbered &a, const Numbered &b) { return a.order < b.order; });
    QList<Entry> entries;
    entries.reserve(sorted.size());
    for (const Numbered &numbered : std::as_const(sorted))
        entries.append(numbered.entry);
    return entries;
}

} // namespace sermo::model
