// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/follower.h"

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

namespace
{

// By the library's default a consumer whose server is gone stays silent for up to 28 seconds.
constexpr qint64 Heartbeat = 500'000'000; // ns

} // namespace

Result<void, QString> Follower::start(natsConnection *connection, const QByteArray &stream,
                                      const QByteArray &subject, Seq from,
                                      std::chrono::milliseconds wait)
{
    stop();
    jsCtx *context = nullptr;
    jsOptions asking;
    jsOptions_Init(&asking);
    asking.Wait = wait.count();
    natsStatus status = natsConnection_JetStream(&context, connection, &asking);
    m_context.reset(context);
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = stream.constData();
    options.Ordered = true;
    options.Config.DeliverPolicy = js_DeliverByStartSequence;
    options.Config.OptStartSeq = from;
    options.Config.Heartbeat = Heartbeat;
    m_mailbox = std::make_shared<Mailbox>(m_receiver, m_handler);
    void *closure = m_mailbox->closure();
    natsSubscription *subscription = nullptr;
    jsErrCode code = {};
    if (status == NATS_OK)
        status = js_Subscribe(&subscription, context, subject.constData(), &Mailbox::take, closure,
                              nullptr, &options, &code);
    m_subscription.reset(subscription);
    if (status != NATS_OK) {
        // It may have begun to deliver all the same, and asked for a consumer by itself.
        m_mailbox->shut();
        Mailbox::bury(closure);
        return failure(u"cannot follow stream %1: %2"_s.arg(
            QString::fromLatin1(stream), QString::fromUtf8(natsStatus_GetText(status))));
    }
    natsSubscription_SetOnCompleteCB(subscription, &Mailbox::done, closure);
    natsSubscription_SetPendingLimits(subscription, -1, -1);
    return {};
}

void Follower::shut()
{
    if (m_mailbox)
        m_mailbox->shut();
}

void Follower::stop()
{
    shut();
    m_mailbox.reset();
    m_subscription.reset();
    m_context.reset();
}

} // namespace sermo::store::nats
