// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/pointrecorder.h"

#include "broker/desk/presence/model.h"

#include <algorithm>

namespace sermo::presence
{

namespace
{

//! Nobody is silent at once: the first bin is entered after 5 s.
constexpr qint64 FirstAtMs = 5'000;

qint64 entryMs(size_t bin)
{
    return bin == 0 ? FirstAtMs : qint64(BinEdges[bin]) * 1000;
}

} // namespace

void PointRecorder::begin(const Conversation &conversation, qint64 ms)
{
    m_next = 0;
    for (auto next = nextMs(conversation); next && *next < ms; next = nextMs(conversation))
        ++m_next;
}

void PointRecorder::observe(const Conversation &conversation, Link link, const Model &model,
                            qint64 ms)
{
    if (conversation.hasLeft())
        return;
    for (auto next = nextMs(conversation); next && *next <= ms; next = nextMs(conversation)) {
        Point point;
        point.glimpse = conversation.at(*next, link);
        point.glimpse.isTyping = false;
        point.probability = model.probability(point.glimpse);
        m_pending.append({point, *next});
        ++m_next;
    }
}

void PointRecorder::label(QList<Point> &to, bool came, qint64 ms)
{
    auto [point, madeMs] = m_pending.takeFirst();
    point.came = came;
    point.afterMs = ms - madeMs;
    // Who stands in line teaches nothing, so it is not with that that his session begins.
    point.number = point.glimpse.isWaiting ? std::max(m_made, 1) : ++m_made;
    to.append(point);
}

QList<Point> PointRecorder::acted(qint64 ms)
{
    QList<Point> points = expired(ms);
    while (!m_pending.isEmpty())
        label(points, true, ms);
    return points;
}

QList<Point> PointRecorder::expired(qint64 ms)
{
    QList<Point> points;
    while (!m_pending.isEmpty() && m_pending.constFirst().ms + HorizonMs < ms)
        label(points, false, m_pending.constFirst().ms + HorizonMs);
    return points;
}

std::optional<qint64> PointRecorder::nextMs(const Conversation &conversation) const
{
    if (m_next >= BinCount || conversation.hasLeft())
        return std::nullopt;
    return conversation.silentSince() + entryMs(m_next);
}

std::optional<qint64> PointRecorder::expiryMs() const
{
    if (m_pending.isEmpty())
        return std::nullopt;
    return m_pending.constFirst().ms + HorizonMs + 1;
}

} // namespace sermo::presence
