// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/standby/wording.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace sermo::standby;

//! What the two say and what each keeps, as text and back.
class TestWording : public QObject
{
    Q_OBJECT
private slots:
    void saysEachMessage_data();
    void saysEachMessage();
    void takesNoMessageThatItDoesNotWhollyKnow_data();
    void takesNoMessageThatItDoesNotWhollyKnow();
    void keepsACharter_data();
    void keepsACharter();
    void takesNoCharterOfWhichOneCharacterIsAnother();
};

void TestWording::saysEachMessage_data()
{
    QTest::addColumn<Message>("message");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("hello") << Message{2, say::Hello{true, 5, 7, true, Right::Offer, Right::Succeed}}
                           << QByteArray(R"({"say":"hello","hosts":true,"beganAt":5,"head":7,)"
                                         R"("heir":true,"right":"offer","wish":"succeed",)"
                                         R"("term":2})");
    QTest::newRow("beat") << Message{1, say::Beat{1'500ms}}
                          << QByteArray(R"({"say":"beat","stamp":1500,"term":1})");
    QTest::newRow("echo") << Message{1, say::Echo{0ms}}
                          << QByteArray(R"({"say":"echo","stamp":0,"term":1})");
    QTest::newRow("copy") << Message{1, say::Copy{9'007'199'254'740'993}}
                          << QByteArray(R"({"say":"copy","upTo":9007199254740993,"term":1})");
    QTest::newRow("kept") << Message{1, say::Kept{3}}
                          << QByteArray(R"({"say":"kept","upTo":3,"term":1})");
    QTest::newRow("grant") << Message{1, say::Grant{Right::Succeed}}
                           << QByteArray(R"({"say":"grant","right":"succeed","term":1})");
    QTest::newRow("withdraw") << Message{1, say::Withdraw{}}
                              << QByteArray(R"({"say":"withdraw","term":1})");
    QTest::newRow("withdrawn") << Message{1, say::Withdrawn{}}
                               << QByteArray(R"({"say":"withdrawn","term":1})");
    QTest::newRow("leave") << Message{0, say::Leave{}} << QByteArray(R"({"say":"leave","term":0})");
}

void TestWording::saysEachMessage()
{
    QFETCH(const Message, message);
    QFETCH(const QByteArray, json);
    QCOMPARE(toJson(message), json);
    const auto back = messageOf(json);
    QVERIFY(back);
    QCOMPARE(back->what.index(), message.what.index());
    QCOMPARE(toJson(*back), json); // each member came through
}

void TestWording::takesNoMessageThatItDoesNotWhollyKnow_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("half") << QByteArray(R"({"say":"leave","term":1)");
    QTest::newRow("no term") << QByteArray(R"({"say":"leave"})");
    QTest::newRow("a term below none") << QByteArray(R"({"say":"leave","term":-1})");
    QTest::newRow("half a number") << QByteArray(R"({"say":"kept","upTo":1.5,"term":1})");
    QTest::newRow("a number as text") << QByteArray(R"({"say":"kept","upTo":"3","term":1})");
    QTest::newRow("a member is missing") << QByteArray(R"({"say":"beat","term":1})");
    QTest::newRow("an unknown word") << QByteArray(R"({"say":"abdicate","term":1})");
    QTest::newRow("an unknown right") << QByteArray(R"({"say":"grant","right":"all","term":1})");
}

void TestWording::takesNoMessageThatItDoesNotWhollyKnow()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!messageOf(json));
}

void TestWording::keepsACharter_data()
{
    QTest::addColumn<Charter>("charter");
    QTest::newRow("of who was never one of two") << Charter{};
    QTest::newRow("of a host") << Charter{3, true, 12, Right::Succeed, true, {}, true};
    QTest::newRow("of who still has something to set apart")
        << Charter{4, false, 12, Right::None, false, 12, false};
    QTest::newRow("of who has all to set apart")
        << Charter{4, false, 12, Right::None, false, 0, false};
}

void TestWording::keepsACharter()
{
    QFETCH(const Charter, charter);
    const auto back = charterOf(toJson(charter));
    QVERIFY(back);
    QVERIFY(*back == charter);
}

//! A charter that says something else than was written could make two hosts.
void TestWording::takesNoCharterOfWhichOneCharacterIsAnother()
{
    const QByteArray good = toJson(Charter{3, true, 12, Right::Succeed, true, 7, false});
    QVERIFY(charterOf(good));
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray bad = good;
        bad[i] = bad.at(i) == '9' ? '8' : '9';
        QVERIFY2(!charterOf(bad), bad.constData());
    }
    QVERIFY(!charterOf(good.chopped(1)));
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
