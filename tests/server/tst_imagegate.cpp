// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imagegate.h"
#include "broker/server/imageledger.h"
#include "broker/server/keys.h"
#include "broker/server/metrics.h"
#include "broker/server/tokens.h"
#include "broker/store/memorycredentials.h"
#include "tests/support/fakeclock.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;

namespace
{

const ImageId Image(u"abcdefghijklmnopqrstuv"_s);

//! Counts who has come as far as the bytes, and lets nobody go on from there.
class StuckBlobs final : public store::BlobStore
{
public:
    int readers = 0;

    void load(QObject *, std::function<void(Contents)>) override {}
    void save(const store::ImageRecord &, const QByteArray &, const UserId &, QObject *,
              Done) override
    {
    }
    void link(const store::ImageLink &, QObject *, Done) override {}
    void read(const ImageId &, QObject *, std::function<void(Found)>) override { ++readers; }
    void imagesOf(const UserId &, QObject *, std::function<void(List)>) override {}
    void removeImagesOf(const UserId &, qint64, QObject *, Done) override {}
};

//! Somebody's connection, as the gate sees it.
class Connection : public QTcpSocket
{
public:
    explicit Connection(const QHostAddress &from) { setPeerAddress(from); }
};

} // namespace

//! Whose turn it is to see an image.
class ImageGateTest : public QObject
{
    Q_OBJECT
private slots:
    void countsLookersByTheirHousehold_data();
    void countsLookersByTheirHousehold();
};

void ImageGateTest::countsLookersByTheirHousehold_data()
{
    QTest::addColumn<QString>("crowd"); // where each of it comes from
    QTest::addColumn<int>("atOnce"); // how many of twenty see it at once
    QTest::newRow("one address") << u"203.0.113.5"_s << 12;
    QTest::newRow("one network of IPv6") << u"2001:db8::%1"_s << 12;
    QTest::newRow("many addresses") << u"203.0.113.%1"_s << 20;
    QTest::newRow("many networks of IPv6") << u"2001:db8:0:%1::1"_s << 20;
}

void ImageGateTest::countsLookersByTheirHousehold()
{
    QFETCH(const QString, crowd);
    QFETCH(const int, atOnce);
    const test::FakeClock clock;
    StuckBlobs blobs;
    store::MemoryCredentials credentials;
    Keys keys;
    Tokens tokens(credentials, clock, nullptr);
    Metrics metrics;
    ImageLedger ledger(blobs, clock, nullptr);
    ledger.load({{store::ImageRecord{Image, "image/png", 1, 1, {}, 0}}, {}, false});
    ImageWorkshop workshop({});
    ImageIntake intake({&ledger, &workshop, &tokens, &clock, &metrics});
    const QStringList trusted{u"127.0.0.1"_s};
    ImageGate gate({&keys, &tokens, &ledger, &intake, Proxies(trusted), [](int) {}},
                   Origins({}, true), nullptr);
    std::vector<std::unique_ptr<Connection>> crowdOf;
    for (int i = 0; i < 20; ++i) {
        RequestHead head;
        head.method = "GET";
        head.path = "/images/" + Image.value().toLatin1();
        const QString from = crowd.contains(u'%') ? crowd.arg(i + 1) : crowd;
        head.fields.append({"x-forwarded-for", from.toLatin1()});
        auto &one = crowdOf.emplace_back(
            std::make_unique<Connection>(QHostAddress(QHostAddress::LocalHost)));
        gate.handle(one.get(), head);
    }
    QCOMPARE(blobs.readers, atOnce);
}

QTEST_GUILESS_MAIN(ImageGateTest)
#include "tst_imagegate.moc"
