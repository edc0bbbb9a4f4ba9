// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/presence/explanation.h"
#include "broker/desk/presence/layer.h"
#include "broker/desk/presence/prior.h"
#include "broker/protocol/result.h"

namespace sermo::presence
{

//! The probability that a customer is still there. A table of counters, one cell a conversation
//! state, link and bin of silence, each worth its prior and what this desk's customers did; over it
//! a correction that speaks only while it has been the better of the two (allocation.md, 2.2 to
//! 2.5). Learns from stored points alone and takes the time from them, so a replay of the log gives
//! the same bytes. A value; any thread.
class Model
{
public:
    //! How many cases the prior is worth in a cell.
    static constexpr double PriorCases = 20;
    static constexpr double WhileTyping = 0.99;

    Model();

    [[nodiscard]] double probability(const Glimpse &glimpse) const;
    [[nodiscard]] Explanation explain(const Glimpse &glimpse) const;

    //! One stored `presence_point`, in the order of the log. What was learned fades with a
    //! half-life of 30 days, by the day on which the points were received.
    void learn(const Point &point, qint64 receivedMs);

    //! What was learned of one cell: cases and how many of them acted, faded.
    struct Cell {
        double came = 0, cases = 0;
        friend bool operator==(const Cell &, const Cell &) = default;
    };
    [[nodiscard]] Cell cell(Turn turn, Link link, size_t bin) const;
    //! The table's word alone, without what overrides it or corrects it.
    [[nodiscard]] double ofTable(const Glimpse &glimpse) const;
    [[nodiscard]] bool usesLayer() const;
    [[nodiscard]] qint64 sessions() const { return m_sessions; } //!< learned from, in all

    //! As bytes, to be kept with the data: the version first, the same in every machine's order.
    [[nodiscard]] QByteArray save() const;
    //! The error says in words why these bytes are no model.
    [[nodiscard]] static Result<Model, QString> load(QByteArrayView bytes);

private:
    static constexpr size_t CellCount = TurnCount * LinkCount * BinCount;
    //! What a cell answers, worked out when it changes.
    struct Answer {
        double probability = 0, logOdds = 0;
    };
    //! Who has been right: each one's log-loss, faded over 500 sessions.
    struct Contest {
        double ofTable = 0, ofLayer = 0;
    };

    [[nodiscard]] static size_t placeOf(Turn turn, Link link, size_t bin);
    [[nodiscard]] static size_t placeOf(const Glimpse &glimpse);
    void workOut(size_t place);
    void fade(qint64 receivedMs);
    void judge(double ofTable, double ofLayer, const Point &point);

    std::array<Cell, CellCount> m_cells{};
    std::array<Answer, CellCount> m_answers{};
    std::array<double, CellCount> m_priors{};
    Layer m_layer;
    Contest m_contest;
    qint64 m_sessions = 0;
    qint64 m_day = 0; //!< since 1970, of the newest point; 0: none yet
};

} // namespace sermo::presence
