// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/reconnection.h"

#include <QRandomGenerator>

#include <algorithm>

namespace sermo::model
{

Reconnection::Reconnection(Bounds bounds, Random random)
    : m_bounds(bounds)
    , m_random(std::move(random))
    , m_bound(bounds.first)
{
}

std::chrono::milliseconds Reconnection::next()
{
    const std::chrono::milliseconds delay(qint64(m_random() * double(m_bound.count())));
    m_bound = std::min(m_bound * 2, m_bounds.last);
    return delay;
}

void Reconnection::succeeded()
{
    m_bound = m_bounds.first;
}

Reconnection::Random Reconnection::systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace sermo::model
