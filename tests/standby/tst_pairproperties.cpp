// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/standby/pair.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo::standby;
using namespace sermo::test;

//! Whatever happens in whatever order to two machines, their disks and the network between them.
class TestPairProperties : public QObject
{
    Q_OBJECT
private slots:
    void losesNothingAndNeverHasTwoHosts_data();
    void losesNothingAndNeverHasTwoHosts();
    void losesNothingSilentlyWhateverPeopleSay_data();
    void losesNothingSilentlyWhateverPeopleSay();
    void seesTwoHostsWhereThePatienceIsWrong();
    void seesALossWhereTheDiskIsPutBack();
    void cleanupTestCase();

private:
    static void addSeeds(const char *what, Right wish, int count);
    void tell(Pair &pair, bool hasPeople);
    static qsizetype brokenBySleep(const Patience &patience);

    int m_stories = 0;
    int m_takeovers = 0;
    qsizetype m_acknowledged = 0;
};

void TestPairProperties::addSeeds(const char *what, Right wish, int count)
{
    for (int seed = 1; seed <= count; ++seed)
        QTest::addRow("%s, seed %d", what, seed) << quint32(seed) << wish;
}

//! Five minutes of mishaps, then all is well again.
void TestPairProperties::tell(Pair &pair, bool hasPeople)
{
    pair.boot();
    pair.setLoad(250ms);
    pair.run(10s);
    pair.setChance(true);
    pair.setPeople(hasPeople);
    pair.run(5min);
    pair.settle();
    ++m_stories;
    m_takeovers += pair.takeovers();
    m_acknowledged += pair.acknowledged();
}

void TestPairProperties::losesNothingAndNeverHasTwoHosts_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<Right>("wish");
    addSeeds("takes over by itself", Right::Succeed, 80);
    addSeeds("only offers", Right::Offer, 20);
}

void TestPairProperties::losesNothingAndNeverHasTwoHosts()
{
    QFETCH(const quint32, seed);
    QFETCH(const Right, wish);
    Pair pair(seed, wish);
    tell(pair, false);
    QCOMPARE(pair.broken().join(u'\n'), QString());
    QCOMPARE(pair.lost(), 0);

    Machine *host = pair.host();
    QVERIFY2(host, "nobody serves, or both do");
    const Machine &other = host == &pair.anna() ? pair.bea() : pair.anna();
    QCOMPARE(other.status().phase, Phase::Following);
    QCOMPARE(other.disk().log, host->disk().log);
    QVERIFY(pair.acknowledged() > 0);
    QVERIFY(!host->status().hasTrouble && !other.status().hasTrouble);
}

void TestPairProperties::losesNothingSilentlyWhateverPeopleSay_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<Right>("wish");
    addSeeds("takes over by itself", Right::Succeed, 40);
    addSeeds("only offers", Right::Offer, 40);
}

//! People can be wrong: the host is there, or the other one has taken over. Then two serve for a
//! while, until they meet; what the lower term took is kept apart.
void TestPairProperties::losesNothingSilentlyWhateverPeopleSay()
{
    QFETCH(const quint32, seed);
    QFETCH(const Right, wish);
    Pair pair(seed, wish);
    tell(pair, true);
    QCOMPARE(pair.broken().join(u'\n'), QString());
    QCOMPARE(pair.gone(), 0);
    Machine *host = pair.host();
    QVERIFY2(host, "nobody serves, or both do");
    const Machine &other = host == &pair.anna() ? pair.bea() : pair.anna();
    QCOMPARE(other.disk().log, host->disk().log);
}

//! The host sleeps for long enough to be succeeded, with a word of the other one on its way. What
//! of it is a promise broken?
qsizetype TestPairProperties::brokenBySleep(const Patience &patience)
{
    qsizetype broken = 0;
    for (quint32 seed = 1; seed <= 20; ++seed) {
        Pair pair(seed, Right::Succeed, patience);
        pair.boot();
        pair.setLoad(100ms);
        pair.run(10s);
        pair.freeze(0, 40s);
        pair.run(60s);
        broken += pair.broken().size() + pair.lost();
    }
    return broken;
}

//! The ledger can tell: a host that believes in a silent link and in its lease for longer than the
//! other one waits is seen to acknowledge beside its successor.
void TestPairProperties::seesTwoHostsWhereThePatienceIsWrong()
{
    Patience wrong;
    wrong.hold = 60s;
    wrong.lease = 90s;
    QVERIFY(brokenBySleep(wrong) > 0);
    QCOMPARE(brokenBySleep(Patience()), 0);
}

//! … and an acknowledged event that is in no log any more is missed.
void TestPairProperties::seesALossWhereTheDiskIsPutBack()
{
    Pair pair(1, Right::Succeed);
    pair.boot();
    pair.setLoad(100ms);
    pair.run(20s);
    pair.anna().kill();
    pair.bea().kill();
    pair.anna().rollBack(5);
    pair.bea().rollBack(5);
    QVERIFY(pair.lost() > 0);
    QVERIFY(pair.gone() > 0);
}

//! That nothing went wrong means something only where much has happened.
void TestPairProperties::cleanupTestCase()
{
    if (m_stories < 100)
        return; // somebody looks at a few
    QVERIFY(m_takeovers > m_stories);
    QVERIFY(m_acknowledged > 100 * m_stories);
}

QTEST_GUILESS_MAIN(TestPairProperties)
#include "tst_pairproperties.moc"
