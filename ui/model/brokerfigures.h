// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "ui/model/dayfigures.h"
#include "ui/model/pace.h"

namespace sermo::model
{

class HistorySource;
class SessionStore;

//! The day as the broker counts it from its log (`/api/figures`), so that dashboard, reports and
//! `/metrics` are one. Asked for when a session has moved, at most every other second, and when
//! time alone changes it; what was told stays until the next answer. Source, store and clock must
//! outlive it.
class BrokerFigures final : public FiguresSource
{
    Q_OBJECT
public:
    //! What one answer says.
    struct Told {
        DayFigures day;
        QHash<QueueId, QList<int>> lastHours;
    };

    BrokerFigures(HistorySource &source, const SessionStore &store, const Clock &clock,
                  QObject *parent = nullptr);

    [[nodiscard]] const DayFigures &day() const override { return m_told.day; }
    [[nodiscard]] QList<int> lastHour(const QueueId &queue, qint64 nowMs) const override;
    void advance() override;

    [[nodiscard]] static std::optional<Told> read(const QByteArray &answer); //!< none: it is none

private:
    void ask();
    void clear();

    HistorySource &m_source;
    const Clock &m_clock;
    Told m_told;
    bool m_isAsking = false;
    bool m_isWanted = false; //!< once more when the one under way is answered
    quint64 m_question = 0; //!< answers of another log come too late
    qint64 m_askedMs = 0;
    Pace m_pace;
};

} // namespace sermo::model
