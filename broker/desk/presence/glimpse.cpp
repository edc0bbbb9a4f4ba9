// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/glimpse.h"

#include <algorithm>
#include <array>

namespace sermo::presence
{

namespace
{

constexpr std::array TurnNames{QLatin1StringView("W0"), QLatin1StringView("W1"),
                               QLatin1StringView("Q0"), QLatin1StringView("Q1"),
                               QLatin1StringView("S0"), QLatin1StringView("S1")};
constexpr std::array LinkNames{QLatin1StringView("ok"), QLatin1StringView("shaky"),
                               QLatin1StringView("gone")};
constexpr std::array SignalNames{QLatin1StringView("read"), QLatin1StringView("hidden"),
                                 QLatin1StringView("unloading"), QLatin1StringView("mobile")};

template <size_t Size>
std::optional<size_t> placeOf(QStringView name, const std::array<QLatin1StringView, Size> &names)
{
    for (size_t i = 0; i < Size; ++i) {
        if (name == names[i])
            return i;
    }
    return std::nullopt;
}

} // namespace

QLatin1StringView wireName(Turn turn)
{
    return TurnNames[static_cast<size_t>(turn)];
}

QLatin1StringView wireName(Link link)
{
    return LinkNames[static_cast<size_t>(link)];
}

QLatin1StringView wireName(Signal signal)
{
    const auto *const place = std::ranges::find(AllSignals, signal);
    return SignalNames[static_cast<size_t>(place - std::begin(AllSignals))];
}

std::optional<Turn> turnNamed(QStringView name)
{
    const auto place = placeOf(name, TurnNames);
    return place ? std::optional(static_cast<Turn>(*place)) : std::nullopt;
}

std::optional<Link> linkNamed(QStringView name)
{
    const auto place = placeOf(name, LinkNames);
    return place ? std::optional(static_cast<Link>(*place)) : std::nullopt;
}

std::optional<Signal> signalNamed(QStringView name)
{
    const auto place = placeOf(name, SignalNames);
    return place ? std::optional(AllSignals[*place]) : std::nullopt;
}

} // namespace sermo::presence
