// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/atwork.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test::atwork;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What the agent writes: sent once, in his name, and again where nobody has answered.
class ReplyingTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void repliesInTheAgentsName();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void sendsAgainWhatWasNotAnswered();
    void sendsAgainWhatTheAgentRetries();
    void tellsTheCustomerThatSomeoneTypes();
    void tellsNobodyThatItTypesToAnothersCustomer();
    void keepsADraftAndDropsItWhenSent();
};

void ReplyingTest::repliesInTheAgentsName()
{
    AtWork console;
    QVERIFY(console.controller.reply(Robin, {u"Hej Robin!"_s, {ImageId(u"image1"_s)}, {}}));
    const QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(types(sent), u"text"_s);
    QCOMPARE(sent.at(0).direction(), Direction::Outbound);
    QCOMPARE(sent.at(0).user(), Robin);
    QVERIFY(!sent.at(0).id().isEmpty());
    const auto text = bodyOf<event::Text>(sent.at(0));
    QCOMPARE(text.text, u"Hej Robin!"_s);
    QCOMPARE(text.imageId, u"image1"_s);
    QCOMPARE(text.agent, (event::Speaker{u"an01"_s, u"Anders Andersson"_s, u"human"_s, {}, {}}));
}

void ReplyingTest::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("white space") << u" \n "_s << false;
    QTest::newRow("more than a frame holds") << QString(70'000, u'å') << true;
}

void ReplyingTest::refusesWhatCannotBeSent()
{
    QFETCH(QString, text);
    QFETCH(bool, noticed);
    AtWork console;
    const QSignalSpy spy(&console.controller, &ConsoleController::noticed);
    QVERIFY(!console.controller.reply(Robin, text));
    QVERIFY(!console.controller.note(Robin, text));
    QVERIFY(console.link.takeSent().isEmpty());
    QCOMPARE(console.store.outbox().size(), 1); // its status only
    QCOMPARE(spy.isEmpty(), !noticed);
}

void ReplyingTest::sendsAgainWhatWasNotAnswered()
{
    AtWork console;
    (void)console.controller.reply(Robin, u"one"_s);
    const EventFrame first = console.link.takeSent().constFirst();
    console.acknowledge(first);
    (void)console.controller.reply(Robin, u"two"_s);
    const EventFrame second = console.link.takeSent().constFirst();
    console.link.become(EventLink::State::Offline);
    (void)console.controller.reply(Robin, u"three"_s);

    console.reconnect();

    const QList<EventFrame> again = console.link.takeSent();
    QCOMPARE(types(again), u"text text"_s);
    QCOMPARE(again.at(0).bytes(), second.bytes()); // the same id: the broker knows it
    QCOMPARE(bodyOf<event::Text>(again.at(1)).text, u"three"_s);
}

void ReplyingTest::sendsAgainWhatTheAgentRetries()
{
    AtWork console;
    (void)console.controller.reply(Robin, u"one"_s);
    const EventFrame sent = console.link.takeSent().constFirst();
    console.link.deliver({console.told.error(sent.id(), ErrorCode::RateLimited, u"slower"_s)});
    console.reconnect();
    QVERIFY(console.link.takeSent().isEmpty());

    console.controller.retry(sent.id());
    QCOMPARE(console.link.takeSent().constFirst().bytes(), sent.bytes());

    console.link.deliver({console.told.error(sent.id(), ErrorCode::RateLimited, u"slower"_s)});
    console.controller.discard(sent.id());
    console.controller.retry(sent.id());
    QVERIFY(console.link.takeSent().isEmpty());
}

void ReplyingTest::tellsTheCustomerThatSomeoneTypes()
{
    AtWork console;
    console.controller.composing(Robin, u"H"_s);
    QList<EventFrame> sent = console.link.takeSent();
    QCOMPARE(types(sent), u"typing_on draft"_s);
    QCOMPARE(sent.at(0).direction(), Direction::Outbound);
    QCOMPARE(sent.at(1).direction(), Direction::Internal);
    QCOMPARE(bodyOf<event::Draft>(sent.at(1)).text, u"H"_s);

    console.clock.advance(5s);
    console.controller.advance();
    QCOMPARE(types(console.link.takeSent()), u"typing_off"_s);

    console.link.deliver({test::Told::types(Robin, u"jag skriver"_s)});
    console.controller.composing(Robin, u"He"_s);
    QCOMPARE(types(console.link.takeSent()), u"draft"_s); // he writes: he is not to stop and wait
    console.link.deliver({console.told.says(Robin, u"jag skriver"_s)});
    QCOMPARE(types(console.link.takeSent()), u"typing_on"_s);

    console.clock.advance(1s);
    QVERIFY(console.controller.reply(Robin, u"He"_s));
    QCOMPARE(types(console.link.takeSent()), u"text typing_off draft"_s);
}

void ReplyingTest::tellsNobodyThatItTypesToAnothersCustomer()
{
    AtWork console;
    console.controller.composing(Omar, u"H"_s);
    QVERIFY(console.link.takeSent().isEmpty());
    QCOMPARE(console.drafts.text(Omar), u"H"_s);
}

void ReplyingTest::keepsADraftAndDropsItWhenSent()
{
    AtWork console;
    console.controller.composing(Robin, u"for Robin"_s);
    console.controller.composing(Omar, u"for Omar"_s);
    QVERIFY(console.controller.reply(Robin, u"for Robin"_s));
    QCOMPARE(console.drafts.text(Robin), QString());
    QCOMPARE(console.drafts.text(Omar), u"for Omar"_s);
}

QTEST_GUILESS_MAIN(ReplyingTest)
#include "tst_replying.moc"
