// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logcheck.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/sqliteblobs.h"
#include "tests/store/storefixture.h"

#ifdef SERMO_HAS_NATS
#include "broker/store/nats/natsblobs.h"
#include "broker/store/nats/sharedlog.h"
#include "tests/store/nats/clusterlog.h"
#endif

#include <functional>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

namespace
{

const auto Somebody = UserId(u"u1"_s);
const auto SomebodyElse = UserId(u"u2"_s);
const auto Nobody = UserId();

//! One implementation, ready to use, with the log that opens it where it needs one.
struct BlobsCase {
    std::unique_ptr<EventLog> log;
    std::unique_ptr<BlobStore> blobs;
    std::function<void(bool)> setFailing;
};

ImageRecord record(const QString &id, qint64 createdMs = 1000)
{
    return {ImageId(id), "image/png", 640, 480, u"customer:u1"_s, createdMs};
}

QByteArray bytesOf(const QString &id, qsizetype size = 100)
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

} // namespace

//! The contract of BlobStore, held by all implementations; the one of a cluster as a program of its
//! own, so that it can be left out where there is none.
class TestBlobStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void initTestCase_data();
    void init();

    void givesBackWhatWasSaved();
    void keepsAnImageOfSeveralMegabytes();
    void knowsNothingOfAnImageItNeverHad();
    void listsWhatACustomerUploadedAndWasSent();
    void loadsAllButTheBytes();
    void linksNothingToAnImageThatIsNotThere();
    void removesACustomersImages_data();
    void removesACustomersImages();
    void leavesWhatWasUsedLater();
    void keepsOddNamesApart();
    void saysWhenNothingWasSaved();
    void dropsTheAnswerOfADeadContext();
    void remembersInTheFile();
    void leavesNoTraceOfARemovedImageInTheFile();
    void findsRottenBits();
    void failsWhenItsLogIsNotOpen();

private:
    using Write = std::function<void(QObject *, BlobStore::Done)>;
    bool written(const Write &write);
    [[nodiscard]] bool save(const ImageRecord &image, const UserId &user = Nobody);
    [[nodiscard]] bool link(const QString &image, const UserId &user,
                            ImageUse use = ImageUse::Named, qint64 atMs = 2000);
    [[nodiscard]] bool remove(const UserId &user, qint64 beforeMs = BlobStore::EverMs);
    [[nodiscard]] BlobStore::Found read(const QString &image);
    [[nodiscard]] QStringList imagesOf(const UserId &user);
    [[nodiscard]] BlobStore::Contents contents();
    [[nodiscard]] bool isInFile() { return isIn(u"SQLite"_s); }
    [[nodiscard]] bool isIn(const QString &place);
#ifdef SERMO_HAS_NATS
    [[nodiscard]] BlobsCase inCluster();

    test::NatsServer m_server;
    int m_streams = 0;
#endif
    std::unique_ptr<QTemporaryDir> m_directory;
    test::FakeClock m_clock;
    BlobsCase m_case;
};

void TestBlobStore::initTestCase_data()
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
void TestBlobStore::initTestCase()
{
    if (!test::NatsServer::isInstalled())
        QSKIP(test::NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

BlobsCase TestBlobStore::inCluster()
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
void TestBlobStore::initTestCase() {}
#endif

void TestBlobStore::init()
{
    m_case = {};
    m_directory = std::make_unique<QTemporaryDir>();
#ifdef SERMO_HAS_NATS
    m_case = inCluster();
    QVERIFY(!contents().failed); // which opens it
    return;
#endif
    if (!isInFile()) {
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

bool TestBlobStore::isIn(const QString &place)
{
    const auto *row
        = static_cast<const QString *>(QTest::qGlobalData("place", qMetaTypeId<QString>()));
    return *row == place;
}

bool TestBlobStore::written(const Write &write)
{
    std::optional<bool> answer;
    write(this, [&](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

bool TestBlobStore::save(const ImageRecord &image, const UserId &user)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(image, bytesOf(image.id.value()), user, context, done);
    });
}

bool TestBlobStore::link(const QString &image, const UserId &user, ImageUse use, qint64 atMs)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->link({ImageId(image), user, use, atMs}, context, done);
    });
}

bool TestBlobStore::remove(const UserId &user, qint64 beforeMs)
{
    return written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->removeImagesOf(user, beforeMs, context, done);
    });
}

BlobStore::Found TestBlobStore::read(const QString &image)
{
    std::optional<BlobStore::Found> answer;
    m_case.blobs->read(ImageId(image), this,
                       [&](const BlobStore::Found &found) { answer = found; });
    return waitUntil([&] { return answer.has_value(); }) ? *answer : BlobStore::Found{};
}

QStringList TestBlobStore::imagesOf(const UserId &user)
{
    std::optional<BlobStore::List> answer;
    m_case.blobs->imagesOf(user, this, [&](const BlobStore::List &list) { answer = list; });
    if (!waitUntil([&] { return answer.has_value(); }) || answer->failed)
        return {u"no answer"_s};
    return idsOf(answer->images);
}

BlobStore::Contents TestBlobStore::contents()
{
    std::optional<BlobStore::Contents> loaded;
    m_case.blobs->load(this, [&](const BlobStore::Contents &contents) { loaded = contents; });
    const bool answered = waitUntil([&] { return loaded.has_value(); });
    return answered ? *loaded : BlobStore::Contents{{}, {}, true};
}

void TestBlobStore::givesBackWhatWasSaved()
{
    QVERIFY(save(record(u"a"_s, 1234)));
    const BlobStore::Found found = read(u"a"_s);
    QCOMPARE(found.kind, BlobStore::Found::Kind::Image);
    QCOMPARE(found.bytes, bytesOf(u"a"_s));
    QCOMPARE(found.record.id, ImageId(u"a"_s));
    QCOMPARE(found.record.type, "image/png");
    QCOMPARE(found.record.width, 640);
    QCOMPARE(found.record.height, 480);
    QCOMPARE(found.record.uploader, u"customer:u1"_s);
    QCOMPARE(found.record.createdMs, 1234);
}

void TestBlobStore::keepsAnImageOfSeveralMegabytes()
{
    const QByteArray large = bytesOf(u"large"_s, 1'500'000);
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), large, Nobody, context, done);
    }));
    QVERIFY(read(u"a"_s).bytes == large);
}

void TestBlobStore::knowsNothingOfAnImageItNeverHad()
{
    QVERIFY(save(record(u"a"_s)));
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(read(QString()).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(imagesOf(Somebody), QStringList());
}

void TestBlobStore::listsWhatACustomerUploadedAndWasSent()
{
    QVERIFY(save(record(u"own"_s, 3), Somebody));
    QVERIFY(save(record(u"sent"_s, 2)));
    QVERIFY(save(record(u"face"_s, 1)));
    QVERIFY(save(record(u"other"_s, 4), SomebodyElse));
    QVERIFY(link(u"sent"_s, Somebody));
    QVERIFY(link(u"sent"_s, Somebody)); // twice is once
    QVERIFY(link(u"own"_s, Somebody)); // named after it was uploaded
    QVERIFY(link(u"face"_s, Somebody, ImageUse::Avatar));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"sent"_s, u"own"_s}));
    QCOMPARE(imagesOf(SomebodyElse), QStringList{u"other"_s});
}

void TestBlobStore::loadsAllButTheBytes()
{
    QVERIFY(save(record(u"a"_s), Somebody));
    m_case.blobs->link({ImageId(u"a"_s), SomebodyElse, ImageUse::Named, 7}, this, [](bool) {});
    const BlobStore::Contents all = contents(); // with what was asked for just before
    QVERIFY(!all.failed);
    QCOMPARE(idsOf(all.images), QStringList{u"a"_s});
    QCOMPARE(all.links.size(), 2);
    for (const ImageLink &link : all.links) {
        const bool isUpload = link.user == Somebody;
        QCOMPARE(link.image, ImageId(u"a"_s));
        QCOMPARE(link.use, isUpload ? ImageUse::Uploaded : ImageUse::Named);
        QCOMPARE(link.usedMs, isUpload ? 1000 : 7);
    }
}

void TestBlobStore::linksNothingToAnImageThatIsNotThere()
{
    QVERIFY(link(u"a"_s, Somebody)); // no failure: it was never ours
    QVERIFY(contents().links.isEmpty());
    QVERIFY(save(record(u"a"_s)));
    QCOMPARE(imagesOf(Somebody), QStringList());
}

void TestBlobStore::removesACustomersImages_data()
{
    QTest::addColumn<bool>("isOwn");
    QTest::addColumn<int>("hisUse"); // -1: none
    QTest::addColumn<int>("othersUse");
    QTest::addColumn<bool>("stays");

    const int none = -1;
    const int named = int(ImageUse::Named);
    const int avatar = int(ImageUse::Avatar);
    QTest::newRow("what he uploaded goes") << true << none << none << false;
    QTest::newRow("what he uploaded and named goes") << true << named << none << false;
    QTest::newRow("what he uploaded goes even where another was sent it")
        << true << named << named << false;
    QTest::newRow("what only he was sent goes") << false << named << none << false;
    QTest::newRow("what another was sent, too, stays") << false << named << named << true;
    QTest::newRow("what is somebody's face stays") << false << named << avatar << true;
    QTest::newRow("an agent's face stays") << false << avatar << none << true;
    QTest::newRow("what he has nothing to do with stays") << false << none << none << true;
}

void TestBlobStore::removesACustomersImages()
{
    QFETCH(bool, isOwn);
    QFETCH(int, hisUse);
    QFETCH(int, othersUse);
    QFETCH(bool, stays);
    QVERIFY(save(record(u"a"_s), isOwn ? Somebody : Nobody));
    QVERIFY(save(record(u"b"_s), SomebodyElse));
    if (hisUse >= 0)
        QVERIFY(link(u"a"_s, Somebody, ImageUse(hisUse)));
    if (othersUse >= 0)
        QVERIFY(link(u"a"_s, SomebodyElse, ImageUse(othersUse)));

    QVERIFY(remove(Somebody));
    QCOMPARE(read(u"a"_s).kind,
             stays ? BlobStore::Found::Kind::Image : BlobStore::Found::Kind::Nothing);
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Image);
    QVERIFY(imagesOf(Somebody).isEmpty());
    const QList<ImageLink> links = contents().links;
    for (const ImageLink &link : links) {
        QVERIFY(link.user != Somebody);
        QVERIFY(stays || link.image != ImageId(u"a"_s));
    }
}

void TestBlobStore::leavesWhatWasUsedLater()
{
    QVERIFY(save(record(u"early"_s), Somebody));
    QVERIFY(save(record(u"again"_s)));
    QVERIFY(save(record(u"late"_s, 5000), Somebody));
    QVERIFY(link(u"again"_s, Somebody, ImageUse::Named, 2000));
    QVERIFY(link(u"again"_s, Somebody, ImageUse::Named, 5000));
    QVERIFY(remove(Somebody, 5000));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"again"_s, u"late"_s}));
    QCOMPARE(read(u"early"_s).kind, BlobStore::Found::Kind::Nothing);
}

void TestBlobStore::keepsOddNamesApart()
{
    const QStringList names{u"a"_s, u"A"_s, u"a "_s, QString(u"a"_s + QChar(0xd800)),
                            QString(u"a"_s + QChar(u'\0'))};
    for (qsizetype i = 0; i < names.size(); ++i)
        QVERIFY(save(record(u"image %1"_s.arg(i)), UserId(names.at(i))));
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(imagesOf(UserId(names.at(i))), QStringList{u"image %1"_s.arg(i)});
}

void TestBlobStore::saysWhenNothingWasSaved()
{
    QVERIFY(save(record(u"a"_s), Somebody));
    m_case.setFailing(true);
    QVERIFY(!written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"b"_s), QByteArray(300'000, 'x'), Somebody, context, done);
    }));
    QCOMPARE(read(u"b"_s).kind, BlobStore::Found::Kind::Nothing);
    QCOMPARE(imagesOf(Somebody), QStringList{u"a"_s});
    m_case.setFailing(false);
    QVERIFY(save(record(u"b"_s), Somebody));
    QCOMPARE(imagesOf(Somebody), (QStringList{u"a"_s, u"b"_s}));
}

void TestBlobStore::dropsTheAnswerOfADeadContext()
{
    bool answered = false;
    auto context = std::make_unique<QObject>();
    const auto note = [&answered](const auto &) { answered = true; };
    m_case.blobs->save(record(u"a"_s), bytesOf(u"a"_s), Nobody, context.get(), note);
    m_case.blobs->read(ImageId(u"a"_s), context.get(), note);
    m_case.blobs->imagesOf(Somebody, context.get(), note);
    context.reset();
    QCOMPARE(contents().images.size(), 1); // done, though nobody is told
    QVERIFY(!answered);
}

void TestBlobStore::remembersInTheFile()
{
    if (!isInFile())
        return; // what is in memory is gone with it, by design
    QVERIFY(save(record(u"a"_s), Somebody));
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(LogProbe(*m_case.log).open());
    QCOMPARE(read(u"a"_s).bytes, bytesOf(u"a"_s));
    QCOMPARE(imagesOf(Somebody), QStringList{u"a"_s});
}

void TestBlobStore::leavesNoTraceOfARemovedImageInTheFile()
{
    if (!isInFile())
        return;
    const QByteArray trace = "traces of a customer ";
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), trace.repeated(5000), Somebody, context, done);
    }));
    QVERIFY(remove(Somebody));
    QVERIFY(LogProbe(*m_case.log).close()); // and with it the write-ahead log
    QFile file(files::databaseIn(m_directory->path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains(trace));
}

void TestBlobStore::findsRottenBits()
{
    if (!isInFile())
        return;
    const QByteArray marked = "a bit in here will rot";
    QVERIFY(written([&](QObject *context, const BlobStore::Done &done) {
        m_case.blobs->save(record(u"a"_s), marked.repeated(1000), Somebody, context, done);
    }));
    QVERIFY(LogProbe(*m_case.log).close());
    auto report = checkLog(m_directory->path());
    QVERIFY(report && report->isWhole());

    QFile file(files::databaseIn(m_directory->path()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 at = file.readAll().indexOf(marked);
    QVERIFY(at > 0);
    QVERIFY(file.seek(at) && file.write("A") == 1);
    file.close();
    report = checkLog(m_directory->path());
    QVERIFY(report);
    QCOMPARE(report->problems.size(), 1);
    QVERIFY(report->problems.first().contains("image a is damaged"_L1));
    QVERIFY(LogProbe(*m_case.log).open());
    QCOMPARE(read(u"a"_s).kind, BlobStore::Found::Kind::Failed); // not shown to anyone
}

void TestBlobStore::failsWhenItsLogIsNotOpen()
{
    if (isIn(u"memory"_s))
        return; // it has no log to be opened by
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(!save(record(u"a"_s)));
    QVERIFY(contents().failed);
    QCOMPARE(read(u"a"_s).kind, BlobStore::Found::Kind::Failed);
    QCOMPARE(imagesOf(Somebody), QStringList{u"no answer"_s});
}

QTEST_GUILESS_MAIN(TestBlobStore)
#include "tst_blobstore.moc"
