// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/store/database.h"
#include "broker/store/sqlitelog.h"
#include "tests/app/brokerprocess.h"
#include "tests/support/fakeclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `sermo-broker report` from outside, on a log of one day.
class TestReport : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void refusesAWrongCall_data();
    void refusesAWrongCall();
    void saysThatThereIsNoLog();
    void tellsTheFiguresAsJson();
    void tellsOnlyWhatIsAskedFor();
    void cutsTheDaysByTheZone();
    void guardsSpreadsheetsAgainstFormulas();
    void writesAPageThatLoadsNothingAndTrustsNobody();
    void leadsFromEachFigureToItsSessions();
    void worksWhileTheBrokerRuns();

private:
    QTemporaryDir m_directory;
};

namespace
{

const QString Evil = u"=HYPERLINK(\"x\"),<script>1</script>"_s;

//! Appends what happens, at its time.
class Scribe
{
public:
    explicit Scribe(const QString &directory)
        : m_database(std::make_shared<store::Database>(directory, m_clock))
        , m_log(m_database)
    {
        QSignalSpy opened(&m_log, &store::EventLog::opened);
        m_log.open();
        if (!opened.wait(20'000))
            qFatal("the log does not open");
        m_clock.setWall(FakeClock::StartMs - 3 * 3'600'000); // nine o'clock
    }
    ~Scribe()
    {
        QSignalSpy closed(&m_log, &store::EventLog::closed);
        m_log.close();
        (void)closed.wait(20'000);
    }
    Q_DISABLE_COPY_MOVE(Scribe)

    void happens(int seconds, Direction direction, const char *user, const EventBody &body)
    {
        m_clock.advance(std::chrono::seconds(seconds));
        store::AppendRequest request;
        request.sender = direction == Direction::Inbound ? u"customer:x"_s : u"key:x"_s;
        request.frame = compose(direction, UserId(QString::fromLatin1(user)), body);
        QSignalSpy appended(&m_log, &store::EventLog::appended);
        m_log.append({request});
        if (!appended.wait(20'000))
            qFatal("the log does not answer");
    }

private:
    FakeClock m_clock;
    std::shared_ptr<store::Database> m_database;
    store::SqliteLog m_log;
};

QStringList reporting(const QString &data, const QStringList &more = {})
{
    return QStringList{u"report"_s,     u"--data"_s,     data,
                       u"--from"_s,     u"2026-03-02"_s, u"--to"_s,
                       u"2026-03-03"_s, u"--zone"_s,     u"Europe/Stockholm"_s}
    + more;
}

QJsonObject asJson(const Ran &ran)
{
    return QJsonDocument::fromJson(ran.out).object();
}

QJsonObject row(const QJsonObject &report, const QJsonValue &day, const QString &scope,
                const QString &id = {})
{
    const QJsonArray rows = report.value("rows"_L1).toArray();
    for (const auto &value : rows) {
        const QJsonObject one = value.toObject();
        if (one.value("day"_L1) == day && one.value("scope"_L1) == scope
            && one.value("id"_L1).toString() == id)
            return one.value("figures"_L1).toObject();
    }
    return {};
}

} // namespace

void TestReport::initTestCase()
{
    using enum Direction;
    Scribe scribe(m_directory.path());
    const QString queue = u"general"_s;
    scribe.happens(0, Inbound, "cleo", event::Start{});
    scribe.happens(0, Internal, "cleo", event::HandoverToQueue{QueueId(queue), {}, {}});
    scribe.happens(30, Internal, "cleo", event::ClaimSession{AgentId(Evil), false, {}});
    event::Text text;
    text.text = u"Hej"_s;
    scribe.happens(10, Outbound, "cleo", text);
    scribe.happens(60, Outbound, "cleo", event::EndSession{});
    scribe.happens(10, Inbound, "cleo", event::Rating{5, {}});
    // 23:30 UTC is the next day in Stockholm.
    scribe.happens(14 * 3600 + 30 * 60, Inbound, "dora", event::Start{});
    scribe.happens(0, Internal, "dora", event::HandoverToQueue{QueueId(u"sales"_s), {}, {}});
    scribe.happens(90, Inbound, "dora", event::ClientLeft{});
}

void TestReport::refusesAWrongCall_data()
{
    QTest::addColumn<QStringList>("words");
    const QStringList days{u"--from"_s, u"2026-03-02"_s, u"--to"_s, u"2026-03-02"_s};
    const QStringList data{u"--data"_s, u"d"_s};
    QTest::newRow("no directory") << days;
    QTest::newRow("no days") << data;
    QTest::newRow("no such day") << data
            + QStringList{u"--from"_s, u"2026-02-30"_s, u"--to"_s, u"2026-03-02"_s};
    QTest::newRow("the end before the beginning")
        << data + QStringList{u"--from"_s, u"2026-03-02"_s, u"--to"_s, u"2026-03-01"_s};
    QTest::newRow("a century") << data
            + QStringList{u"--from"_s, u"1926-03-02"_s, u"--to"_s, u"2026-03-01"_s};
    QTest::newRow("no such format") << data + days + QStringList{u"--format"_s, u"pdf"_s};
    QTest::newRow("no such zone") << data + days + QStringList{u"--zone"_s, u"Mars/Base"_s};
    QTest::newRow("no such planet's zone") << data + days + QStringList{u"--zone"_s, u"Mars"_s};
    QTest::newRow("a zone's beginning")
        << data + days + QStringList{u"--zone"_s, u"Europe/Stockh"_s};
    QTest::newRow("no such hours") << data + days + QStringList{u"--hours"_s, u"happy"_s};
    QTest::newRow("no such configuration")
        << data + days + QStringList{u"--config"_s, u"/nowhere.json"_s};
    QTest::newRow("one word too many") << data + days + QStringList{u"please"_s};
}

void TestReport::refusesAWrongCall()
{
    QFETCH(const QStringList, words);
    const Ran ran = run(QStringList{u"report"_s} + words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.out.isEmpty());
}

void TestReport::saysThatThereIsNoLog()
{
    const QTemporaryDir empty;
    const Ran ran = run(reporting(empty.path()));
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("there is no log here"));
    QCOMPARE(ran.err.count('\n'), 1);
}

void TestReport::tellsTheFiguresAsJson()
{
    const Ran ran = run(reporting(m_directory.path()));
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(ran.code, 0);
    const QJsonObject report = asJson(ran);
    QCOMPARE(report.value("timezone"_L1).toString(), u"Europe/Stockholm"_s);
    QCOMPARE(report.value("hours"_L1).toString(), u"all"_s);
    const QJsonObject total = row(report, {}, u"all"_s);
    QCOMPARE(total.value("queued"_L1).toDouble(), 2.0);
    QCOMPARE(total.value("wait.mean"_L1).toDouble(), 30.0);
    QCOMPARE(total.value("handle.p90"_L1).toDouble(), 70.0);
    QCOMPARE(total.value("rating.mean"_L1).toDouble(), 5.0);
    QCOMPARE(total.value("abandoned.share"_L1).toDouble(), 0.5);
    QVERIFY(total.value("reopened.share"_L1).isNull()); // nobody was done with anybody
    QCOMPARE(row(report, u"2026-03-02"_s, u"queue"_s, u"general"_s).value("queued"_L1).toDouble(),
             1.0);
    QCOMPARE(row(report, u"2026-03-02"_s, u"agent"_s, Evil).value("claimed"_L1).toDouble(), 1.0);
    // The way back: the wait is from event 2 to event 3.
    const QByteArray wait = "\"at\":\"2026-03-02T09:00:00.000Z\",\"from\":2,\"session\":1,\"to\":3,"
                            "\"userId\":\"cleo\",\"value\":30";
    const QByteArray compact = QJsonDocument(report).toJson(QJsonDocument::Compact);
    QVERIFY2(compact.contains(wait), compact.left(4000).constData());
}

void TestReport::tellsOnlyWhatIsAskedFor()
{
    const QJsonObject sales
        = asJson(run(reporting(m_directory.path(), {u"--queue"_s, u"sales"_s})));
    QCOMPARE(row(sales, {}, u"all"_s).value("queued"_L1).toDouble(), 1.0);
    QVERIFY(row(sales, {}, u"queue"_s, u"general"_s).isEmpty());
    const QJsonObject agent = asJson(run(reporting(m_directory.path(), {u"--agent"_s, Evil})));
    QCOMPARE(row(agent, {}, u"all"_s).value("abandoned"_L1).toDouble(), 0.0);
    QCOMPARE(row(agent, {}, u"all"_s).value("claimed"_L1).toDouble(), 1.0);
}

void TestReport::cutsTheDaysByTheZone()
{
    const QJsonObject stockholm = asJson(run(reporting(m_directory.path())));
    QCOMPARE(row(stockholm, u"2026-03-03"_s, u"all"_s).value("abandoned"_L1).toDouble(), 1.0);
    QStringList words = reporting(m_directory.path());
    words.last() = u"UTC"_s;
    const QJsonObject utc = asJson(run(words));
    QCOMPARE(row(utc, u"2026-03-02"_s, u"all"_s).value("abandoned"_L1).toDouble(), 1.0);
    QCOMPARE(row(utc, u"2026-03-03"_s, u"all"_s).value("abandoned"_L1).toDouble(), 0.0);
}

void TestReport::guardsSpreadsheetsAgainstFormulas()
{
    const Ran ran = run(reporting(m_directory.path(), {u"--format"_s, u"csv"_s}));
    QCOMPARE(ran.code, 0);
    const QList<QByteArray> lines = ran.out.split('\n');
    QVERIFY(lines.first().startsWith("day,scope,id,timezone,hours,queued,"));
    const auto columns = lines.first().count(',');
    QVERIFY(lines.at(1).startsWith("total,all,,Europe/Stockholm,all,2,"));
    QCOMPARE(lines.at(1).count(','), columns);
    const QByteArray guarded = ",agent,\"'=HYPERLINK(\"\"x\"\"),<script>1</script>\",";
    QVERIFY2(ran.out.contains(guarded), ran.out.constData());
}

void TestReport::writesAPageThatLoadsNothingAndTrustsNobody()
{
    const Ran ran = run(reporting(m_directory.path(), {u"--format"_s, u"html"_s}));
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.startsWith("<!DOCTYPE html>"));
    QVERIFY(!ran.out.contains("<script"));
    QVERIFY(ran.out.contains("=HYPERLINK(&quot;x&quot;),&lt;script&gt;"));
    QVERIFY(ran.out.contains("days of Europe/Stockholm"));
    QVERIFY(ran.out.contains("opening hours are not applied"));
    QByteArray page = ran.out;
    page.replace("href=\"#", "within \""); // to its own lists
    for (const char *word : {"http:", "https:", "src=", "href=", "url("})
        QVERIFY2(!page.contains(word), word);
}

void TestReport::leadsFromEachFigureToItsSessions()
{
    const Ran ran = run(reporting(m_directory.path(), {u"--format"_s, u"html"_s}));
    static const QRegularExpression link(u"<td>([a-z0-9._]+)</td><td><a href=\"#([^\"]+)\">"_s);
    const QString page = QString::fromUtf8(ran.out);
    QStringList figures;
    for (const QRegularExpressionMatch &match : link.globalMatch(page)) {
        figures += match.captured(1);
        QVERIFY2(page.contains(u"<table id=\"%1\">"_s.arg(match.captured(2))),
                 qPrintable(match.captured(2)));
    }
    for (const QString &figure : {u"queued"_s, u"wait.p90"_s, u"handle.mean"_s, u"claimed"_s})
        QVERIFY2(figures.contains(figure), qPrintable(figure));
    // What has the same behind it has one list.
    QCOMPARE(page.count(u"<caption>Behind wait.count</caption>"_s), 1);
    QVERIFY(!page.contains(u"<caption>Behind wait.mean</caption>"_s));
}

void TestReport::worksWhileTheBrokerRuns()
{
    const Running broker(m_directory.path());
    QVERIFY(broker.port() > 0);
    const Ran ran = run(reporting(m_directory.path()));
    QCOMPARE(ran.code, 0);
    QCOMPARE(row(asJson(ran), {}, u"all"_s).value("queued"_L1).toDouble(), 2.0);
    QCOMPARE(broker.health(), 200);
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
