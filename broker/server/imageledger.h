// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/desk.h"
#include "broker/desk/routing.h"
#include "broker/store/blobstore.h"

#include <QHash>
#include <QSize>

#include <functional>
#include <optional>

namespace sermo::server
{

//! Which images there are and whose they are: in memory, some hundred bytes an image, and by the
//! store. A customer may name in its events only what it uploaded or was sent (contract 2); an id
//! that was never ours passes. Lives in the broker's thread.
class ImageLedger : public QObject
{
    Q_OBJECT
public:
    //! The image as stored, or nothing when it could not be.
    using Saved = std::function<void(const std::optional<ImageId> &)>;

    ImageLedger(store::BlobStore &blobs, const Clock &clock, QObject *parent);
    void load(const store::BlobStore::Contents &contents);
    // What another broker was told; twice does no harm.
    void learnImage(const store::ImageRecord &record);
    void learnLink(const store::ImageLink &link);
    void drop(const ImageId &image) { m_images.remove(image); }

    //! A new image, told when it is durable.
    void save(const desk::Sender &uploader, const QByteArray &type, QSize size,
              const QByteArray &bytes, QObject *context, Saved done);
    [[nodiscard]] bool contains(const ImageId &image) const { return m_images.contains(image); }
    void read(const ImageId &image, QObject *context,
              std::function<void(store::BlobStore::Found)> handler)
    {
        m_blobs.read(image, context, std::move(handler));
    }

    //! Why this sender may not say this event; nothing: as far as images go, he may.
    [[nodiscard]] std::optional<desk::Refusal> refusal(const desk::Sender &sender,
                                                       const EventFrame &frame) const;
    //! An event is about to be appended: whom it is sent to was sent its images. Asked of the same
    //! writer before the event, so it is durable when the event is.
    void note(const EventFrame &frame);
    //! The store has removed what was this customer's and used before this time.
    void forget(const UserId &user, qint64 beforeMs = store::BlobStore::EverMs);
    [[nodiscard]] qsizetype count() const { return m_images.size(); }

private:
    struct Entry {
        SenderName uploader;
        QHash<UserId, QHash<store::ImageUse, qint64>> users; //!< when last, wall time
    };

    [[nodiscard]] bool mayName(const desk::Sender &sender, const UserId &user,
                               const ImageId &image) const;

    store::BlobStore &m_blobs;
    const Clock &m_clock;
    QHash<ImageId, Entry> m_images;
};

} // namespace sermo::server
