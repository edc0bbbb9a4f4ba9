// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"

#include <QByteArray>
#include <QObject>

#include <functional>

namespace sermo::store
{

//! The other brokers that share a log: what is said to them beside it, and which one of all acts.
//! Opened and closed with the log. Used from the log's thread, never blocks.
class Cluster : public QObject
{
    Q_OBJECT
public:
    //! Names this broker, for as long as it runs.
    [[nodiscard]] virtual QByteArray self() const = 0;

    //! To all the others, at once and not kept: who is not there, or behind, never hears it.
    virtual void tell(const QByteArray &message) = 0;

    //! The last number that the log has, whoever appended it, and whether it was told here or not;
    //! not ok: nobody says. `handler` is dropped when `context` dies first.
    using HeadTold = std::function<void(bool ok, Seq head)>;
    virtual void askHead(QObject *context, HeadTold handler) = 0;

    //! Whether this broker is the one that does what the desk does by itself. Asked each time
    //! anew: it may have ended since the last event, by time alone. For a moment two may act, which
    //! does no harm where what they append names a condition.
    [[nodiscard]] virtual bool isLeading() const = 0;

    //! Leaves acting to another one, for good: this broker is about to go.
    virtual void resign() = 0;

signals:
    //! `number` rises by one with each message of the same broker, from 1: a gap is what was
    //! missed.
    void heard(const QByteArray &from, quint64 number, const QByteArray &message);
    //! All that former leaders had appended has been told by the log.
    void leads(bool isLeading);
};

} // namespace sermo::store
