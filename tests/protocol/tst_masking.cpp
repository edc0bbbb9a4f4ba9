// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonmembers.h"
#include "broker/protocol/jsonwriter.h"
#include "broker/protocol/masking.h"
#include "tests/support/data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;

//! Card and personal numbers in a customer's words (contract 3): the table that the widget reads
//! too, and what happens to the bytes around them.
class TestMasking : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void masks_data();
    void masks();
    void showsNoNumberWhileItIsTyped_data();
    void showsNoNumberWhileItIsTyped();
    void changesNothingButDigitsOfTheText_data();
    void changesNothingButDigitsOfTheText();
    void leavesTheFrameAloneWhereNothingIsMasked_data();
    void leavesTheFrameAloneWhereNothingIsMasked();
    void isQuickOnHostileTexts();

private:
    QJsonArray m_cases;
};

namespace
{

EventFrame frameOf(const QByteArray &bytes)
{
    return EventFrame::fromSender(bytes).value();
}

EventFrame saying(const char *type, const QString &text)
{
    JsonWriter json;
    json.member("type"_L1, QString::fromLatin1(type));
    json.member("direction"_L1, u"inbound"_s);
    json.member("userId"_L1, u"cleo"_s);
    json.member("text"_L1, text);
    return frameOf(json.take());
}

QString textOf(const EventFrame &frame)
{
    return *JsonMembers::scan(frame.bytes())->string(u"text");
}

} // namespace

void TestMasking::initTestCase()
{
    QFile file(test::testData(u"masking.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(m_cases.size() > 40);
}

void TestMasking::masks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("preview");
    for (const QJsonValue &row : std::as_const(m_cases)) {
        QTest::newRow(row["name"_L1].toString().toUtf8().constData())
            << row["text"_L1].toString() << row["masked"_L1].toString()
            << row["preview"_L1].toString();
    }
}

void TestMasking::masks()
{
    QFETCH(const QString, text);
    QFETCH(const QString, whole);
    QFETCH(const QString, preview);
    QCOMPARE(maskNumbers(text), whole);
    QCOMPARE(maskPreview(text), preview);
    QCOMPARE(textOf(masked(saying("text", text))), whole);
    QCOMPARE(textOf(masked(saying("typing_on", text))), preview);
    QCOMPARE(maskNumbers(whole), whole); // twice is once
}

void TestMasking::showsNoNumberWhileItIsTyped_data()
{
    masks_data();
}

//! Whoever reads every update learns no more of a hidden number than its first four digits.
void TestMasking::showsNoNumberWhileItIsTyped()
{
    QFETCH(const QString, text);
    QFETCH(const QString, whole);
    QFETCH(const QString, preview);
    QString seen(text.size(), u' ');
    for (qsizetype length = 1; length <= text.size(); ++length) {
        const QString told = maskPreview(text.first(length));
        for (qsizetype i = 0; i < length; ++i) {
            if (told[i] != u'*')
                seen[i] = told[i];
        }
    }
    int shown = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isHidden = whole[i] != text[i];
        if (!isHidden && !text[i].isDigit() && text[i].isLetter())
            shown = 0; // another number may begin
        shown += isHidden && seen[i] != u' ' ? 1 : 0;
        QVERIFY2(shown <= 4, qPrintable(seen));
    }
}

void TestMasking::changesNothingButDigitsOfTheText_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &expected) {
        const QByteArray before
            = R"( { "userId" : "cleo","n":1e400,"b":"4111111111111111","direction":"inbound", "text" : ")";
        const QByteArray after = R"("  ,"x":{"text":"4111111111111111"},"type":"text" } )";
        QTest::newRow(name) << before + text + after << before + expected + after;
    };
    row("plain digits", "4111 1111 1111 1111", "**** **** **** ****");
    row("escaped digits", R"(\u0034111 1111 1111 111\u0031)", "**** **** **** ****");
    row("escapes beside them", R"(\"\/\n\\4111111111111111\t\u00e5)",
        R"(\"\/\n\\****************\t\u00e5)");
    row("letters of two and three bytes and an emoji", "åäö€👍 811228-9874 👍",
        "åäö€👍 ******-**** 👍");
    row("an escaped emoji and half of one", R"(\ud83d\udc4d\ud83d811228-9874\udc4d)",
        R"(\ud83d\udc4d\ud83d******-****\udc4d)");
    row("an escaped space between", R"(811228\u00209874)", R"(******\u0020****)");
}

void TestMasking::changesNothingButDigitsOfTheText()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, expected);
    const EventFrame frame = masked(frameOf(sent));
    QCOMPARE(frame.bytes(), expected);
    QCOMPARE(frame.user().value(), u"cleo"_s);
    QCOMPARE(frame.type(), EventType::Text);
}

void TestMasking::leavesTheFrameAloneWhereNothingIsMasked_data()
{
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *name, const QByteArray &more) {
        QTest::newRow(name) << R"({"type":"text","direction":"inbound","userId":"4111111111111111")"
                + more + '}';
    };
    row("no text", "");
    row("a text that is a number", R"(,"text":4111111111111111)");
    row("a text that is a list", R"(,"text":["4111111111111111"])");
    row("a text without numbers", R"(,"text":"hej")");
    row("a key that only looks like it", R"(,"Text":"4111111111111111")");
}

void TestMasking::leavesTheFrameAloneWhereNothingIsMasked()
{
    QFETCH(const QByteArray, sent);
    QCOMPARE(masked(frameOf(sent)).bytes(), sent);
}

void TestMasking::isQuickOnHostileTexts()
{
    QString alternating;
    for (int i = 0; i < 30'000; ++i)
        alternating += u"4 "_s;
    QVERIFY(maskNumbers(alternating).contains(u'*'));
    QCOMPARE(maskNumbers(QString(60'000, u'0')), QString(60'000, u'0'));
    QCOMPARE(maskNumbers(QString(60'000, u'-')), QString(60'000, u'-'));
}

QTEST_GUILESS_MAIN(TestMasking)
#include "tst_masking.moc"
