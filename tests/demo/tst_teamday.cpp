// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/demo/teamday.h"
#include "tests/server/house.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::demo;
using namespace sermo::test;

//! The simulated day at a real broker, by what a supervisor hears of it.
class TeamDayTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tenCustomersComeEachByAConnectionOfHisOwn();
    void theyWriteHesitateAndSendPictures();
    void colleaguesServeWhomTheDeskGivesThem();
    void someAreGoneWithoutAWordAndOthersCome();
    void nothingTheySayIsRefused();
    void allAreGoneWithTheDay();

private:
    void begin(const Script &day); //!< as fast as it goes
    //! Whether the supervisor has heard such an event, or does now.
    [[nodiscard]] bool hears(const std::function<bool(const QJsonObject &)> &event);
    [[nodiscard]] const QList<QJsonObject> &heard();
    [[nodiscard]] qsizetype starters(); //!< how many customers have begun
    [[nodiscard]] QString metrics() const;

    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_boss;
    std::unique_ptr<TeamDay> m_day;
    QList<QJsonObject> m_heard;
    QSet<QString> m_starters;
};

namespace
{

QString typeOf(const QJsonObject &event)
{
    return event.value("type"_L1).toString();
}

//! As many kinds of customers as there are; short, since a test waits for them.
Script script()
{
    const QStringList says{u"My wifi is slow"_s, u"Since Monday"_s, u"Thanks"_s};
    const QStringList answers{u"Since when?"_s, u"I mend it"_s, u"Bye"_s};
    const Story plain{u"Ada"_s, u"70557076"_s, says, answers, false, {}, {}, 0};
    Story doubtful = plain;
    doubtful.hesitates = true;
    Story picturing = plain;
    picturing.pictureAt = 0;
    Story fleeting = plain;
    fleeting.vanishesAt = 0;
    return {{{AgentId(u"anna"_s), u"Anna Ek"_s}},
            {plain, doubtful, picturing, fleeting},
            {u"I am simulated"_s}};
}

Script only(const Story &story)
{
    Script one = script();
    one.stories = {story};
    return one;
}

} // namespace

void TeamDayTest::init()
{
    m_day.reset();
    m_boss.reset();
    m_heard.clear();
    m_starters.clear();
    m_house = std::make_unique<House>(server::Configuration());
    QVERIFY(m_house->isReady());
    m_boss = std::make_unique<Client>(m_house->events(u"boss"_s));
    QVERIFY(m_boss->sync());
}

void TeamDayTest::begin(const Script &day)
{
    const QUrl broker(u"http://127.0.0.1:%1"_s.arg(m_house->port()));
    const QHash<AgentId, QString> keys{
        {AgentId(u"anna"_s), QString::fromLatin1(m_house->key(u"anna"_s))}};
    m_day = std::make_unique<TeamDay>(day, TeamDay::Place{broker, keys}, 7);
    m_day->setSpeed(TeamDay::Fastest);
    m_day->start();
}

//! Read once each: the day goes on in this thread while we look.
const QList<QJsonObject> &TeamDayTest::heard()
{
    const QList<QByteArray> &frames = m_boss->frames();
    while (m_heard.size() < frames.size()) {
        const QJsonObject event = objectOf(frames.at(m_heard.size()));
        if (typeOf(event) == "start"_L1)
            m_starters.insert(event.value("userId"_L1).toString());
        m_heard.append(event);
    }
    return m_heard;
}

bool TeamDayTest::hears(const std::function<bool(const QJsonObject &)> &event)
{
    qsizetype seen = 0;
    return eventually([&] {
        const QList<QJsonObject> &all = heard();
        while (seen < all.size()) {
            if (event(all.at(seen++)))
                return true;
        }
        return false;
    });
}

qsizetype TeamDayTest::starters()
{
    (void)heard();
    return m_starters.size();
}

QString TeamDayTest::metrics() const
{
    const RawAnswer answer = exchange(m_house->port(),
                                      "GET /metrics?apiKey=" + m_house->key(u"boss"_s)
                                          + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    return QString::fromUtf8(answer.body());
}

void TeamDayTest::tenCustomersComeEachByAConnectionOfHisOwn()
{
    begin(script());
    QVERIFY(eventually([this] { return starters() >= TeamDay::Customers; }));
    QVERIFY(hears([](const QJsonObject &event) {
        return typeOf(event) == "start"_L1 && event["params"_L1]["name"_L1].toString() == "Ada"_L1;
    }));
}

void TeamDayTest::theyWriteHesitateAndSendPictures()
{
    begin(script());
    const auto isTyping = [](const QJsonObject &event) {
        return typeOf(event) == "typing_on"_L1
            && event.value("direction"_L1).toString() == "inbound"_L1
            && script().stories.constFirst().says.constFirst().startsWith(
                event.value("text"_L1).toString());
    };
    QVERIFY(hears(isTyping));
    QVERIFY(hears([](const QJsonObject &event) { return typeOf(event) == "typing_off"_L1; }));
    QString image;
    QVERIFY(hears([&image](const QJsonObject &event) {
        image = event.value("imageId"_L1).toString();
        return typeOf(event) == "text"_L1 && !image.isEmpty();
    }));
    const RawAnswer got = exchange(m_house->port(),
                                   "GET /images/" + image.toLatin1()
                                       + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QCOMPARE(got.status(), 200);
}

void TeamDayTest::colleaguesServeWhomTheDeskGivesThem()
{
    begin(script());
    QVERIFY(hears([](const QJsonObject &event) {
        return typeOf(event) == "claim_session"_L1
            && event.value("agentId"_L1).toString() == "anna"_L1
            && event.value("reason"_L1).toString() == "allocated"_L1;
    }));
    QVERIFY(hears([](const QJsonObject &event) {
        return typeOf(event) == "text"_L1 && event["agent"_L1]["name"_L1].toString() == "Anna Ek"_L1
            && event.value("text"_L1).toString() == "Since when?"_L1;
    }));
    QVERIFY(hears([](const QJsonObject &event) {
        return typeOf(event) == "text"_L1 && event.value("direction"_L1).toString() == "inbound"_L1
            && event.value("text"_L1).toString() == "Since Monday"_L1;
    }));
}

void TeamDayTest::someAreGoneWithoutAWordAndOthersCome()
{
    begin(only(script().stories.constLast()));
    QVERIFY(eventually([this] { return starters() > TeamDay::Customers; }));
    for (const QJsonObject &event : heard()) {
        const bool isHis = event.value("direction"_L1).toString() == "inbound"_L1;
        QVERIFY(!isHis || (typeOf(event) != "text"_L1 && typeOf(event) != "client_left"_L1));
    }
}

//! However fast the day goes: a customer may say twenty events a second. (One is ours: sync().)
void TeamDayTest::nothingTheySayIsRefused()
{
    begin(script());
    QVERIFY(eventually([this] { return starters() > TeamDay::Customers; }));
    static const QRegularExpression refused(
        u"sermo_refusals_total\\{reason=\"(?!unknown_direction)[^\"]*\"\\} [1-9]"_s);
    const QString told = metrics();
    QVERIFY(told.contains(u"sermo_refusals_total"_s));
    QVERIFY2(!told.contains(refused), qPrintable(refused.match(told).captured()));
}

void TeamDayTest::allAreGoneWithTheDay()
{
    begin(script());
    QVERIFY(eventually([this] { return starters() >= TeamDay::Customers; }));
    static const QRegularExpression connected(u"sermo_connections\\{role=\"customer\"\\} [1-9]"_s);
    const auto isCrowded = [this] { return metrics().contains(connected); };
    QVERIFY(isCrowded());
    m_day.reset();
    QVERIFY(eventually([&] { return !isCrowded(); }));
}

QTEST_GUILESS_MAIN(TeamDayTest)
#include "tst_teamday.moc"
