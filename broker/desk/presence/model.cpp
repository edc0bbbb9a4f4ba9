// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/model.h"

#include <algorithm>
#include <cmath>

namespace sermo::presence
{

namespace
{

constexpr qint64 DayMs = 24 * 3600 * 1000;
constexpr double FadeOfDay
    = 0.97715996843424591; // 0.5 to the power of 1/30: a half-life of 30 days
constexpr qint64 FadedDays = 3000; // nothing that counts is left of what is older
constexpr double FadeOfContest = 1 - 1.0 / 500; // a session
constexpr qint64 ColdSessions = 100; // fewer than these stay on the table

double lossOf(double probability, bool came)
{
    return -std::log(std::max(came ? probability : 1 - probability, 1e-12));
}

} // namespace

Model::Model()
{
    for (size_t turn = 0; turn < TurnCount; ++turn) {
        for (size_t link = 0; link < LinkCount; ++link) {
            for (size_t bin = 0; bin < BinCount; ++bin) {
                const auto place = placeOf(static_cast<Turn>(turn), static_cast<Link>(link), bin);
                m_priors[place] = priorOfBin(static_cast<Turn>(turn), static_cast<Link>(link), bin);
                workOut(place);
            }
        }
    }
}

size_t Model::placeOf(Turn turn, Link link, size_t bin)
{
    return (static_cast<size_t>(turn) * LinkCount + static_cast<size_t>(link)) * BinCount + bin;
}

size_t Model::placeOf(const Glimpse &glimpse)
{
    return placeOf(glimpse.turn, glimpse.link, binOf(glimpse.silence));
}

void Model::workOut(size_t place)
{
    const Cell &cell = m_cells[place];
    const double probability
        = (PriorCases * m_priors[place] + cell.came) / (PriorCases + cell.cases);
    m_answers[place] = {probability, logit(probability)};
}

double Model::probability(const Glimpse &glimpse) const
{
    if (glimpse.hasLeft)
        return 0;
    if (glimpse.isTyping)
        return WhileTyping;
    const Answer &answer = m_answers[placeOf(glimpse)];
    if (!usesLayer())
        return answer.probability;
    return fromLogit(m_layer.logOdds(Layer::features(glimpse, answer.logOdds)));
}

double Model::ofTable(const Glimpse &glimpse) const
{
    return m_answers[placeOf(glimpse)].probability;
}

Model::Cell Model::cell(Turn turn, Link link, size_t bin) const
{
    return m_cells[placeOf(turn, link, bin)];
}

bool Model::usesLayer() const
{
    return m_sessions >= ColdSessions && m_contest.ofLayer < m_contest.ofTable;
}

Explanation Model::explain(const Glimpse &glimpse) const
{
    const size_t place = placeOf(glimpse);
    const Cell &cell = m_cells[place];
    Explanation told(glimpse, probability(glimpse));
    if (glimpse.hasLeft || glimpse.isTyping)
        return told;
    const double fresh = m_priors[placeOf(glimpse.turn, Link::Ok, binOf(glimpse.silence))];
    told.add(Reason::Silence, logit(fresh));
    told.add(Reason::Connection, logit(m_priors[place]) - logit(fresh));
    told.addExperience(m_answers[place].logOdds - logit(m_priors[place]), cell.cases, cell.came);
    if (usesLayer())
        told.addCorrections(m_layer, Layer::features(glimpse, m_answers[place].logOdds));
    told.keepStrongest();
    return told;
}

// --- Learning ------------------------------------------------------------------------------------

void Model::learn(const Point &point, qint64 receivedMs)
{
    fade(receivedMs);
    if (point.glimpse.isWaiting)
        return; // nobody answers in a line: that he does not either says nothing
    const size_t place = placeOf(point.glimpse);
    const Answer before = m_answers[place];
    const Layer::Values features = Layer::features(point.glimpse, before.logOdds);
    const double corrected = fromLogit(m_layer.logOdds(features));
    judge(before.probability, corrected, point);
    m_layer.learn(features, corrected, point);

    m_cells[place].cases += 1;
    m_cells[place].came += point.came ? 1 : 0;
    workOut(place);
}

//! Day by day and not by a power of it, so that every machine multiplies the same.
void Model::fade(qint64 receivedMs)
{
    const qint64 day = receivedMs / DayMs;
    const qint64 passed = m_day == 0 ? 0 : std::min(day - m_day, FadedDays);
    for (qint64 i = 0; i < passed; ++i) {
        for (Cell &cell : m_cells) {
            cell.came *= FadeOfDay;
            cell.cases *= FadeOfDay;
        }
        m_layer.fade(FadeOfDay);
    }
    m_day = std::max(m_day, day);
    for (size_t place = 0; passed > 0 && place < CellCount; ++place)
        workOut(place);
}

//! Champion and challenger: each is asked before it learns.
void Model::judge(double ofTable, double ofLayer, const Point &point)
{
    if (point.number == 1) {
        m_contest.ofTable *= FadeOfContest;
        m_contest.ofLayer *= FadeOfContest;
        ++m_sessions;
    }
    m_contest.ofTable += lossOf(ofTable, point.came);
    m_contest.ofLayer += lossOf(ofLayer, point.came);
}

} // namespace sermo::presence
