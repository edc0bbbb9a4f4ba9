// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace sermo::store
{

class Database;

//! When a broker rids its copy of the log of what another broker has erased. The copy is written
//! anew for that, and takes nothing meanwhile; so each broker has a turn of its own, the one that
//! erased being the first. One turn is for all that was erased by then. Its thread: the log's.
class ScrubTurn : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::minutes Latest{5}; //!< after which every turn has come

    ScrubTurn(Database &copy, const Clock &clock);

    //! After how long it is a copy's turn, by its name and the bytes that are to be written.
    [[nodiscard]] static std::chrono::milliseconds delay(const QString &copy, qint64 bytes);

    void await(); //!< something has been erased
    void take(); //!< now, if it is awaited
    void skip(); //!< what was awaited is being done

private:
    void look();

    Database &m_copy;
    const Clock &m_clock;
    std::optional<std::chrono::milliseconds> m_dueAt;
    QTimer m_timer;
};

} // namespace sermo::store
