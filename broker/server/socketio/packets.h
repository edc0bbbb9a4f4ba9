// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

//! The words of Engine.IO and, within them, of Socket.IO, read and written. Pure; any thread.
namespace sermo::server::socketio
{

//! Of Engine.IO: 3 is spoken by socket.io-client 2, 4 by socket.io-client 3 and 4.
enum class Version : quint8 { V3 = 3, V4 = 4 };

//! What an Engine.IO packet begins with.
namespace engine
{
inline constexpr char Open = '0', Close = '1', Ping = '2', Pong = '3', Message = '4', Upgrade = '5',
                      Noop = '6';
}

//! The packets in the body of a POST, as they came; nothing when it is malformed.
[[nodiscard]] std::optional<QList<QByteArray>> unpacked(Version version, const QByteArray &body);
//! One more packet at the end of the body that answers a GET.
void pack(Version version, QByteArray &body, QByteArrayView packet);

//! The first packet of a session.
struct Opening {
    Version version = Version::V4;
    QByteArray sid; //!< proves the session in every later request
    bool mayUpgrade = false; //!< it polls
    qint64 maxPayload = 0; //!< bytes of one POST
    int pingIntervalMs = 0, pingTimeoutMs = 0;
};
[[nodiscard]] QByteArray written(const Opening &opening);

//! A Socket.IO packet: what follows an Engine.IO message's first character.
struct Packet {
    enum class Type : quint8 { Connect, Disconnect, Event, Ack, Error, BinaryEvent, BinaryAck };

    Type type = Type::Event;
    QByteArray nameSpace = "/"; //!< without its query
    QByteArray callback; //!< digits; empty: no answer wanted
    QByteArray data; //!< JSON as it came, or nothing

    //! Nothing: the text is none.
    [[nodiscard]] static std::optional<Packet> read(QByteArrayView text);
};

//! Around an event on its way out: `socket.on('message')` hears it.
inline constexpr QByteArrayView BeforeEvent = "42[\"message\",";
inline constexpr QByteArrayView AfterEvent = "]";

//! What `socket.send(event)` sent, byte for byte, out of the packet's arguments; given as a
//! string, what it says. Nothing: they are none of `message`.
[[nodiscard]] std::optional<QByteArray> eventIn(const QByteArray &arguments);

} // namespace sermo::server::socketio
