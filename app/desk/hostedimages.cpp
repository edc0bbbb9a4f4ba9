// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedimages.h"

#include "app/desk/reply.h"
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
}

void HostedImages::fetch(const ImageId &image, QObject *context, const Fetched &done)
{
    using Found = store::BlobStore::Found;
    using Bytes = Result<QByteArray, ImageTrouble>;
    const Reply<Bytes> tell(m_broker, this, context, done, failure(ImageTrouble::Unreachable));
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
    m_broker.ask(ask);
}

void HostedImages::upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                          const Uploaded &done)
{
    using Kept = server::ImageIntake::Kept;
    using Outcome = Result<Stored, ImageTrouble>;
    const Reply<Outcome> tell(m_broker, this, context, done, failure(ImageTrouble::Unreachable));
    const auto ask = [bytes, tell, sender = m_sender](Broker &broker) {
        broker.takeImage(sender, bytes, [tell](const Result<Kept, int> &kept) {
            if (kept)
                tell(Stored{kept->id, kept->size});
            else
                tell(failure(troubleOf(kept.error())));
        });
    };
    if (!m_broker.ask(ask))
        return;
    // It is there at once; what takes time now is the painting.
    QMetaObject::invokeMethod(
        context, [progress] { progress(1); }, Qt::QueuedConnection);
}

} // namespace sermo::app
