// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/broker.h"
#include "broker/store/memorylog.h"
#include "tests/server/house.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

//! Keys that are told when the test says so.
class HeldCredentials final : public store::Credentials
{
public:
    std::function<void(Contents)> answer; //!< null: not asked yet

    void load(QObject *, std::function<void(Contents)> handler) override { answer = handler; }
    void saveKey(const store::KeyRecord &, QObject *, Done) override {}
    void removeKey(const KeyName &, QObject *, Done) override {}
    void saveToken(const store::TokenRecord &, QObject *, Done) override {}
    void removeTokens(const QList<UserId> &, QObject *, Done) override {}
};

//! Images, likewise.
class HeldBlobs final : public store::BlobStore
{
public:
    std::function<void(Contents)> answer;

    void load(QObject *, std::function<void(Contents)> handler) override { answer = handler; }
    void save(const store::ImageRecord &, const QByteArray &, const UserId &, QObject *,
              Done) override
    {
    }
    void link(const store::ImageLink &, QObject *, Done) override {}
    void read(const ImageId &, QObject *, std::function<void(Found)>) override {}
    void imagesOf(const UserId &, QObject *, std::function<void(List)>) override {}
    void removeImagesOf(const UserId &, qint64, QObject *, Done) override {}
};

} // namespace

//! A broker that is told to stop before it is ready stops, and that is no failure (contract 1:
//! SIGTERM exits 0).
class StartingTest : public QObject
{
    Q_OBJECT
private slots:
    void stopsWhateverItWaitsFor_data();
    void stopsWhateverItWaitsFor();
};

void StartingTest::stopsWhateverItWaitsFor_data()
{
    QTest::addColumn<int>("answers"); // before it is told to stop
    QTest::addColumn<bool>("fails"); // the one that comes after: the store is closing
    QTest::newRow("the log") << -1 << false;
    QTest::newRow("the keys") << 0 << false;
    QTest::newRow("the keys, which fail") << 0 << true;
    QTest::newRow("the images") << 1 << false;
    QTest::newRow("the images, which fail") << 1 << true;
}

void StartingTest::stopsWhateverItWaitsFor()
{
    QFETCH(const int, answers);
    QFETCH(const bool, fails);
    const FakeClock clock;
    auto ownedKeys = std::make_unique<HeldCredentials>();
    auto ownedImages = std::make_unique<HeldBlobs>();
    HeldCredentials *keys = ownedKeys.get();
    HeldBlobs *images = ownedImages.get();
    server::Broker broker(House::byHand(), std::make_unique<store::MemoryLog>(clock),
                          std::move(ownedKeys), std::move(ownedImages), clock);
    const QSignalSpy failed(&broker, &server::Broker::failed);
    const QSignalSpy stopped(&broker, &server::Broker::stopped);
    broker.start(QHostAddress(QHostAddress::LocalHost), 0);
    if (answers >= 0)
        QVERIFY(eventually([&] { return bool(keys->answer); }));
    if (answers == 1) {
        keys->answer({});
        QVERIFY(eventually([&] { return bool(images->answer); }));
    }
    broker.stop();
    QVERIFY(eventually([&] { return stopped.size() == 1; }));
    if (answers == 0)
        keys->answer({{}, {}, fails});
    if (images->answer) // asked for once the keys had come, though too late
        images->answer({{}, {}, fails || answers == 0});
    QCoreApplication::processEvents();
    QCOMPARE(failed.size(), 0);
    QCOMPARE(stopped.size(), 1);
}

QTEST_GUILESS_MAIN(StartingTest)
#include "tst_starting.moc"
