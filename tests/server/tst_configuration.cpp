// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configuration.h"
#include "tests/support/data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using sermo::server::Configuration;

//! The configuration file of contract 6, its schema, and tests/data/configurations.json, which the
//! schema is tried on too (tests/widget/unit/schema.test.ts).
class ConfigurationTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void readsTheTable_data();
    void readsTheTable();
    void takesTheContractsOwnExample();
    void fallsBackToTheDefaults();
    void hasTheDefaultsOfTheSchema();
    void refusesAKeyThatIsGivenTwice_data();
    void refusesAKeyThatIsGivenTwice();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void tellsTheFirstThingThatIsWrong();
    void givesTheDefaultPlatformAQueueThatExists();
    void asksForTheKeysOfTheSchema();

private:
    [[nodiscard]] QByteArray example(const QString &name) const;
    QJsonArray m_table;
    QJsonObject m_schema;
};

namespace
{

QJsonDocument documentIn(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())
                                          : QJsonDocument();
}

QByteArray bytesOf(const QJsonValue &value)
{
    const QJsonDocument document
        = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson();
}

//! A schema's node, or what it refers to.
QJsonObject resolved(const QJsonObject &schema, const QJsonObject &node)
{
    const QString reference = node.value("$ref"_L1).toString();
    if (reference.isEmpty())
        return node;
    return schema.value("$defs"_L1).toObject().value(reference.section(u'/', -1)).toObject();
}

//! The paths of all keys that a schema has, a list's first element for all.
QStringList keysIn(const QJsonObject &schema, const QJsonObject &from, const QString &path)
{
    const QJsonObject node = resolved(schema, from);
    if (node.contains("items"_L1))
        return keysIn(schema, node.value("items"_L1).toObject(), path + u"[0]"_s);
    QStringList keys;
    const QJsonObject properties = node.value("properties"_L1).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QString key = path.isEmpty() ? it.key() : path + u'.' + it.key();
        keys += key;
        keys += keysIn(schema, it->toObject(), key);
    }
    return keys;
}

//! What a schema says where nothing is said.
QJsonObject defaultsIn(const QJsonObject &schema, const QJsonObject &from)
{
    QJsonObject all;
    const QJsonObject properties = resolved(schema, from).value("properties"_L1).toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QJsonObject node = it->toObject();
        const QJsonObject nested = defaultsIn(schema, node);
        if (node.contains("default"_L1))
            all.insert(it.key(), node.value("default"_L1));
        else if (!nested.isEmpty())
            all.insert(it.key(), nested);
    }
    return all;
}

} // namespace

void ConfigurationTest::initTestCase()
{
    m_table = documentIn(sermo::test::testData(u"configurations.json")).array();
    m_schema = documentIn(u":/schema/configuration.schema.json"_s).object();
    QVERIFY(m_table.size() > 50);
    QVERIFY(!m_schema.isEmpty());
}

QByteArray ConfigurationTest::example(const QString &name) const
{
    for (const QJsonValue &row : m_table) {
        if (row["name"_L1] == name)
            return bytesOf(row["json"_L1]);
    }
    return {};
}

void ConfigurationTest::readsTheTable_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isRefused");
    QTest::addColumn<QString>("path");
    for (const QJsonValue &row : std::as_const(m_table)) {
        QTest::newRow(row["name"_L1].toString().toUtf8().constData())
            << bytesOf(row["json"_L1]) << row["refused"_L1].isString()
            << row["refused"_L1].toString();
    }
}

void ConfigurationTest::readsTheTable()
{
    QFETCH(const QByteArray, json);
    QFETCH(const bool, isRefused);
    QFETCH(const QString, path);
    const auto read = Configuration::parse(json);
    QVERIFY2(read.has_value() != isRefused, read ? "" : qPrintable(read.error().message));
    if (isRefused) {
        QCOMPARE(read.error().path, path);
        QVERIFY(!read.error().message.isEmpty());
    }
}

void ConfigurationTest::takesTheContractsOwnExample()
{
    const auto read = Configuration::parse(example(u"the contract's own example"_s));
    QVERIFY(read);
    QCOMPARE(read->desk.platforms.size(), 1);
    QCOMPARE(read->desk.platforms[0].language, u"sv"_s);
    QVERIFY(read->desk.platforms[0].hours);
    QVERIFY(!read->desk.platforms[0].mask);
    QCOMPARE(read->desk.queues[0].name, u"General"_s);
    QCOMPARE(read->origins, QStringList{u"https://www.example.com"_s});
    QCOMPARE(read->trustedProxies, QStringList{u"127.0.0.1"_s});
    QVERIFY(!read->botEnabled);
    QVERIFY(read->requireToken);
}

void ConfigurationTest::fallsBackToTheDefaults()
{
    const auto read = Configuration::parse("{}");
    QVERIFY(read);
    QCOMPARE(read->desk.platforms.size(), 1);
    QCOMPARE(read->desk.platforms[0].id.value(), u"webchat"_s);
    QCOMPARE(read->desk.platforms[0].queue.value(), u"general"_s);
    QCOMPARE(read->desk.queues.size(), 3);
    QCOMPARE(read->desk.bound, 2.0);
    QCOMPARE(read->desk.hardCap, 8);
    QCOMPARE(read->limits.eventsPerSecond, 20);
    QCOMPARE(read->limits.connections, 2000);
    QVERIFY(read->origins.isEmpty());
}

void ConfigurationTest::hasTheDefaultsOfTheSchema()
{
    const QByteArray published = bytesOf(defaultsIn(m_schema, m_schema));
    const auto said = Configuration::parse(published);
    const auto unsaid = Configuration::parse("{}");
    QVERIFY(said && unsaid);
    QVERIFY(published.contains("hardCap"));
    QCOMPARE(said->desk.platforms[0].id, unsaid->desk.platforms[0].id);
    QCOMPARE(said->desk.platforms[0].brand, unsaid->desk.platforms[0].brand);
    QCOMPARE(said->desk.platforms[0].queue, unsaid->desk.platforms[0].queue);
    QCOMPARE(said->desk.queues.size(), unsaid->desk.queues.size());
    QCOMPARE(said->desk.queues[2].name, unsaid->desk.queues[2].name);
    QCOMPARE(said->desk.allocate, unsaid->desk.allocate);
    QCOMPARE(said->desk.bound, unsaid->desk.bound);
    QCOMPARE(said->desk.hardCap, unsaid->desk.hardCap);
    QCOMPARE(said->desk.announce, unsaid->desk.announce);
    QCOMPARE(said->botEnabled, unsaid->botEnabled);
    QCOMPARE(said->requireToken, unsaid->requireToken);
    QCOMPARE(said->limits.eventsPerSecond, unsaid->limits.eventsPerSecond);
    QCOMPARE(said->limits.eventBurst, unsaid->limits.eventBurst);
    QCOMPARE(said->limits.connectionsPerAddress, unsaid->limits.connectionsPerAddress);
    QCOMPARE(said->limits.connections, unsaid->limits.connections);
    QCOMPARE(said->tls.mode, unsaid->tls.mode);
}

void ConfigurationTest::refusesAKeyThatIsGivenTwice_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("path");
    QTest::newRow("at the top") << R"({"bot":{},"desk":{},"bot":{}})"_ba << u"bot"_s;
    QTest::newRow("within") << R"({"bot":{"enabled":true,"enabled":false}})"_ba << u"bot.enabled"_s;
    QTest::newRow("written in two ways")
        << R"({"bot":{"enabled":true,"enable\u0064":false}})"_ba << u"bot.enabled"_s;
    QTest::newRow("in a list")
        << R"({"queues":[{"id":"general"},{"id":"a","name":"A","id":"b"}]})"_ba
        << u"queues[1].id"_s;
}

void ConfigurationTest::refusesAKeyThatIsGivenTwice()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, path);
    const auto read = Configuration::parse(json);
    QVERIFY(!read);
    QCOMPARE(read.error().path, path);
    QVERIFY(!read.error().message.isEmpty());
}

void ConfigurationTest::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an end too early") << R"({"bot":)"_ba;
    QTest::newRow("a comma too many") << R"({"bot":{},})"_ba;
    QTest::newRow("a comment") << "{} // all defaults"_ba;
    QTest::newRow("a number") << "7"_ba;
}

void ConfigurationTest::refusesWhatIsNoJson()
{
    QFETCH(const QByteArray, json);
    const auto read = Configuration::parse(json);
    QVERIFY(!read);
    QCOMPARE(read.error().path, QString());
    QVERIFY(!read.error().message.contains(u'\n'));
}

void ConfigurationTest::tellsTheFirstThingThatIsWrong()
{
    const auto read = Configuration::parse(
        R"({"platforms":[{"id":"w","queue":"x"}],"queues":[{"id":7}],"limits":{"connections":-1}})");
    QVERIFY(!read);
    QCOMPARE(read.error().path, u"queues[0].id"_s); // the platform's queue may follow from it
}

void ConfigurationTest::givesTheDefaultPlatformAQueueThatExists()
{
    const auto read = Configuration::parse(R"({"queues":[{"id":"support"}]})");
    QVERIFY(read);
    QCOMPARE(read->desk.platforms[0].queue.value(), u"support"_s);
    QCOMPARE(read->desk.queues[0].name, u"support"_s);
}

void ConfigurationTest::asksForTheKeysOfTheSchema()
{
    QStringList asked = Configuration::keysAskedFor(example(u"every key there is"_s));
    asked.removeIf([](const QString &key) { return key.contains(".holidays."_L1); }); // dates
    const QStringList published = keysIn(m_schema, m_schema, {});
    QVERIFY(published.contains(u"platforms[0].hours.timezone"_s));
    const auto sorted = [](const QStringList &keys) {
        QStringList all = QSet<QString>(keys.begin(), keys.end()).values();
        all.sort();
        return all;
    };
    QCOMPARE(sorted(asked), sorted(published));
}

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
