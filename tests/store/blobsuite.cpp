// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/blobsuite.h"

#include "broker/store/memoryblobs.h"
#include "broker/store/sqliteblobs.h"

#ifdef SERMO_HAS_NATS
#include "broker/store/nats/natsblobs.h"
#include "broker/store/nats/sharedlog.h"
#include "tests/store/nats/clusterlog.h"
#endif

using namespace Qt::StringLiterals;

namespace sermo::store
{

ImageRecord record(const QString &id, qint64 createdMs)
{
    return {ImageId(id), "image/png", 640, 480, u"customer:u1"_s, createdMs};
}

QByteArray bytesOf(const QString &id, qsizetype size)
{
    return QByteArray("\x89PNG\x00\xff ", 7) + id.toUtf8().repeated(size);
}

QStringList idsOf(const QList<ImageRecord> &images)
{
    QStringList ids;
    for (const ImageRecord &image : images)
        ids.append(image.id.value());
    return ids;
}

void BlobSuite::initTestCase_data()
{
    QTest::addColumn<QString>("place");
#ifdef SERMO_HAS_NATS
    QTest::newRow("in a cluster") << u"NATS"_s;
#else
    QTest::newRow("in memory") << u"memory"_s;
    QTest::newRow("in SQLite") << u"SQLite"_s;
#endif
}

#ifdef SERMO_HAS_NATS
void BlobSuite::initTestCase()
{
    if (!test::NatsServer::isInstalled())
        QSKIP(test::NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

BlobsCase BlobSuite::inCluster()
{
    const auto options = optionsFor({m_server.url()}, u"blobs%1"_s.arg(++m_streams));
    const auto link = std::make_shared<nats::ClusterLink>(options);
    BlobsCase made{std::make_unique<SharedLog>(options, link, m_clock),
                   std::make_unique<NatsBlobs>(link, options, m_directory->filePath(u"copies"_s)),
                   [options](bool failing) {
                       ClusterOptions images = options;
                       images.stream += u"_images"_s;
                       limitMessages(images, failing ? 1 : -1);
                   }};
    if (!LogProbe(*made.log).open())
        qFatal("no cluster");
    return made;
}
#else
void BlobSuite::initTestCase() {}
#endif

void BlobSuite::init()
{
    m_case = {};
    m_directory = std::make_unique<QTemporaryDir>();
#ifdef SERMO_HAS_NATS
    m_case = inCluster();
    QVERIFY(!contents().failed); // which opens it
    return;
#endif
    if (isIn(u"memory"_s)) {
        auto memory = std::make_unique<MemoryBlobs>();
        const auto setFailing = [raw = memory.get()](bool failing) { raw->setFailing(failing); };
        m_case = {nullptr, std::move(memory), setFailing};
        return;
    }
    auto database = std::make_shared<Database>(m_directory->path(), m_clock);
    m_case = {std::make_unique<SqliteLog>(database), std::make_unique<SqliteBlobs>(database),
              [database](bool failing) { database->limitPages(failing ? 1 : 0); }};
    QVERIFY(LogProbe(*m_case.log).open());
}

bool BlobSuite::isIn(const QString &place)
{
    const auto *row
        = static_cast<const QString *>(QTest::qGlobalData("place", qMetaTypeId<QString>()));
    return *row == place;
}

bool BlobSuite::written(const Write &write)
{
    std::optional<bool> answer;
    write(this, [&](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

bool BlobSuite::save(const ImageRecord &image, const UserId &user)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(image, bytesOf(image.id.value()), user, context, done);
    });
}

bool BlobSuite::link(const QString &image, const UserId &user, ImageUse use, qint64 atMs)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->link({ImageId(image), user, use, atMs}, context, done);
    });
}

bool BlobSuite::remove(const UserId &user, qint64 beforeMs)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->removeImagesOf(user, beforeMs, context, done);
    });
}

BlobStore::Found BlobSuite::read(const QString &image)
{
    std::optional<BlobStore::Found> answer;
    m_case.blobs->read(ImageId(image), this,
                       [&](const BlobStore::Found &found) { answer = found; });
    return waitUntil([&] { return answer.has_value(); }) ? *answer : BlobStore::Found{};
}

QStringList BlobSuite::imagesOf(const UserId &user)
{
    std::optional<BlobStore::List> answer;
    m_case.blobs->imagesOf(user, this, [&](const BlobStore::List &list) { answer = list; });
    if (!waitUntil([&] { return answer.has_value(); }) || answer->failed)
        return {u"no answer"_s};
    return idsOf(answer->images);
}

BlobStore::Contents BlobSuite::contents()
{
    std::optional<BlobStore::Contents> loaded;
    m_case.blobs->load(this, [&](const BlobStore::Contents &contents) { loaded = contents; });
    const bool answered = waitUntil([&] { return loaded.has_value(); });
    return answered ? *loaded : BlobStore::Contents{{}, {}, true};
}

} // namespace sermo::store
