// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/memoryblobs.h"

#include "broker/store/answerlater.h"

#include <algorithm>

namespace sermo::store
{

void MemoryBlobs::write(std::function<void()> change, QObject *context, Done done)
{
    const auto attempt = [this, change = std::move(change)] {
        if (!m_failing)
            change();
        return !m_failing;
    };
    answerLater(this, context, attempt, std::move(done));
}

void MemoryBlobs::load(QObject *context, std::function<void(Contents)> handler)
{
    const auto ask = [this] {
        Contents contents{{}, m_links, false};
        for (const Image &image : std::as_const(m_images))
            contents.images.append(image.record);
        return contents;
    };
    answerLater(this, context, ask, std::move(handler));
}

void MemoryBlobs::save(const ImageRecord &record, const QByteArray &bytes, const UserId &uploadedBy,
                       QObject *context, Done done)
{
    const auto change = [this, record, bytes, uploadedBy] {
        m_images.insert(record.id, {record, bytes});
        if (!uploadedBy.isEmpty())
            insert({record.id, uploadedBy, ImageUse::Uploaded, record.createdMs});
    };
    write(change, context, std::move(done));
}

void MemoryBlobs::link(const ImageLink &link, QObject *context, Done done)
{
    write([this, link] { insert(link); }, context, std::move(done));
}

void MemoryBlobs::insert(const ImageLink &link)
{
    if (!m_images.contains(link.image))
        return;
    const auto isSame = [&link](const ImageLink &other) {
        return other.image == link.image && other.user == link.user && other.use == link.use;
    };
    m_links.removeIf(isSame);
    m_links.append(link);
}

void MemoryBlobs::read(const ImageId &image, QObject *context, std::function<void(Found)> handler)
{
    const auto ask = [this, image] {
        const auto found = m_images.constFind(image);
        return found == m_images.cend() ? Found{Found::Kind::Nothing, {}, {}}
                                        : Found{Found::Kind::Image, found->record, found->bytes};
    };
    answerLater(this, context, ask, std::move(handler));
}

void MemoryBlobs::imagesOf(const UserId &user, QObject *context, std::function<void(List)> handler)
{
    const auto ask = [this, user] {
        List list;
        for (const Image &image : std::as_const(m_images)) {
            const bool isHis = std::ranges::any_of(m_links, [&](const ImageLink &link) {
                return link.image == image.record.id && link.user == user
                    && link.use != ImageUse::Avatar;
            });
            if (isHis)
                list.images.append(image.record);
        }
        std::ranges::stable_sort(list.images, {}, &ImageRecord::createdMs);
        return list;
    };
    answerLater(this, context, ask, std::move(handler));
}

void MemoryBlobs::removeImagesOf(const UserId &user, qint64 beforeMs, QObject *context, Done done)
{
    write([this, user, beforeMs] { remove(user, beforeMs); }, context, std::move(done));
}

void MemoryBlobs::remove(const UserId &user, qint64 beforeMs)
{
    QMap<ImageId, QList<ImageUse>> removed;
    m_links.removeIf([&](const ImageLink &link) {
        const bool goes = link.user == user && link.usedMs < beforeMs;
        if (goes)
            removed[link.image].append(link.use);
        return goes;
    });
    for (auto it = removed.cbegin(); it != removed.cend(); ++it) {
        const auto isOfIt = [&it](const ImageLink &link) { return link.image == it.key(); };
        if (outlives(*it, std::ranges::count_if(m_links, isOfIt)))
            continue;
        m_images.remove(it.key());
        m_links.removeIf(isOfIt);
    }
}

} // namespace sermo::store
