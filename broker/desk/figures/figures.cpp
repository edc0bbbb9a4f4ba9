// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/figures.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <type_traits>

namespace sermo::figures
{

namespace
{

constexpr double seconds(qint64 ms)
{
    return double(ms) / 1000;
}

//! Every list of cases, for what is done to all alike.
template <typename Do>
void eachList(Do act)
{
    for (const auto list : {&Figures::queued,  &Figures::waiting,        &Figures::moved,
                            &Figures::closed,  &Figures::abandoned,      &Figures::gone,
                            &Figures::inTime,  &Figures::abandonedShort, &Figures::unanswered,
                            &Figures::bounced, &Figures::silentUnknown,  &Figures::claimed,
                            &Figures::done,    &Figures::transferred,    &Figures::reopened,
                            &Figures::withBot, &Figures::contained,      &Figures::ended,
                            &Figures::missed,  &Figures::dropped,        &Figures::asked,
                            &Figures::replied, &Figures::good,           &Figures::held})
        act(list);
    for (const auto spread :
         {&Figures::wait, &Figures::firstResponse, &Figures::firstReply, &Figures::response,
          &Figures::handle, &Figures::attention, &Figures::rating, &Figures::silent, &Figures::came,
          &Figures::stayedAway})
        act(spread);
}

//! Does the same to every record of the ledger.
template <typename Do>
void eachRecord(const Ledger &ledger, Do act)
{
    for (const Visit &visit : ledger.visits())
        act(visit);
    for (const Hold &hold : ledger.holds())
        act(hold);
    for (const Answer &answer : ledger.answers())
        act(answer);
    for (const Contact &contact : ledger.contacts())
        act(contact);
    for (const Forecast &forecast : ledger.forecasts())
        act(forecast);
}

//! What the records that it is told of come to, in one window.
class Count
{
public:
    Count(const Ledger &ledger, const Window &window, const Filter &filter, const Rules &rules)
        : m_ledger(ledger)
        , m_window(window)
        , m_filter(filter)
        , m_rules(rules)
    {
        m_figures.window = window;
    }

    [[nodiscard]] bool has(qint64 ms, const QueueId &queue, const AgentId &agent,
                           bool inHours) const
    {
        return m_window.contains(ms) && (!m_filter.queue || queue == *m_filter.queue)
            && (!m_filter.agent || agent == *m_filter.agent)
            && (!m_filter.onlyOpenHours || inHours);
    }

    void count(const Visit &visit)
    {
        if (!has(visit.entered.ms, visit.queue, visit.agent, visit.inHours))
            return;
        const qint64 waited = visit.left.ms - visit.entered.ms;
        Case one{visit.user, visit.session, visit.entered.seq, visit.left.seq, visit.entered.ms};
        m_figures.queued.append(one);
        if (visit.isBounce)
            m_figures.bounced.append(one);
        one.value = visit.end == Visit::End::Waiting ? 0 : seconds(waited);
        switch (visit.end) {
        case Visit::End::Waiting:
            m_figures.waiting.append(one);
            break;
        case Visit::End::Moved:
            m_figures.moved.append(one);
            break;
        case Visit::End::Closed:
            m_figures.closed.append(one);
            break;
        case Visit::End::Claimed:
            m_figures.wait.add(one);
            if (waited <= m_rules.levelSeconds * 1000LL)
                m_figures.inTime.append(one);
            countSilence(visit, one);
            break;
        case Visit::End::Left:
        case Visit::End::Gone:
            countAbandoned(visit, one);
            break;
        }
        countResponse(visit, one);
    }

    void countAbandoned(const Visit &visit, const Case &one)
    {
        if (visit.answered) {
            m_figures.closed.append(one);
            return;
        }
        m_figures.abandoned.append(one);
        if (visit.end == Visit::End::Gone)
            m_figures.gone.append(one);
        if (one.value < m_rules.shortSeconds)
            m_figures.abandonedShort.append(one);
    }

    void countSilence(const Visit &visit, Case one)
    {
        if (visit.wasThere || !visit.isOver || !visit.isFirst)
            return;
        one.value = visit.believed ? 1 - *visit.believed : 0;
        if (visit.believed)
            m_figures.silent.add(one);
        else
            m_figures.silentUnknown.append(one);
    }

    void countResponse(const Visit &visit, Case one)
    {
        if (visit.answered) {
            one.to = visit.answered->seq;
            one.value = seconds(visit.answered->ms - visit.entered.ms);
            m_figures.firstResponse.add(one);
            return;
        }
        const bool isAnswerable = visit.end == Visit::End::Claimed || visit.end == Visit::End::Left
            || visit.end == Visit::End::Gone;
        if (isAnswerable && visit.isOver)
            m_figures.unanswered.append(one);
    }

    void count(const Hold &hold)
    {
        if (!has(hold.claimed.ms, hold.queue, hold.agent, hold.inHours))
            return;
        Case one{hold.user, hold.session, hold.claimed.seq, hold.released.seq, hold.claimed.ms};
        m_figures.claimed.append(one);
        if (hold.firstText) {
            Case reply = one;
            reply.to = hold.firstText->seq;
            reply.value = seconds(hold.firstText->ms - hold.claimed.ms);
            m_figures.firstReply.add(reply);
        }
        if (hold.end == Hold::End::Open) {
            m_figures.held.append(one);
            return;
        }
        one.value = seconds(hold.released.ms - hold.claimed.ms);
        m_figures.handle.add(one);
        if (hold.end == Hold::End::Transferred)
            m_figures.transferred.append(one);
        if (hold.end == Hold::End::Done)
            m_figures.done.append(one);
        if (hold.reopened)
            m_figures.reopened.append({hold.user, hold.session, hold.released.seq,
                                       hold.reopened->seq, hold.claimed.ms,
                                       seconds(hold.reopened->ms - hold.released.ms)});
        one.value = 0;
        for (const qint64 minute : hold.minutes)
            one.value += 60.0 / std::max(m_ledger.sessionsIn(hold.agent, minute), 1);
        m_figures.attention.add(one);
    }

    void count(const Answer &answer)
    {
        if (has(answer.asked.ms, answer.queue, answer.agent, answer.inHours))
            m_figures.response.add({answer.user, answer.session, answer.asked.seq,
                                    answer.answered.seq, answer.asked.ms,
                                    seconds(answer.answered.ms - answer.asked.ms)});
    }

    void count(const Contact &contact)
    {
        const bool isSettled = contact.handedOn || contact.end != Contact::End::Open;
        const Case whole{contact.user, contact.began.seq, contact.began.seq, contact.ended.seq,
                         contact.began.ms};
        if (contact.metBot && isSettled
            && has(contact.began.ms, contact.queue, contact.agent, contact.inHours)) {
            m_figures.withBot.append(whole);
            if (!contact.handedOn)
                m_figures.contained.append(whole);
        }
        if (contact.end == Contact::End::Open
            || !has(contact.ended.ms, contact.queue, contact.agent, contact.inHours))
            return;
        Case one = whole;
        one.ms = contact.ended.ms;
        m_figures.ended.append(one);
        const bool hasLeft
            = contact.end == Contact::End::ByCustomer || contact.end == Contact::End::Gone;
        if (contact.handedOn && !contact.metHuman && hasLeft)
            m_figures.missed.append(one);
        if (contact.unanswered)
            m_figures.dropped.append({one.user, one.session, contact.unanswered->seq, one.to,
                                      one.ms, seconds(contact.ended.ms - contact.unanswered->ms)});
        countRating(contact, one);
    }

    void countRating(const Contact &contact, Case one)
    {
        const bool wasAsked = contact.end == Contact::End::ByStaff;
        if (wasAsked)
            m_figures.asked.append(one);
        if (contact.score == 0)
            return;
        one.to = contact.rated.seq;
        one.value = contact.score;
        if (wasAsked)
            m_figures.replied.append(one);
        m_figures.rating.add(one);
        if (contact.score >= 4)
            m_figures.good.append(one);
    }

    void count(const Forecast &forecast)
    {
        if (has(forecast.ms, forecast.queue, forecast.agent, forecast.inHours))
            (forecast.came ? m_figures.came : m_figures.stayedAway)
                .add({forecast.user, forecast.session, forecast.seq, forecast.seq, forecast.ms,
                      forecast.probability});
    }

    [[nodiscard]] Figures take()
    {
        eachList([this](auto list) { (m_figures.*list).sort(); });
        return std::move(m_figures);
    }

private:
    const Ledger &m_ledger;
    const Window &m_window;
    const Filter &m_filter;
    const Rules &m_rules;
    Figures m_figures;
};

} // namespace

void Figures::merge(const Figures &more)
{
    window.fromMs = std::min(window.fromMs, more.window.fromMs);
    window.toMs = std::max(window.toMs, more.window.toMs);
    eachList([&](auto list) { (this->*list).merge(more.*list); });
    for (auto it = more.work.cbegin(); it != more.work.cend(); ++it)
        work[it.key()].merge(*it);
}

void Figures::unlist(qsizetype beyond)
{
    eachList([&](auto list) { (this->*list).unlist(beyond); });
}

qsizetype Figures::listed() const
{
    qsizetype all = 0;
    eachList([&](auto list) {
        if constexpr (std::is_same_v<decltype(list), Cases Figures::*>)
            all += (this->*list).listed().size();
        else
            all += (this->*list).cases().listed().size();
    });
    return all;
}

Figures figuresOf(const Ledger &ledger, const Window &window, const Filter &filter,
                  const Rules &rules, qint64 nowMs)
{
    Count count(ledger, window, filter, rules);
    eachRecord(ledger, [&count](const auto &record) { count.count(record); });
    Figures figures = count.take();
    figures.work = workOf(ledger, window, filter, rules, nowMs);
    return figures;
}

Breakdown breakdownOf(const Ledger &ledger, const Window &window, const Rules &rules, qint64 nowMs)
{
    const Filter everybody;
    const Count none(ledger, window, everybody, rules);
    Count all = none;
    std::map<QueueId, Count> queues;
    std::map<AgentId, Count> agents;
    const auto of = [&none](auto &counts, const auto &name) -> Count & {
        return counts.try_emplace(name, none).first->second;
    };
    eachRecord(ledger, [&](const auto &record) {
        all.count(record);
        if (!record.queue.isEmpty())
            of(queues, record.queue).count(record);
        if (!record.agent.isEmpty())
            of(agents, record.agent).count(record);
    });
    Breakdown told{all.take(), {}, {}};
    told.all.work = workOf(ledger, window, everybody, rules, nowMs);
    for (auto &[queue, count] : queues)
        told.queues.insert(queue, count.take());
    for (auto &[agent, count] : agents)
        told.agents.insert(agent, count.take());
    return told;
}

} // namespace sermo::figures
