// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/historyhouse.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! `/api/figures`, and `/api/history?figure=`: what is counted, and which conversations are behind
//! it.
class FiguresApiTest : public HistoryHouse
{
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void countsTheDay();
    void countsWhatWasBeforeItStarted();
    void findsWhatIsBehindAFigure_data();
    void findsWhatIsBehindAFigure();
    void everyCaseOpensTheSessionItIsOf();
    void findsWhatWasBehindAFigureLongAgo();
};

void FiguresApiTest::countsTheDay()
{
    const auto day = [this](const QString &key) {
        const RawAnswer answer = ask("GET", "/api/figures", m_house->key(key));
        return answer.status() == 200 ? objectOf(answer.body()) : QJsonObject();
    };
    QVERIFY(day(u"bot"_s).isEmpty());
    QCOMPARE(day(u"anna"_s).value("all"_L1)["queued"_L1].toInt(), 0);
    hold(u"ada"_s, u"Hej"_s, u"sales"_s, 5);
    hold(u"bo"_s, u"Hej"_s, u"sales"_s, 0);
    QJsonObject told = day(u"anna"_s);
    QCOMPARE(told.value("dayStart"_L1), u"2026-03-02T00:00:00.000Z"_s);
    QCOMPARE(told.value("timezone"_L1), u"UTC"_s);
    QCOMPARE(told.value("all"_L1)["queued"_L1].toInt(), 4); // by the desk, and moved by the boss
    QCOMPARE(told.value("all"_L1)["moved"_L1].toInt(), 2);
    QCOMPARE(told.value("queues"_L1)["sales"_L1]["wait.count"_L1].toInt(), 2);
    QCOMPARE(told.value("queues"_L1)["sales"_L1]["lastHour"_L1].toArray().last().toInt(), 2);
    QCOMPARE(told.value("agents"_L1)["anna"_L1]["handle.count"_L1].toInt(), 2);
    QCOMPARE(told.value("quarters"_L1)[48]["queued"_L1].toInt(), 4);
    QCOMPARE(told.value("all"_L1)["rating.mean"_L1].toDouble(), 5.0);
    QCOMPARE(ask("DELETE", "/api/customers/ada", m_house->key(u"boss"_s)).status(), 204);
    told = day(u"boss"_s);
    QCOMPARE(told.value("all"_L1)["queued"_L1].toInt(), 2);
    QVERIFY(!told.value("all"_L1).toObject().contains("rating.mean"_L1));
}

void FiguresApiTest::countsWhatWasBeforeItStarted()
{
    hold(u"ada"_s, u"Hej"_s, u"sales"_s, 5);
    restart();
    const QJsonObject told = objectOf(ask("GET", "/api/figures", m_house->key(u"anna"_s)).body());
    QCOMPARE(told.value("all"_L1)["wait.count"_L1].toInt(), 1);
    QCOMPARE(found("?text=hej"), QStringList{u"ada"_s});
}

void FiguresApiTest::findsWhatIsBehindAFigure_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("users");
    const QStringList none, bo{u"bo"_s}, both{u"bo"_s, u"ada"_s};
    QTest::newRow("all waits of today") << "?figure=wait.mean"_ba << both;
    QTest::newRow("of a line") << "?figure=wait.mean&queue=sales"_ba << bo;
    QTest::newRow("only moved through that line") << "?figure=wait.mean&queue=technical"_ba << none;
    QTest::newRow("of an agent") << "?figure=claimed&agent=anna"_ba << both;
    QTest::newRow("of another agent") << "?figure=claimed&agent=bea"_ba << none;
    QTest::newRow("later than") << "?figure=queued&from=2026-03-02T12:30:00Z"_ba
                                << QStringList({u"cleo"_s, u"bo"_s});
    QTest::newRow("earlier than") << "?figure=queued&to=2026-03-02T12:30:00Z"_ba
                                  << QStringList{u"ada"_s};
    QTest::newRow("of another day") << "?figure=queued&from=2026-03-03T00:00:00Z"_ba << none;
    QTest::newRow("nothing is behind it") << "?figure=abandoned"_ba << none;
    QTest::newRow("good answers") << "?figure=rating.good"_ba << QStringList{u"ada"_s};
    QTest::newRow("who waits now") << "?figure=waiting"_ba << QStringList{u"cleo"_s};
    QTest::newRow("and words") << "?figure=wait.mean&text=hallo"_ba << bo;
}

void FiguresApiTest::findsWhatIsBehindAFigure()
{
    QFETCH(const QByteArray, query);
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    m_house->clock().advance(1h);
    hold(u"bo"_s, u"Hallo"_s, u"sales"_s, 2);
    QJsonObject text = made(u"text"_s, u"inbound"_s, u"cleo"_s);
    text.insert(u"text"_s, u"Är någon där?"_s);
    tell(*m_messenger, text);
    QTEST(found(query), "users");
}

void FiguresApiTest::everyCaseOpensTheSessionItIsOf()
{
    hold(u"ada"_s, u"Ettan"_s, u"general"_s, 5);
    hold(u"ada"_s, u"Tvåan"_s, u"sales"_s, 2); // a session of its own
    for (const QByteArray figure : {"queued", "wait.p90", "handle.mean", "ended", "rating.count"}) {
        const QJsonArray all = search("?figure=" + figure).value("conversations"_L1).toArray();
        QVERIFY2(all.size() == 2, figure.constData());
        for (const QJsonValue &one : all) {
            const QByteArray session = QByteArray::number(one["session"_L1].toInteger());
            const QJsonArray events
                = objectOf(ask("GET", "/api/history/" + session, m_house->key(u"anna"_s)).body())
                      .value("events"_L1)
                      .toArray();
            const QJsonArray behind = one["behind"_L1].toArray();
            QVERIFY2(!behind.isEmpty(), figure.constData());
            for (const QJsonValue &event : behind) {
                const auto has = [&](const QJsonValue &seq) {
                    return std::ranges::any_of(
                        events, [&](const QJsonValue &each) { return each["seq"_L1] == seq; });
                };
                QVERIFY2(has(event["from"_L1]) && has(event["to"_L1]), figure.constData());
            }
        }
    }
}

//! Older than the days that are counted: the log is asked.
void FiguresApiTest::findsWhatWasBehindAFigureLongAgo()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    m_house->clock().advance(10 * 24h);
    hold(u"bo"_s, u"Hej"_s, u"general"_s, 5);
    QCOMPARE(found("?figure=wait.mean"), QStringList{u"bo"_s});
    QCOMPARE(found("?figure=wait.mean&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z"),
             QStringList{u"ada"_s});
}

QTEST_GUILESS_MAIN(FiguresApiTest)
#include "tst_figuresapi.moc"
