// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/whatif.h"
#include "tests/desk/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! What a log would have been under another bound.
class TestWhatIf : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatWasRecorded();
    void changesNothingForOneCustomer();
    void givesMoreAtOnceUnderAHigherBound();
    void servesWhoGaveUpIfHeIsReachedBefore();
    void keepsToTheHoursOfTheStaff();
    void hasNothingToSayOfAnEmptyLog();
};

namespace
{

constexpr qint64 Noon = qint64(20'000) * 86'400'000 + 43'200'000;

//! A log told second by second.
class Told
{
public:
    void at(int second, const EventFrame &frame)
    {
        StoredEvent event;
        event.seq = ++m_seq;
        event.receivedMs = Noon + second * 1000;
        event.sender = u"key:test"_s;
        event.frame = frame;
        log.take(event);
    }
    //! In the line from then on.
    void queue(int second, const char *user)
    {
        at(second, start(user));
        at(second, text(user));
        at(second, handoverToQueue(user, "general"));
    }
    void end(int second, const char *user) { at(second, saying("end_session", "outbound", user)); }

    WhatIf log{Scene::usual()};

private:
    Seq m_seq = 0;
};

allocation::Limits bound(double value)
{
    return {allocation::Load::of(value), 8};
}

//! Four customers at once, one agent who takes one after the other: 100 s each.
Told oneAfterTheOther()
{
    Told told;
    told.at(0, agentStatus("anna", "available"));
    constexpr std::array Users{"ada", "bea", "cia", "dea"};
    for (const char *user : Users)
        told.queue(1, user);
    int second = 1;
    for (const char *user : Users) {
        told.at(second, claim(user, "anna"));
        told.end(second += 100, user);
    }
    return told;
}

} // namespace

void TestWhatIf::saysWhatWasRecorded()
{
    const WhatIf::Figures figures = oneAfterTheOther().log.asRecorded();
    QCOMPARE(figures.served, 4);
    QCOMPARE(figures.gaveUp, 0);
    QCOMPARE(figures.meanWait, (0 + 100 + 200 + 300) / 4.0);
    QCOMPARE(figures.wait90, 300.0);
    QCOMPARE(figures.mostOpen, 1);
    QCOMPARE(figures.overloaded, 0.0);
}

void TestWhatIf::changesNothingForOneCustomer()
{
    Told told;
    told.at(0, agentStatus("anna", "available"));
    told.queue(10, "ada");
    told.at(10, claim("ada", "anna"));
    told.end(200, "ada");
    const WhatIf::Figures recorded = told.log.asRecorded();
    const WhatIf::Figures played = told.log.under(bound(2));
    QCOMPARE(played.served, recorded.served);
    QCOMPARE(played.meanWait, recorded.meanWait);
    QCOMPARE(played.meanSum, recorded.meanSum);
    QCOMPARE(played.mostOpen, 1);
}

void TestWhatIf::givesMoreAtOnceUnderAHigherBound()
{
    const Told told = oneAfterTheOther();
    const WhatIf::Figures one = told.log.under(bound(0));
    const WhatIf::Figures three = told.log.under(bound(2));
    const WhatIf::Figures all = told.log.under(bound(4));
    QCOMPARE(one.mostOpen, 1);
    QCOMPARE(three.mostOpen, 4); // the fourth when the others have long been silent
    QCOMPARE(all.mostOpen, 4);
    QCOMPARE(one.served, 4);
    QVERIFY(three.meanWait < one.meanWait);
    QVERIFY(all.meanWait < three.meanWait);
    QVERIFY(all.meanWait < 10); // one a second, and five for the sum to settle
    QVERIFY(all.meanSum > three.meanSum);
    QVERIFY(all.overloaded > 0 && one.overloaded == 0);
}

void TestWhatIf::servesWhoGaveUpIfHeIsReachedBefore()
{
    Told told = oneAfterTheOther();
    told.queue(2, "eva");
    told.end(150, "eva");
    QCOMPARE(told.log.asRecorded().gaveUp, 1);
    QCOMPARE(told.log.under(bound(0)).gaveUp, 1);
    const WhatIf::Figures generous = told.log.under(bound(7));
    QCOMPARE(generous.gaveUp, 0);
    QCOMPARE(generous.served, 5);
}

void TestWhatIf::keepsToTheHoursOfTheStaff()
{
    Told told = oneAfterTheOther();
    told.at(500, agentStatus("anna", "away"));
    told.queue(510, "eva");
    told.at(700, agentStatus("anna", "available"));
    told.at(700, claim("eva", "anna"));
    told.end(800, "eva");
    const WhatIf::Figures played = told.log.under(bound(7));
    QCOMPARE(played.served, 5);
    QCOMPARE(played.wait90, 190.0); // nobody was there from 510 to 700
}

void TestWhatIf::hasNothingToSayOfAnEmptyLog()
{
    const WhatIf log(Scene::usual());
    QCOMPARE(log.under(bound(2)).served, 0);
    QCOMPARE(log.asRecorded().served, 0);
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
