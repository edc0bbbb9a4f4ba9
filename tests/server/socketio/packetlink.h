// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/peer.h"
#include "broker/server/socketio/session.h"

#include <utility>

namespace sermo::test
{

//! What carries packets, and remembers them.
class PacketLink final : public server::Peer
{
public:
    void send(const server::Parcel::Ptr &parcel) override { sent.append(parcel->payload()); }
    void close(CloseCode code, const QString &) override
    {
        if (std::exchange(open, false))
            closedWith = int(code);
    }
    [[nodiscard]] bool isOpen() const override { return open; }
    [[nodiscard]] qint64 backlog() const override { return 0; }
    void pulse(Instant) override {}

    QList<QByteArray> sent;
    bool open = true;
    int closedWith = 0;
};

//! How a session over one of them begins.
inline server::socketio::Opening opening(server::socketio::Version version)
{
    return {version, "sid", true, 1000, 10'000, 20'000};
}

inline QByteArray message(const QByteArray &event)
{
    return R"(42["message",)" + event + ']';
}

} // namespace sermo::test
