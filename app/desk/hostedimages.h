// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/brokerthread.h"
#include "ui/model/imagesource.h"

namespace sermo::app
{

//! Images of the broker that this desk hosts: through the same gate as everybody's, in the broker's
//! thread. Only numbers, bytes and names cross; handlers stay here. The broker thread outlives it.
class HostedImages final : public model::ImageSource
{
    Q_OBJECT
public:
    HostedImages(BrokerThread &broker, const AgentId &agent, QObject *parent = nullptr);

    void fetch(const ImageId &image, QObject *context, const Fetched &done) override;
    void upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                const Uploaded &done) override;

private:
    BrokerThread &m_broker;
    const desk::Sender m_sender;
};

} // namespace sermo::app
