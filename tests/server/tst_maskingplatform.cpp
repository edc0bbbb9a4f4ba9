// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A platform that masks numbers, and one beside it that does not (contract 3): what is stored and
//! what is passed on.
class TestMaskingPlatform : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void masksWhatIsStoredAndWhatPasses();
    void masksTheVeryFirstText();
    void leavesAnotherPlatformAlone();
    void leavesWhatAgentsSayAlone();
    void tellsTheWidget();

private:
    [[nodiscard]] bool isInTheLog(const QByteArray &bytes) const;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_anna;
};

namespace
{

constexpr char Number[] = "4111 1111 1111 1111";

QByteArray composed(const char *type, const char *direction, const QByteArray &more)
{
    return R"({"type":")" + QByteArray(type) + R"(","direction":")" + direction
        + R"(","userId":"cleo",)" + more + '}';
}

QByteArray saying(const char *type)
{
    return composed(type, "inbound",
                    R"("card":"4111111111111111","text":")" + QByteArray(Number) + '"');
}

QByteArray start(const char *platform)
{
    return composed("start", "inbound",
                    R"("params":{"platformId":")" + QByteArray(platform) + R"("})");
}

} // namespace

void TestMaskingPlatform::init()
{
    const auto read = server::Configuration::parse(
        R"({"platforms":[{"id":"quiet","mask":true},{"id":"open"}]})");
    QVERIFY(read);
    m_house = std::make_unique<House>(*read);
    m_anna = std::make_unique<Client>(m_house->events(u"anna"_s));
    QVERIFY(m_anna->sync());
}

void TestMaskingPlatform::cleanup()
{
    m_anna.reset();
    m_house.reset();
}

bool TestMaskingPlatform::isInTheLog(const QByteArray &bytes) const
{
    bool isRead = false;
    bool isFound = false;
    m_house->log().read({}, &m_house->log(), [&](const store::Page &page) {
        isRead = true;
        for (const StoredEvent &stored : page.events)
            isFound = isFound || stored.frame.bytes().contains(bytes);
    });
    return eventually([&isRead] { return isRead; }) && isFound;
}

void TestMaskingPlatform::masksWhatIsStoredAndWhatPasses()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("quiet"));
    cleo.send(saying("typing_on"));
    cleo.send(saying("text"));
    cleo.send(saying("something new"));
    for (const QString &type : {u"typing_on"_s, u"text"_s, u"something new"_s}) {
        const QByteArray heard = m_anna->takeBytes(type);
        QVERIFY2(heard.contains(R"("text":"**** **** **** ****")"), heard.constData());
        QVERIFY(heard.contains(R"("card":"4111111111111111")")); // `text`, and nothing else
    }
    QVERIFY(isInTheLog("**** **** **** ****"));
    QVERIFY(!isInTheLog(Number));
}

void TestMaskingPlatform::masksTheVeryFirstText()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(saying("text"));
    QVERIFY(m_anna->takeBytes(u"text"_s).contains("****"));
    QVERIFY(!isInTheLog(Number));

    Client messenger(m_house->events(u"messenger"_s));
    QVERIFY(messenger.isOpen());
    messenger.send(saying("text").replace("cleo", "a.b * c"));
    const QByteArray heard = m_anna->takeBytes(u"text"_s);
    QVERIFY2(heard.contains("a.b * c") && heard.contains("****"), heard.constData());
}

void TestMaskingPlatform::leavesAnotherPlatformAlone()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("open"));
    cleo.send(saying("typing_on"));
    cleo.send(saying("text"));
    QCOMPARE(m_anna->takeBytes(u"typing_on"_s), saying("typing_on"));
    QVERIFY(m_anna->takeBytes(u"text"_s).contains(Number));
}

void TestMaskingPlatform::leavesWhatAgentsSayAlone()
{
    Client cleo(m_house->chat());
    QVERIFY(cleo.isOpen());
    cleo.send(start("quiet"));
    QVERIFY(!m_anna->takeBytes(u"start"_s).isEmpty());
    m_anna->send(composed("text", "outbound", R"("text":"Ring 4111 1111 1111 1111")"));
    QVERIFY(cleo.takeBytes(u"text"_s).contains(Number));
}

void TestMaskingPlatform::tellsTheWidget()
{
    const auto welcome = [this](const QByteArray &hello) {
        Client client(m_house->chat());
        return client.isOpen() ? (client.send(hello), client.take(u"welcome"_s)) : QJsonObject();
    };
    const QJsonObject quiet = welcome(R"({"type":"hello","platformId":"quiet"})");
    QCOMPARE(quiet.value("mask"_L1), QJsonValue(true));
    QVERIFY(!welcome(R"({"type":"hello","platformId":"open"})").contains("mask"_L1));
    const QByteArray token = quiet.value("token"_L1).toString().toLatin1();
    QCOMPARE(welcome(R"({"type":"hello","token":")" + token + "\"}").value("mask"_L1),
             QJsonValue(true));
    QVERIFY(!objectOf(m_anna->takeBytes(u"welcome"_s)).contains("mask"_L1));
}

QTEST_GUILESS_MAIN(TestMaskingPlatform)
#include "tst_maskingplatform.moc"
