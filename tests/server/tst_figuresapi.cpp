// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/timestamp.h"
#include "tests/server/historyhouse.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! `/api/figures`, `/api/report` and `/api/history?figure=`: what is counted, and which
//! conversations are behind it.
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
    void findsWhatWasBehindAFigureAtAMoment();
    void findsWhatIsBehindAFigureOfOpeningHours();
    void countsDaysAsAReport();
    void aReportIsWrittenAsItIsWanted_data();
    void aReportIsWrittenAsItIsWanted();
    void aBrokerWithoutADiskReportsWhatItStillCounts();
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

//! As it was known then: who waited, not who still does; and nothing of what came of it.
void FiguresApiTest::findsWhatWasBehindAFigureAtAMoment()
{
    QJsonObject text = made(u"text"_s, u"inbound"_s, u"ada"_s);
    text.insert(u"text"_s, u"Hej"_s);
    tell(*m_messenger, text);
    m_house->clock().advance(1min);
    const QByteArray then = "&at=" + toTimestamp(m_house->clock().now().wallMs);
    m_house->clock().advance(1min);
    tell(*m_anna, claim(u"ada"_s, u"anna"_s, {}));
    QCOMPARE(found("?figure=waiting"), QStringList());
    QCOMPARE(found("?figure=wait.mean"), QStringList{u"ada"_s});
    QCOMPARE(found("?figure=waiting" + then), QStringList{u"ada"_s});
    QCOMPARE(found("?figure=wait.mean" + then), QStringList());
    QCOMPARE(found("?figure=queued" + then), QStringList{u"ada"_s});
}

//! Always open here: there it is the same, and nothing without a figure.
void FiguresApiTest::findsWhatIsBehindAFigureOfOpeningHours()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    QCOMPARE(found("?figure=wait.mean&hours=open"), QStringList{u"ada"_s});
    QCOMPARE(ask("GET", "/api/history?hours=open", m_house->key(u"anna"_s)).status(), 400);
}

//! Today and ten days ago, by day, queue and agent, and without the cases that nobody reads.
void FiguresApiTest::countsDaysAsAReport()
{
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    m_house->clock().advance(10 * 24h);
    hold(u"bo"_s, u"Hej"_s, u"sales"_s, 3);
    const RawAnswer answer = ask("GET", "/api/report?from=2026-03-02&to=2026-03-12&timezone=UTC",
                                 m_house->key(u"anna"_s));
    QCOMPARE(answer.status(), 200);
    const QJsonObject report = objectOf(answer.body());
    QCOMPARE(report.value("timezone"_L1), u"UTC"_s);
    QHash<QString, double> claimed;
    const QJsonArray rows = report.value("rows"_L1).toArray();
    for (const QJsonValue &row : rows) {
        QVERIFY(!row.toObject().contains("cases"_L1));
        const QString key = u"%1 %2 %3"_s.arg(row["day"_L1].toString(), row["scope"_L1].toString(),
                                              row["id"_L1].toString());
        claimed.insert(key, row["figures"_L1]["claimed"_L1].toDouble());
    }
    QCOMPARE(claimed.value(u" all "_s), 2.0);
    QCOMPARE(claimed.value(u"2026-03-02 all "_s), 1.0);
    QCOMPARE(claimed.value(u"2026-03-12 queue sales"_s), 1.0);
    QCOMPARE(claimed.value(u"2026-03-12 queue general"_s, -1), 0.0); // only passed through
    QVERIFY(!claimed.contains(u"2026-03-12 queue technical"_s));
    QCOMPARE(claimed.value(u" agent anna"_s), 2.0);
}

void FiguresApiTest::aReportIsWrittenAsItIsWanted_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("has");
    const auto row = [](const char *name, const QByteArray &query, const QByteArray &type,
                        const QByteArray &has) {
        QTest::newRow(name) << "from=2026-03-02&to=2026-03-02" + query
                            << (type.isEmpty() ? 400 : 200)
                            << (type.isEmpty() ? "application/json"_ba : type) << has;
    };
    row("with the sessions behind", "&format=json", "application/json", "\"cases\"");
    row("for spreadsheets", "&format=csv", "text/csv; charset=utf-8", "day,scope,id,");
    row("to read", "&format=html", "text/html; charset=utf-8", "<h1>Report</h1>");
    row("of a queue", "&queue=general", "application/json", "\"queue\": \"general\"");
    row("of opening hours", "&hours=open", "application/json", "\"hours\": \"open\"");
    row("as something else", "&format=pdf", {}, "format: is none of rows, json, csv and html");
    row("of no hours", "&hours=lunch", {}, "hours: is neither all nor open");
    row("of no zone", "&timezone=Mars", {}, "timezone: is no time zone like Europe/Stockholm");
    const auto wrong = [](const char *name, const QByteArray &query, const QByteArray &why) {
        QTest::newRow(name) << query << 400 << "application/json"_ba << why;
    };
    wrong("without a day", "to=2026-03-02", "from: is not there");
    wrong("of no day", "from=2026-02-30&to=2026-03-02", "from: is no day like 2026-03-02");
    wrong("backwards", "from=2026-03-02&to=2026-03-01", "to: is not within 400 days");
    wrong("of too many days", "from=2025-01-01&to=2026-03-01", "to: is not within 400 days");
}

void FiguresApiTest::aReportIsWrittenAsItIsWanted()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, has);
    hold(u"ada"_s, u"Hej"_s, u"general"_s, 5);
    const RawAnswer answer = ask("GET", "/api/report?" + query, m_house->key(u"boss"_s));
    QTEST(answer.status(), "status");
    QTEST(answer.header("content-type"), "type");
    QVERIFY2(answer.body().contains(has), answer.body().constData());
}

void FiguresApiTest::aBrokerWithoutADiskReportsWhatItStillCounts()
{
    House inMemory(House::byHand());
    QVERIFY(inMemory.isReady());
    Client messenger(inMemory.events(u"messenger"_s));
    QVERIFY(messenger.sync());
    QJsonObject text = made(u"text"_s, u"inbound"_s, u"ada"_s);
    text.insert(u"text"_s, u"Hej"_s);
    tell(messenger, text);
    const RawAnswer answer
        = exchange(inMemory.port(),
                   "GET /api/report?from=2026-03-02&to=2026-03-02&timezone=UTC&apiKey="
                       + inMemory.key(u"boss"_s) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    QCOMPARE(answer.status(), 200);
    const QJsonValue whole = objectOf(answer.body()).value("rows"_L1)[0];
    QCOMPARE(whole["scope"_L1].toString(), u"all"_s);
    QCOMPARE(whole["figures"_L1]["queued"_L1].toInt(), 1);
}

QTEST_GUILESS_MAIN(FiguresApiTest)
#include "tst_figuresapi.moc"
