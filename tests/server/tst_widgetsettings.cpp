// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;

//! What a platform's settings make of its customers' widget, over real sockets.
class TestWidgetSettings : public QObject
{
    Q_OBJECT
private slots:
    void cleanup();
    void tellsTheWidgetHowToBe();
    void saysNothingOfWhatIsUsual();
    void saysWhenItOpensAgain();
    void believesWhatTheSiteHasSigned_data();
    void believesWhatTheSiteHasSigned();
    void servesTheChatInItsPlatformsLanguage_data();
    void servesTheChatInItsPlatformsLanguage();
    void servesTheWidgetPackedAndOnce();
    void letsPicturesComeFromNamedHostsOnly_data();
    void letsPicturesComeFromNamedHostsOnly();

private:
    void open(const QByteArray &platforms);
    std::unique_ptr<House> m_house;
};

namespace
{

QByteArray start(const QByteArray &params)
{
    return R"({"type":"start","direction":"inbound","userId":"cleo","params":{)" + params + "}}";
}

} // namespace

void TestWidgetSettings::cleanup()
{
    m_house.reset();
}

void TestWidgetSettings::open(const QByteArray &platforms)
{
    const auto read = server::Configuration::parse(R"({"platforms":[)" + platforms + "]}");
    QVERIFY(read);
    m_house = std::make_unique<House>(*read);
    QVERIFY(m_house->isReady());
}

void TestWidgetSettings::tellsTheWidgetHowToBe()
{
    open(R"({"id":"webchat","language":"sv","preview":false,)"
         R"("form":[{"id":"name","label":"Namn","required":true}]})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(R"({"type":"hello","platformId":"webchat"})"_ba);
    const QJsonObject welcome = cleo.take(u"welcome"_s);
    QCOMPARE(welcome.value("language"_L1), QJsonValue(u"sv"_s));
    QCOMPARE(welcome.value("hidesTyping"_L1), QJsonValue(true));
    const QJsonArray form{QJsonObject{{u"id"_s, u"name"_s},
                                      {u"label"_s, u"Namn"_s},
                                      {u"type"_s, u"text"_s},
                                      {u"required"_s, true}}};
    QCOMPARE(welcome.value("form"_L1), QJsonValue(form));

    Client anna(m_house->events(u"anna"_s));
    const QJsonObject toAnna = anna.take(u"welcome"_s);
    for (const auto key : {"language"_L1, "hidesTyping"_L1, "form"_L1})
        QVERIFY(!toAnna.contains(key));
}

void TestWidgetSettings::saysNothingOfWhatIsUsual()
{
    open(R"({"id":"webchat"})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(R"({"type":"hello","platformId":"webchat"})"_ba);
    const QJsonObject welcome = cleo.take(u"welcome"_s);
    QVERIFY(welcome.contains("token"_L1));
    for (const auto key : {"language"_L1, "hidesTyping"_L1, "form"_L1, "mask"_L1})
        QVERIFY(!welcome.contains(key));
}

//! The house begins on Monday the second of March 2026 at noon, UTC.
void TestWidgetSettings::saysWhenItOpensAgain()
{
    open(
        R"({"id":"webchat","hours":{"timezone":"Europe/Stockholm","weekdays":"08:00-12:00, 13:00-18:00","friday":"20:00-02:00"}})");
    m_house->clock().advance(6h);
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start(R"("platformId":"webchat")"));
    const QJsonObject closed = cleo.take(u"platform_closed"_s);
    QCOMPARE(closed.value("opensAt"_L1).toString(), u"2026-03-03T07:00:00.000Z"_s);
    const QJsonObject hours = closed.value("hours"_L1).toObject();
    QCOMPARE(hours.value("timezone"_L1).toString(), u"Europe/Stockholm"_s);
    const QJsonArray week = hours.value("week"_L1).toArray();
    QCOMPARE(week.size(), 7);
    QCOMPARE(week[0].toArray(), (QJsonArray{u"08:00-12:00"_s, u"13:00-18:00"_s}));
    QCOMPARE(week[4].toArray(), QJsonArray{u"20:00-02:00"_s});
    QCOMPARE(week[6].toArray(), QJsonArray());
}

void TestWidgetSettings::believesWhatTheSiteHasSigned_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<bool>("isBelieved");
    // HMAC-SHA256("a secret of the site", "1234567")
    const QByteArray hash = "120bc8575555e482956c778718482810a708f426c045c1c8c22fb45f52e1f3c5";
    const auto row = [](const char *name, const QByteArray &params, bool isBelieved) {
        QTest::newRow(name) << R"("platformId":"webchat",)" + params << isBelieved;
    };
    row("signed", R"("customerId":"1234567","customerHash":")" + hash + '"', true);
    row("signed in capitals", R"("customerId":"1234567","customerHash":")" + hash.toUpper() + '"',
        true);
    row("another's signature", R"("customerId":"1234568","customerHash":")" + hash + '"', false);
    row("a signature cut short",
        R"("customerId":"1234567","customerHash":")" + hash.first(32) + '"', false);
    row("only a claim", R"("customerId":"1234567")", false);
    row("a signature of nothing", R"("customerHash":")" + hash + '"', false);
    QTest::newRow("a platform without a secret")
        << R"("platformId":"other","customerId":"1234567","customerHash":")" + hash + '"' << false;
}

void TestWidgetSettings::believesWhatTheSiteHasSigned()
{
    QFETCH(const QByteArray, params);
    QFETCH(const bool, isBelieved);
    open(R"({"id":"webchat","brand":"demo","secret":"a secret of the site"},{"id":"other"})");
    Client anna(m_house->events(u"anna"_s));
    QVERIFY(anna.sync());
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start(params));
    QVERIFY(!cleo.takeBytes(u"info"_s).isEmpty());
    QVERIFY(anna.sync());
    QCOMPARE(anna.pending().contains(u"customer_identified"_s), isBelieved);
    if (isBelieved) {
        const QJsonObject identified = anna.take(u"customer_identified"_s);
        QCOMPARE(identified.value("customerId"_L1).toString(), u"1234567"_s);
        QCOMPARE(identified.value("brandId"_L1).toString(), u"demo"_s);
        QCOMPARE(identified.value("verified"_L1), QJsonValue(true));
        QVERIFY(identified.contains("seq"_L1));
    }
    QVERIFY(!cleo.pending().contains(u"customer_identified"_s));
}

void TestWidgetSettings::servesTheChatInItsPlatformsLanguage_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("opening");
    QTest::newRow("a platform that says it") << "?platform=p%C3%A5"_ba
                                             << "<html lang=\"sv\">"_ba;
    QTest::newRow("one that leaves it to its page") << "?platform=webchat"_ba
                                                    << "<html>"_ba;
    QTest::newRow("none such") << "?platform=x&platform=y"_ba
                               << "<html>"_ba;
    QTest::newRow("none") << ""_ba
                          << "<html>"_ba;
}

void TestWidgetSettings::servesTheChatInItsPlatformsLanguage()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, opening);
    open(R"({"id":"webchat"},{"id":"p\u00e5","language":"sv"})");
    const RawAnswer page = exchange(
        m_house->port(), "GET /widget/app.html" + query + " HTTP/1.1\r\nHost: a\r\n\r\n");
    if (page.status() == 404)
        QSKIP("built without the widget");
    QVERIFY2(page.body().contains(opening), page.body().constData());
}

void TestWidgetSettings::servesTheWidgetPackedAndOnce()
{
    open(R"({"id":"webchat"})");
    const auto get = [this](const QByteArray &path, const QByteArray &fields) {
        return exchange(m_house->port(),
                        "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
    };
    const RawAnswer plain = get("/widget/app.html", {});
    if (plain.status() == 404)
        QSKIP("built without the widget");
    QVERIFY(!plain.header("Content-Encoding").contains("gzip"));
    QCOMPARE(plain.header("Vary"), "Accept-Encoding");
    QCOMPARE(plain.header("Cache-Control"), "no-cache");

    const RawAnswer packed = get("/widget/app.html", "Accept-Encoding: gzip, br\r\n");
    QCOMPARE(packed.header("Content-Encoding"), "gzip");
    QVERIFY(packed.body().startsWith("\x1f\x8b"));
    QVERIFY(packed.header("ETag") != plain.header("ETag"));
    const QByteArray again
        = "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.header("ETag") + "\r\n";
    QCOMPARE(get("/widget/app.html", again).status(), 304);

    const QByteArray page = plain.body();
    const qsizetype begin = page.indexOf("app.", page.indexOf("<script"));
    const QByteArray script = page.sliced(begin, page.indexOf('"', begin) - begin);
    const RawAnswer app = get("/widget/" + script, {});
    QCOMPARE(app.status(), 200);
    QCOMPARE(app.header("Cache-Control"), "public, max-age=31536000, immutable");

    for (const QByteArray &path : {"/"_ba, "/widget/app.html"_ba}) {
        const QByteArray policy = get(path, {}).header("Content-Security-Policy");
        QVERIFY(policy.contains("default-src 'none'"));
        QVERIFY2(!policy.contains("unsafe"), policy.constData());
    }
}

void TestWidgetSettings::letsPicturesComeFromNamedHostsOnly_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("sources");
    QTest::newRow("none") << "{}"_ba
                          << "img-src 'self' blob:;"_ba;
    QTest::newRow("two") << R"({"avatarHosts":["https://img.example.com","https://a.example"]})"_ba
                         << "img-src 'self' blob: https://img.example.com https://a.example;"_ba;
}

void TestWidgetSettings::letsPicturesComeFromNamedHostsOnly()
{
    QFETCH(const QByteArray, configuration);
    QFETCH(const QByteArray, sources);
    const auto read = server::Configuration::parse(configuration);
    QVERIFY(read);
    m_house = std::make_unique<House>(*read);
    QVERIFY(m_house->isReady());
    const RawAnswer page
        = exchange(m_house->port(), "GET /widget/app.html HTTP/1.1\r\nHost: a\r\n\r\n");
    if (page.status() == 404)
        QSKIP("built without the widget");
    const QByteArray policy = page.header("Content-Security-Policy");
    QVERIFY2(policy.contains(sources), policy.constData());
}

QTEST_GUILESS_MAIN(TestWidgetSettings)
#include "tst_widgetsettings.moc"
