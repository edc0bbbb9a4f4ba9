// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/allocation/outcome.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::allocation
{

QLatin1StringView wireName(Bar bar)
{
    static constexpr QLatin1StringView Names[]
        = {""_L1,         "not_his_queue"_L1, "place_kept"_L1, "handed_on"_L1,
           "hard_cap"_L1, "over_bound"_L1,    "settling"_L1,   "given_just_now"_L1};
    return Names[static_cast<size_t>(bar)];
}

QLatin1StringView wireName(Why why)
{
    static constexpr QLatin1StringView Names[]
        = {"least_loaded"_L1, "waited_longest"_L1, "only_one"_L1,     "returned"_L1,
           "nobody_there"_L1, "all_over_bound"_L1, "all_settling"_L1, "kept_for_agent"_L1};
    return Names[static_cast<size_t>(why)];
}

event::Allocation Outcome::toEvent() const
{
    QJsonArray weighed;
    for (const Weighed &candidate : candidates) {
        QJsonObject one{{u"agentId"_s, candidate.agent.value()},
                        {u"sum"_s, candidate.sum.value()},
                        {u"open"_s, candidate.open}};
        if (candidate.bar != Bar::None)
            one.insert(u"bar"_s, QString(wireName(candidate.bar)));
        weighed.append(one);
    }
    return {.agent = agent,
            .sum = sum.value(),
            .bound = bound.value(),
            .reason = wireName(why),
            .candidates = weighed};
}

} // namespace sermo::allocation
