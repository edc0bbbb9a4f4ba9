// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/httpanswer.h"
#include "broker/server/requesthead.h"

#include <QPointer>
#include <QTcpSocket>

#include <functional>

namespace sermo::server::socketio
{

//! Why Engine.IO refuses a request, by the numbers that its clients know.
enum class Refusal : quint8 {
    UnknownTransport,
    UnknownSession,
    BadMethod,
    BadRequest,
    Forbidden,
    UnsupportedVersion,
};

//! The answer that says so, as Engine.IO does: JSON with `code` and `message`.
[[nodiscard]] HttpAnswer answerOf(Refusal refusal);

//! One plain request of a session's, and how it is answered. A value of the broker's thread; the
//! socket is the Door's.
struct Exchange {
    QPointer<QTcpSocket> socket; //!< its head is still unread in it
    RequestHead head;
    QList<HttpAnswer::Header> forPages; //!< what lets a page of another origin read the answer
    std::function<void(int)> count; //!< told the status of the answer

    //! With what was asked for; the socket looks after itself from here on.
    void answer(HttpAnswer answer) const;
    //! Before its body was read.
    void refuse(HttpAnswer answer) const;
};

} // namespace sermo::server::socketio
