// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/brokerthread.h"
#include "ui/model/historysource.h"

namespace sermo::app
{

//! The history of the broker that this desk hosts: through the same addresses as everybody's, in
//! the broker's thread. Only bytes cross; handlers stay here. The broker thread outlives it.
class HostedHistory final : public model::HistorySource
{
    Q_OBJECT
public:
    HostedHistory(BrokerThread &broker, const AgentId &agent, QObject *parent = nullptr);

    void ask(const QByteArray &method, const QByteArray &target, QObject *context,
             const Answered &done) override;

private:
    BrokerThread &m_broker;
    const desk::Sender m_sender;
};

} // namespace sermo::app
