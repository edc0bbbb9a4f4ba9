// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QByteArray>
#include <QObject>
#include <QSize>

#include <functional>

namespace sermo::model
{

//! Why there is no image, as far as an agent can do something about it.
enum class ImageTrouble : quint8 {
    Missing, //!< the broker has none of that name, or not any more
    NotAnImage, //!< or none that can be shown
    TooLarge,
    TooMany, //!< more than one may send in so short a time
    Refused, //!< the broker does not accept this desk
    Unreachable, //!< no answer, or none that helps
};

//! One sentence for the agent.
[[nodiscard]] QString textOf(ImageTrouble trouble);
//! Whether the same may succeed later.
[[nodiscard]] constexpr bool isPassing(ImageTrouble trouble)
{
    return trouble == ImageTrouble::Unreachable || trouble == ImageTrouble::TooMany;
}

//! Where a console's images come from and go to: the broker's `/images` (contract 2), here or
//! elsewhere. Never blocks, never answers out of the call itself, and answers once; not at all when
//! the context has died, which also ends what is under way. Images come as the broker painted them;
//! whoever decodes them trusts them as little as any stranger's. Lives in the GUI thread.
//! Implementations: HttpImages, and HostedImages of the desk that hosts; one contract suite.
class ImageSource : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxUpload = 8 * 1024 * 1024; //!< bytes (contract 2)
    static constexpr qsizetype MaxImage = 16 * 1024 * 1024; //!< bytes of one that comes

    struct Stored {
        ImageId image;
        QSize size; //!< in pixels; empty where the broker did not say
    };
    using Fetched = std::function<void(const Result<QByteArray, ImageTrouble> &)>;
    using Uploaded = std::function<void(const Result<Stored, ImageTrouble> &)>;
    using Progress = std::function<void(double part)>; //!< from 0 to 1

    using QObject::QObject;
    virtual void fetch(const ImageId &image, QObject *context, const Fetched &done) = 0;
    //! PNG, JPEG or WebP, whole.
    virtual void upload(const QByteArray &bytes, QObject *context, const Progress &progress,
                        const Uploaded &done)
        = 0;

protected:
    //! Whether the broker could have made such an id: anything else is asked of nobody.
    [[nodiscard]] static bool isPlausible(const ImageId &image);
    //! What an HTTP status other than success means here.
    [[nodiscard]] static ImageTrouble troubleOf(int status);
};

} // namespace sermo::model
