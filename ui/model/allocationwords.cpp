// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/allocationwords.h"

#include "ui/model/presencewords.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonObject>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Allocation)
};

//! Why not him (broker/desk/allocation/outcome.h); of a kind unknown here, its name.
QString barText(const QString &bar)
{
    if (bar == "not_his_queue"_L1)
        return Tr::tr("another queue");
    if (bar == "place_kept"_L1)
        return Tr::tr("the place is kept for another");
    if (bar == "handed_on"_L1)
        return Tr::tr("has just handed this one on");
    if (bar == "hard_cap"_L1)
        return Tr::tr("too many open");
    if (bar == "over_bound"_L1)
        return Tr::tr("above the bound");
    if (bar == "settling"_L1)
        return Tr::tr("must hold for five seconds");
    if (bar == "given_just_now"_L1)
        return Tr::tr("got one a moment ago");
    return bar;
}

QString whyNobody(const QString &reason)
{
    if (reason == "nobody_there"_L1)
        return Tr::tr("nobody is available for this queue");
    if (reason == "all_over_bound"_L1)
        return Tr::tr("everybody has enough to do");
    if (reason == "all_settling"_L1)
        return Tr::tr("somebody will do if it stays so for five seconds");
    if (reason == "kept_for_agent"_L1)
        return Tr::tr("the place is kept for the agent he had");
    return reason;
}

} // namespace

QString why(const event::Allocation &decision)
{
    if (decision.agent.isEmpty())
        return whyNobody(decision.reason);
    QString reason = decision.reason;
    if (reason == "least_loaded"_L1)
        reason = Tr::tr("least loaded");
    else if (reason == "waited_longest"_L1)
        reason = Tr::tr("longest without a new customer");
    else if (reason == "only_one"_L1)
        reason = Tr::tr("the only one who could take one");
    else if (reason == "returned"_L1)
        reason = Tr::tr("had this customer before");
    return Tr::tr("%1: %2 of at most %3")
        .arg(reason, hundredths(decision.sum), hundredths(decision.bound));
}

QStringList weighed(const event::Allocation &decision,
                    const std::function<QString(const AgentId &)> &nameOf)
{
    QStringList all;
    for (const QJsonValue &value : decision.candidates) {
        const QJsonObject candidate = value.toObject();
        const QString name = nameOf(AgentId(candidate["agentId"_L1].toString()));
        const QString bar = barText(candidate["bar"_L1].toString());
        const QString sum = Tr::tr("%1 %2, %n open", nullptr, candidate["open"_L1].toInt())
                                .arg(name, hundredths(candidate["sum"_L1].toDouble()));
        all += bar.isEmpty() ? sum : u"%1 (%2)"_s.arg(sum, bar);
    }
    return all;
}

} // namespace sermo::model
