// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedimages.h"

#include "broker/server/broker.h"

namespace sermo::app
{

using model::ImageTrouble;
using server::Broker;

HostedImages::HostedImages(BrokerThread &broker, const AgentId &agent, QObject *parent)
    : ImageSource(parent)
    , m_broker(broker)
    , m_sender(BrokerThread::senderFor(agent))
{
    connect(&broker, &BrokerThread::stopped, this, &HostedImages::answerAllUnreachable);
}

template <typename Handler, typename Outcome>
void HostedImages::answer(Orders<Handler> &orders, quint64 number, const Outcome &outcome)
{
    const Order<Handler> order = orders.take(number);
    if (order.context)
        order.handler(outcome);
}

void HostedImages::fetch(const ImageId &image, QObject *context, const Fetched &done)
{
    using Found = store::BlobStore::Found;
    using Bytes = Result<QByteArray, ImageTrouble>;
    const quint64 number = ++m_numbers;
    m_fetching.insert(number, {context, done});
    // Told in the thread of the broker's master, who outlives that of the broker.
    const auto tell = [master = &m_broker, self = QPointer(this), number](const Bytes &bytes) {
        QMetaObject::invokeMethod(
            master,
            [self, number, bytes] {
                if (self)
                    answer(self->m_fetching, number, bytes);
            },
            Qt::QueuedConnection);
    };
    if (!isPlausible(image))
        return tell(failure(ImageTrouble::Missing));
    const auto ask = [image, tell](Broker &broker) {
        broker.showImage(image, [tell](const Found &found) {
            switch (found.kind) {
            case Found::Kind::Image:
                return tell(found.bytes);
            case Found::Kind::Nothing:
                return tell(failure(ImageTrouble::Missing));
            case Found::Kind::Failed:
                return tell(failure(ImageTrouble::Unreachable));
            }
        });
    };
    if (!m_broker.ask(ask))
        tell(failure(ImageTrouble::Unreachable));
}

void HostedImages::upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                          const Uploaded &done)
{
    using Kept = server::ImageIntake::Kept;
    using Outcome = Result<Stored, ImageTrouble>;
    const quint64 number = ++m_numbers;
    m_uploading.insert(number, {context, done});
    const auto tell = [master = &m_broker, self = QPointer(this), number](const Outcome &stored) {
        QMetaObject::invokeMethod(
            master,
            [self, number, stored] {
                if (self)
                    answer(self->m_uploading, number, stored);
            },
            Qt::QueuedConnection);
    };
    const auto ask = [bytes, tell, sender = m_sender](Broker &broker) {
        broker.takeImage(sender, bytes, [tell](const Result<Kept, int> &kept) {
            if (kept)
                tell(Stored{kept->id, kept->size});
            else
                tell(failure(troubleOf(kept.error())));
        });
    };
    if (!m_broker.ask(ask))
        return tell(failure(ImageTrouble::Unreachable));
    // It is there at once; what takes time now is the painting.
    QMetaObject::invokeMethod(
        context, [progress] { progress(1); }, Qt::QueuedConnection);
}

void HostedImages::answerAllUnreachable()
{
    const auto fetching = m_fetching.keys();
    for (const quint64 number : fetching)
        answer(m_fetching, number,
               Result<QByteArray, ImageTrouble>(failure(ImageTrouble::Unreachable)));
    const auto uploading = m_uploading.keys();
    for (const quint64 number : uploading)
        answer(m_uploading, number,
               Result<Stored, ImageTrouble>(failure(ImageTrouble::Unreachable)));
}

} // namespace sermo::app
