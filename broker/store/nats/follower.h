// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"
#include "broker/store/nats/mailbox.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace sermo::store::nats
{

//! Hears a stream from a number on, in order and without gaps: what is there, then what comes. An
//! ordered consumer of the library's, which finds its way again when a server is lost. start() and
//! stop() block while they ask the servers.
class Follower
{
public:
    Follower(QObject *receiver, Mailbox::Handler handler)
        : m_receiver(receiver)
        , m_handler(std::move(handler))
    {
    }
    ~Follower() { stop(); }
    Q_DISABLE_COPY_MOVE(Follower)

    static constexpr std::chrono::milliseconds Usual{5'000};
    //! Who has other things to do than to wait until the servers have one who leads them all.
    static constexpr std::chrono::milliseconds Short{1'000};

    [[nodiscard]] Result<void, QString> start(natsConnection *connection, const QByteArray &stream,
                                              const QByteArray &subject, Seq from,
                                              std::chrono::milliseconds wait = Usual);
    void shut(); //!< nothing is heard any more, and the library's thread is not held up
    void stop();

private:
    QObject *const m_receiver;
    const Mailbox::Handler m_handler;
    std::shared_ptr<Mailbox> m_mailbox;
    Context m_context;
    Subscription m_subscription;
};

} // namespace sermo::store::nats
