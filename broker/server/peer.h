// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/server/parcel.h"

#include <QObject>

namespace sermo::server
{

//! One connection, whatever carries it. The router knows peers only through this; one contract
//! suite tests all of them (architecture, rule 4). Lives in the broker's thread. Whoever makes a
//! peer deletes it after closed().
class Peer : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 ApplicationBacklog = 8 * 1024 * 1024; //!< beyond: 4408 (contract 3)
    static constexpr qint64 CustomerBacklog = 1024 * 1024;

    using QObject::QObject;

    //! Who is there, once it is proved; a customer's default-made until its welcome.
    [[nodiscard]] const desk::Sender &identity() const { return m_identity; }
    void setIdentity(const desk::Sender &identity) { m_identity = identity; }
    [[nodiscard]] bool isCustomer() const { return m_identity.role == Role::Customer; }

    //! Sends when the reader takes it; too slow a reader is closed with 4408 instead.
    virtual void send(const Parcel::Ptr &parcel) = 0;
    //! Says goodbye after what is already owed, and hears nothing more. closed() follows, later.
    virtual void close(CloseCode code, const QString &reason) = 0;
    [[nodiscard]] virtual bool isOpen() const = 0; //!< false from close() on
    [[nodiscard]] virtual qint64 backlog() const = 0; //!< bytes that wait for the reader
    //! Time passes: pings, patience with slow readers and with silence. Called a few times a
    //! second.
    virtual void pulse(Instant now) = 0;

signals:
    void received(const QByteArray &frame);
    void alive(); //!< a sign of life that is no event: a ping was answered
    void drained(); //!< the backlog has become small
    void flooded(); //!< with what is no event: it is being closed with 4429
    void cutOff(); //!< too slow a reader: it is being closed with 4408
    void closed(); //!< once, and the last signal

private:
    desk::Sender m_identity;
};

} // namespace sermo::server
