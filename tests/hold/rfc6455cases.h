// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace sermo::test
{

//! One case of RFC 6455, by the id that the Autobahn suite gives it (`6.4.1`); those beyond that
//! suite are named by the section (`RFC 5.1`). Where Autobahn wants its message echoed, the broker
//! has to deliver it to the other applications, byte for byte.
struct Rfc6455Case {
    QByteArray id;
    QByteArray what;
    QList<QByteArray> writes; //!< what the client sends, a segment each
    QList<QByteArray> delivered; //!< messages that others are told
    int refused = 0; //!< messages answered with `bad_json`: fine WebSocket, but no event
    QList<QByteArray> pongs;
    QList<int> closed; //!< the code it has to be closed with, one of these (0: without one); empty:
                       //!< it stays open
    QByteArray deviation; //!< why QWebSocket does something else, and nothing worse comes of it
};

//! The suite's groups 1 to 7 and 10: framing, control frames, reserved bits and opcodes,
//! fragmentation, UTF-8, close, limits. Its other groups measure speed or want compression, which
//! the broker declines.
[[nodiscard]] QList<Rfc6455Case> rfc6455Cases();

} // namespace sermo::test
