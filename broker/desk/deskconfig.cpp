// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/deskconfig.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::desk
{

DeskConfig DeskConfig::defaults()
{
    DeskConfig config;
    config.platforms
        = {Platform{PlatformId(u"webchat"_s), u"demo"_s, QueueId(u"general"_s), u"en"_s, {}}};
    config.queues
        = {Queue{QueueId(u"general"_s), u"General"_s},
           Queue{QueueId(u"technical"_s), u"Technical"_s}, Queue{QueueId(u"sales"_s), u"Sales"_s}};
    return config;
}

const Platform *DeskConfig::platform(const PlatformId &id) const
{
    const auto found = std::ranges::find(platforms, id, &Platform::id);
    return found == platforms.cend() ? nullptr : &*found;
}

const Queue *DeskConfig::queue(const QueueId &id) const
{
    const auto found = std::ranges::find(queues, id, &Queue::id);
    return found == queues.cend() ? nullptr : &*found;
}

QueueId DeskConfig::lineOf(const PlatformId &platformId) const
{
    if (const Platform *known = platform(platformId))
        return known->queue;
    return queues.isEmpty() ? QueueId() : queues.constFirst().id;
}

QueueId DeskConfig::lineOf(const PlatformId &platformId, const QueueId &last) const
{
    return queue(last) ? last : lineOf(platformId);
}

bool DeskConfig::hidesPreview(const PlatformId &platformId, const QueueId &queueId) const
{
    // Asked at every key that a customer presses; most houses hide nothing.
    if (std::ranges::all_of(platforms, &Platform::preview)
        && std::ranges::all_of(queues, &Queue::preview))
        return false;
    const Platform *from = platform(platformId);
    if (!from && !platforms.isEmpty())
        from = &platforms.constFirst();
    if (from && !from->preview)
        return true;
    const Queue *in = queue(queueId.isEmpty() && from ? from->queue : queueId);
    return in && !in->preview;
}

} // namespace sermo::desk
