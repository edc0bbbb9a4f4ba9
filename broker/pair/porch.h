// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/pair/terms.h"
#include "broker/server/controlsocket.h"
#include "broker/server/door.h"
#include "broker/server/httpanswer.h"

#include <functional>
#include <memory>

namespace sermo::pair
{

//! The port while nobody is served: says by `/health` how the two are, lets the other host in, and
//! sends everybody else away with 503, to find the one who serves. Takes the orders of command
//! lines meanwhile. Lives in the broker's thread.
class Porch : public QObject
{
    Q_OBJECT
public:
    struct House {
        std::function<server::HttpAnswer()> health;
        //! The other one wants in: owns the socket.
        std::function<void(QTcpSocket *, const server::RequestHead &)> receive;
        server::ControlSocket::Handler carryOut;
    };
    Porch(const Terms &terms, House house);

    //! Why not; empty: it listens. Port 0 picks a free one.
    [[nodiscard]] QString listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_door.serverPort(); }

private:
    void handleUpgrade(QTcpSocket *socket, const server::RequestHead &head);

    const Terms m_terms;
    const House m_house;
    server::Door m_door;
    server::ControlSocket m_control;
};

} // namespace sermo::pair
