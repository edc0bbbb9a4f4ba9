// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>
#include <QTcpServer>
#include <QTimer>

class QTcpSocket;

namespace sermo::test
{

//! A bad network between a client and a port of loopback, by a seed: each connection through it
//! runs well for some bytes and then meets one fault. In the thread it is made in.
class FaultProxy : public QObject
{
    Q_OBJECT
public:
    enum class Fault {
        None,
        Delay, //!< what comes waits, and waits again
        Drip, //!< a few bytes at a time
        Cut, //!< ends in the middle of a frame
        HalfOpen, //!< nothing comes through any more, and nobody is told
        Reset, //!< as Cut, by an RST
    };

    FaultProxy(quint16 target, quint32 seed, QObject *parent = nullptr);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    //! From now on everything runs well; what is connected is cut once more.
    void calm();
    //! Nothing comes through any more, either way, and nobody is told; until goOn(), when all of it
    //! does.
    void hold() { m_held = true; }
    void goOn();

private:
    class Link;
    void accept();

    QTcpServer m_server;
    QRandomGenerator m_dice;
    const quint16 m_target;
    bool m_calm = false;
    bool m_held = false;
};

} // namespace sermo::test
