// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonmembers.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;

//! The scanner by itself. What whole events make of it, odd ones above all, is in tst_eventframe
//! and in the golden corpus.
class TestJsonMembers : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhereValuesLie();
    void refusesWhatIsNoObject_data();
    void refusesWhatIsNoObject();
    void refusesEveryPrefixOfAnObject();
    void unescapesStrings_data();
    void unescapesStrings();
    void readsNumbersExactly_data();
    void readsNumbersExactly();
    void givesNothingForAnotherType();
    void lastOneCountsWhereRepeatsAreAllowed();
    void readsNestedValues();
    void listsTheElementsOfAnArray_data();
    void listsTheElementsOfAnArray();
    void readsViewsThatEndWithoutANul();
    void standsAnyDepth();
    void staysQuickWithManyKeys();
};

namespace
{

JsonMembers scanned(QByteArrayView json)
{
    const auto members = JsonMembers::scan(json);
    if (!members)
        qFatal("not an object: %s", json.toByteArray().constData());
    return *members;
}

} // namespace

void TestJsonMembers::tellsWhereValuesLie()
{
    const QByteArray json = R"( { "a" : [1, 2] ,"b":"x","":{} } )";
    const JsonMembers members = scanned(json);
    QCOMPARE(members.all().size(), 3);
    QCOMPARE(members.all().at(0).key, u"a"_s);
    QCOMPARE(members.raw(u"a"), "[1, 2]");
    QCOMPARE(members.raw(u"b"), "\"x\"");
    QCOMPARE(members.raw(u""), "{}");
    QVERIFY(members.raw(u"c").isEmpty());
    QCOMPARE(members.closingBrace(), json.lastIndexOf('}'));
    QVERIFY(members.contains(u"a"_s) && members.contains("a"_L1) && !members.contains(u"A"_s));
    QVERIFY(scanned("{}").all().isEmpty());
}

void TestJsonMembers::refusesWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<JsonError>("error");
    QTest::newRow("nothing") << QByteArray() << JsonError::NotJson;
    QTest::newRow("an array") << "[1,{\"a\":1}]"_ba << JsonError::NotAnObject;
    QTest::newRow("an array with space around") << " [] "_ba << JsonError::NotAnObject;
    QTest::newRow("a word") << "true"_ba << JsonError::NotAnObject;
    QTest::newRow("a number") << "-1.5e+3"_ba << JsonError::NotAnObject;
    QTest::newRow("a string") << "\"{}\""_ba << JsonError::NotAnObject;
    QTest::newRow("an array that does not end") << "[1"_ba << JsonError::NotJson;
    QTest::newRow("an array and more") << "[1]2"_ba << JsonError::NotJson;
    QTest::newRow("a lone minus") << "-"_ba << JsonError::NotJson;
    QTest::newRow("a repeated key") << "{\"a\":1,\"a\":2}"_ba << JsonError::DuplicateKey;
    QTest::newRow("a repeated key and no end") << "{\"a\":1,\"a\":2"_ba << JsonError::NotJson;
}

void TestJsonMembers::refusesWhatIsNoObject()
{
    QFETCH(const QByteArray, json);
    QFETCH(const JsonError, error);
    const auto members = JsonMembers::scan(json);
    QVERIFY(!members);
    QCOMPARE(members.error(), error);
}

void TestJsonMembers::refusesEveryPrefixOfAnObject()
{
    const QByteArray json = R"({"å":"\u00e5\n😀","n":-12.50e+10,"a":[true,false,null,{"x":{}},[]]})";
    QVERIFY(JsonMembers::scan(json));
    for (qsizetype length = 0; length < json.size(); ++length)
        QVERIFY2(!JsonMembers::scan(QByteArrayView(json).first(length)),
                 json.first(length).constData());
}

void TestJsonMembers::unescapesStrings_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << ""_ba << u""_s;
    QTest::newRow("plain") << "Hej"_ba << u"Hej"_s;
    QTest::newRow("UTF-8") << "å😀"_ba << u"å😀"_s;
    QTest::newRow("every short escape") << R"(\"\\\/\b\f\n\r\t)"_ba << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("a unit in either case") << R"(\u00e5\u00E5)"_ba << u"åå"_s;
    QTest::newRow("a pair of units") << R"(\ud83d\ude00)"_ba << u"😀"_s;
    QTest::newRow("half an emoji") << R"(a\ud83d b)"_ba << u"a"_s + QChar(0xd83d) + u" b"_s;
    QTest::newRow("the other half") << R"(\ude00)"_ba << QString(QChar(0xde00));
    QTest::newRow("a NUL") << R"(a\u0000b)"_ba << QStringView(u"a\0b", 3).toString();
    QTest::newRow("an escaped backslash before a u") << R"(\\u0041)"_ba << u"\\u0041"_s;
    QTest::newRow("a byte order mark") << "\xef\xbb\xbfx"_ba << u"\ufeffx"_s;
    QTest::newRow("byte order marks only") << "\xef\xbb\xbf\xef\xbb\xbf"_ba << u"\ufeff\ufeff"_s;
    QTest::newRow("a byte order mark behind an escape") << "\\n\xef\xbb\xbfx"_ba << u"\n\ufeffx"_s;
}

void TestJsonMembers::unescapesStrings()
{
    QFETCH(const QByteArray, written);
    QFETCH(const QString, text);
    const QByteArray json = "{\"" + written + "\":\"" + written + "\"}";
    const JsonMembers members = scanned(json);
    QCOMPARE(members.all().constFirst().key, text);
    QCOMPARE(members.string(text), text);
}

void TestJsonMembers::readsNumbersExactly_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<std::optional<double>>("number");
    QTest::addColumn<std::optional<qint64>>("integer");
    using Number = std::optional<double>;
    using Integer = std::optional<qint64>;
    QTest::newRow("zero") << "0"_ba << Number(0) << Integer(0);
    QTest::newRow("minus zero") << "-0"_ba << Number(-0.0) << Integer(0);
    QTest::newRow("an integer no double holds")
        << "9007199254740993"_ba << Number(9007199254740992.0) << Integer(9007199254740993);
    QTest::newRow("the largest") << "9223372036854775807"_ba << Number(9223372036854775807.0)
                                 << Integer(std::numeric_limits<qint64>::max());
    QTest::newRow("one more") << "9223372036854775808"_ba << Number(9223372036854775808.0)
                              << Integer();
    QTest::newRow("a whole number with a point") << "2.0"_ba << Number(2) << Integer(2);
    QTest::newRow("a whole number with an exponent") << "2e3"_ba << Number(2000) << Integer(2000);
    QTest::newRow("a fraction") << "2.5"_ba << Number(2.5) << Integer();
    QTest::newRow("a huge round number") << "1e300"_ba << Number(1e300) << Integer();
    QTest::newRow("more than a double") << "1e400"_ba << Number() << Integer();
    QTest::newRow("too small for a double") << "1e-999"_ba << Number() << Integer();
}

void TestJsonMembers::readsNumbersExactly()
{
    QFETCH(const QByteArray, written);
    QFETCH(const std::optional<double>, number);
    QFETCH(const std::optional<qint64>, integer);
    const QByteArray json = "{\"n\":" + written + '}';
    const JsonMembers members = scanned(json);
    QVERIFY(members.number(u"n") == number);
    QVERIFY(members.integer(u"n") == integer);
    QCOMPARE(members.raw(u"n"), written);
}

void TestJsonMembers::givesNothingForAnotherType()
{
    const JsonMembers members = scanned(R"({"s":"1","n":1,"b":true,"z":null,"o":{},"a":[]})");
    for (const auto &key : {u"n"_s, u"b"_s, u"z"_s, u"o"_s, u"a"_s, u"missing"_s})
        QVERIFY2(!members.string(key), qUtf8Printable(key));
    for (const auto &key : {u"s"_s, u"b"_s, u"z"_s, u"o"_s, u"a"_s, u"missing"_s}) {
        QVERIFY2(!members.number(key), qUtf8Printable(key));
        QVERIFY2(!members.integer(key), qUtf8Printable(key));
    }
    for (const auto &key : {u"s"_s, u"n"_s, u"z"_s, u"o"_s, u"a"_s, u"missing"_s})
        QVERIFY2(!members.boolean(key), qUtf8Printable(key));
    QCOMPARE(members.boolean(u"b"), true);
    QCOMPARE(scanned(R"({"b":false})").boolean(u"b"), false);
}

void TestJsonMembers::lastOneCountsWhereRepeatsAreAllowed()
{
    const QByteArray json = R"({"a":1,"\u0061":2})";
    QVERIFY(!JsonMembers::scan(json));
    const auto members = JsonMembers::scan(json, JsonMembers::Repeats::Allow);
    QVERIFY(members);
    QVERIFY(members->hasRepeatedKey());
    QCOMPARE(members->integer(u"a"), 2);
    QVERIFY(!scanned(R"({"a":1,"A":2})").hasRepeatedKey());
}

void TestJsonMembers::readsNestedValues()
{
    const JsonMembers members = scanned(
        R"({"o":{"a":[1,"\ud83d"]},"a":[{"b":null}],"s":"x","n":9007199254740993,"d":1.5,"b":true,"z":null,"huge":[1e400]})");
    QCOMPARE(members.json(u"o").toObject().value(u"a").toArray().at(1).toString(),
             QString(QChar(0xd83d)));
    QVERIFY(members.json(u"a").isArray());
    QCOMPARE(members.json(u"s").toString(), u"x"_s);
    QCOMPARE(members.json(u"n").toInteger(), 9007199254740993);
    QCOMPARE(members.json(u"d").toDouble(), 1.5);
    QCOMPARE(members.json(u"b"), QJsonValue(true));
    QVERIFY(members.json(u"z").isNull());
    QVERIFY(members.json(u"missing").isUndefined());
    QVERIFY(members.json(u"huge").isUndefined()); // Qt cannot hold it; the bytes still can
}

void TestJsonMembers::listsTheElementsOfAnArray_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArrayList>("elements");
    QTest::newRow("none") << "[ ]"_ba << QByteArrayList();
    QTest::newRow("one") << "[1]"_ba << QByteArrayList{"1"};
    QTest::newRow("of all kinds") << R"([ {"a":[1,2]} , "x,y",[] ,null])"_ba
                                  << QByteArrayList{R"({"a":[1,2]})", R"("x,y")", "[]", "null"};
    QTest::newRow("not an array") << "{\"a\":1}"_ba << QByteArrayList();
}

void TestJsonMembers::listsTheElementsOfAnArray()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArrayList, elements);
    const QByteArray json = "{\"a\":" + value + '}';
    QByteArrayList found;
    for (const QByteArrayView element : scanned(json).elements(u"a"))
        found.append(element.toByteArray());
    QCOMPARE(found, elements);
    QVERIFY(scanned(json).elements(u"b").isEmpty());
}

// The sanitizers see whether anything is read behind the view.
void TestJsonMembers::readsViewsThatEndWithoutANul()
{
    const QByteArray json = R"({"a":12,"b":"x"})";
    const std::vector<char> exact(json.cbegin(), json.cend());
    const QByteArrayView view(exact.data(), qsizetype(exact.size()));
    QCOMPARE(scanned(view).integer(u"a"), 12);
    for (qsizetype length = 0; length < view.size(); ++length) {
        const std::vector<char> part(view.begin(), view.begin() + length);
        QVERIFY(!JsonMembers::scan(QByteArrayView(part.data(), qsizetype(part.size()))));
    }
}

void TestJsonMembers::standsAnyDepth()
{
    constexpr int Deep = 1'000'000;
    const QByteArray open = QByteArray(Deep, '[');
    const QByteArray shut = QByteArray(Deep, ']');
    QVERIFY(JsonMembers::scan("{\"a\":" + open + shut + '}'));
    QVERIFY(!JsonMembers::scan("{\"a\":" + open + shut.chopped(1) + '}'));
    QVERIFY(!JsonMembers::scan("{\"a\":" + open));
    // Objects and arrays by turns, so that a wrong bit in the stack of brackets shows.
    const QByteArray turns
        = QByteArray("[{\"\":").repeated(Deep / 2) + '0' + QByteArray("}]").repeated(Deep / 2);
    QVERIFY(JsonMembers::scan("{\"a\":" + turns + '}'));
    QVERIFY(
        !JsonMembers::scan("{\"a\":" + QByteArray(turns).replace(turns.size() - 2, 2, "]}") + '}'));
}

// A customer could send this again and again: comparing all pairs would take a second each time.
void TestJsonMembers::staysQuickWithManyKeys()
{
    QByteArray json = "{";
    for (int i = 0; json.size() < 60'000; ++i)
        json += '"' + QByteArray::number(i, 36) + "\":0,";
    json += "\"end\":0}";
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i)
        QVERIFY(JsonMembers::scan(json));
    QVERIFY2(timer.elapsed() < 2000, "repeated keys are not looked for in linear time");
}

QTEST_GUILESS_MAIN(TestJsonMembers)
#include "tst_jsonmembers.moc"
