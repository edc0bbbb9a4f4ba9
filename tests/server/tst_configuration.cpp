// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configuration.h"

#include <QTest>

using namespace Qt::StringLiterals;
using sermo::server::Configuration;

//! The configuration file of contract 6.
class ConfigurationTest : public QObject
{
    Q_OBJECT
private slots:
    void takesTheContractsOwnExample();
    void fallsBackToTheDefaults();
    void refusesAWrongKeyWithItsPath_data();
    void refusesAWrongKeyWithItsPath();
    void givesTheDefaultPlatformAQueueThatExists();
};

namespace
{

const QByteArray Example
    = R"({ "platforms": [{"id":"webchat","brand":"demo","queue":"general","language":"sv",
    "hours":{"timezone":"Europe/Stockholm","weekdays":"08:00-18:00"}}],
  "queues": [{"id":"general","name":"General","maxWaiting":0,"retentionDays":0}],
  "allocation": {"enabled":true,"bound":2.0,"hardCap":8},
  "bot": {"enabled":false}, "desk": {"announce":true}, "customers": {"requireToken":true},
  "limits": {"eventsPerSecond":20,"eventBurst":60,"connectionsPerAddress":200,"connections":2000},
  "origins": ["https://www.example.com"], "avatarHosts": ["https://img.example.com"],
  "tls": {"mode":"auto","certificate":"","key":""}, "trustedProxies": ["127.0.0.1"] })";

} // namespace

void ConfigurationTest::takesTheContractsOwnExample()
{
    const auto read = Configuration::parse(Example);
    QVERIFY2(read, read ? "" : qPrintable(read.error().path + u' ' + read.error().message));
    QCOMPARE(read->desk.platforms.size(), 1);
    QCOMPARE(read->desk.platforms[0].language, u"sv"_s);
    QVERIFY(read->desk.platforms[0].hours);
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

void ConfigurationTest::refusesAWrongKeyWithItsPath_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("path");

    QTest::newRow("an unknown key at the top") << R"({"platform":[]})"_ba << u"platform"_s;
    QTest::newRow("an unknown key within") << R"({"limits":{"events":1}})"_ba << u"limits.events"_s;
    QTest::newRow("an unknown key in a list")
        << R"({"queues":[{"id":"a","colour":1}]})"_ba << u"queues[0].colour"_s;
    QTest::newRow("a queue that is not there")
        << R"({"platforms":[{"id":"w","queue":"x"}]})"_ba << u"platforms[0].queue"_s;
    QTest::newRow("a queue of the wrong type")
        << R"({"platforms":[{"id":"w","queue":7}]})"_ba << u"platforms[0].queue"_s;
    QTest::newRow("two platforms of one id")
        << R"({"platforms":[{"id":"w"},{"id":"w"}]})"_ba << u"platforms[1].id"_s;
    QTest::newRow("a platform without an id") << R"({"platforms":[{}]})"_ba << u"platforms[0].id"_s;
    QTest::newRow("no platform at all") << R"({"platforms":[]})"_ba << u"platforms"_s;
    QTest::newRow("a platform that is no object")
        << R"({"platforms":["w"]})"_ba << u"platforms[0]"_s;
    QTest::newRow("a language nobody speaks")
        << R"({"platforms":[{"id":"w","language":"tlh"}]})"_ba << u"platforms[0].language"_s;
    QTest::newRow("hours of a day that is none")
        << R"({"platforms":[{"id":"w"},{"id":"v","hours":{"someday":"closed"}}]})"_ba
        << u"platforms[1].hours.someday"_s;
    QTest::newRow("a limit below zero")
        << R"({"limits":{"connections":-1}})"_ba << u"limits.connections"_s;
    QTest::newRow("half an event a second")
        << R"({"limits":{"eventsPerSecond":0.5}})"_ba << u"limits.eventsPerSecond"_s;
    QTest::newRow("an origin with a path")
        << R"({"origins":["https://a.example/x"]})"_ba << u"origins[0]"_s;
    QTest::newRow("an origin that is a number")
        << R"({"origins":["https://a.example",3]})"_ba << u"origins[1]"_s;
    QTest::newRow("a proxy that is no address")
        << R"({"trustedProxies":["proxy"]})"_ba << u"trustedProxies[0]"_s;
    QTest::newRow("a certificate without its key")
        << R"({"tls":{"certificate":"a.pem"}})"_ba << u"tls.key"_s;
    QTest::newRow("a switch that is a text")
        << R"({"bot":{"enabled":"yes"}})"_ba << u"bot.enabled"_s;
    QTest::newRow("what is no JSON") << R"({"bot":)"_ba << QString();
    QTest::newRow("what is no object") << "[]"_ba << QString();
}

void ConfigurationTest::refusesAWrongKeyWithItsPath()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, path);
    const auto read = Configuration::parse(json);
    QVERIFY(!read);
    QCOMPARE(read.error().path, path);
    QVERIFY(!read.error().message.isEmpty());
}

void ConfigurationTest::givesTheDefaultPlatformAQueueThatExists()
{
    const auto read = Configuration::parse(R"({"queues":[{"id":"support"}]})");
    QVERIFY(read);
    QCOMPARE(read->desk.platforms[0].queue.value(), u"support"_s);
    QCOMPARE(read->desk.queues[0].name, u"support"_s);
}

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
