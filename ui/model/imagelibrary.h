// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/imagesource.h"
#include "ui/model/picture.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <deque>

namespace sermo::model
{

//! The images of all conversations, as far as somebody looks at them: fetched a few at a time, the
//! one asked for last first, decoded small beside the GUI thread, and kept within bounds. Lives in
//! the GUI thread; the source outlives it.
class ImageLibrary : public QObject
{
    Q_OBJECT
public:
    static constexpr int AtOnce = 4; //!< fetched or being decoded
    static constexpr QSize Small{640, 480}; //!< thumbnails: a bubble's at twice the scale

    struct Look {
        enum class State : quint8 { Loading, Ready, Failed };
        State state = State::Loading;
        QImage thumbnail; //!< Ready
        ImageTrouble why = ImageTrouble::Missing; //!< Failed
    };
    struct Whole {
        QImage image;
        QByteArray bytes; //!< PNG or JPEG, as it came
    };

    explicit ImageLibrary(ImageSource &source, QObject *parent = nullptr);
    ~ImageLibrary() override; //!< waits for the one image that is being decoded

    [[nodiscard]] Look look(const ImageId &image); //!< asks for it where it is not at hand
    [[nodiscard]] QSize sizeOf(const ImageId &image) const; //!< in pixels; empty: not known yet
    void noteSize(const ImageId &image, QSize size); //!< known before it is looked at
    void retry(const ImageId &image); //!< a failed one
    void retryPassing(); //!< those that failed because nobody answered

    using Opened = std::function<void(const Result<Whole, ImageTrouble> &)>;
    //! All of it, for a closer look. The handler is dropped when its context dies first.
    void open(const ImageId &image, QObject *context, const Opened &done);

signals:
    void changed(const sermo::ImageId &image); //!< another look, or now of known size

private:
    void ask(const ImageId &image);
    void startNext();
    void handleFetched(const ImageId &image, const Result<QByteArray, ImageTrouble> &bytes);
    void handleDecoded(const ImageId &image, const std::optional<Picture> &picture);
    void fail(const ImageId &image, ImageTrouble why);
    void openBytes(const QByteArray &bytes, QObject *context, const Opened &done);

    ImageSource &m_source;
    QCache<ImageId, QImage> m_thumbnails; //!< cost: KiB
    QCache<ImageId, QByteArray> m_bytes; //!< for a closer look at what was just shown
    QHash<ImageId, QSize> m_sizes;
    QHash<ImageId, ImageTrouble> m_failed;
    QSet<ImageId> m_asked; //!< on their way
    std::deque<ImageId> m_waiting; //!< of these, those nobody has begun with
    int m_busy = 0;
    quint64 m_openings = 0;
    QHash<quint64, std::pair<QPointer<QObject>, Opened>> m_opening;
    QThreadPool m_pool; //!< one thread: one image is as much as is held at full size
};

} // namespace sermo::model
