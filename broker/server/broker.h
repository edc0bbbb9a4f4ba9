// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/protocol/pipe.h"
#include "broker/server/configuration.h"
#include "broker/store/credentials.h"
#include "broker/store/eventlog.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace sermo::server {

//! The broker: one port, all peers, the desk and its log. A façade that owns the rest and starts
//! and stops it in order. Lives in one thread of its own choosing; knows of no other.
class Broker : public QObject
{
    Q_OBJECT
public:
    Broker(Configuration configuration, std::unique_ptr<store::EventLog> log,
           std::unique_ptr<store::Credentials> credentials, const Clock &clock, QObject *parent = nullptr);
    ~Broker() override;

    //! Opens the log, replays it, then listens. Port 0 picks a free one.
    void start(const QHostAddress &address, quint16 port);
    //! Drains: no new peers, 4503 to all, what is acknowledged is on disk; then stopped().
    void stop();

    //! Joins an application of this process through the same checks as a socket.
    void attach(std::unique_ptr<PipeEnd> end, const desk::Sender &identity);

signals:
    void ready(const QUrl &address); //!< `http://ADDR:PORT`
    void failed(const QString &why); //!< could not start
    void stopped();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace sermo::server
