// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

//! Clients of the original by hand: requests as raw bytes, and one who polls.
namespace sermo::test
{

[[nodiscard]] inline QByteArray target(const QByteArray &query)
{
    return "/socket.io/?" + query;
}

[[nodiscard]] inline QByteArray get(const QByteArray &query, const QByteArray &more = {})
{
    return "GET " + target(query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

[[nodiscard]] inline QByteArray post(const QByteArray &query, const QByteArray &body,
                                     const QByteArray &type = "text/plain;charset=UTF-8")
{
    return "POST " + target(query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

[[nodiscard]] inline QByteArray upgrade(const QByteArray &query)
{
    return upgradeRequest(target(query));
}

//! What proves the session, out of the answer that opened it, of either version.
[[nodiscard]] inline QByteArray sidOf(const QByteArray &opening)
{
    const QByteArray json = opening.mid(opening.indexOf('{'));
    const QJsonObject words = objectOf(json.first(json.indexOf('}') + 1));
    return words.value(QLatin1StringView("sid")).toString().toLatin1();
}

//! A client by hand, of version 4, that polls.
struct Poller {
    using Ask = std::function<RawAnswer(const QByteArray &)>;

    //! `itsAsk`: none, over plain TCP.
    explicit Poller(House &house, const QByteArray &itsQuery = {}, const Ask &itsAsk = {})
        : ask(itsAsk ? itsAsk
                     : [port = house.port()](
                           const QByteArray &request) { return exchange(port, request); })
        , query("EIO=4&transport=polling" + (itsQuery.isEmpty() ? itsQuery : '&' + itsQuery))
    {
        opening = ask(get(query)).body();
        sid = sidOf(opening);
        query += "&sid=" + sid;
    }

    [[nodiscard]] RawAnswer say(const QByteArray &packet) const { return ask(post(query, packet)); }
    [[nodiscard]] RawAnswer event(const QByteArray &event) const
    {
        return say("42[\"message\"," + event + ']');
    }
    [[nodiscard]] QByteArray hear() const { return ask(get(query)).body(); }
    //! Polls until a packet begins so, or is an event that holds it; empty: none does.
    [[nodiscard]] QByteArray hear(const QByteArray &words) const
    {
        for (int polls = 0; polls < 20; ++polls) {
            const QList<QByteArray> packets = hear().split('\x1e');
            for (const QByteArray &packet : packets) {
                if (packet.startsWith(words) || (packet.startsWith("42") && packet.contains(words)))
                    return packet;
            }
            if (packets.contains("1") || packets.first().startsWith('{'))
                return {};
        }
        return {};
    }

    Ask ask;
    QByteArray query, opening, sid;
};

//! A GET that is held until its answer comes.
struct HeldGet {
    HeldGet(House &house, const QByteArray &query)
    {
        socket.connectToHost(QHostAddress::LocalHost, house.port());
        socket.write(get(query));
    }
    [[nodiscard]] bool isAnswered()
    {
        heard += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    }

    QTcpSocket socket;
    QByteArray heard;
};

} // namespace sermo::test
