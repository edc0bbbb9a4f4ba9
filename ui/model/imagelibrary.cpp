// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/imagelibrary.h"

#include <algorithm>
#include <utility>

namespace sermo::model
{

namespace
{

constexpr int ThumbnailsKiB = 96 * 1024; //!< twelve columns full of them
constexpr int BytesKiB = 32 * 1024;
constexpr qsizetype MostNamed = 20'000; //!< sizes and failures: some bytes each

int kib(qsizetype bytes)
{
    return int(bytes / 1024 + 1);
}

} // namespace

ImageLibrary::ImageLibrary(ImageSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_thumbnails(ThumbnailsKiB)
    , m_bytes(BytesKiB)
{
    m_pool.setMaxThreadCount(1);
}

ImageLibrary::~ImageLibrary()
{
    m_pool.clear();
    m_pool.waitForDone();
}

ImageLibrary::Look ImageLibrary::look(const ImageId &image)
{
    if (const QImage *thumbnail = m_thumbnails.object(image))
        return {Look::State::Ready, *thumbnail, {}};
    if (const auto failed = m_failed.constFind(image); failed != m_failed.cend())
        return {Look::State::Failed, {}, *failed};
    ask(image);
    return {};
}

QSize ImageLibrary::sizeOf(const ImageId &image) const
{
    return m_sizes.value(image);
}

void ImageLibrary::noteSize(const ImageId &image, QSize size)
{
    if (m_sizes.size() >= MostNamed)
        m_sizes.clear();
    if (!size.isEmpty())
        m_sizes.insert(image, size);
}

void ImageLibrary::retry(const ImageId &image)
{
    if (!m_failed.remove(image))
        return;
    ask(image);
    emit changed(image);
}

void ImageLibrary::retryPassing()
{
    const auto failed = std::exchange(m_failed, {});
    for (auto it = failed.cbegin(); it != failed.cend(); ++it) {
        if (isPassing(*it))
            emit changed(it.key()); // whoever still shows it looks again
        else
            m_failed.insert(it.key(), *it);
    }
}

void ImageLibrary::ask(const ImageId &image)
{
    if (m_asked.contains(image)) {
        // What is looked at now comes before what has been scrolled past.
        const auto waiting = std::find(m_waiting.begin(), m_waiting.end(), image);
        if (waiting != m_waiting.end())
            std::rotate(waiting, waiting + 1, m_waiting.end());
        return;
    }
    m_asked.insert(image);
    m_waiting.push_back(image);
    startNext();
}

void ImageLibrary::startNext()
{
    while (m_busy < AtOnce && !m_waiting.empty()) {
        const ImageId image = std::move(m_waiting.back());
        m_waiting.pop_back();
        ++m_busy;
        m_source.fetch(image, this, [this, image](const Result<QByteArray, ImageTrouble> &bytes) {
            handleFetched(image, bytes);
        });
    }
}

void ImageLibrary::handleFetched(const ImageId &image,
                                 const Result<QByteArray, ImageTrouble> &bytes)
{
    if (!bytes)
        return fail(image, bytes.error());
    m_bytes.insert(image, new QByteArray(*bytes), kib(bytes->size()));
    m_pool.start([this, image, encoded = *bytes] {
        const auto picture = decodePicture(encoded, Small);
        QMetaObject::invokeMethod(
            this, [this, image, picture] { handleDecoded(image, picture); }, Qt::QueuedConnection);
    });
}

void ImageLibrary::handleDecoded(const ImageId &image, const std::optional<Picture> &picture)
{
    if (!picture)
        return fail(image, ImageTrouble::NotAnImage);
    --m_busy;
    m_asked.remove(image);
    noteSize(image, picture->size);
    m_thumbnails.insert(image, new QImage(picture->image), kib(picture->image.sizeInBytes()));
    startNext();
    emit changed(image);
}

void ImageLibrary::fail(const ImageId &image, ImageTrouble why)
{
    --m_busy;
    m_asked.remove(image);
    if (m_failed.size() >= MostNamed)
        m_failed.clear();
    m_failed.insert(image, why);
    startNext();
    emit changed(image);
}

void ImageLibrary::open(const ImageId &image, QObject *context, const Opened &done)
{
    if (const QByteArray *bytes = m_bytes.object(image))
        return openBytes(*bytes, context, done);
    m_source.fetch(image, context,
                   [this, self = QPointer(this), context = QPointer(context),
                    done](const Result<QByteArray, ImageTrouble> &bytes) {
                       if (!self)
                           return;
                       if (bytes)
                           openBytes(*bytes, context, done);
                       else
                           done(failure(ImageTrouble(bytes.error())));
                   });
}

void ImageLibrary::openBytes(const QByteArray &bytes, QObject *context, const Opened &done)
{
    // The handler stays in its own thread: only numbers and pictures cross.
    const quint64 opening = ++m_openings;
    m_opening.insert(opening, {context, done});
    m_pool.start([this, opening, bytes] {
        const auto picture = decodePicture(bytes);
        const auto tell = [this, opening, bytes, picture] {
            const auto [asker, handler] = m_opening.take(opening);
            if (!asker)
                return;
            if (picture)
                handler(Whole{picture->image, bytes});
            else
                handler(failure(ImageTrouble::NotAnImage));
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

} // namespace sermo::model
