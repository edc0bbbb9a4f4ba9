// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"
#include "broker/protocol/ids.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <functional>
#include <limits>

namespace sermo::store
{

//! What is known of an uploaded image beside its bytes.
struct ImageRecord {
    ImageId id;
    QByteArray type; //!< of the bytes: `image/png` or `image/jpeg`
    int width = 0; //!< in pixels
    int height = 0;
    SenderName uploader; //!< `customer:…` or `key:…`
    qint64 createdMs = 0;
};

//! Why an image belongs to a customer. Kept in files: never renumber.
enum class ImageUse : quint8 {
    Uploaded = 0, //!< by the customer's own hand
    Named = 1, //!< an event of the customer's session shows it
    Avatar = 2, //!< an event of the customer's session was said by who looks like this
};

struct ImageLink {
    ImageId image;
    UserId user;
    ImageUse use = ImageUse::Named;
    qint64 usedMs = 0;
};

//! Whether an image stays when a customer's links to it go: nobody else's picture and nobody's
//! avatar goes with him. `removed` is what goes, `remaining` counts the links of others.
[[nodiscard]] bool outlives(const QList<ImageUse> &removed, qsizetype remaining);

//! Keeps images beside the log, in the same file and by the same writer, in order with its appends:
//! what is linked before an event is appended is durable when the event is. Same threading rules as
//! EventLog, which is opened first and closed last. A handler is dropped when its context dies
//! first. Implementations: MemoryBlobs, SqliteBlobs. One contract suite tests both.
class BlobStore : public QObject
{
    Q_OBJECT
public:
    //! All but the bytes, for who judges whose image is whose.
    struct Contents {
        QList<ImageRecord> images;
        QList<ImageLink> links;
        bool failed = false; //!< not open, or unreadable: never taken for "there are none"
    };
    struct Found {
        enum class Kind : quint8 { Image, Nothing, Failed };

        Kind kind = Kind::Failed;
        ImageRecord record;
        QByteArray bytes;
    };
    struct List {
        QList<ImageRecord> images;
        bool failed = false;
    };
    using Done = std::function<void(bool ok)>; //!< durable, or failed; called in the owner's thread

    static constexpr qint64 EverMs = std::numeric_limits<qint64>::max();

    virtual void load(QObject *context, std::function<void(Contents)> handler) = 0;
    //! An image, with the link to the customer who uploaded it where one did (`uploadedBy`).
    virtual void save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
                      QObject *context, Done done)
        = 0;
    //! That a customer's event names this image; again: only the time is new. No harm when there is
    //! no such image.
    virtual void link(const ImageLink &link, QObject *context, Done done) = 0;
    virtual void read(const ImageId &image, QObject *context, std::function<void(Found)> handler)
        = 0;

    //! What the customer uploaded or was sent, the oldest first; avatars are nobody's.
    virtual void imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler)
        = 0;
    //! Forgets the customer's links made before this time, and the images that do not outlive them.
    virtual void removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done)
        = 0;

signals:
    // Of a store that several brokers share, whoever did it.
    void imageSaved(const sermo::store::ImageRecord &record);
    void imageLinked(const sermo::store::ImageLink &link);
    void imageRemoved(const sermo::ImageId &image);
};

} // namespace sermo::store
