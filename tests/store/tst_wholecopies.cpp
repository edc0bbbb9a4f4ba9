// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/apart.h"
#include "tests/store/hostandfollower.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! A host's file is handed over whole where notes do not suffice; who has it goes on with it, as a
//! follower or in the host's place.
class WholeCopiesTest : public HostAndFollower
{
    Q_OBJECT
private slots:
    void givesTheFileToWhoHasNothing();
    void givesTheFileToWhoIsOlderThanWhatIsKept();
    void keepsTheOldCopyUntilTheNewOneIsWhole();
    void goesOnWhereTheCopyEnded();
    void notesWhatIsWrittenAfterTakingOver();
    void namesTheLogAnewForBoth();
    void setsAWholeLogApart();
};

void WholeCopiesTest::givesTheFileToWhoHasNothing()
{
    {
        Host before(m_host, false);
        QVERIFY(before.say(u"u1"_s, u"a"_s));
    }
    Host host(m_host);
    QVERIFY(host.isOpen);
    QCOMPARE(host.database->changes(), 1u); // all that was there
    QVERIFY(host.changesBehind(0).needsFile);
    Follower follower(m_follower);
    QVERIFY(follower.isOpen);
    QCOMPARE(follower.copy.epoch(), QString());
    QVERIFY(follower.takeFile(m_host));
    QCOMPARE(follower.copy.head(), 1u);
    QCOMPARE(follower.copy.epoch(), host.database->epoch());
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void WholeCopiesTest::givesTheFileToWhoIsOlderThanWhatIsKept()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s) && host.say(u"u2"_s, u"b"_s));
    QVERIFY(host.erase(u"u1"_s) && host.scrub()); // its notes go, too
    QVERIFY(host.say(u"u3"_s, u"c"_s));
    QVERIFY(host.changesBehind(follower.copy.head()).needsFile);
    QVERIFY(follower.takeFile(m_host) && follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void WholeCopiesTest::keepsTheOldCopyUntilTheNewOneIsWhole()
{
    Host host(m_host);
    QString epoch;
    {
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
        follower.copy.beginFile();
        QVERIFY(follower.take([&] { follower.copy.addToFile("half a file"); }));
    }
    {
        Follower again(m_follower);
        QVERIFY(again.isOpen);
        QCOMPARE(again.copy.head(), host.database->changes());
        again.copy.beginFile();
        QVERIFY(again.take([&] { again.copy.addToFile("no database"); }));
        QVERIFY(!again.take([&] { again.copy.endFile(); }));
    }
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void WholeCopiesTest::goesOnWhereTheCopyEnded()
{
    Host host(m_host);
    {
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
    }
    QVERIFY(host.say(u"u1"_s, u"b"_s));
    Follower again(m_follower);
    QVERIFY(again.isOpen);
    QCOMPARE(again.copy.head() + 1, host.database->changes());
    QVERIFY(again.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void WholeCopiesTest::notesWhatIsWrittenAfterTakingOver()
{
    {
        Host host(m_host);
        Follower follower(m_follower);
        QVERIFY(follower.takeFile(m_host) && host.say(u"u1"_s, u"a"_s));
        QVERIFY(follower.takeChanges(host));
    }
    Host successor(m_follower);
    QVERIFY(successor.isOpen);
    QCOMPARE(successor.database->changes(), apart::headOf(m_host));
    Follower former(m_host);
    QVERIFY(former.isOpen);
    QVERIFY(successor.say(u"u2"_s, u"b"_s) && successor.saveKey(u"k"_s));
    QCOMPARE(successor.probe.all().constLast().seq, 2u);
    QVERIFY(former.takeChanges(successor));
    QCOMPARE(rowsIn(m_host), rowsIn(m_follower));
}

void WholeCopiesTest::namesTheLogAnewForBoth()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString before = host.database->epoch();
    QVERIFY(host.done([&](const auto &told) { host.database->renewEpoch(&host.context, told); }));
    QVERIFY(host.database->epoch() != before);
    QCOMPARE(host.database->epochBefore(), before);
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(follower.copy.epoch(), host.database->epoch());
}

void WholeCopiesTest::setsAWholeLogApart()
{
    {
        Host host(m_host);
        QVERIFY(host.say(u"u1"_s, u"a"_s, u"what nobody else has"_s));
    }
    QCOMPARE(apart::told(m_host), QString());
    QVERIFY(apart::setApart(m_host));
    QCOMPARE(apart::headOf(m_host), 0u);
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.1"_s));
    {
        Host anew(m_host);
        QVERIFY(anew.isOpen && anew.probe.all().isEmpty());
    }
    QVERIFY(apart::setApart(m_host));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.2"_s));
    QVERIFY(isAnywhereIn(m_host, "what nobody else has"));
    QVERIFY(QFile::remove(m_host + u"/sermo.db.apart.1"_s)); // somebody has looked into it
    {
        const Host again(m_host);
        QVERIFY(again.isOpen);
    }
    QVERIFY(apart::setApart(m_host));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.2"_s));
    QVERIFY(apart::told(m_host).contains(u"sermo.db.apart.3"_s)); // the later is the higher
    QVERIFY(apart::discard(m_host));
    QCOMPARE(apart::told(m_host), QString());
}

QTEST_GUILESS_MAIN(WholeCopiesTest)
#include "tst_wholecopies.moc"
