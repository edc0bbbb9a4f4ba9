// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/spread.h"
#include "broker/desk/sender.h"
#include "broker/server/httpanswer.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace sermo::store
{
class History;
struct HistoryQuery;
} // namespace sermo::store

namespace sermo::server
{

class Erasures;
class Lookback;
class Tally;

//! The addresses of what was: `GET /api/history` searches (also what is behind a figure), `GET
//! /api/history/SESSION` opens one conversation, `GET /api/figures` counts the day, `GET
//! /api/moment` tells how the desk was then, `GET /api/report` counts days, `DELETE
//! /api/customers/USERID` erases a customer. For agents and supervisors, the last for supervisors.
//! Their answers take a while and come by a handler; no socket here, so that the desk of this
//! process asks in the same way as one that is far away. Broker's thread.
class HistoryRoutes
{
public:
    struct House {
        store::History *history; //!< null: this broker keeps none
        Tally *tally;
        QPointer<Erasures> erasures; //!< goes first when the broker closes
        Lookback *lookback; //!< null: there is no past to look at
    };
    struct Request {
        QByteArray method, path, query; //!< as sent
        desk::Sender who; //!< by his key
    };
    using Handler = std::function<void(const HttpAnswer &)>;

    explicit HistoryRoutes(const House &house)
        : m_house(house)
    {
    }

    [[nodiscard]] static bool takes(QByteArrayView path);
    //! Once, perhaps out of the call itself; not when `context` has died.
    void answer(const Request &request, QObject *context, const Handler &handler) const;

private:
    void search(const Request &request, QObject *context, const Handler &handler) const;
    void look(const store::HistoryQuery &query, const figures::Cases &behind, QObject *context,
              const Handler &handler) const;
    void lookBack(const Request &request, QObject *context, const Handler &handler) const;
    void report(const Request &request, QObject *context, const Handler &handler) const;
    void open(const Request &request, QObject *context, const Handler &handler) const;
    void erase(const Request &request, QObject *context, const Handler &handler) const;

    const House m_house;
};

} // namespace sermo::server
