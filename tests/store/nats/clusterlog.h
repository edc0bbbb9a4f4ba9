// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/appendrules.h"
#include "broker/store/nats/names.h"
#include "broker/store/nats/natslog.h"
#include "broker/store/nats/streammessage.h"
#include "broker/store/nats/wire.h"
#include "tests/store/logcase.h"
#include "tests/support/natsserver.h"

namespace sermo::store
{

[[nodiscard]] inline ClusterOptions optionsFor(const QStringList &servers, const QString &stream)
{
    ClusterOptions options;
    options.servers = servers;
    options.stream = stream;
    return options;
}

//! Asks the servers themselves, without the log. Blocks, for seconds at most.
[[nodiscard]] inline nats::Answer askServers(ClusterOptions options, const QByteArray &api,
                                             const QJsonObject &question = {})
{
    options.patience = std::min(options.patience, std::chrono::milliseconds(5'000));
    nats::Wire wire(options);
    if (const auto opened = wire.open(); !opened)
        return failure(nats::Refusal{0, opened.error()});
    return wire.askNow("$JS.API." + api, question);
}

//! Puts a message into a stream as it is, past every broker: whatever its bytes are. Gives its
//! number; 0: it was not taken.
[[nodiscard]] inline Seq publish(const ClusterOptions &options, const nats::Outgoing &message)
{
    nats::Wire wire(options);
    if (!wire.open())
        return 0;
    const nats::Answer answer = wire.askNow(message);
    return answer ? Seq(answer->value(QStringLiteral("seq")).toInteger()) : 0;
}

//! The same event once more, as a broker stores it that was apart from the others for longer than
//! servers remember ids.
[[nodiscard]] inline Seq publishAgain(const ClusterOptions &options, const SenderName &sender,
                                      const EventFrame &frame)
{
    const nats::Subjects subjects(options.stream.toLatin1());
    return publish(options,
                   {subjects.of(frame, movesSession(frame)), nats::headersOf(sender, 1, "another"),
                    frame.bytes()});
}

//! So many messages a stream has.
[[nodiscard]] inline qint64 messagesIn(const ClusterOptions &options, const QByteArray &stream)
{
    const nats::Answer info = askServers(options, "STREAM.INFO." + stream);
    return info ? info->value(QStringLiteral("state"))
                      .toObject()
                      .value(QStringLiteral("messages"))
                      .toInteger(-1)
                : -1;
}

//! From now on the stream takes no message longer than so many bytes; -1: any.
inline void limitMessages(const ClusterOptions &options, int bytes)
{
    const QByteArray stream = options.stream.toLatin1();
    const auto info = askServers(options, "STREAM.INFO." + stream);
    if (!info)
        qFatal("no stream: %s", qPrintable(info.error().why));
    QJsonObject config = info->value(QStringLiteral("config")).toObject();
    config.insert(QStringLiteral("max_msg_size"), bytes);
    if (const auto done = askServers(options, "STREAM.UPDATE." + stream, config); !done)
        qFatal("not limited: %s", qPrintable(done.error().why));
}

//! A log on a stream of its own, of a server that lives as long as one of them does.
[[nodiscard]] inline LogCase inCluster(const QString &directory, const Clock &clock)
{
    static std::weak_ptr<test::NatsServer> running;
    static int streams = 0;
    auto server = running.lock();
    if (!server) {
        server = std::make_shared<test::NatsServer>();
        running = server;
        test::NatsServer::Setup setup;
        setup.directory = directory;
        if (!server->start(setup))
            qFatal("nats-server does not start");
    }
    auto options = optionsFor({server->url()}, QStringLiteral("log%1").arg(++streams));
    // What these tests are about is refused, not late; a machine that is busy is no failure.
    options.answerWait = std::chrono::milliseconds(5'000);
    return {std::make_unique<NatsLog>(options, clock),
            [server, options] { limitMessages(options, 1); },
            [server, options] { limitMessages(options, -1); }};
}

} // namespace sermo::store
