// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/fellow.h"

#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using sermo::server::Fellows;
using sermo::test::Fellow;
using sermo::test::Hub;

namespace
{

const UserId Ann(u"ann"_s);

} // namespace

//! A customer who is being erased is sealed at every broker, until nothing of him is on its way.
class FellowSealsTest : public QObject
{
    Q_OBJECT

private slots:
    void whoIsSealedIsPartOfTheRoll();
    void aSealEndsWithWhoSaidIt();
    void isQuietWhenAllOthersHaveSaidSo();
    void asksAgainWhetherItIsQuietButNotForEver();

private:
    test::FakeClock m_clock;
    Hub m_hub;
};

void FellowSealsTest::whoIsSealedIsPartOfTheRoll()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    QStringList told;
    connect(&b.fellows, &Fellows::sealed, this, [&](const UserId &user, bool isSealed) {
        told.append((isSealed ? u"sealed "_s : u"unsealed "_s) + user.value());
    });
    connect(&b.fellows, &Fellows::lapsed, this,
            [&](const UserId &user) { told.append(u"lapsed "_s + user.value()); });
    (void)b.take();
    const auto lose = [&](bool isSealed) {
        b.voice.isLost = true;
        a.fellows.tellSealed(Ann, isSealed);
        m_hub.deliver();
        b.voice.isLost = false;
        a.fellows.tell(seen::Typing{Ann, true}); // which shows the gap
        m_hub.deliver();
        return std::exchange(told, {});
    };
    QCOMPARE(lose(true), QStringList{u"sealed ann"_s});
    QCOMPARE(lose(false), QStringList{u"lapsed ann"_s});
    QVERIFY(!b.fellows.isSealedElsewhere(Ann));
    a.fellows.tellSealed(Ann, true); // who comes now hears it too
    Fellow c(m_hub, "c", m_clock);
    m_hub.deliver();
    QVERIFY(c.fellows.isSealedElsewhere(Ann));
}

void FellowSealsTest::aSealEndsWithWhoSaidIt()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    Fellow c(m_hub, "c", m_clock);
    QStringList told;
    connect(&c.fellows, &Fellows::sealed, this, [&](const UserId &, bool isSealed) {
        told.append(isSealed ? u"sealed"_s : u"unsealed"_s);
    });
    connect(&c.fellows, &Fellows::lapsed, this, [&] { told.append(u"lapsed"_s); });
    a.fellows.tellSealed(Ann, true);
    b.fellows.tellSealed(Ann, true);
    m_hub.deliver();
    told.clear();
    a.fellows.tellSealed(Ann, false);
    m_hub.deliver();
    QVERIFY(told.isEmpty()); // b erases him still
    b.fellows.leave();
    m_hub.deliver();
    QCOMPARE(told, QStringList{u"lapsed"_s});
}

void FellowSealsTest::isQuietWhenAllOthersHaveSaidSo()
{
    Fellow a(m_hub, "a", m_clock);
    a.fellows.tellSealed(Ann, true);
    QVERIFY(!a.fellows.quietUpTo(Ann)); // it may not have heard of the others yet
    Fellow b(m_hub, "b", m_clock);
    Fellow c(m_hub, "c", m_clock);
    m_hub.deliver();
    m_clock.advance(2 * Fellows::AliveEvery);
    b.fellows.tellQuiet(Ann, 7);
    m_hub.deliver();
    QVERIFY(!a.fellows.quietUpTo(Ann));
    c.fellows.tellQuiet(Ann, 5);
    m_hub.deliver();
    QCOMPARE(a.fellows.quietUpTo(Ann).value_or(0), 7u);
    c.fellows.leave();
    m_hub.deliver();
    QCOMPARE(a.fellows.quietUpTo(Ann).value_or(0), 7u);
    QVERIFY(!b.fellows.quietUpTo(Ann)); // nobody said anything of him to b
}

void FellowSealsTest::asksAgainWhetherItIsQuietButNotForEver()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    m_hub.deliver();
    int asked = 0;
    int late = 0;
    connect(&b.fellows, &Fellows::sealed, this, [&](const UserId &, bool) { ++asked; });
    connect(&a.fellows, &Fellows::unquiet, this, [&] { ++late; });
    a.fellows.tellSealed(Ann, true);
    for (auto time = 0ms; time <= Fellows::QuietWithin; time += Fellows::AliveEvery) {
        QCOMPARE(late, 0);
        m_clock.advance(Fellows::AliveEvery);
        a.fellows.pulse(m_clock.now());
        b.fellows.pulse(m_clock.now());
        m_hub.deliver();
        if (late > 0)
            break;
    }
    QCOMPARE(late, 1);
    QCOMPARE(asked, int(Fellows::QuietWithin / Fellows::AliveEvery) + 1);
}

QTEST_GUILESS_MAIN(FellowSealsTest)
#include "tst_fellowseals.moc"
