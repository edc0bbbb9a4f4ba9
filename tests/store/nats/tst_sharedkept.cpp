// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natsblobs.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/brokerhouse.h"
#include "tests/support/faultproxy.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSemaphore>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using test::NatsServer;

//! What brokers keep for each other beside their log: keys, tokens and images, and what is left of
//! them when they are gone.
class TestSharedKept : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void tellsEveryBrokerOfATokenAndItsEnd();
    void letsOneOfTwoMakeACustomersToken();
    void keepsNothingOfTokensThatCameAndWent();
    void noticesWhatWasForgottenWhileItHeardNothing();
    void keepsWhatIsPutAnewWhileItAsksForAll();
    void bringsOwnKeysButNoneThatWasRevoked();
    void showsAnImageAtEveryBrokerUntilItIsErased();
    void deletesThePiecesOfAnImageThatNobodyFinished();

private:
    [[nodiscard]] std::unique_ptr<House> join(const QList<KeyRecord> &keys = {});

    test::FakeClock m_clock;
    NatsServer m_server;
    ClusterOptions m_options;
    int m_streams = 0;
};

void TestSharedKept::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

void TestSharedKept::init()
{
    m_options = optionsFor({m_server.url()}, u"kept%1"_s.arg(++m_streams));
}

std::unique_ptr<House> TestSharedKept::join(const QList<KeyRecord> &keys)
{
    auto house = std::make_unique<House>(m_options, m_clock, keys);
    if (!house->open())
        qFatal("no log");
    return house;
}

void TestSharedKept::tellsEveryBrokerOfATokenAndItsEnd()
{
    const auto a = join();
    const auto b = join();
    QSignalSpy came(&b->credentials, &Credentials::tokenSaved);
    QSignalSpy went(&b->credentials, &Credentials::tokenRemoved);
    const QString odd = u"x. *>\u00e5"_s + QChar(0xd800);
    QVERIFY(saved(*a, token(odd, "hash")));
    std::optional<bool> caughtUp;
    b->credentials.catchUp(&b->context, [&](bool ok) { caughtUp = ok; });
    QVERIFY(waitUntil([&] { return caughtUp.has_value(); }));
    QVERIFY(*caughtUp);
    QCOMPARE(came.count(), 1);
    const auto record = came.constFirst().constFirst().value<TokenRecord>();
    QCOMPARE(record.user, UserId(odd));
    QCOMPARE(record.hash, "hash");
    QCOMPARE(record.platform, PlatformId(u"web"_s));
    QCOMPARE(contentsOf(*join()).tokens.size(), 1); // who comes later knows it too

    a->credentials.removeTokens({UserId(odd)}, &a->context, [](bool) {});
    QVERIFY(waitUntil([&] { return went.count() == 1; }));
    QCOMPARE(went.constFirst().constFirst().value<UserId>(), UserId(odd));
    QVERIFY(contentsOf(*join()).tokens.isEmpty());
}

void TestSharedKept::letsOneOfTwoMakeACustomersToken()
{
    const auto a = join();
    const auto b = join();
    QList<bool> answers;
    const auto count = [&](bool ok) { answers.append(ok); };
    a->credentials.saveToken(token(u"u"_s, "a"), &a->context, count);
    b->credentials.saveToken(token(u"u"_s, "b"), &b->context, count);
    QVERIFY(waitUntil([&] { return answers.size() == 2; }));
    QCOMPARE(answers.count(true), 1);
    QVERIFY(saved(*a, token(u"v"_s, "c")));
    QVERIFY(saved(*a, token(u"v"_s, "c", 2))); // again at once, by who knows it
}

void TestSharedKept::keepsNothingOfTokensThatCameAndWent()
{
    constexpr int Count = 150;
    constexpr int Few = 5; // the last, and the lease
    m_options.tidyEvery = std::chrono::milliseconds(300);
    const QByteArray kept = m_options.stream.toLatin1() + "_kept";
    const auto a = join();
    const auto b = join();
    QList<UserId> users;
    for (int i = 0; i < Count; ++i) {
        const QString user = u"u%1"_s.arg(i);
        users.append(UserId(user));
        QVERIFY(saved(*a, token(user, "hash")));
    }
    QVERIFY(messagesIn(m_options, kept) >= Count);
    std::optional<bool> removed;
    a->credentials.removeTokens(users, &a->context, [&](bool ok) { removed = ok; });
    QVERIFY(waitUntil([&] { return removed.has_value(); }));
    QVERIFY(*removed);
    QVERIFY(waitUntil([&] { return messagesIn(m_options, kept) <= Few; }));
    QVERIFY(waitUntil(
        [&] { return a->link->values().size() <= Few && b->link->values().size() <= Few; }));
    // Who comes opens all the same, and the name can be used again, by any of them.
    const auto c = join();
    QVERIFY(contentsOf(*c).tokens.isEmpty());
    QVERIFY(saved(*b, token(u"u7"_s, "again")));
    QVERIFY(saved(*c, token(u"u8"_s, "again")));
    QVERIFY(waitUntil([&] { return contentsOf(*a).tokens.size() == 2; }));
}

namespace
{

//! Past every broker, and nothing says so: as if it had been said, heard and forgotten.
bool forget(const ClusterOptions &options, const nats::Kept &value)
{
    return askServers(options, "STREAM.MSG.DELETE." + options.stream.toLatin1() + "_kept",
                      {{u"seq"_s, qint64(value.seq)}})
        .has_value();
}

nats::Kept valueWith(const House &house, const QByteArray &words)
{
    for (const nats::Kept &value : house.link->values()) {
        if (value.value.contains(words))
            return value;
    }
    return {};
}

} // namespace

//! It was away when a value was removed, and for so long that nothing is left to hear of that. Who
//! hears all the while does not ask for what he knows.
void TestSharedKept::noticesWhatWasForgottenWhileItHeardNothing()
{
    m_options.lookEvery = std::chrono::milliseconds(300);
    test::FaultProxy network(m_server.port(), 1);
    network.calm();
    ClusterOptions throughIt = m_options;
    throughIt.servers = QStringList{u"nats://127.0.0.1:%1"_s.arg(network.port())};
    throughIt.tidyEvery = std::chrono::milliseconds(4'000);
    House a(throughIt, m_clock);
    QVERIFY(a.open());
    QVERIFY(waitUntil([&] { return a.cluster->isLeading(); }));
    const auto b = join();
    QVERIFY(saved(a, token(u"goes"_s, "hash")));
    QVERIFY(saved(a, token(u"stays"_s, "hash")));
    QVERIFY(waitUntil([&] { return contentsOf(*b).tokens.size() == 2; }));
    QSignalSpy toldByA(&a.credentials, &Credentials::tokenRemoved);
    QSignalSpy toldByB(&b->credentials, &Credentials::tokenRemoved);

    network.hold();
    QVERIFY(forget(m_options, valueWith(a, "goes")));
    // By this the first one has been away for longer than half of what it may.
    static_assert(NatsCluster::TakenAfter - NatsCluster::RenewEvery > std::chrono::seconds(2));
    QVERIFY(waitUntil([&] { return b->cluster->isLeading(); }));
    QCOMPARE(toldByA.count(), 0);
    network.goOn();
    QVERIFY(waitUntil([&] { return toldByA.count() == 1; }));
    QCOMPARE(toldByA.constFirst().constFirst().value<UserId>(), UserId(u"goes"_s));
    QCOMPARE(contentsOf(a).tokens.size(), 1);
    QCOMPARE(toldByB.count(), 0);
}

namespace
{

//! How often a broker has heard all anew, by what it says of it in its own thread: while the test
//! stands still nothing that the broker has heard is dealt with.
class Hearings
{
public:
    Hearings() { s_before = qInstallMessageHandler(count); }
    ~Hearings() { qInstallMessageHandler(s_before); }
    Q_DISABLE_COPY_MOVE(Hearings)

    //! All of one that begins from now on, which the second to end must be.
    [[nodiscard]] static bool wait()
    {
        s_ended.acquire(s_ended.available());
        return s_ended.tryAcquire(2, int(Patience.count()));
    }

private:
    static void count(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        if (text.contains(u"all that brokers keep has been heard"_s))
            s_ended.release();
        s_before(type, context, text);
    }

    static inline QtMessageHandler s_before = nullptr;
    static inline QSemaphore s_ended{0};
};

} // namespace

//! It has left its place by then, and its new one is behind all that was asked for.
void TestSharedKept::keepsWhatIsPutAnewWhileItAsksForAll()
{
    m_options.lookEvery = std::chrono::milliseconds(100);
    m_options.tidyEvery = std::chrono::milliseconds(100);
    const auto a = join();
    QVERIFY(saved(*a, token(u"anew"_s, "hash")));
    QVERIFY(saved(*a, token(u"goes"_s, "hash")));
    QVERIFY(saved(*a, token(u"last"_s, "hash"))); // by which the end is known
    QSignalSpy went(&a->credentials, &Credentials::tokenRemoved);
    const nats::Kept anew = valueWith(*a, "anew");
    const Hearings hearings;
    QVERIFY(forget(m_options, anew));
    QVERIFY(forget(m_options, valueWith(*a, "goes")));
    QVERIFY(hearings.wait());
    const nats::Subjects subjects(m_options.stream.toLatin1());
    QVERIFY(publish(m_options, nats::putting(subjects, anew, 0)) > anew.seq);
    QVERIFY(waitUntil([&] { return went.count() > 0; }));
    QCOMPARE(went.constFirst().constFirst().value<UserId>(), UserId(u"goes"_s));
    QCOMPARE(contentsOf(*a).tokens.size(), 2);
    QCOMPARE(went.count(), 1);
}

void TestSharedKept::bringsOwnKeysButNoneThatWasRevoked()
{
    const KeyRecord key{KeyName(u"boss"_s), "hash", Role::Supervisor, {}, 7};
    const KeyRecord agent{KeyName(u"anna"_s), "other", Role::Agent, AgentId(u"anna"_s), 8};
    const auto a = join({key, agent});
    QSignalSpy came(&a->credentials, &Credentials::keySaved);
    QVERIFY(contentsOf(*a).keys.isEmpty());
    QVERIFY(waitUntil([&] { return a->link->values().size() >= 2 && came.count() >= 2; }));
    const auto b = join({key});
    QCOMPARE(contentsOf(*b).keys.size(), 2);
    QSignalSpy went(&a->credentials, &Credentials::keyRemoved);
    b->credentials.removeKey(key.name, &b->context, [](bool) {});
    QVERIFY(waitUntil([&] { return went.count() == 1; }));
    QCOMPARE(went.constFirst().constFirst().value<KeyName>(), key.name);
    const KeyRecord another{agent.name, "another", Role::Agent, agent.agent, 9};
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the key boss .*: it was revoked"_s));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"the key anna .*: the cluster has another one"_s));
    const auto c = join({key, another});
    const auto known = contentsOf(*c).keys;
    QCOMPARE(known.size(), 1);
    QCOMPARE(known.constFirst().name, agent.name);
    QCOMPARE(known.constFirst().role, Role::Agent);
    QCOMPARE(known.constFirst().agent, agent.agent);
    QCOMPARE(known.constFirst().createdMs, 8);
}

void TestSharedKept::showsAnImageAtEveryBrokerUntilItIsErased()
{
    const auto a = join();
    auto b = join();
    const QTemporaryDir ofA, ofB;
    NatsBlobs onA(a->link, m_options, ofA.path());
    auto onB = std::make_unique<NatsBlobs>(b->link, m_options, ofB.path());
    const auto load = [](House &house, NatsBlobs &blobs) {
        std::optional<BlobStore::Contents> contents;
        blobs.load(&house.context, [&](const BlobStore::Contents &all) { contents = all; });
        return waitUntil([&] { return contents.has_value(); }) ? contents->images.size() : -1;
    };
    const auto done = [](auto &&ask) {
        std::optional<bool> answer;
        ask([&](bool ok) { answer = ok; });
        return waitUntil([&] { return answer.has_value(); }) && *answer;
    };
    const ImageId image(u"picture"_s);
    const auto read = [&](House &house, NatsBlobs &blobs) {
        std::optional<BlobStore::Found> found;
        blobs.read(image, &house.context, [&](const BlobStore::Found &one) { found = one; });
        return waitUntil([&] { return found.has_value(); }) ? *found : BlobStore::Found{};
    };
    QCOMPARE(load(*a, onA), 0);
    QCOMPARE(load(*b, *onB), 0);

    QSignalSpy came(onB.get(), &BlobStore::imageSaved);
    QSignalSpy linked(onB.get(), &BlobStore::imageLinked);
    const QByteArray bytes = QByteArray("picture ").repeated(300'000);
    const UserId user(u"u"_s);
    QVERIFY(done([&](const BlobStore::Done &then) {
        onA.save({image, "image/png", 6, 4, u"customer:u"_s, 7}, bytes, user, &a->context, then);
    }));
    QVERIFY(waitUntil([&] { return came.count() == 1 && linked.count() == 1; }));
    QVERIFY(read(*b, *onB).bytes == bytes);
    QCOMPARE(QDir(ofB.path()).entryList(QDir::Files).size(), 1);
    m_server.kill(); // what it has a copy of it shows all the same
    QVERIFY(read(*b, *onB).bytes == bytes);
    QVERIFY(m_server.startAgain());

    onB.reset();
    b.reset(); // it is not there when the image is erased
    QVERIFY(done([&](const BlobStore::Done &then) {
        onA.removeImagesOf(user, BlobStore::EverMs, &a->context, then);
    }));
    QCOMPARE(read(*a, onA).kind, BlobStore::Found::Kind::Nothing);
    QVERIFY(QDir(ofA.path()).isEmpty());
    b = join();
    onB = std::make_unique<NatsBlobs>(b->link, m_options, ofB.path());
    QCOMPARE(load(*b, *onB), 0);
    QCOMPARE(read(*b, *onB).kind, BlobStore::Found::Kind::Nothing);
    QVERIFY(QDir(ofB.path()).isEmpty());
}

//! A broker died between putting the pieces and saying what they are.
void TestSharedKept::deletesThePiecesOfAnImageThatNobodyFinished()
{
    m_options.tidyEvery = std::chrono::milliseconds(500);
    const QByteArray images = m_options.stream.toLatin1() + "_images";
    const auto a = join();
    const QTemporaryDir directory;
    NatsBlobs blobs(a->link, m_options, directory.path());
    std::optional<bool> isLoaded, isSaved;
    blobs.load(&a->context, [&](const BlobStore::Contents &all) { isLoaded = !all.failed; });
    const QByteArray bytes = QByteArray("picture ").repeated(200'000);
    blobs.save({ImageId(u"whole"_s), "image/png", 6, 4, u"customer:u"_s, 7}, bytes, UserId(u"u"_s),
               &a->context, [&](bool ok) { isSaved = ok; });
    QVERIFY(waitUntil([&] { return isSaved.has_value(); }));
    QVERIFY(*isLoaded && *isSaved);
    const qint64 whole = messagesIn(m_options, images);
    QVERIFY(whole > 1);
    for (int i = 0; i < 3; ++i) {
        const QByteArray piece
            = m_options.stream.toLatin1() + ".image.torn." + QByteArray::number(i);
        QVERIFY(publish(m_options, {piece, {}, QByteArray("Lindwurm ").repeated(5'000)}) != 0);
    }
    QCOMPARE(messagesIn(m_options, images), whole + 3);
    QVERIFY(waitUntil([&] { return messagesIn(m_options, images) == whole; }));
    // Overwritten, not only forgotten; and what is an image's stays.
    QDirIterator files(m_server.storeDirectory(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("Lindwurm"), qPrintable(file.fileName()));
    }
    const auto b = join();
    const QTemporaryDir other;
    NatsBlobs ofB(b->link, m_options, other.path());
    std::optional<BlobStore::Found> found;
    ofB.load(&b->context, [&](const BlobStore::Contents &) {
        ofB.read(ImageId(u"whole"_s), &b->context,
                 [&](const BlobStore::Found &one) { found = one; });
    });
    QVERIFY(waitUntil([&] { return found.has_value(); }));
    QVERIFY(found->bytes == bytes);
}

QTEST_GUILESS_MAIN(TestSharedKept)
#include "tst_sharedkept.moc"
