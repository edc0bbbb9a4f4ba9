// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/packets.h"
#include "tests/fuzz/invariants.h"

namespace sermo::fuzz
{

using namespace server::socketio;

namespace
{

void holdPosted(Version version, const QByteArray &body)
{
    const auto packets = unpacked(version, body);
    if (!packets)
        return;
    hold(!packets->isEmpty(), "who posts says something");
    QByteArray again;
    for (const QByteArray &packet : *packets) {
        hold(!packet.isEmpty() && packet.size() <= body.size(), "a packet is within the body");
        hold(body.contains(packet), "a packet stands in the body as it is");
        pack(version, again, packet);
    }
    hold(unpacked(version, again) == packets, "what was packed is unpacked the same");
}

} // namespace

void holdPackets(QByteArrayView bytes)
{
    const QByteArray body = bytes.toByteArray();
    holdPosted(Version::V3, body);
    holdPosted(Version::V4, body);
    if (const auto packet = Packet::read(bytes)) {
        hold(packet->data.isEmpty() || bytes.endsWith(packet->data), "data is what remains");
        hold(packet->callback.size() <= 9, "a callback's number is one");
        hold(packet->nameSpace.startsWith('/'), "a namespace is one");
    }
    if (const auto event = eventIn(body))
        hold(event->size() <= body.size(), "an event is within its packet");
}

} // namespace sermo::fuzz
