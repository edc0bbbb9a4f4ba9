// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/census.h"
#include "broker/server/ratelimit.h"

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
    void countsConnectionsPerAddressAndInAll();
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

QTEST_GUILESS_MAIN(RateLimitTest)
#include "tst_ratelimit.moc"
