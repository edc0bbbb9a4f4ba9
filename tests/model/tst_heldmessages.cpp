// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/talkingset.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The moment in which a message can still be taken back, and what ends it.
class HeldMessagesTest : public QObject
{
    Q_OBJECT

private slots:
    void aMessageLeavesAfterItsMoment();
    void aMessageCanBeTakenBack();
    void theNextMessageSendsTheOneBefore();
    void aMessageLeavesWithoutAConnectionAndIsSentLater();
    void whatWasSaidLeavesWithTheAgent();
    void whatWasSaidLeavesWithTheCustomer();
    void whatIsTooLongIsRefusedAtOnce();
};

void HeldMessagesTest::aMessageLeavesAfterItsMoment()
{
    TalkingSet console;
    console.controller.composing(Robin, u"Hej"_s);
    QVERIFY(console.controller.replyIn(Robin, Message{u"Hej"_s, {}, {}}, 3s));
    QVERIFY(console.controller.held().find(Robin));
    QCOMPARE(console.drafts.text(Robin), u"Hej"_s); // after a crash it is there
    console.pass(2999ms);
    QVERIFY(console.texts().isEmpty());
    QSignalSpy changed(&console.controller, &ConsoleController::heldChanged);
    console.pass(1ms);
    QCOMPARE(console.texts(), QStringList{u"Hej"_s});
    QVERIFY(!console.controller.held().find(Robin));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(console.drafts.text(Robin), QString());
    console.pass(10s);
    QVERIFY(console.texts().isEmpty());
}

void HeldMessagesTest::aMessageCanBeTakenBack()
{
    TalkingSet console;
    const Message message{u"Hej"_s, {ImageId(u"a"_s), ImageId(u"b"_s)}, {}};
    QVERIFY(console.controller.replyIn(Robin, message, 3s));
    console.pass(2s);
    QCOMPARE(console.controller.recall(Robin), std::optional(message));
    QCOMPARE(console.controller.recall(Robin), std::optional<Message>());
    console.pass(10s);
    QVERIFY(console.texts().isEmpty());
}

void HeldMessagesTest::theNextMessageSendsTheOneBefore()
{
    TalkingSet console;
    QVERIFY(console.controller.replyIn(Robin, Message{u"one"_s, {}, {}}, 3s));
    console.pass(1s);
    QVERIFY(console.controller.replyIn(Robin, Message{u"two"_s, {}, {}}, 3s));
    QCOMPARE(console.texts(), QStringList{u"one"_s});
    console.controller.sendHeld(Robin);
    console.controller.sendHeld(Robin);
    QCOMPARE(console.texts(), QStringList{u"two"_s});
}

void HeldMessagesTest::aMessageLeavesWithoutAConnectionAndIsSentLater()
{
    TalkingSet console;
    QVERIFY(console.controller.replyIn(Robin, Message{u"Hej"_s, {}, {}}, 3s));
    console.link.become(EventLink::State::Offline);
    console.pass(3s);
    QVERIFY(!console.controller.held().find(Robin));
    QCOMPARE(console.store.outbox().size(), 1); // the agent's status is said anew once it is back
    console.link.become(EventLink::State::Online);
    console.link.deliver({console.told.welcome()});
    QCOMPARE(console.texts(), QStringList{u"Hej"_s});
}

void HeldMessagesTest::whatWasSaidLeavesWithTheAgent()
{
    TalkingSet console;
    QVERIFY(console.controller.replyIn(Robin, Message{u"Hej"_s, {}, {}}, 3s));
    console.controller.stop();
    QCOMPARE(console.texts(), QStringList{u"Hej"_s});
}

void HeldMessagesTest::whatWasSaidLeavesWithTheCustomer()
{
    TalkingSet console;
    QVERIFY(console.controller.replyIn(Robin, Message{u"Hej"_s, {}, {}}, 3s));
    console.link.deliver({console.told.claims(Robin, AgentId(u"be01"_s))});
    QCOMPARE(console.texts(), QStringList{u"Hej"_s});
}

void HeldMessagesTest::whatIsTooLongIsRefusedAtOnce()
{
    TalkingSet console;
    QSignalSpy noticed(&console.controller, &ConsoleController::noticed);
    const Message message{QString(70'000, u'x'), {}, {}};
    QVERIFY(!console.controller.replyIn(Robin, message, 3s));
    QCOMPARE(noticed.count(), 1);
    QVERIFY(!console.controller.held().find(Robin));
}

QTEST_GUILESS_MAIN(HeldMessagesTest)
#include "tst_heldmessages.moc"
