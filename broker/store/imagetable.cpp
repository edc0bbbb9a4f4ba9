// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/imagetable.h"

#include "broker/store/checksum.h"

#include <QHash>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sermo::store
{

using sqlite::Name;
using sqlite::Resetting;
using sqlite::Statement;
using sqlite::Step;

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.store.images")

#define SERMO_IMAGE_COLUMNS "id, type, width, height, uploader, created_ms"
#define SERMO_LINK_COLUMNS "image_id, user_id, use, used_ms"

//! From a statement that selects SERMO_IMAGE_COLUMNS first.
ImageRecord recordOf(const Statement &statement)
{
    return {ImageId(statement.name(0).toString()),
            statement.blob(1).toByteArray(),
            int(statement.integer(2)),
            int(statement.integer(3)),
            statement.name(4).toString(),
            statement.integer(5)};
}

//! From a statement that selects SERMO_LINK_COLUMNS first.
ImageLink linkOf(const Statement &statement)
{
    return {ImageId(statement.name(0).toString()), UserId(statement.name(1).toString()),
            ImageUse(statement.integer(2)), statement.integer(3)};
}

quint32 checksumOf(const ImageRecord &record, QByteArrayView bytes)
{
    Checksum sum;
    sum.add(Name(record.id.value()));
    sum.add(QByteArrayView(record.type));
    sum.add(quint64(record.width));
    sum.add(quint64(record.height));
    sum.add(Name(record.uploader));
    sum.add(quint64(record.createdMs));
    sum.add(bytes);
    return sum.value();
}

quint32 checksumOf(const ImageLink &link)
{
    Checksum sum;
    sum.add(Name(link.image.value()));
    sum.add(Name(link.user.value()));
    sum.add(quint64(link.use));
    sum.add(quint64(link.usedMs));
    return sum.value();
}

Result<void, QString> checkAll(sqlite::Connection &connection,
                               std::initializer_list<const Statement *> statements)
{
    for (const Statement *statement : statements) {
        if (!statement->isValid())
            return failure(connection.error());
    }
    return {};
}

} // namespace

Result<void, QString> ImageTable::prepare(sqlite::Connection &connection)
{
    m_saveImage = connection.prepare("INSERT OR REPLACE INTO images(" SERMO_IMAGE_COLUMNS
                                     ", checksum, bytes) VALUES(?,?,?,?,?,?,?,?)");
    m_saveLink = connection.prepare("INSERT OR REPLACE INTO image_links(" SERMO_LINK_COLUMNS
                                    ", checksum) SELECT ?1, ?2, ?3, ?4, ?5"
                                    " WHERE EXISTS(SELECT 1 FROM images WHERE id = ?1)");
    m_linksOfUser = connection.prepare("SELECT " SERMO_LINK_COLUMNS " FROM image_links"
                                       " WHERE user_id = ?1 AND used_ms < ?2");
    m_removeLinks
        = connection.prepare("DELETE FROM image_links WHERE user_id = ?1 AND used_ms < ?2");
    m_remaining = connection.prepare("SELECT count(*) FROM image_links WHERE image_id = ?1");
    m_removeImage = connection.prepare("DELETE FROM images WHERE id = ?1"); // its links go along
    m_images = connection.prepare("SELECT " SERMO_IMAGE_COLUMNS " FROM images");
    m_links = connection.prepare("SELECT " SERMO_LINK_COLUMNS ", checksum FROM image_links");
    return checkAll(connection,
                    {&m_saveImage, &m_saveLink, &m_linksOfUser, &m_removeLinks, &m_remaining,
                     &m_removeImage, &m_images, &m_links});
}

bool ImageTable::apply(const ImageChange &change)
{
    if (const auto *saving = std::get_if<ImageSaving>(&change))
        return save(*saving);
    if (const auto *link = std::get_if<ImageLink>(&change))
        return save(*link);
    return remove(std::get<ImageRemoval>(change));
}

bool ImageTable::save(const ImageSaving &saving)
{
    const ImageRecord &record = saving.record;
    const Name id(record.id.value());
    const Name uploader(record.uploader);
    const Name type(QString::fromLatin1(record.type));
    {
        const Resetting resetting(m_saveImage);
        m_saveImage.bind(1, id);
        m_saveImage.bind(2, type);
        m_saveImage.bind(3, record.width);
        m_saveImage.bind(4, record.height);
        m_saveImage.bind(5, uploader);
        m_saveImage.bind(6, record.createdMs);
        m_saveImage.bind(7, qint64(checksumOf(record, saving.bytes)));
        m_saveImage.bindBlob(8, saving.bytes);
        if (m_saveImage.step() != Step::Done)
            return false;
    }
    return saving.uploadedBy.isEmpty()
        || save(ImageLink{record.id, saving.uploadedBy, ImageUse::Uploaded, record.createdMs});
}

bool ImageTable::save(const ImageLink &link)
{
    const Name image(link.image.value());
    const Name user(link.user.value());
    const Resetting resetting(m_saveLink);
    m_saveLink.bind(1, image);
    m_saveLink.bind(2, user);
    m_saveLink.bind(3, qint64(link.use));
    m_saveLink.bind(4, link.usedMs);
    m_saveLink.bind(5, qint64(checksumOf(link)));
    return m_saveLink.step() == Step::Done;
}

bool ImageTable::remove(const ImageRemoval &removal)
{
    const Name user(removal.user.value());
    QHash<ImageId, QList<ImageUse>> removed;
    for (Statement *statement : {&m_linksOfUser, &m_removeLinks}) {
        const Resetting resetting(*statement);
        statement->bind(1, user);
        statement->bind(2, removal.beforeMs);
        Step step = statement->step();
        for (; step == Step::Row; step = statement->step()) {
            const ImageLink link = linkOf(*statement);
            removed[link.image].append(link.use);
        }
        if (step == Step::Failed)
            return false;
    }
    for (auto it = removed.cbegin(); it != removed.cend(); ++it) {
        const Name image(it.key().value());
        const Resetting resetting(m_remaining);
        m_remaining.bind(1, image);
        if (m_remaining.step() != Step::Row)
            return false;
        if (!outlives(*it, m_remaining.integer(0)) && !removeImage(it.key()))
            return false;
    }
    return true;
}

bool ImageTable::removeImage(const ImageId &image)
{
    const Name id(image.value());
    const Resetting resetting(m_removeImage);
    m_removeImage.bind(1, id);
    return m_removeImage.step() == Step::Done;
}

BlobStore::Contents ImageTable::load()
{
    BlobStore::Contents contents;
    const Resetting imagesEnd(m_images);
    Step step = m_images.step();
    for (; step == Step::Row; step = m_images.step())
        contents.images.append(recordOf(m_images));
    contents.failed = step != Step::Done;

    const Resetting linksEnd(m_links);
    for (step = m_links.step(); step == Step::Row; step = m_links.step()) {
        contents.links.append(linkOf(m_links));
        if (checksumOf(contents.links.constLast()) != m_links.integer(4))
            break; // rotten: better nobody's than somebody else's
    }
    contents.failed = contents.failed || step != Step::Done;
    return contents;
}

Result<void, QString> ImageShelf::prepare(sqlite::Connection &connection)
{
    m_image = connection.prepare("SELECT " SERMO_IMAGE_COLUMNS
                                 ", checksum, bytes FROM images WHERE id = ?");
    m_imagesOfUser
        = connection.prepare("SELECT " SERMO_IMAGE_COLUMNS " FROM images WHERE id IN"
                             " (SELECT image_id FROM image_links WHERE user_id = ?1 AND use <> ?2)"
                             " ORDER BY created_ms, id");
    return checkAll(connection, {&m_image, &m_imagesOfUser});
}

BlobStore::Found ImageShelf::read(const ImageId &image)
{
    using Kind = BlobStore::Found::Kind;
    const Name id(image.value());
    const Resetting resetting(m_image);
    m_image.bind(1, id);
    const Step step = m_image.step();
    if (step != Step::Row)
        return {step == Step::Done ? Kind::Nothing : Kind::Failed, {}, {}};
    BlobStore::Found found{Kind::Image, recordOf(m_image), m_image.blob(7).toByteArray()};
    if (checksumOf(found.record, found.bytes) == m_image.integer(6))
        return found;
    qCCritical(lc).noquote() << "an image is damaged: its checksum does not fit";
    return {};
}

BlobStore::List ImageShelf::imagesOf(const UserId &user)
{
    const Name name(user.value());
    const Resetting resetting(m_imagesOfUser);
    m_imagesOfUser.bind(1, name);
    m_imagesOfUser.bind(2, qint64(ImageUse::Avatar));
    BlobStore::List list;
    Step step = m_imagesOfUser.step();
    for (; step == Step::Row; step = m_imagesOfUser.step())
        list.images.append(recordOf(m_imagesOfUser));
    list.failed = step != Step::Done;
    return list;
}

QStringList damagedImages(sqlite::Connection &connection)
{
    QStringList found;
    Statement images
        = connection.prepare("SELECT " SERMO_IMAGE_COLUMNS ", checksum, bytes FROM images");
    Step step = images.isValid() ? images.step() : Step::Failed;
    for (; step == Step::Row; step = images.step()) {
        const ImageRecord record = recordOf(images);
        if (checksumOf(record, images.blob(7)) != images.integer(6))
            found.append(
                u"image %1 is damaged: its checksum does not fit"_s.arg(record.id.value()));
    }
    if (step == Step::Failed)
        found.append(u"the images cannot be read: %1"_s.arg(connection.error()));

    Statement links
        = connection.prepare("SELECT " SERMO_LINK_COLUMNS ", checksum FROM image_links");
    step = links.isValid() ? links.step() : Step::Failed;
    for (; step == Step::Row; step = links.step()) {
        const ImageLink link = linkOf(links);
        if (checksumOf(link) != links.integer(4))
            found.append(u"a link to image %1 is damaged: its checksum does not fit"_s.arg(
                link.image.value()));
    }
    if (step == Step::Failed)
        found.append(u"the images' links cannot be read: %1"_s.arg(connection.error()));
    return found;
}

} // namespace sermo::store
