// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/boardagents.h"
#include "ui/model/boardqueues.h"
#include "ui/model/figureorder.h"

namespace sermo::model
{

//! One of the dashboard's large figures, in words.
struct FigureCard {
    QString key;
    QString name; //!< what it is
    QString value, suffix; //!< "13.4", "of 21 open"
    QString detail;
    Tone tone = Tone::Plain;
    QString tip; //!< how it is counted, and since when
    FigureOrder behind; //!< what opens the sessions behind it

    friend bool operator==(const FigureCard &, const FigureCard &) = default;
};

//! The dashboard's figures: what is true now by its rows, and the day by its source. `ItemRole` is
//! a FigureCard. Rows, figures and clock must outlive it.
class FigureCards : public RowsModel<FigureCard>
{
    Q_OBJECT
public:
    FigureCards(const BoardQueues &queues, const BoardAgents &agents, const FiguresSource &figures,
                const Clock &clock, QObject *parent = nullptr);

    void tick(); //!< the clocks move on

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void refresh();
    [[nodiscard]] FigureCard waiting() const;
    [[nodiscard]] FigureCard inTime() const;
    [[nodiscard]] FigureCard wait() const;
    [[nodiscard]] FigureCard handleTime() const;
    [[nodiscard]] FigureCard left() const;
    [[nodiscard]] FigureCard reallyThere() const;
    [[nodiscard]] QString since(const QString &how) const;
    [[nodiscard]] QString today() const; //!< or the day that is shown
    [[nodiscard]] FigureOrder ofDay(const FigureCard &card, const QString &figure) const;

    const BoardQueues &m_queues;
    const BoardAgents &m_agents;
    const FiguresSource &m_figures;
    const Clock &m_clock;
    Pace m_pace;
};

} // namespace sermo::model
