// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/fellows.h"
#include "broker/server/hearsay.h"
#include "broker/server/sightingtalk.h"
#include "tests/server/hub.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using sermo::server::Fellows;
using sermo::server::Hearsay;
using sermo::server::RollCall;
using sermo::server::sightingIn;
using sermo::server::toJson;
using sermo::test::Hub;
using sermo::test::Voice;

namespace
{

const UserId Ann(u"ann"_s);
const AgentId Anna(u"anna"_s);
const SenderName Bot = u"key:bot"_s;

//! One broker's part of it, and what it was told to see.
struct House {
    House(Hub &itsHub, const QByteArray &name, const Clock &clock)
        : hub(itsHub)
        , voice(hub, name)
        , fellows(voice, clock, nullptr)
    {
        QObject::connect(&fellows, &Fellows::seen, &fellows, [this](const Sighting &sighting) {
            const QJsonObject words = toJson(sighting);
            seen.append(words.value("seen"_L1).toString() + u' '
                        + words.value("who"_L1).toString());
        });
        QObject::connect(&fellows, &Fellows::passed, &fellows,
                         [this](const EventFrame &frame, Seq after) {
                             passed.append(frame.bytes() + ' ' + QByteArray::number(after));
                         });
    }
    QStringList take()
    {
        hub.deliver();
        return std::exchange(seen, {});
    }

    Hub &hub;
    Voice voice;
    Fellows fellows;
    QStringList seen;
    QList<QByteArray> passed;
};

} // namespace

//! Brokers tell each other who is connected, and believe what they have heard last.
class FellowsTest : public QObject
{
    Q_OBJECT
private slots:
    void wordsSayWhatWasSeen_data();
    void wordsSayWhatWasSeen();
    void aRollCallTellsWhatHasChanged();
    void whatOneSeesTheOthersSee();
    void whoComesLateAsksWhoIsThere();
    void whoIsThereTwiceGoesOnlyOnce();
    void whatWasMissedIsAskedForAgain();
    void whoFallsSilentHasLostAllHis();
    void whoLeavesHasLostAllHisAtOnce();
    void manyBeatsAreOneMessage();
    void whoLeavesHisPageIsSeenToLeaveIt();
    void aLostQuestionIsAskedAgain();
    void whoIsSealedIsPartOfTheRoll();
    void aSealEndsWithWhoSaidIt();
    void isQuietWhenAllOthersHaveSaidSo();
    void asksAgainWhetherItIsQuietButNotForEver();
    void namesThatNoTextCanSayStayApart();
    void whatPassesPassesByteForByte();
    void whatPassesKeepsItsPlaceInTheLog();

private:
    test::FakeClock m_clock;
    Hub m_hub;
};

void FellowsTest::wordsSayWhatWasSeen_data()
{
    QTest::addColumn<QByteArray>("words");
    for (const char *words :
         {R"({"platform":"web","seen":"linkUp","who":"ann"})", R"({"seen":"linkDown","who":"ann"})",
          R"({"seen":"linkBeat","who":"ann"})", R"({"hidden":true,"seen":"linkBeat","who":"ann"})",
          R"({"customers":true,"seen":"typing","who":"ann"})", R"({"seen":"unload","who":"ann"})",
          R"({"seen":"agentUp","who":"anna"})", R"({"seen":"agentDown","who":"anna"})",
          R"({"seen":"botUp","who":"key:bot"})", R"({"seen":"botDown","who":"key:bot"})",
          R"({"available":true,"seen":"botBeat","who":"key:bot"})"})
        QTest::newRow(words) << QByteArray(words);
}

void FellowsTest::wordsSayWhatWasSeen()
{
    QFETCH(const QByteArray, words);
    const QJsonObject object = QJsonDocument::fromJson(words).object();
    const auto sighting = sightingIn(object);
    QVERIFY(sighting);
    QCOMPARE(toJson(*sighting), object);
    QVERIFY(!sightingIn(QJsonObject{{u"seen"_s, u"something newer"_s}, {u"who"_s, u"x"_s}}));
}

void FellowsTest::aRollCallTellsWhatHasChanged()
{
    RollCall before;
    before.take(seen::LinkUp{Ann, {}});
    before.take(seen::AgentUp{Anna});
    before.take(seen::BotUp{Bot});
    RollCall after;
    after.take(seen::AgentUp{Anna});
    after.take(seen::BotUp{Bot});
    after.take(seen::BotBeat{Bot, true});
    QStringList changes;
    for (const Sighting &change : before.changeTo(after))
        changes.append(toJson(change).value("seen"_L1).toString());
    QCOMPARE(changes, (QStringList{u"linkDown"_s, u"botBeat"_s}));
    QVERIFY(before.changeTo(before).isEmpty());
    QCOMPARE(after.comings().size(), 3);
}

void FellowsTest::whatOneSeesTheOthersSee()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    House c(m_hub, "c", m_clock);
    a.fellows.tell(seen::LinkUp{Ann, PlatformId(u"web"_s)});
    a.fellows.tell(seen::Typing{Ann, true});
    a.fellows.tell(seen::LinkDown{Ann});
    const QStringList all{u"linkUp ann"_s, u"typing ann"_s, u"linkDown ann"_s};
    QCOMPARE(b.take(), all);
    QCOMPARE(c.take(), all);
    QVERIFY(a.take().isEmpty());
}

void FellowsTest::whoComesLateAsksWhoIsThere()
{
    House a(m_hub, "a", m_clock);
    for (int i = 0; i < Fellows::RollPart + 1; ++i) // more than fits one message
        a.fellows.tell(seen::LinkUp{UserId(u"u%1"_s.arg(i)), {}});
    a.fellows.tell(seen::BotUp{Bot});
    a.fellows.tell(seen::BotBeat{Bot, true});
    House b(m_hub, "b", m_clock);
    const QStringList heard = b.take();
    QCOMPARE(heard.filter(u"linkUp"_s).size(), Fellows::RollPart + 1);
    QVERIFY(heard.contains(u"botBeat key:bot"_s));
    QVERIFY(a.take().isEmpty()); // nobody is at b
}

void FellowsTest::whoIsThereTwiceGoesOnlyOnce()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    House c(m_hub, "c", m_clock);
    a.fellows.tell(seen::AgentUp{Anna});
    b.fellows.tell(seen::AgentUp{Anna});
    c.take();
    a.fellows.tell(seen::AgentDown{Anna});
    QVERIFY(c.take().isEmpty());
    QVERIFY(a.fellows.isElsewhere(seen::AgentDown{Anna}));
    QVERIFY(!b.take().contains(u"agentDown anna"_s)); // she is at b itself
    b.fellows.tell(seen::AgentDown{Anna});
    QCOMPARE(c.take(), QStringList{u"agentDown anna"_s});
    QCOMPARE(a.take().constLast(), u"agentDown anna"_s);
}

void FellowsTest::whatWasMissedIsAskedForAgain()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    a.fellows.tell(seen::AgentUp{Anna});
    b.take();
    b.voice.isLost = true;
    a.fellows.tell(seen::AgentDown{Anna});
    a.fellows.tell(seen::LinkUp{Ann, {}});
    QVERIFY(b.take().isEmpty());
    b.voice.isLost = false;
    a.fellows.tell(seen::Typing{Ann, true});
    QStringList heard = b.take();
    heard.removeAll(u"typing ann"_s);
    heard.sort();
    QCOMPARE(heard, (QStringList{u"agentDown anna"_s, u"linkUp ann"_s}));
}

void FellowsTest::whoFallsSilentHasLostAllHis()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    a.fellows.tell(seen::AgentUp{Anna});
    QCOMPARE(b.take(), QStringList{u"agentUp anna"_s});
    for (int i = 0; i < 20; ++i) { // who is there says so
        m_clock.advance(Fellows::AliveEvery);
        a.fellows.pulse(m_clock.now());
        QVERIFY(b.take().isEmpty());
        b.fellows.pulse(m_clock.now());
    }
    a.voice.isLost = true;
    m_clock.advance(Fellows::GoneAfter);
    b.fellows.pulse(m_clock.now());
    QCOMPARE(b.take(), QStringList{u"agentDown anna"_s});
    a.voice.isLost = false; // a long pause, and no end
    m_clock.advance(Fellows::AliveEvery);
    a.fellows.pulse(m_clock.now());
    QCOMPARE(b.take(), QStringList{u"agentUp anna"_s});
}

void FellowsTest::whoLeavesHasLostAllHisAtOnce()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    a.fellows.tell(seen::LinkUp{Ann, {}});
    a.fellows.leave();
    QCOMPARE(b.take(), (QStringList{u"linkUp ann"_s, u"linkDown ann"_s}));
    a.fellows.tell(seen::LinkUp{Ann, {}});
    QVERIFY(b.take().isEmpty());
    QCOMPARE(b.fellows.count(), 0);
}

void FellowsTest::manyBeatsAreOneMessage()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    b.take();
    const int before = a.voice.messages;
    for (int i = 0; i < 100; ++i)
        a.fellows.tell(seen::LinkBeat{UserId(u"u%1"_s.arg(i)), {}});
    QCOMPARE(a.voice.messages, before);
    a.fellows.pulse(m_clock.now());
    QCOMPARE(a.voice.messages, before + 1);
    QCOMPARE(b.take().size(), 100);
    a.fellows.tell(seen::LinkBeat{Ann, true}); // that he looks elsewhere is told at once
    QCOMPARE(b.take(), QStringList{u"linkBeat ann"_s});
}

//! The broker at which he was is the one that knows; its own roll still has him.
void FellowsTest::whoLeavesHisPageIsSeenToLeaveIt()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    House c(m_hub, "c", m_clock);
    a.fellows.tell(seen::LinkUp{Ann, {}});
    a.fellows.tell(seen::Unload{Ann});
    QCOMPARE(b.take(), (QStringList{u"linkUp ann"_s, u"unload ann"_s}));
    c.fellows.tell(seen::LinkUp{Ann, {}}); // another page, elsewhere
    (void)b.take();
    a.fellows.tell(seen::Unload{Ann});
    QVERIFY(b.take().isEmpty());
}

void FellowsTest::aLostQuestionIsAskedAgain()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    (void)b.take();
    b.voice.isLost = true;
    a.fellows.tell(seen::AgentUp{Anna});
    (void)b.take();
    b.voice.isLost = false;
    a.fellows.tell(seen::Typing{Ann, true});
    a.voice.isLost = true; // b's question is lost
    m_hub.deliver();
    a.voice.isLost = false;
    a.fellows.pulse(m_clock.now());
    b.seen.clear();
    m_clock.advance(Fellows::AliveEvery);
    b.fellows.pulse(m_clock.now());
    QCOMPARE(b.take(), QStringList{u"agentUp anna"_s});
}

void FellowsTest::whoIsSealedIsPartOfTheRoll()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
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
    House c(m_hub, "c", m_clock);
    m_hub.deliver();
    QVERIFY(c.fellows.isSealedElsewhere(Ann));
}

void FellowsTest::aSealEndsWithWhoSaidIt()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    House c(m_hub, "c", m_clock);
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

void FellowsTest::isQuietWhenAllOthersHaveSaidSo()
{
    House a(m_hub, "a", m_clock);
    a.fellows.tellSealed(Ann, true);
    QVERIFY(!a.fellows.quietUpTo(Ann)); // it may not have heard of the others yet
    House b(m_hub, "b", m_clock);
    House c(m_hub, "c", m_clock);
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

void FellowsTest::asksAgainWhetherItIsQuietButNotForEver()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
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

void FellowsTest::namesThatNoTextCanSayStayApart()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    b.take();
    const QString halves[] = {u"x"_s + QChar(0xd800), u"x"_s + QChar(0xdc00)};
    QList<UserId> sealedUsers;
    connect(&b.fellows, &Fellows::sealed, this,
            [&](const UserId &user, bool) { sealedUsers.append(user); });
    QList<UserId> comers;
    connect(&b.fellows, &Fellows::seen, this, [&](const Sighting &sighting) {
        if (const auto *up = std::get_if<seen::LinkUp>(&sighting))
            comers.append(up->user);
        else if (const auto *beat = std::get_if<seen::LinkBeat>(&sighting))
            comers.append(beat->user);
    });
    for (const QString &half : halves) {
        a.fellows.tell(seen::LinkUp{UserId(half), {}});
        a.fellows.tell(seen::LinkBeat{UserId(half), {}});
        a.fellows.pulse(m_clock.now());
        a.fellows.tellSealed(UserId(half), true);
        m_hub.deliver();
    }
    const UserId first(halves[0]);
    const UserId second(halves[1]);
    QCOMPARE(comers, (QList<UserId>{first, first, second, second}));
    QCOMPARE(sealedUsers, (QList<UserId>{first, second}));
}

void FellowsTest::whatPassesPassesByteForByte()
{
    House a(m_hub, "a", m_clock);
    House b(m_hub, "b", m_clock);
    const QByteArray bytes
        = R"({"text":"Hel\nlo","type":"typing_on", "direction":"inbound","userId":"ann","x":1.10})";
    a.fellows.tell(*EventFrame::fromSender(bytes), 17);
    m_hub.deliver();
    QCOMPARE(b.passed, QList<QByteArray>{bytes + " 17"});
}

void FellowsTest::whatPassesKeepsItsPlaceInTheLog()
{
    const auto frame = [](const QByteArray &type, const QByteArray &user) {
        return *EventFrame::fromSender(R"({"type":")" + type
                                       + R"(","direction":"inbound","text":"x","userId":")" + user
                                       + R"("})");
    };
    const EventFrame anns = frame("typing_on", "ann");
    const EventFrame bobs = frame("typing_on", "bob");
    const StoredEvent said{18, 0, u"customer:ann"_s, frame("text", "ann")};
    Hearsay hearsay;
    QCOMPARE(hearsay.take(anns, 17, 17).size(), 1); // behind what was told: now
    QVERIFY(hearsay.take(bobs, 18, 17).isEmpty()); // behind what comes: then
    QVERIFY(hearsay.take(anns, 19, 17).isEmpty());
    const QList<EventFrame> due = hearsay.behind(said);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due.constFirst().user(), UserId(u"bob"_s));
    QVERIFY(hearsay.take(anns, 17, 18).isEmpty()); // what he typed then, he has sent
    QCOMPARE(hearsay.take(anns, 18, 18).size(), 1);
    QCOMPARE(hearsay.behind({19, 0, u"customer:bob"_s, frame("text", "bob")}).size(), 1);
}

QTEST_GUILESS_MAIN(FellowsTest)
#include "tst_fellows.moc"
