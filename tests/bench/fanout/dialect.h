// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <functional>
#include <memory>

namespace sermo::bench
{

//! How one server wants to be spoken to above WebSocket: one of these a connection. Most take and
//! give an event as it is; socket.io and nats have a protocol of their own.
class Dialect
{
public:
    enum class Kind { Plain, SocketIo, Nats };
    using Hear = std::function<void(QByteArrayView event)>;

    [[nodiscard]] static std::unique_ptr<Dialect> make(Kind kind);
    virtual ~Dialect() = default;

    //! The first payloads of a connection, which listens or does not.
    [[nodiscard]] virtual QByteArrayList greeting(bool listens) const = 0;
    [[nodiscard]] virtual QByteArray saying(QByteArrayView event) const = 0;
    //! The events in a payload that came. Without `hear` nothing more is wanted than ready().
    virtual void take(QByteArrayView payload, const Hear &hear) = 0;
    [[nodiscard]] virtual uchar opcode() const { return 1; } //!< of its frames: text
    [[nodiscard]] virtual bool isReady() const = 0; //!< what the greeting asked for is done
};

} // namespace sermo::bench
