// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! What a customer was promised about his words, and what becomes of the promise while he is there.
class TestWidgetTerms : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void everyTabHearsOfAnotherSetting_data();
    void everyTabHearsOfAnotherSetting();
    void whoHasSaidNothingYetHearsOfItToo();
    void anotherQueueMayPromiseOtherwise();
    void theStartMayNameAnotherPlatform();
    void whatStaysIsNotToldAgain();
    void cleanup();

private:
    void open(const QByteArray &configuration);
    [[nodiscard]] bool takeOver(const QByteArray &configuration);
    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_anna;
};

namespace
{

QByteArray start(const char *platform)
{
    return R"({"type":"start","direction":"inbound","userId":"cleo","params":{"platformId":")"
        + QByteArray(platform) + R"("}})";
}

//! What the promise is now, as the widget was told it; and that it was told as it ought to be.
void isTold(Client &cleo, bool mask, bool hidesTyping)
{
    const QJsonObject told = cleo.take(u"session_state"_s);
    QCOMPARE(told.value("direction"_L1), QJsonValue(u"outbound"_s));
    QCOMPARE(told.value("mask"_L1), QJsonValue(mask));
    QCOMPARE(told.value("hidesTyping"_L1), QJsonValue(hidesTyping));
    for (const auto key : {"seq"_L1, "state"_L1, "queueId"_L1, "agentId"_L1})
        QVERIFY(!told.contains(key));
}

} // namespace

void TestWidgetTerms::init()
{
    open("{}");
}

void TestWidgetTerms::cleanup()
{
    m_anna.reset();
    m_house.reset();
}

void TestWidgetTerms::open(const QByteArray &configuration)
{
    const auto read = server::Configuration::parse(configuration);
    QVERIFY(read);
    m_anna.reset();
    m_house = std::make_unique<House>(*read);
    QVERIFY(m_house->isReady());
    m_anna = std::make_unique<Client>(m_house->events(u"anna"_s));
    QVERIFY(m_anna->sync());
}

bool TestWidgetTerms::takeOver(const QByteArray &configuration)
{
    const auto read = server::Configuration::parse(configuration);
    return read && m_house->broker().takeOver(*read);
}

void TestWidgetTerms::everyTabHearsOfAnotherSetting_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<bool>("mask");
    QTest::addColumn<bool>("hidesTyping");
    QTest::newRow("the platform's preview")
        << R"({"platforms":[{"id":"webchat","preview":false}]})"_ba << false << true;
    QTest::newRow("its queue's") << R"({"queues":[{"id":"general","preview":false}]})"_ba << false
                                 << true;
    QTest::newRow("hidden numbers")
        << R"({"platforms":[{"id":"webchat","mask":true}]})"_ba << true << false;
}

void TestWidgetTerms::everyTabHearsOfAnotherSetting()
{
    QFETCH(const QByteArray, configuration);
    QFETCH(const bool, mask);
    QFETCH(const bool, hidesTyping);
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("webchat"));
    const QString token = cleo.take(u"welcome"_s).value("token"_L1).toString();
    Client other(m_house->chat());
    QVERIFY(other.isOpen());
    other.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, token}});
    QVERIFY(!other.take(u"welcome"_s).isEmpty());

    QVERIFY(takeOver(configuration));
    for (Client *tab : {&cleo, &other})
        isTold(*tab, mask, hidesTyping);
    QVERIFY(takeOver("{}"));
    for (Client *tab : {&cleo, &other})
        isTold(*tab, false, false);

    QVERIFY(m_anna->sync());
    for (const QByteArray &frame : m_anna->frames())
        QVERIFY2(!frame.contains("hidesTyping"), frame.constData());
}

void TestWidgetTerms::whoHasSaidNothingYetHearsOfItToo()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(R"({"type":"hello","platformId":"webchat"})"_ba);
    QVERIFY(!cleo.take(u"welcome"_s).contains("hidesTyping"_L1));
    QVERIFY(takeOver(R"({"platforms":[{"id":"webchat","preview":false}]})"));
    isTold(cleo, false, true);
}

void TestWidgetTerms::anotherQueueMayPromiseOtherwise()
{
    open(R"({"queues":[{"id":"general"},{"id":"sales","preview":false}]})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("webchat"));
    QVERIFY(!cleo.take(u"welcome"_s).contains("hidesTyping"_L1));
    const auto handOver = [this](const QByteArray &queue) {
        m_anna->send(
            R"({"type":"handover_to_queue","direction":"internal","userId":"cleo","queueId":")"
            + queue + R"("})");
    };
    handOver("sales");
    isTold(cleo, false, true);
    handOver("general");
    isTold(cleo, false, false);
}

void TestWidgetTerms::theStartMayNameAnotherPlatform()
{
    open(R"({"platforms":[{"id":"webchat"},{"id":"quiet","preview":false,"mask":true}]})");
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(R"({"type":"hello","platformId":"webchat"})"_ba);
    const QString user = cleo.take(u"welcome"_s).value("userId"_L1).toString();
    cleo.send(start("quiet").replace("cleo", user.toUtf8()));
    isTold(cleo, true, true);
}

void TestWidgetTerms::whatStaysIsNotToldAgain()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("webchat"));
    QVERIFY(!cleo.takeBytes(u"info"_s).isEmpty());
    QVERIFY(takeOver(R"({"queues":[{"id":"general"},{"id":"sales","preview":false}]})"));
    QVERIFY(cleo.sync());
    QVERIFY(!cleo.pending().contains(u"session_state"_s));
}

QTEST_GUILESS_MAIN(TestWidgetTerms)
#include "tst_widgetterms.moc"
