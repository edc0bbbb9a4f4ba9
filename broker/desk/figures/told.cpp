// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/told.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace sermo::figures
{

namespace
{

std::optional<double> share(qsizetype part, qsizetype of)
{
    return of > 0 ? std::optional(double(part) / double(of)) : std::nullopt;
}

std::optional<double> ratio(double part, double of)
{
    return of > 0 ? std::optional(part / of) : std::nullopt;
}

//! Writes the list.
class Telling
{
public:
    explicit Telling(const Figures &figures)
        : m_figures(figures)
    {
    }

    void number(QLatin1StringView name, const Cases &cases)
    {
        m_told.append({name, Unit::Count, double(cases.size()), cases});
    }
    void say(QLatin1StringView name, Unit unit, std::optional<double> value,
             const Cases &behind = {})
    {
        m_told.append({name, unit, value, behind});
    }

    struct Names {
        QLatin1StringView count, mean, median, p90;
    };
    void spread(const Names &names, const Spread &spread, Unit unit = Unit::Seconds)
    {
        number(names.count, spread.cases());
        say(names.mean, unit, spread.mean(), spread.cases());
        say(names.median, unit, spread.median(), spread.cases());
        say(names.p90, unit, spread.p90(), spread.cases());
    }

    void line()
    {
        const Figures &f = m_figures;
        const qsizetype counted = f.queued.size() - f.waiting.size() - f.moved.size();
        const qsizetype patient = counted - f.abandonedShort.size();
        number("queued"_L1, f.queued);
        number("waiting"_L1, f.waiting);
        number("moved"_L1, f.moved);
        number("closed"_L1, f.closed);
        say("counted"_L1, Unit::Count, double(counted), f.queued);
        spread({"wait.count"_L1, "wait.mean"_L1, "wait.median"_L1, "wait.p90"_L1}, f.wait);
        number("level.in_time"_L1, f.inTime);
        say("level.of_counted"_L1, Unit::Share, share(f.inTime.size(), counted), f.inTime);
        say("level.without_short"_L1, Unit::Share, share(f.inTime.size(), patient), f.inTime);
        number("abandoned"_L1, f.abandoned);
        number("abandoned.short"_L1, f.abandonedShort);
        number("abandoned.gone"_L1, f.gone);
        say("abandoned.share"_L1, Unit::Share, share(f.abandoned.size(), counted), f.abandoned);
        say("abandoned.without_short"_L1, Unit::Share,
            share(f.abandoned.size() - f.abandonedShort.size(), patient), f.abandoned);
        const Estimate silent = silentEstimate(f);
        say("silent.estimate"_L1, Unit::Sessions, silent.value, f.silent.cases());
        say("silent.low"_L1, Unit::Sessions, silent.low, f.silent.cases());
        say("silent.high"_L1, Unit::Sessions, silent.high, f.silent.cases());
        number("silent.unknown"_L1, f.silentUnknown);
        spread({"first_response.count"_L1, "first_response.mean"_L1, "first_response.median"_L1,
                "first_response.p90"_L1},
               f.firstResponse);
        number("unanswered"_L1, f.unanswered);
        number("bounced"_L1, f.bounced);
    }

    void agents()
    {
        const Figures &f = m_figures;
        number("claimed"_L1, f.claimed);
        number("held"_L1, f.held);
        spread({"first_reply.count"_L1, "first_reply.mean"_L1, "first_reply.median"_L1,
                "first_reply.p90"_L1},
               f.firstReply);
        spread({"response.count"_L1, "response.mean"_L1, "response.median"_L1, "response.p90"_L1},
               f.response);
        spread({"handle.count"_L1, "handle.mean"_L1, "handle.median"_L1, "handle.p90"_L1},
               f.handle);
        spread(
            {"attention.count"_L1, "attention.mean"_L1, "attention.median"_L1, "attention.p90"_L1},
            f.attention);
        number("transferred"_L1, f.transferred);
        say("transferred.share"_L1, Unit::Share, share(f.transferred.size(), f.handle.count()),
            f.transferred);
        number("done"_L1, f.done);
        number("reopened"_L1, f.reopened);
        say("reopened.share"_L1, Unit::Share, share(f.reopened.size(), f.done.size()), f.reopened);
        time();
    }

    void time()
    {
        Work all;
        for (const Work &one : m_figures.work)
            all.merge(one);
        const Cases &behind = m_figures.claimed;
        const auto minutes = [](qint64 ms) { return double(ms) / 60'000; };
        say("there.minutes"_L1, Unit::Minutes, minutes(all.thereMs), behind);
        say("busy.minutes"_L1, Unit::Minutes, minutes(all.busyMs), behind);
        say("occupancy"_L1, Unit::Share, ratio(double(all.busyMs), double(all.thereMs)), behind);
        say("concurrency.mean"_L1, Unit::Sessions, ratio(double(all.sessionMs), double(all.busyMs)),
            behind);
        say("concurrency.most"_L1, Unit::Sessions, double(all.most), behind);
        say("concurrency.effective"_L1, Unit::Sessions,
            ratio(double(all.presenceMs) / 1e6, double(all.busyMs)), behind);
        say("overload.minutes"_L1, Unit::Minutes, minutes(all.overloadMs), behind);
    }

    void sessions()
    {
        const Figures &f = m_figures;
        number("bot.sessions"_L1, f.withBot);
        number("bot.contained"_L1, f.contained);
        say("bot.share"_L1, Unit::Share, share(f.contained.size(), f.withBot.size()), f.contained);
        number("ended"_L1, f.ended);
        number("missed"_L1, f.missed);
        number("dropped"_L1, f.dropped);
        spread({"rating.count"_L1, "rating.mean"_L1, "rating.median"_L1, "rating.p90"_L1}, f.rating,
               Unit::Score);
        say("rating.good"_L1, Unit::Share, share(f.good.size(), f.rating.count()), f.good);
        number("rating.asked"_L1, f.asked);
        say("rating.replied"_L1, Unit::Share, share(f.replied.size(), f.asked.size()), f.replied);
    }

    void forecasts()
    {
        Cases all = m_figures.came.cases();
        all.merge(m_figures.stayedAway.cases());
        const presence::Score score = calibration(m_figures);
        const bool has = !all.isEmpty();
        const auto known
            = [has](double value) { return has ? std::optional(value) : std::nullopt; };
        double promised = 0;
        for (const Spread *some : {&m_figures.came, &m_figures.stayedAway}) {
            const QList<double> values = some->values();
            promised = std::accumulate(values.cbegin(), values.cend(), promised);
        }
        number("calibration.count"_L1, all);
        say("calibration.promised"_L1, Unit::Share, ratio(promised, double(all.size())), all);
        say("calibration.came"_L1, Unit::Share, known(score.baseRate()), m_figures.came.cases());
        say("calibration.log_loss"_L1, Unit::Score, known(score.logLoss()), all);
        say("calibration.error"_L1, Unit::Share, known(score.calibrationError()), all);
    }

    [[nodiscard]] QList<Told> take() { return std::move(m_told); }

private:
    const Figures &m_figures;
    QList<Told> m_told;
};

} // namespace

QLatin1StringView wireName(Unit unit)
{
    static constexpr QLatin1StringView Names[]
        = {"count"_L1, "seconds"_L1, "share"_L1, "score"_L1, "sessions"_L1, "minutes"_L1};
    return Names[static_cast<size_t>(unit)];
}

QList<Told> tell(const Figures &figures)
{
    Telling telling(figures);
    telling.line();
    telling.agents();
    telling.sessions();
    telling.forecasts();
    return telling.take();
}

std::optional<double> valueOf(const Figures &figures, QLatin1StringView name)
{
    const QList<Told> all = tell(figures);
    const auto found = std::ranges::find(all, name, &Told::name);
    return found == all.cend() ? std::nullopt : found->value;
}

bool isFigure(QStringView name)
{
    const QList<Told> all = tell({});
    return std::ranges::any_of(all, [name](const Told &one) { return one.name == name; });
}

Cases casesBehind(const Figures &figures, QStringView name)
{
    const QList<Told> all = tell(figures);
    const auto found
        = std::ranges::find_if(all, [name](const Told &one) { return one.name == name; });
    return found == all.cend() ? Cases() : found->behind;
}

Estimate silentEstimate(const Figures &figures)
{
    constexpr double NineInTen = 1.6449; // standard deviations on either side
    double mean = 0;
    double variance = 0;
    const QList<double> gone = figures.silent.values();
    for (const double likely : gone) {
        mean += likely;
        variance += likely * (1 - likely);
    }
    const double reach = NineInTen * std::sqrt(variance);
    return {mean, std::max(mean - reach, 0.0),
            std::min(mean + reach, double(figures.silent.count()))};
}

presence::Score calibration(const Figures &figures)
{
    presence::Score score;
    const QList<double> came = figures.came.values();
    for (const double promised : came)
        score.add(promised, true);
    const QList<double> stayedAway = figures.stayedAway.values();
    for (const double promised : stayedAway)
        score.add(promised, false);
    return score;
}

} // namespace sermo::figures
