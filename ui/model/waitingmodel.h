// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/rowsmodel.h"
#include "ui/model/sessionstore.h"

namespace sermo::model
{

//! How long a returning customer's place is kept for the agent who knows him (contract 5).
inline constexpr qint64 PlaceKeptMs = 60'000;

//! A customer in the left rail.
struct WaitingItem {
    UserId key;
    QString name; //!< or "Visitor 8a8b5c"
    QueueId queue;
    QString queueName;
    std::optional<int> position; //!< 1 is next; none: with the bot, or parked
    qint64 sinceMs = 0; //!< when he entered the line, or began; wall time
    QString preview; //!< what he is typing right now
    QString lastText; //!< his last words
    bool returned = false; //!< he has been with an agent before
    bool parked = false; //!< his link is gone; nobody gets him
    AgentId keptFor; //!< whose place it is until `keptUntilMs`
    QString keptForName;
    qint64 keptUntilMs = 0;

    friend bool operator==(const WaitingItem &, const WaitingItem &) = default;
};

//! Who waits, queue after queue in the desk's order, each in the order of its line.
//! `ItemRole` is a WaitingItem. Follows the store, which must outlive it.
class WaitingModel : public RowsModel<WaitingItem>
{
    Q_OBJECT
public:
    explicit WaitingModel(const SessionStore &store, QObject *parent = nullptr);

private:
    void refresh();
    const SessionStore &m_store;
};

//! Who talks to the bot, the oldest first. `ItemRole` is a WaitingItem.
class WithBotModel : public RowsModel<WaitingItem>
{
    Q_OBJECT
public:
    explicit WithBotModel(const SessionStore &store, QObject *parent = nullptr);

private:
    void refresh();
    const SessionStore &m_store;
};

} // namespace sermo::model
