// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"
#include "broker/protocol/result.h"
#include "broker/store/nats/handles.h"

#include <QJsonObject>
#include <QList>

#include <utility>

namespace sermo::store::nats
{

//! What is sent to the servers, apart from the library's handles: an event, a note or a question.
//! A value, so that the same can be sent again.
struct Outgoing {
    QByteArray subject;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray data;
    //! One of few, for which the first server that can shall answer: asked again several times a
    //! second.
    bool isEager = false;

    [[nodiscard]] Message withReplyTo(const QByteArray &reply) const;
};

//! An event as it stands in the stream: the bytes are its sender's, all that we add is in headers.
struct Incoming {
    StoredEvent event;
    QByteArray writer; //!< which broker appended it, and its number there; nobody else's
    bool isControl = false; //!< on the subject that conditions are judged by

    //! `headers` as `NATS/1.0` has them, without the first line.
    [[nodiscard]] static Result<Incoming, QString> read(Seq seq, QByteArrayView subject,
                                                        QByteArrayView headers, QByteArray data);
    [[nodiscard]] static Result<Incoming, QString> read(natsMsg *message);
    //! Whether it is the very event, not only its number.
    [[nodiscard]] bool isSame(const Incoming &other) const;
    //! What `STREAM.MSG.GET` answers.
    [[nodiscard]] static Result<Incoming, QString> inAnswer(const QJsonObject &answer);
};

//! The headers that say of an event what its bytes do not.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> headersOf(const SenderName &sender,
                                                                 qint64 receivedMs,
                                                                 const QByteArray &writer);

//! Its number in the stream that it was heard from; 0: from none.
[[nodiscard]] Seq seqOf(natsMsg *message);
[[nodiscard]] QByteArray dataOf(natsMsg *message);
//! Of one header; empty: it is not there.
[[nodiscard]] QByteArray headerOf(natsMsg *message, const char *name);

} // namespace sermo::store::nats
