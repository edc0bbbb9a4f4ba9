// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/boardroles.h"
#include "ui/model/dayfigures.h"
#include "ui/model/pace.h"
#include "ui/model/rowsmodel.h"
#include "ui/model/sessionstore.h"

namespace sermo::model
{

//! A queue as a supervisor follows it.
struct BoardQueue {
    QueueId key;
    QString name;
    int waiting = 0; //!< the parked included
    std::optional<qint64> oldestMs; //!< when the longest waiting entered; wall time
    std::optional<qint64> expectedWaitSeconds;
    int withBot = 0, inConversation = 0;
    int staffed = 0; //!< agents here who take this queue's customers
    bool isClosed = false; //!< every platform of it is, as far as this desk knows their hours
    std::optional<double> serviceLevel;
    QList<int> lastHour;

    friend bool operator==(const BoardQueue &, const BoardQueue &) = default;
};

//! The dashboard's queues, in the desk's order. Worked out at most twice a second, and told row by
//! row; tick() moves the waits on. Store, figures and clock must outlive it.
class BoardQueues : public RowsModel<BoardQueue, QAbstractTableModel>
{
    Q_OBJECT
public:
    enum Column {
        Name,
        Waiting,
        Longest,
        ExpectedWait,
        WithBot,
        InConversation,
        InTime,
        LastHour,
        ColumnCount
    };

    BoardQueues(const SessionStore &store, const FiguresSource &figures, const Clock &clock,
                QObject *parent = nullptr);

    void refresh(); //!< now, instead of soon
    void tick(); //!< the clocks move on

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const BoardQueue &queue, int column) const;
    [[nodiscard]] Tone tone(const BoardQueue &queue, int column) const;
    [[nodiscard]] qint64 longestSeconds(const BoardQueue &queue) const;

    const SessionStore &m_store;
    const FiguresSource &m_figures;
    const Clock &m_clock;
    Pace m_pace;
};

//! From here on a wait stands out: the goal of WaitFigures.
inline constexpr qint64 LongWaitSeconds = WaitFigures::GoalMs / 1000;

//! "92 %", in the agent's language.
[[nodiscard]] QString percent(double share);

} // namespace sermo::model
