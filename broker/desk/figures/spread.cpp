// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/spread.h"

#include <algorithm>
#include <numeric>

namespace sermo::figures
{

void Spread::merge(const Spread &more)
{
    m_cases.merge(more.m_cases);
    m_unlisted += more.m_unlisted;
}

void Spread::unlist(qsizetype beyond)
{
    const QList<Case> &listed = m_cases.listed();
    for (qsizetype i = beyond; i < listed.size(); ++i)
        m_unlisted.append(listed.at(i).value);
    m_cases.unlist(beyond);
}

QList<double> Spread::values() const
{
    QList<double> all;
    all.reserve(count());
    for (const Case &one : m_cases)
        all.append(one.value);
    return all + m_unlisted;
}

QList<double> Spread::rising() const
{
    QList<double> all = values();
    std::ranges::sort(all);
    return all;
}

std::optional<double> Spread::mean() const
{
    if (count() == 0)
        return std::nullopt;
    const QList<double> all = values();
    return std::accumulate(all.cbegin(), all.cend(), 0.0) / double(count());
}

std::optional<double> Spread::median() const
{
    if (count() == 0)
        return std::nullopt;
    const QList<double> all = rising();
    const qsizetype middle = all.size() / 2;
    return all.size() % 2 == 1 ? all.at(middle) : (all.at(middle - 1) + all.at(middle)) / 2;
}

std::optional<double> Spread::p90() const
{
    if (count() == 0)
        return std::nullopt;
    const qsizetype rank = (count() * 9 + 9) / 10; // rounded up
    return rising().at(rank - 1);
}

} // namespace sermo::figures
