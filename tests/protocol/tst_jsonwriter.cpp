// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonmembers.h"
#include "broker/protocol/jsonwriter.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sermo;

class TestJsonWriter : public QObject
{
    Q_OBJECT
private slots:
    void writesMembersInTheOrderGiven();
    void writesTextThatReadsBackTheSame_data();
    void writesTextThatReadsBackTheSame();
    void writesNestedValues();
    void writesNumbersThatJsonHas();
};

void TestJsonWriter::writesMembersInTheOrderGiven()
{
    JsonWriter writer;
    QCOMPARE(writer.take(), "{}");
    writer.member("z"_L1, u"last letter first"_s);
    writer.member("a"_L1, true);
    writer.member("n"_L1, 7);
    writer.memberNull("none"_L1);
    writer.memberRaw("raw"_L1, "[1]");
    QCOMPARE(writer.take(), R"({"z":"last letter first","a":true,"n":7,"none":null,"raw":[1]})");
    QCOMPARE(writer.take(), "{}");
}

void TestJsonWriter::writesTextThatReadsBackTheSame_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("empty") << u""_s << "\"\""_ba;
    QTest::newRow("umlauts and emoji as they are") << u"å😀"_s << "\"å😀\""_ba;
    QTest::newRow("quote and backslash") << u"\"\\/"_s << R"("\"\\/")"_ba;
    QTest::newRow("line ends") << u"a\nb\rc\td"_s << R"("a\nb\rc\td")"_ba;
    QTest::newRow("control characters")
        << QStringView(u"\0\x01\x1f", 3).toString() << R"("\u0000\u0001\u001f")"_ba;
    QTest::newRow("half an emoji") << u"a"_s + QChar(0xd83d) + u"b"_s << R"("a\ud83db")"_ba;
    QTest::newRow("half an emoji at the end") << QString(QChar(0xd83d)) << R"("\ud83d")"_ba;
    QTest::newRow("the other half first") << QString(QChar(0xde00)) + u"å"_s << R"("\ude00å")"_ba;
    QTest::newRow("halves in the wrong order")
        << QString(QChar(0xde00)) + QChar(0xd83d) << R"("\ude00\ud83d")"_ba;
    QTest::newRow("half before a whole") << QString(QChar(0xd83d)) + u"😀"_s << R"("\ud83d😀")"_ba;
}

void TestJsonWriter::writesTextThatReadsBackTheSame()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, written);
    JsonWriter writer;
    writer.member("t"_L1, text);
    const QByteArray json = writer.take();
    QCOMPARE(json, "{\"t\":" + written + '}');
    QCOMPARE(JsonMembers::scan(json)->string(u"t"), text);
}

void TestJsonWriter::writesNestedValues()
{
    JsonWriter writer;
    writer.member("o"_L1,
                  QJsonObject{{u"a"_s, QJsonArray{1, 1.5, u"x"_s, true, QJsonValue()}},
                              {u"b"_s, QJsonObject()}});
    writer.member("a"_L1, QJsonArray{qint64(9007199254740993), QString(QChar(0xd83d))});
    QCOMPARE(writer.take(),
             R"({"o":{"a":[1,1.5,"x",true,null],"b":{}},"a":[9007199254740993,"\ud83d"]})");
}

void TestJsonWriter::writesNumbersThatJsonHas()
{
    JsonWriter writer;
    writer.member("max"_L1, std::numeric_limits<quint64>::max());
    writer.member("min"_L1, std::numeric_limits<qint64>::min());
    writer.member("third"_L1, 1.0 / 3);
    writer.member("nan"_L1, std::numeric_limits<double>::quiet_NaN());
    writer.member("inf"_L1, std::numeric_limits<double>::infinity());
    QCOMPARE(
        writer.take(),
        R"({"max":18446744073709551615,"min":-9223372036854775808,"third":0.3333333333333333,"nan":null,"inf":null})");
}

QTEST_GUILESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
