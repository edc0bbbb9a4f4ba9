// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/server/imagequota.h"
#include "broker/server/imageworkshop.h"
#include "broker/store/blobstore.h"

#include <QSize>

namespace sermo::server
{

class ImageLedger;
class Metrics;
class Tokens;

//! What becomes of an image, however it came: over a socket (ImageGate) or from the desk of this
//! very process. One quota, one workshop, one ledger. Lives in the broker's thread.
class ImageIntake : public QObject
{
    Q_OBJECT
public:
    struct House {
        ImageLedger *ledger;
        ImageWorkshop *workshop;
        const Tokens *tokens;
        const Clock *clock;
        Metrics *metrics;
    };
    struct Kept {
        ImageId id;
        QSize size; //!< in pixels
    };
    //! The image as stored, or the HTTP status that says why there is none.
    using Handler = std::function<void(const Result<Kept, int> &)>;

    explicit ImageIntake(const House &house, QObject *parent = nullptr);

    //! Whether one more of that size may come: zero, it may; else how long to wait. Asked once an
    //! upload, before its bytes are taken.
    [[nodiscard]] std::chrono::seconds admit(const desk::Sender &sender, qint64 bytes);
    //! `body` as in the request. Told when it is durable; the handler is dropped when its context
    //! dies first.
    void take(const desk::Sender &sender, const QByteArray &body, bool isJson, QObject *context,
              const Handler &handler);
    void show(const ImageId &image, QObject *context,
              std::function<void(store::BlobStore::Found)> handler);

private:
    void keep(const desk::Sender &sender, const imaging::Painted &painted, QObject *context,
              const Handler &handler);

    const House m_house;
    ImageQuota m_quota;
};

} // namespace sermo::server
