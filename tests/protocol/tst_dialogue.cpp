// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::event;

//! What broker and client say to each other alone, read from bytes and written as bytes.
class TestDialogue : public QObject
{
    Q_OBJECT
private slots:
    void writesAndReadsTheDialogue_data();
    void writesAndReadsTheDialogue();
    void takesNoEventForDialogue();
    void namesTheUserOfADialogue();
};

void TestDialogue::writesAndReadsTheDialogue_data()
{
    QTest::addColumn<DialogueBody>("message");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *title, const DialogueBody &message, const char *json) {
        QTest::newRow(title) << message << QByteArray(json);
    };
    row("a new customer's hello", Hello{PlatformId(u"webchat"_s), {}, {}, {}},
        R"({"type":"hello","platformId":"webchat"})");
    row("hello again", Hello{{}, u"t"_s, u"e"_s, 7},
        R"({"type":"hello","token":"t","since":7,"epoch":"e"})");
    row("welcome to an application", Welcome{{}, {}, u"e"_s, 9, false},
        R"({"type":"welcome","epoch":"e","seq":9,"reset":false})");
    row("welcome to a customer", Welcome{UserId(u"u"_s), u"t"_s, u"e"_s, 9, true},
        R"({"type":"welcome","userId":"u","token":"t","epoch":"e","seq":9,"reset":true})");
    row("an acknowledgement", Ack{EventId(u"i"_s), 7}, R"({"type":"ack","id":"i","seq":7})");
    row("an acknowledgement of what passed", Ack{EventId(u"i"_s), {}},
        R"({"type":"ack","id":"i"})");
    row("an error", Error{u"bad_event"_s, u"\"why\""_s, EventId(u"i"_s)},
        R"({"type":"error","code":"bad_event","message":"\"why\"","id":"i"})");
    row("a losing claim",
        ClaimRejected{AgentId(u"a"_s), AgentId(u"b"_s), EventId(u"i"_s), UserId(u"u"_s)},
        R"({"type":"claim_rejected","direction":"internal","userId":"u","agentId":"a","claimedBy":"b","id":"i"})");
    row("an interest in everything", Interest{{}, EventId(u"i"_s)},
        R"({"type":"interest","direction":"internal","id":"i"})");
    row("an interest in little", Interest{QJsonArray{QJsonObject{{u"kept"_s, u"stored"_s}}}, {}},
        R"({"type":"interest","direction":"internal","wants":[{"kept":"stored"}]})");
    row("an interest in nothing", Interest{QJsonArray(), {}},
        R"({"type":"interest","direction":"internal","wants":[]})");
}

void TestDialogue::writesAndReadsTheDialogue()
{
    QFETCH(const DialogueBody, message);
    QFETCH(const QByteArray, json);
    QCOMPARE(compose(message), json);
    const auto back = decodeDialogue(json);
    QVERIFY(back);
    QCOMPARE(back->index(), message.index());
    QCOMPARE(compose(*back), json);
}

void TestDialogue::takesNoEventForDialogue()
{
    QVERIFY(!decodeDialogue(R"({"type":"text","direction":"inbound","userId":"u"})"));
    QVERIFY(!decodeDialogue(R"({"type":"unheard-of"})"));
    QVERIFY(!decodeDialogue(R"({"kind":"hello"})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":"a","token":"b"})"));
    QVERIFY(!decodeDialogue("hello"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","platformId":5})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":5})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":"t","epoch":[]})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":"t","since":"7"})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":"t","since":-1})"));
    QVERIFY(!decodeDialogue(R"({"type":"hello","token":"t","since":1.5})"));
    QVERIFY(decodeDialogue(R"({"type":"hello","token":null,"since":null,"epoch":null})"));
    QVERIFY(!decodeDialogue(R"({"type":"interest","direction":"internal","wants":{}})"));
    QVERIFY(!decodeDialogue(R"({"type":"interest","direction":"internal","wants":null})"));
    QVERIFY(!decodeDialogue({}));
}

void TestDialogue::namesTheUserOfADialogue()
{
    QCOMPARE(
        compose(ClaimRejected{AgentId(u"a"_s), AgentId(u"b"_s), {}, {}}, UserId(u"u"_s)),
        R"({"type":"claim_rejected","direction":"internal","userId":"u","agentId":"a","claimedBy":"b"})");
}

QTEST_GUILESS_MAIN(TestDialogue)
#include "tst_dialogue.moc"
