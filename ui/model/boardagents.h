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

//! When an agent is given another customer.
struct NextIn {
    enum class When {
        Now, //!< he has room
        About, //!< when so much of what he has is over, by how long his conversations take
        Later, //!< nobody can tell
        Full, //!< he has as many as anybody may have
        Never, //!< he takes none
    };
    When when = When::Never;
    qint64 seconds = 0; //!< About

    friend bool operator==(const NextIn &, const NextIn &) = default;
};

//! An agent as a supervisor follows him.
struct BoardAgent {
    AgentId key;
    QString name;
    QString status; //!< on the wire
    QList<PresenceChip> chips; //!< the oldest session first
    int open = 0; //!< of them, not lent to the bot
    std::optional<double> sum; //!< none: not all of their probabilities are known
    double bound = 0;
    NextIn next;
    int room = 0; //!< how many new customers he would be given now
    HandleFigures handling; //!< of the day

    friend bool operator==(const BoardAgent &, const BoardAgent &) = default;
};

//! The dashboard's agents, those here first, then by name. Worked out at most twice a second, and
//! told row by row. Store, figures and clock must outlive it.
class BoardAgents : public RowsModel<BoardAgent, QAbstractTableModel>
{
    Q_OBJECT
public:
    enum Column { Name, Status, Sessions, Sum, Next, HandleTime, Today, ColumnCount };

    BoardAgents(const SessionStore &store, const FiguresSource &figures, const Clock &clock,
                QObject *parent = nullptr);

    void refresh(); //!< now, instead of soon
    void settle(); //!< what changed since is worked out now; once a second

    [[nodiscard]] int available() const; //!< how many are
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] BoardAgent rowOf(const desk::AgentRecord &agent);
    [[nodiscard]] QList<PresenceChip> chipsOf(const AgentId &agent);
    [[nodiscard]] QString text(const BoardAgent &agent, int column) const;
    [[nodiscard]] QStringList sessionLines(const BoardAgent &agent) const;
    [[nodiscard]] QString tip(const BoardAgent &agent, int column) const;
    [[nodiscard]] QString spoken(const BoardAgent &agent, int column) const;

    const SessionStore &m_store;
    const FiguresSource &m_figures;
    const Clock &m_clock;
    QHash<UserId, int> m_colours; //!< a session keeps its own while its agent has it
    bool m_hasFresh = false; //!< someone was only just given a session
    Pace m_pace;
};

//! Pure: what is left of the bound, and how soon more of it will be. `meanHandleMs`: how long a
//! conversation takes, where that is known.
[[nodiscard]] NextIn nextIn(const BoardAgent &agent, int hardCap,
                            std::optional<qint64> meanHandleMs);
//! How many customers an agent would be given at once, each taken to be there for certain.
[[nodiscard]] int roomOf(const BoardAgent &agent, int hardCap);

} // namespace sermo::model
