// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/jsonrewrite.h"

#include <QJsonDocument>
#include <QTest>

using namespace sermo;

//! A file that a person has written says something else afterwards, and everything that is the same
//! still looks as he wrote it.
class JsonRewriteTest : public QObject
{
    Q_OBJECT
private slots:
    void changesOnlyWhatDiffers_data();
    void changesOnlyWhatDiffers();
};

void JsonRewriteTest::changesOnlyWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("becomes");
    const auto row
        = [](const char *name, const char *text, const char *wanted, const char *becomes) {
              QTest::newRow(name) << QByteArray(text) << QByteArray(wanted) << QByteArray(becomes);
          };
    row("the same stays byte for byte", "\n{ \"b\" :1 ,\"a\": 2.0 }\n", R"({"a":2,"b":1})",
        "\n{ \"b\" :1 ,\"a\": 2.0 }\n");
    row("one value", R"({"b": 1, "a" : "x"})", R"({"a":"y","b":1})", R"({"b": 1, "a" : "y"})");
    row("a number that only looks another way", R"({"a": 1e0, "b": 2})", R"({"a":1,"b":3})",
        R"({"a": 1e0, "b": 3})");
    row("a new key in one line", R"({"b": 1})", R"({"a":2,"b":1})", R"({"b": 1,"a": 2})");
    row("a new key in lines", "{\n  \"b\": 1\n}\n", R"({"a":{"c":[1]},"b":1})",
        "{\n  \"b\": 1,\n  \"a\": {\n      \"c\": [\n          1\n      ]\n  }\n}\n");
    row("a key that goes, first", "{\n  \"a\": 1,\n  \"b\": 2\n}", R"({"b":2})",
        "{\n  \"b\": 2\n}");
    row("a key that goes, last", "{\n  \"a\": 1,\n  \"b\": 2\n}", R"({"a":1})", "{\n  \"a\": 1\n}");
    row("all keys", R"({ "a": 1 })", "{}", "{ }");
    row("into an empty object", "{}", R"({"a":1})", "{\n    \"a\": 1\n}");
    row("deep within", R"({"x": {"y": [ {"id":"p", "n":1}, {"id":"q"} ]}})",
        R"({"x":{"y":[{"id":"p","n":2},{"id":"q"}]}})",
        R"({"x": {"y": [ {"id":"p", "n":2}, {"id":"q"} ]}})");
    row("an element that goes", R"({"y": [ {"id":"p", "n" :1}, {"id" :"q"} ]})",
        R"({"y":[{"id":"q"}]})", R"({"y": [ {"id" :"q"} ]})");
    row("an element that comes", "{\"y\": [\n {\"id\" :\"p\"}\n]}",
        R"({"y":[{"id":"p"},{"id":"q"}]})",
        "{\"y\": [\n {\"id\" :\"p\"},\n {\n     \"id\": \"q\"\n }\n]}");
    row("elements that change places", R"({"y": [{"id" :"p"}, {"id":"q", "n":1}]})",
        R"({"y":[{"id":"q","n":1},{"id":"p"}]})", R"({"y": [ {"id":"q", "n":1},{"id" :"p"}]})");
    row("an element under another id", R"({"y": [{"id" :"p", "n" : 1}]})",
        R"({"y":[{"id":"r","n":1}]})", R"({"y": [{"id" :"r", "n" : 1}]})");
    row("a list of texts", R"({"y": ["a",  "b"]})", R"({"y":["b","c"]})", R"({"y": [  "b","c"]})");
    row("a list that is empty now", R"({"y": ["a"]})", R"({"y":[]})", R"({"y": []})");
    row("what was no object", "hello", R"({"a":1})", "{\n    \"a\": 1\n}\n");
    row("nothing", "", R"({"a":1})", "{\n    \"a\": 1\n}\n");
    row("odd characters in keys and values", R"({"a,\"b": "},{", "c": 1})",
        R"({"a,\"b":"},{","c":"å\n"})", "{\"a,\\\"b\": \"},{\", \"c\": \"\xc3\xa5\\n\"}");
}

void JsonRewriteTest::changesOnlyWhatDiffers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, wanted);
    QFETCH(const QByteArray, becomes);
    const QJsonObject object = QJsonDocument::fromJson(wanted).object();
    const QByteArray out = rewritten(text, object);
    QCOMPARE(out, becomes);
    QCOMPARE(QJsonDocument::fromJson(out).object(), object);
    QCOMPARE(rewritten(out, object), out);
}

QTEST_GUILESS_MAIN(JsonRewriteTest)
#include "tst_jsonrewrite.moc"
