// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/brokerthread.h"
#include "ui/model/imagesource.h"

#include <QHash>
#include <QPointer>

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
    template <typename Handler>
    struct Order {
        QPointer<QObject> context;
        Handler handler;
    };
    template <typename Handler>
    using Orders = QHash<quint64, Order<Handler>>;

    //! Answers one, if anybody still waits for it.
    template <typename Handler, typename Outcome>
    static void answer(Orders<Handler> &orders, quint64 number, const Outcome &outcome);
    void answerAllUnreachable();

    BrokerThread &m_broker;
    const desk::Sender m_sender;
    Orders<Fetched> m_fetching;
    Orders<Uploaded> m_uploading;
    quint64 m_numbers = 0;
};

} // namespace sermo::app
