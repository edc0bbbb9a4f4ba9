// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imageledger.h"

#include "broker/protocol/jsonmembers.h"
#include "broker/server/keys.h"

#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server
{

using store::ImageUse;

namespace
{

constexpr int IdBytes = 16; // contract 2

struct Named {
    ImageId image;
    ImageUse use = ImageUse::Named;
};

//! Every image that an event names, whatever its type: `imageId`, and the face of who speaks.
QList<Named> imagesIn(const EventFrame &frame)
{
    QList<Named> named;
    const auto collect = [&named](QByteArrayView json) -> std::optional<JsonMembers> {
        auto members = JsonMembers::scan(json, JsonMembers::Repeats::Allow);
        if (!members)
            return std::nullopt;
        for (const JsonMembers::Member &member : members->all()) {
            const bool isImage = member.key == "imageId"_L1;
            if (!isImage && member.key != "avatarId"_L1)
                continue;
            if (const auto id = members->string(member.key); id && !id->isEmpty())
                named.append({ImageId(*id), isImage ? ImageUse::Named : ImageUse::Avatar});
        }
        return *std::move(members);
    };
    const auto top = collect(frame.bytes());
    if (const QByteArrayView agent = top ? top->raw("agent") : QByteArrayView();
        agent.startsWith('{'))
        (void)collect(agent);
    return named;
}

UserId customerOf(const desk::Sender &sender)
{
    return sender.role == Role::Customer ? sender.user : UserId();
}

} // namespace

ImageLedger::ImageLedger(store::BlobStore &blobs, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_blobs(blobs)
    , m_clock(clock)
{
}

void ImageLedger::load(const store::BlobStore::Contents &contents)
{
    for (const store::ImageRecord &record : contents.images)
        m_images.insert(record.id, {record.uploader, {}});
    for (const store::ImageLink &link : contents.links)
        m_images[link.image].users[link.user].insert(link.use, link.usedMs);
}

void ImageLedger::learnImage(const store::ImageRecord &record)
{
    m_images[record.id].uploader = record.uploader;
}

void ImageLedger::learnLink(const store::ImageLink &link)
{
    if (const auto found = m_images.find(link.image); found != m_images.end())
        found->users[link.user].insert(link.use, link.usedMs);
}

void ImageLedger::save(const desk::Sender &uploader, const QByteArray &type, QSize size,
                       const QByteArray &bytes, QObject *context, Saved done)
{
    const store::ImageRecord record{ImageId(QString::fromLatin1(randomText(IdBytes))),
                                    type,
                                    size.width(),
                                    size.height(),
                                    uploader.name,
                                    m_clock.now().wallMs};
    const UserId user = customerOf(uploader);
    // Known whether or not who asked is still there: it is in the store either way.
    const auto saved
        = [this, record, user, context = QPointer(context), done = std::move(done)](bool ok) {
              if (ok) {
                  Entry &entry = m_images[record.id];
                  entry.uploader = record.uploader;
                  if (!user.isEmpty())
                      entry.users[user].insert(ImageUse::Uploaded, record.createdMs);
              }
              if (context)
                  done(ok ? std::optional(record.id) : std::nullopt);
          };
    m_blobs.save(record, bytes, user, this, saved);
}

bool ImageLedger::mayName(const desk::Sender &sender, const UserId &user,
                          const ImageId &image) const
{
    const auto found = m_images.constFind(image);
    return found == m_images.cend() || found->uploader == sender.name
        || found->users.contains(user);
}

std::optional<desk::Refusal> ImageLedger::refusal(const desk::Sender &sender,
                                                  const EventFrame &frame) const
{
    const bool isCustomers = frame.direction() == Direction::Inbound
        && (sender.role == Role::Customer || sender.role == Role::Channel);
    if (!isCustomers || m_images.isEmpty())
        return std::nullopt;
    const QList<Named> named = imagesIn(frame);
    for (const Named &one : named) {
        if (!mayName(sender, frame.user(), one.image))
            return desk::Refusal{ErrorCode::ForeignUser, u"this image is not yours"_s};
    }
    return std::nullopt;
}

void ImageLedger::note(const EventFrame &frame)
{
    if (frame.direction() == Direction::Internal || frame.user().isEmpty() || m_images.isEmpty())
        return; // what no customer hears was sent to none
    const QList<Named> named = imagesIn(frame);
    for (const Named &one : named) {
        const auto found = m_images.find(one.image);
        if (found == m_images.end())
            continue;
        QHash<ImageUse, qint64> &uses = found->users[frame.user()];
        // A face is in every message, and once is enough.
        if (one.use == ImageUse::Avatar && uses.contains(one.use))
            continue;
        const qint64 nowMs = m_clock.now().wallMs;
        uses.insert(one.use, nowMs);
        m_blobs.link({one.image, frame.user(), one.use, nowMs}, this, [](bool) {});
    }
}

//! As the store does it, link by link.
void ImageLedger::forget(const UserId &user, qint64 beforeMs)
{
    m_images.removeIf([&user, beforeMs](QHash<ImageId, Entry>::iterator entry) {
        const auto uses = entry->users.find(user);
        if (uses == entry->users.end())
            return false;
        QList<ImageUse> removed;
        uses->removeIf([&removed, beforeMs](QHash<ImageUse, qint64>::iterator use) {
            const bool goes = *use < beforeMs;
            if (goes)
                removed.append(use.key());
            return goes;
        });
        if (uses->isEmpty())
            entry->users.erase(uses);
        return !removed.isEmpty() && !store::outlives(removed, entry->users.size());
    });
}

} // namespace sermo::server
