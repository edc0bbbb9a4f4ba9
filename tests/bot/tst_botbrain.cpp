// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bot/play.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;
using namespace sermo::test;
using namespace std::chrono_literals;

namespace
{

const QString Technical = payload::forQueue(QueueId(u"technical"_s));

} // namespace

//! The reception itself: from the greeting to the handover.
class TestBotBrain : public QObject
{
    Q_OBJECT
private slots:
    void beatsAtOnceAndEveryThirtySeconds();
    void walksTheStandardScenario();
    void waitsUntilTheCustomerHasNotTypedForThreeSeconds();
    void answersAButtonAtOnce();
    void offersTheQueuesAgainWhenItDidNotUnderstand();
    void handsOverToThePlatformsQueueWhenNothingHelps();
    void asksTwiceForTheNumberThenHandsOverAnyway();
    void handsOverWhoHasNoNumber_data();
    void handsOverWhoHasNoNumber();
    void asksNoNumberOfWhoIsKnown();
    void takesNoNumberBeforeItAsked();
    void greetsWhoBeginsWithAText();
    void speaksThePlatformsLanguage_data();
    void speaksThePlatformsLanguage();
    void offersAButtonForEachQueue();
    void showsItselfTyping();
};

void TestBotBrain::beatsAtOnceAndEveryThirtySeconds()
{
    FakeClock clock;
    BotBrain brain(Rules{Script::reception(), desk::DeskConfig::defaults()});
    brain.hear(compose(event::Welcome{{}, {}, u"e"_s, 0, false}), clock.now());
    const QList<EventFrame> first = brain.speak(clock.now());
    QCOMPARE(first.size(), 1);
    QCOMPARE(first.constFirst().bytes(),
             R"({"type":"application_heartbeat","direction":"internal","available":true})");
    QVERIFY(brain.speak(clock.now()).isEmpty());
    QCOMPARE(*brain.nextWake() - clock.now().steady, 30s);
    clock.advance(29'999ms);
    QVERIFY(brain.speak(clock.now()).isEmpty());
    clock.advance(1ms);
    QCOMPARE(brain.speak(clock.now()).size(), 1);
}

void TestBotBrain::walksTheStandardScenario()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.types();
    QCOMPARE(play.says(), u""_s);
    play.customer(u"My broadband is slow"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
    play.customer(u"It is 123 4567"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"identified demo 1234567, thanks, handover technical"_s);
    play.state(u"queued"_s);
    play.wait(1min);
    QCOMPARE(play.says(), u"heartbeat"_s);
}

void TestBotBrain::waitsUntilTheCustomerHasNotTypedForThreeSeconds()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer(u"My broadband"_s);
    play.wait(2'999ms);
    QCOMPARE(play.says(), u""_s);
    play.types(u"is sl"_s);
    QCOMPARE(play.untilNextWake(), 3s);
    play.wait(2'999ms);
    QCOMPARE(play.says(), u""_s);
    play.customer(u"is slow"_s);
    play.wait(2'999ms);
    QCOMPARE(play.says(), u""_s);
    play.wait(1ms);
    QCOMPARE(play.says(), u"number"_s); // once, for both texts
    play.types();
    play.wait(5s);
    QCOMPARE(play.says(), u""_s); // typing alone is no answer
}

void TestBotBrain::answersAButtonAtOnce()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer(u"Technical support"_s, Technical);
    QCOMPARE(play.says(), u"number"_s);
    play.customer(u"I don't have it"_s, payload::NoNumber);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
}

void TestBotBrain::offersTheQueuesAgainWhenItDidNotUnderstand()
{
    Play play;
    play.start();
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer(u"Hello?"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"offer"_s);
    QCOMPARE(play.lastText().quickReplies.size(), 3);
    play.customer(u"technical support"_s); // typed, not pressed
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
}

void TestBotBrain::handsOverToThePlatformsQueueWhenNothingHelps()
{
    desk::DeskConfig config = desk::DeskConfig::defaults();
    config.platforms
        += desk::Platform{PlatformId(u"shop"_s), u"shop-brand"_s, QueueId(u"sales"_s), u"en"_s, {}};
    Play play(config);
    play.start(u"shop"_s);
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer(u"Hm"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"offer"_s);
    play.customer(u"Hm again"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
    play.customer(u"7654321"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"identified shop-brand 7654321, thanks, handover sales"_s);
}

void TestBotBrain::asksTwiceForTheNumberThenHandsOverAnyway()
{
    Play play;
    play.start();
    (void)play.says();
    play.customer({}, Technical);
    QCOMPARE(play.says(), u"number"_s);
    play.customer(u"Why do you ask?"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"number-again"_s);
    play.customer(u"12"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
}

void TestBotBrain::handsOverWhoHasNoNumber_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<std::chrono::milliseconds>("wait");
    QTest::newRow("the button") << u"I don't have it"_s << QString(payload::NoNumber) << 0ms;
    QTest::newRow("the label typed") << u"i don't have it."_s << QString() << 3000ms;
    QTest::newRow("a no") << u"No"_s << QString() << 3000ms;
}

void TestBotBrain::handsOverWhoHasNoNumber()
{
    QFETCH(const QString, words);
    QFETCH(const QString, payload);
    QFETCH(const std::chrono::milliseconds, wait);
    Play play;
    play.start();
    (void)play.says();
    play.customer({}, Technical);
    QCOMPARE(play.says(), u"number"_s);
    play.customer(words, payload);
    play.wait(wait);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
}

void TestBotBrain::asksNoNumberOfWhoIsKnown()
{
    Play play;
    play.start();
    play.stored(Direction::Internal, event::CustomerIdentified{u"demo"_s, u"1234567"_s, {}});
    QCOMPARE(play.says(), u"greeting"_s);
    play.customer({}, Technical);
    QCOMPARE(play.says(), u"thanks, handover technical"_s);
}

void TestBotBrain::takesNoNumberBeforeItAsked()
{
    Play play;
    play.start();
    (void)play.says();
    play.customer(u"Jag vill betala invoice 70557076"_s); // an invoice's number, not the customer's
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
}

void TestBotBrain::greetsWhoBeginsWithAText()
{
    Play play;
    play.customer(u"Hello"_s);
    play.state(u"bot"_s);
    QCOMPARE(play.says(), u""_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"greeting"_s);
    play.wait(1min);
    QCOMPARE(play.says(), u"heartbeat"_s);

    play.setUser(u"other"_s);
    play.customer(u"My broadband is slow"_s);
    play.state(u"bot"_s);
    play.wait(3s);
    QCOMPARE(play.says(), u"number"_s);
}

void TestBotBrain::speaksThePlatformsLanguage_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("isToldByStart");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("Swedish, told by start") << u"sv"_s << true << u"sv"_s;
    QTest::newRow("Swedish, told by hello only") << u"sv"_s << false << u"sv"_s;
    QTest::newRow("English") << u"en"_s << true << u"en"_s;
    QTest::newRow("one that the script does not have") << u"de"_s << true << u"en"_s;
}

void TestBotBrain::speaksThePlatformsLanguage()
{
    QFETCH(const QString, language);
    QFETCH(const bool, isToldByStart);
    QFETCH(const QString, spoken);
    desk::DeskConfig config = desk::DeskConfig::defaults();
    config.platforms
        += desk::Platform{PlatformId(u"here"_s), u"b"_s, QueueId(u"sales"_s), language, {}};
    Play play(config);
    if (!isToldByStart) {
        play.stored(Direction::Inbound, event::Start{});
        play.stored(Direction::Internal, event::SessionPlatform{PlatformId(u"here"_s)});
        play.state(u"bot"_s);
    } else {
        play.start(u"here"_s);
    }
    const Script script = Script::reception();
    const Phrases &phrases = script.phrases(spoken);

    QCOMPARE(play.says(), u"greeting"_s);
    QCOMPARE(play.lastText().text, phrases.greeting);
    QCOMPARE(play.lastText().agent->name, phrases.name);
    play.customer(u"?"_s);
    play.wait(3s);
    (void)play.says();
    QCOMPARE(play.lastText().text, phrases.offer);
    play.customer({}, Technical);
    (void)play.says();
    QCOMPARE(play.lastText().text, phrases.number);
    play.customer(u"?"_s);
    play.wait(3s);
    (void)play.says();
    QCOMPARE(play.lastText().text, phrases.numberAgain);
    play.customer(u"?"_s);
    play.wait(3s);
    (void)play.says();
    const QString label = phrases.queues.value(QueueId(u"technical"_s)).label;
    QCOMPARE(play.lastText().text, QString(phrases.handover).replace("{queue}"_L1, label));
}

void TestBotBrain::offersAButtonForEachQueue()
{
    Play play;
    play.start();
    (void)play.says();
    QStringList labels;
    QStringList payloads;
    for (const event::QuickReply &button : play.lastText().quickReplies) {
        QCOMPARE(button.type, u"postback"_s);
        labels += button.text;
        payloads += button.payload;
    }
    QCOMPARE(labels,
             (QStringList{u"Invoices and general questions"_s, u"Technical support"_s,
                          u"Buy or upgrade"_s}));
    QCOMPARE(payloads.at(1), Technical);
}

void TestBotBrain::showsItselfTyping()
{
    Play play;
    play.start();
    (void)play.says();
    QVERIFY(play.lastText().typingMs >= 300 && play.lastText().typingMs <= 1200);
    QCOMPARE(play.lastText().agent->id, u"bot"_s);
    // The desk speaks right after the last words: they must not come later.
    play.customer({}, Technical);
    (void)play.says();
    play.customer({}, payload::NoNumber);
    (void)play.says();
    QCOMPARE(play.lastText().typingMs, 0);
}

QTEST_GUILESS_MAIN(TestBotBrain)
#include "tst_botbrain.moc"
