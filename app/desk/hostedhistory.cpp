// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedhistory.h"

#include "app/desk/reply.h"
#include "broker/server/broker.h"

namespace sermo::app
{

using model::HistoryAnswer;

HostedHistory::HostedHistory(BrokerThread &broker, const AgentId &agent, QObject *parent)
    : HistorySource(parent)
    , m_broker(broker)
    , m_sender(BrokerThread::senderFor(agent))
{
}

void HostedHistory::ask(const QByteArray &method, const QByteArray &target, QObject *context,
                        const Answered &done)
{
    const Reply<HistoryAnswer> tell(m_broker, this, context, done, {});
    const auto order = [method, target, tell, sender = m_sender](server::Broker &broker) {
        broker.askHistory(sender, method, target, [tell](const server::HttpAnswer &answer) {
            tell({answer.status, answer.body});
        });
    };
    m_broker.ask(order);
}

} // namespace sermo::app
