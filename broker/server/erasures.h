// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/router.h"
#include "broker/server/tokens.h"
#include "broker/store/customererasure.h"

#include <QJsonObject>

namespace sermo::server
{

class ImageLedger;

//! The entry of the log that says that a customer was erased, and by whose key; never who it was.
//! Of a type that moves nothing, for who reads the log.
[[nodiscard]] EventFrame auditOfErasure(const QString &by);

//! Carries out `sermo-broker erase` where a broker runs: shuts the customer out (4401; of a cluster
//! all brokers do, and it waits until nothing of him is on its way at any of them), ends the
//! session, forgets him in the store and in memory, and tells every application to do so too
//! (`customer_erased`). That it was done, and by whom, is an entry of the log (`audit`); of whom is
//! not. Orders: `{"do":"erase","user","by"}`; the answer comes when all is gone and the entry is
//! stored: `{"ok":true}` or
//! `{"ok":false,"error","status"}` with one line, and what HTTP calls it. Broker's thread.
class Erasures : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(const QJsonObject &)>;
    struct House {
        store::EventLog &log;
        desk::Desk &desk;
        Tokens &tokens;
        Router &router;
        store::CustomerErasure &store;
        ImageLedger &images;
    };

    //! What is answered when he is gone and the log has no entry of it.
    static const QString NoEntry;

    explicit Erasures(const House &house, QObject *parent = nullptr);

    void carryOut(const QJsonObject &order, const Answer &answer);

signals:
    void erased(const sermo::UserId &user); //!< nothing of him is left

private:
    [[nodiscard]] bool isUnderWay(const UserId &user) const;
    void begin(const UserId &user, const QString &by, const Answer &answer);
    void handleUnquiet(const UserId &user);
    void handleQuiet(const UserId &user);
    void finish(const UserId &user, bool isGone, const QString &why);

    struct Erasure {
        Answer answer;
        QString by;
        bool endAsked = false;
        bool isUnderWay = false; //!< in the store
    };
    const House m_house;
    QHash<UserId, Erasure> m_erasures;
};

} // namespace sermo::server
