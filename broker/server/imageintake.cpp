// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imageintake.h"

#include "broker/server/imageledger.h"
#include "broker/server/metrics.h"
#include "broker/server/tokens.h"

namespace sermo::server
{

ImageIntake::ImageIntake(const House &house, QObject *parent)
    : QObject(parent)
    , m_house(house)
{
}

std::chrono::seconds ImageIntake::admit(const desk::Sender &sender, qint64 bytes)
{
    const auto wait = m_quota.take(sender, bytes, m_house.clock->now().steady);
    if (wait.count() > 0)
        m_house.metrics->countImage(429, 0);
    return wait;
}

void ImageIntake::take(const desk::Sender &sender, const QByteArray &body, bool isJson,
                       QObject *context, const Handler &handler)
{
    m_house.workshop->paint(
        body, isJson, context,
        [this, sender, context, handler](const Result<imaging::Painted, int> &painted) {
            if (painted)
                return keep(sender, *painted, context, handler);
            m_house.metrics->countImage(painted.error(), 0);
            handler(failure(int(painted.error())));
        });
}

void ImageIntake::keep(const desk::Sender &sender, const imaging::Painted &painted,
                       QObject *context, const Handler &handler)
{
    // Erased while his image was on its way: nothing of his is kept any more.
    if (sender.role == Role::Customer && !m_house.tokens->exists(sender.user))
        return handler(failure(401));
    const QSize size(painted.width, painted.height);
    const qint64 bytes = painted.bytes.size();
    Metrics *metrics = m_house.metrics;
    m_house.ledger->save(sender, painted.type, size, painted.bytes, context,
                         [metrics, size, bytes, handler](const std::optional<ImageId> &image) {
                             metrics->countImage(image ? 201 : 503, image ? bytes : 0);
                             if (image)
                                 handler(Kept{*image, size});
                             else
                                 handler(failure(503));
                         });
}

void ImageIntake::show(const ImageId &image, QObject *context,
                       std::function<void(store::BlobStore::Found)> handler)
{
    m_house.ledger->read(image, context, std::move(handler));
}

} // namespace sermo::server
