// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/fellow.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::desk;
using sermo::server::Fellows;
using sermo::server::RollCall;
using sermo::server::sightingIn;
using sermo::server::toJson;
using sermo::test::Fellow;
using sermo::test::Hub;

namespace
{

const UserId Ann(u"ann"_s);
const AgentId Anna(u"anna"_s);
const SenderName Bot = u"key:bot"_s;

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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    Fellow c(m_hub, "c", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    for (int i = 0; i < Fellows::RollPart + 1; ++i) // more than fits one message
        a.fellows.tell(seen::LinkUp{UserId(u"u%1"_s.arg(i)), {}});
    a.fellows.tell(seen::BotUp{Bot});
    a.fellows.tell(seen::BotBeat{Bot, true});
    Fellow b(m_hub, "b", m_clock);
    const QStringList heard = b.take();
    QCOMPARE(heard.filter(u"linkUp"_s).size(), Fellows::RollPart + 1);
    QVERIFY(heard.contains(u"botBeat key:bot"_s));
    QVERIFY(a.take().isEmpty()); // nobody is at b
}

void FellowsTest::whoIsThereTwiceGoesOnlyOnce()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    Fellow c(m_hub, "c", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    a.fellows.tell(seen::LinkUp{Ann, {}});
    a.fellows.leave();
    QCOMPARE(b.take(), (QStringList{u"linkUp ann"_s, u"linkDown ann"_s}));
    a.fellows.tell(seen::LinkUp{Ann, {}});
    QVERIFY(b.take().isEmpty());
    QCOMPARE(b.fellows.count(), 0);
}

void FellowsTest::manyBeatsAreOneMessage()
{
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
    Fellow c(m_hub, "c", m_clock);
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
    Fellow a(m_hub, "a", m_clock);
    Fellow b(m_hub, "b", m_clock);
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

QTEST_GUILESS_MAIN(FellowsTest)
#include "tst_fellows.moc"
