// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedhistory.h"

#include "broker/server/broker.h"

namespace sermo::app
{

using model::HistoryAnswer;

HostedHistory::HostedHistory(BrokerThread &broker, const AgentId &agent, QObject *parent)
    : HistorySource(parent)
    , m_broker(broker)
    , m_sender(BrokerThread::senderFor(agent))
{
    connect(&broker, &BrokerThread::stopped, this, &HostedHistory::answerAllUnreachable);
}

void HostedHistory::ask(const QByteArray &method, const QByteArray &target, QObject *context,
                        const Answered &done)
{
    const quint64 number = ++m_numbers;
    m_orders.insert(number, {context, done});
    // Told in the thread of the broker's master, who outlives that of the broker.
    const auto tell
        = [master = &m_broker, self = QPointer(this), number](const HistoryAnswer &told) {
              QMetaObject::invokeMethod(
                  master,
                  [self, number, told] {
                      if (self)
                          self->answer(number, told);
                  },
                  Qt::QueuedConnection);
          };
    const auto order = [method, target, tell, sender = m_sender](server::Broker &broker) {
        broker.askHistory(sender, method, target, [tell](const server::HttpAnswer &answer) {
            tell({answer.status, answer.body});
        });
    };
    if (!m_broker.ask(order))
        tell({});
}

void HostedHistory::answer(quint64 number, const HistoryAnswer &told)
{
    const Order order = m_orders.take(number);
    if (order.context)
        order.done(told);
}

void HostedHistory::answerAllUnreachable()
{
    const auto numbers = m_orders.keys();
    for (const quint64 number : numbers)
        answer(number, {});
}

} // namespace sermo::app
