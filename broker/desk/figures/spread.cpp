// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/spread.h"

#include <algorithm>
#include <tuple>

namespace sermo::figures
{

namespace
{

auto orderOf(const Case &one)
{
    return std::tuple(one.ms, one.from, one.to, one.session, one.value);
}

} // namespace

void sort(Cases &cases)
{
    std::ranges::sort(cases, {}, orderOf);
}

void merge(Cases &into, const Cases &more)
{
    // One day behind the other is the usual case: a year must not be sorted for each of its days.
    const bool isBehind = into.isEmpty() || more.isEmpty()
        || orderOf(into.constLast()) <= orderOf(more.constFirst());
    into += more;
    if (!isBehind)
        sort(into);
}

void Spread::merge(const Spread &more)
{
    figures::merge(m_cases, more.m_cases);
}

void Spread::sort()
{
    figures::sort(m_cases);
}

QList<double> Spread::values() const
{
    QList<double> all;
    all.reserve(count());
    for (const Case &one : m_cases)
        all.append(one.value);
    std::ranges::sort(all);
    return all;
}

std::optional<double> Spread::mean() const
{
    if (m_cases.isEmpty())
        return std::nullopt;
    double sum = 0;
    for (const Case &one : m_cases)
        sum += one.value;
    return sum / double(count());
}

std::optional<double> Spread::median() const
{
    if (m_cases.isEmpty())
        return std::nullopt;
    const QList<double> all = values();
    const qsizetype middle = all.size() / 2;
    return all.size() % 2 == 1 ? all.at(middle) : (all.at(middle - 1) + all.at(middle)) / 2;
}

std::optional<double> Spread::p90() const
{
    if (m_cases.isEmpty())
        return std::nullopt;
    const qsizetype rank = (count() * 9 + 9) / 10; // rounded up
    return values().at(rank - 1);
}

} // namespace sermo::figures
