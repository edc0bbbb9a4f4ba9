// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/census.h"
#include "broker/server/imagequota.h"
#include "broker/server/pace.h"

#include <QTest>

using namespace sermo::server;
using namespace std::chrono_literals;
using Answer = RateLimit::Answer;

//! How fast a customer may speak, and how many connections there may be (contract 6, `limits`).
class RateLimitTest : public QObject
{
    Q_OBJECT
private slots:
    void allowsTheBurstThenDrops();
    void refillsByTheSecond();
    void tellsAFloodFromMoreThanTwiceTheBurstWithinASecond();
    void forgetsWhatIsOlderThanASecond();
    void limitsNothingWhenAFigureIsZero();
    void givesEachAPaceOfHisOwn();
    void forgetsWhoMayDoAllOfItAgain();
    void countsConnectionsPerAddressAndInAll();
    void givesEachSenderItsShareOfImages_data();
    void givesEachSenderItsShareOfImages();
    void countsTheBytesOfImages();
};

namespace
{

//! How many of `count` events at one moment pass.
int passing(RateLimit &limit, int count, RateLimit::Time at)
{
    int passed = 0;
    for (int i = 0; i < count; ++i)
        passed += limit.take(at) == Answer::Pass ? 1 : 0;
    return passed;
}

} // namespace

void RateLimitTest::allowsTheBurstThenDrops()
{
    RateLimit limit(20, 60, 1h);
    QCOMPARE(passing(limit, 60, 1h), 60);
    QVERIFY(limit.take(1h) == Answer::Drop);
}

void RateLimitTest::refillsByTheSecond()
{
    RateLimit limit(20, 60, 1h);
    QCOMPARE(passing(limit, 60, 1h), 60);
    QCOMPARE(passing(limit, 30, 1h + 1s), 20);
    QCOMPARE(passing(limit, 100, 1h + 60s), 60); // never more than the burst
}

void RateLimitTest::tellsAFloodFromMoreThanTwiceTheBurstWithinASecond()
{
    RateLimit limit(20, 60, 1h);
    for (int i = 0; i < 120; ++i)
        QVERIFY(limit.take(1h + i * 5ms) != Answer::Flood);
    QVERIFY(limit.take(1h + 600ms) == Answer::Flood);
}

void RateLimitTest::forgetsWhatIsOlderThanASecond()
{
    RateLimit limit(20, 60, 1h);
    for (int i = 0; i < 120; ++i)
        QVERIFY(limit.take(1h) != Answer::Flood);
    QVERIFY(limit.take(1h + 1050ms) != Answer::Flood);
}

void RateLimitTest::limitsNothingWhenAFigureIsZero()
{
    RateLimit noRate(0, 60, 1h);
    RateLimit noBurst(20, 0, 1h);
    RateLimit none;
    QCOMPARE(passing(noRate, 10'000, 1h), 10'000);
    QCOMPARE(passing(noBurst, 10'000, 1h), 10'000);
    QCOMPARE(passing(none, 10'000, 1h), 10'000);
}

void RateLimitTest::givesEachAPaceOfHisOwn()
{
    PaceOfEach<int> pace(1, 3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(pace.take(1, 1h));
    QVERIFY(!pace.take(1, 1h));
    QVERIFY(pace.take(2, 1h));
    QVERIFY(pace.take(1, 1h + 1s));
    QVERIFY(!pace.take(1, 1h + 1s));
    PaceOfEach<int> none(0, 0);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(none.take(1, 1h));
    QCOMPARE(none.remembered(), 0);
}

void RateLimitTest::forgetsWhoMayDoAllOfItAgain()
{
    PaceOfEach<int> pace(1, 3);
    for (int who = 0; who < 1000; ++who)
        QVERIFY(pace.take(who, 1h));
    for (int i = 0; i < 3; ++i)
        (void)pace.take(1, 1h + 3s); // for whom it is not over yet
    QVERIFY(pace.take(1000, 1h + 4s));
    QCOMPARE(pace.remembered(), 2);
    QVERIFY(pace.take(1, 1h + 4s));
    QVERIFY(!pace.take(1, 1h + 4s));
}

void RateLimitTest::countsConnectionsPerAddressAndInAll()
{
    const QHostAddress a(QStringLiteral("192.0.2.1"));
    const QHostAddress b(QStringLiteral("192.0.2.2"));
    Census census({2, 3});
    census.enter(a);
    census.enter(a);
    QCOMPARE(census.refusal(a), 429);
    QCOMPARE(census.refusal(b), 0);
    census.enter(b);
    QCOMPARE(census.refusal(b), 503);
    census.leave(a);
    QCOMPARE(census.refusal(a), 0);
    census.leave(QHostAddress(QStringLiteral("192.0.2.9"))); // never came: nothing happens
    QCOMPARE(census.inAll(), 2);

    Census open({0, 0});
    for (int i = 0; i < 5000; ++i)
        open.enter(a);
    QCOMPARE(open.refusal(a), 0);
}

void RateLimitTest::givesEachSenderItsShareOfImages_data()
{
    QTest::addColumn<sermo::Role>("role");
    QTest::addColumn<int>("atOnce");
    QTest::newRow("a customer") << sermo::Role::Customer << int(ImageQuota::Customer.uploads);
    QTest::newRow("an agent") << sermo::Role::Agent << int(ImageQuota::Application.uploads);
    QTest::newRow("a channel") << sermo::Role::Channel << int(ImageQuota::Application.uploads);
}

void RateLimitTest::givesEachSenderItsShareOfImages()
{
    QFETCH(const sermo::Role, role);
    QFETCH(const int, atOnce);
    ImageQuota quota;
    const sermo::desk::Sender one{role, QStringLiteral("one"), {}, {}, {}};
    const sermo::desk::Sender two{role, QStringLiteral("two"), {}, {}, {}};
    for (int i = 0; i < atOnce; ++i)
        QCOMPARE(quota.take(one, 10, 1h), 0s);
    const auto wait = quota.take(one, 10, 1h);
    QVERIFY(wait > 0s);
    QCOMPARE(quota.take(two, 10, 1h), 0s);
    QVERIFY(quota.take(one, 10, 1h + wait - 1s) > 0s);
    QCOMPARE(quota.take(one, 10, 1h + wait), 0s);
    QVERIFY(quota.take(one, 10, 1h + wait) > 0s); // one for each wait
    for (int i = 0; i < atOnce; ++i) // and all of them after a long one
        QCOMPARE(quota.take(one, 10, 100h), 0s);
    QVERIFY(quota.take(one, 10, 100h) > 0s);
}

void RateLimitTest::countsTheBytesOfImages()
{
    ImageQuota quota;
    const sermo::desk::Sender customer{sermo::Role::Customer, QStringLiteral("one"), {}, {}, {}};
    const auto all = qint64(ImageQuota::Customer.bytes);
    QCOMPARE(quota.take(customer, all - 10, 1h), 0s);
    const auto wait = quota.take(customer, 1000, 1h);
    QVERIFY(wait > 0s && wait < 1min);
    QCOMPARE(quota.take(customer, 10, 1h), 0s); // a smaller one has room
    QCOMPARE(quota.take(customer, all / 2, 1h + ImageQuota::Customer.bytesIn / 2), 0s);
}

QTEST_GUILESS_MAIN(RateLimitTest)
#include "tst_ratelimit.moc"
