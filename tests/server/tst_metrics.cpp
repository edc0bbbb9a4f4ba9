// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/metrics.h"
#include "tests/server/house.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! `GET /metrics`: who may read it, that it is what Prometheus reads, and that it counts.
class MetricsTest : public QObject
{
    Q_OBJECT
private slots:
    void isForSupervisorsOnly_data();
    void isForSupervisorsOnly();
    void isWellFormed();
    void countsWhatHappened();
    void countsUnknownTypesAsOne();
    void putsCommitsIntoBuckets();
    void escapesLabels();
    void tellsTheDaysFigures();
};

namespace
{

QByteArray get(const QByteArray &target, const QByteArray &more = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

//! A strict reader of Prometheus' text format 0.0.4: families whole, each with its help and type
//! before its samples, no sample twice, histograms cumulative with `+Inf` equal to the count.
class Exposition
{
public:
    explicit Exposition(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            fail("the last line does not end", {});
        const QList<QByteArray> lines = text.chopped(1).split('\n');
        for (const QByteArray &line : lines)
            line.startsWith('#') ? readComment(line) : readSample(line);
        for (auto type = m_types.cbegin(); type != m_types.cend(); ++type) {
            if (type.value() == "histogram")
                checkHistogram(type.key());
        }
    }

    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] double value(const QByteArray &sample) const
    {
        return m_samples.value(sample, -1);
    }
    [[nodiscard]] QList<QByteArray> samples() const { return m_samples.keys(); }

private:
    void fail(const char *what, const QByteArray &line)
    {
        if (m_error.isEmpty())
            m_error = QString::fromLatin1(what) + u": "_s + QString::fromUtf8(line);
    }

    void readComment(const QByteArray &line)
    {
        static const QRegularExpression help(u"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \\S.*$"_s);
        static const QRegularExpression type(
            u"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$"_s);
        const QString text = QString::fromUtf8(line);
        if (const auto match = help.match(text); match.hasMatch()) {
            m_family = match.captured(1).toUtf8();
            if (m_types.contains(m_family))
                fail("a family twice", line);
            m_isTyped = false;
        } else if (const auto typed = type.match(text); typed.hasMatch()) {
            if (typed.captured(1).toUtf8() != m_family || m_isTyped)
                fail("a type without its help", line);
            m_types.insert(m_family, typed.captured(2).toUtf8());
            m_isTyped = true;
            if (typed.captured(2) == u"counter"_s && !m_family.endsWith("_total"))
                fail("a counter that does not end in _total", line);
        } else {
            fail("neither help nor type", line);
        }
    }

    void readSample(const QByteArray &line)
    {
        static const QRegularExpression shape(
            u"^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\""
            "(?:,[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\})? "
            "(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$"_s);
        const auto match = shape.match(QString::fromUtf8(line));
        if (!match.hasMatch())
            return fail("no sample", line);
        const QByteArray name = match.captured(1).toUtf8();
        const bool isHistogram = m_types.value(m_family) == "histogram";
        const bool isOfFamily = isHistogram ? name == m_family + "_bucket"
                || name == m_family + "_sum" || name == m_family + "_count"
                                            : name == m_family;
        if (!m_isTyped || !isOfFamily)
            fail("a sample outside its family", line);
        const QByteArray key = name + match.captured(2).toUtf8();
        if (m_samples.contains(key))
            fail("a sample twice", line);
        m_samples.insert(key, match.captured(3).toDouble());
        if (name.endsWith("_bucket"))
            m_buckets[m_family].append(m_samples.value(key));
    }

    void checkHistogram(const QByteArray &name)
    {
        const QList<double> &buckets = m_buckets[name];
        if (buckets.isEmpty() || !std::is_sorted(buckets.begin(), buckets.end()))
            fail("a histogram that is not cumulative", name);
        const double all = m_samples.value(name + "_count", -1);
        if (m_samples.value(name + "_bucket{le=\"+Inf\"}", -2) != all
            || !m_samples.contains(name + "_sum"))
            fail("a histogram without its end", name);
    }

    QByteArray m_family;
    bool m_isTyped = false;
    QMap<QByteArray, QByteArray> m_types;
    QMap<QByteArray, double> m_samples;
    QMap<QByteArray, QList<double>> m_buckets;
    QString m_error;
};

Exposition measure(House &house)
{
    return Exposition(
        exchange(house.port(), get("/metrics?apiKey=" + house.key(u"boss"_s))).body());
}

} // namespace

void MetricsTest::isForSupervisorsOnly_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("status");
    QTest::newRow("nobody") << QString() << 401;
    QTest::newRow("a wrong key") << u"wrong"_s << 401;
    QTest::newRow("a bot") << u"bot"_s << 403;
    QTest::newRow("an agent") << u"anna"_s << 403;
    QTest::newRow("a channel") << u"messenger"_s << 403;
    QTest::newRow("a supervisor") << u"boss"_s << 200;
}

void MetricsTest::isForSupervisorsOnly()
{
    QFETCH(const QString, key);
    QFETCH(const int, status);
    House house;
    const QByteArray text = key == u"wrong"_s ? "sk_supervisor_wrong"_ba : house.key(key);
    QCOMPARE(exchange(house.port(), get("/metrics?apiKey=" + text)).status(), status);
    const RawAnswer byHeader
        = exchange(house.port(), get("/metrics", "Authorization: Bearer " + text + "\r\n"));
    QCOMPARE(byHeader.status(), status);
    if (status != 200) {
        QVERIFY(!byHeader.bytes.contains("sermo_"));
        return;
    }
    QVERIFY(byHeader.header("Content-Type").startsWith("text/plain; version=0.0.4"));
    // Its first word alone: a key is made of dice, and may hold the word too.
    const QByteArray post = get("/metrics?apiKey=" + text).replace(0, 3, "POST");
    QCOMPARE(exchange(house.port(), post).status(), 405);
}

void MetricsTest::isWellFormed()
{
    House house;
    Client bot(house.events(u"bot"_s));
    QVERIFY(bot.sync());
    const Exposition metrics = measure(house);
    QCOMPARE(metrics.error(), QString());
    QVERIFY(metrics.samples().size() > 30);
}

void MetricsTest::countsWhatHappened()
{
    House house;
    Client customer(house.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QString user = customer.take(u"welcome"_s).value("userId"_L1).toString();
    Client agent(house.events(u"anna"_s));
    Client boss(house.events(u"boss"_s));
    QVERIFY(agent.sync());
    QVERIFY(boss.sync());
    for (int i = 0; i < 3; ++i)
        customer.send(QJsonObject{{u"type"_s, u"text"_s},
                                  {u"direction"_s, u"inbound"_s},
                                  {u"userId"_s, user},
                                  {u"text"_s, u"hej"_s}});
    customer.send(QJsonObject{
        {u"type"_s, u"typing_on"_s}, {u"direction"_s, u"inbound"_s}, {u"userId"_s, user}});
    customer.send(
        QJsonObject{{u"type"_s, u"text"_s}, {u"direction"_s, u"outbound"_s}, {u"userId"_s, user}});
    QVERIFY(customer.sync());
    QVERIFY(agent.sync());

    QCOMPARE(exchange(house.port(), get("/nowhere")).status(), 404);
    QCOMPARE(exchange(house.port(), get("/images/nowhere")).status(), 404);
    const Exposition metrics = measure(house);
    QCOMPARE(metrics.error(), QString());
    const auto value = [&metrics](const char *sample) { return metrics.value(sample); };
    QCOMPARE(value(R"(sermo_events_total{type="text",direction="inbound"})"), 3.0);
    QCOMPARE(value(R"(sermo_events_total{type="typing_on",direction="inbound"})"), 1.0);
    QCOMPARE(value(R"(sermo_refusals_total{reason="forbidden_direction"})"), 1.0);
    QCOMPARE(value(R"(sermo_refusals_total{reason="unknown_direction"})"), 4.0); // by sync()
    QCOMPARE(value(R"(sermo_connections{role="customer"})"), 1.0);
    QCOMPARE(value(R"(sermo_connections{role="agent"})"), 1.0);
    QCOMPARE(value(R"(sermo_connections{role="bot"})"), 0.0);
    QCOMPARE(value(R"(sermo_queue_waiting{queue="general"})"), 1.0); // no bot: straight into line
    QCOMPARE(value(R"(sermo_http_responses_total{status="404"})"), 2.0);
    QCOMPARE(value(R"(sermo_http_responses_total{status="101"})"), 3.0);
    QVERIFY(value(R"(sermo_deliveries_total{to="application"})") >= 8.0);
    QVERIFY(value("sermo_commit_seconds_count") >= 3.0);
    QCOMPARE(value("sermo_sessions_open"), 1.0);
    QVERIFY(value("sermo_log_seq") >= 3.0);
    QCOMPARE(value("sermo_up"), 1.0);
}

void MetricsTest::countsUnknownTypesAsOne()
{
    House house;
    Client bot(house.events(u"bot"_s));
    const qsizetype before = measure(house).samples().size();
    for (int i = 0; i < 50; ++i)
        bot.send(QJsonObject{{u"type"_s, u"made up %1\"\n"_s.arg(i)},
                             {u"direction"_s, u"internal"_s},
                             {u"userId"_s, u"u"_s}});
    QVERIFY(bot.sync());
    const Exposition metrics = measure(house);
    QCOMPARE(metrics.error(), QString());
    QCOMPARE(metrics.value(R"(sermo_events_total{type="other",direction="internal"})"), 50.0);
    QVERIFY(metrics.samples().size() <= before + 4);
}

void MetricsTest::putsCommitsIntoBuckets()
{
    server::Metrics metrics;
    for (const int ms : {0, 1, 2, 3, 5000})
        metrics.countCommit(std::chrono::milliseconds(ms));
    const Exposition read(metrics.text());
    QCOMPARE(read.error(), QString());
    QCOMPARE(read.value(R"(sermo_commit_seconds_bucket{le="0.001"})"), 2.0);
    QCOMPARE(read.value(R"(sermo_commit_seconds_bucket{le="0.002"})"), 3.0);
    QCOMPARE(read.value(R"(sermo_commit_seconds_bucket{le="2.5"})"), 4.0);
    QCOMPARE(read.value("sermo_commit_seconds_count"), 5.0);
    QCOMPARE(read.value("sermo_commit_seconds_sum"), 5.006);
}

//! The same numbers as broker/desk/figures has, by its names.
void MetricsTest::tellsTheDaysFigures()
{
    House house;
    Client messenger(house.events(u"messenger"_s));
    Client boss(house.events(u"boss"_s));
    Client anna(house.events(u"anna"_s));
    QVERIFY(boss.sync() && anna.sync());
    QCOMPARE(measure(house).value("sermo_today_queued"), 0.0);
    for (const QString &user : {u"ada"_s, u"bo"_s}) {
        messenger.send(QJsonObject{{u"type"_s, u"text"_s},
                                   {u"direction"_s, u"inbound"_s},
                                   {u"userId"_s, user},
                                   {u"text"_s, u"hej"_s}});
        QVERIFY(!boss.take(u"handover_to_queue"_s).isEmpty());
    }
    house.clock().advance(std::chrono::seconds(20));
    anna.send(QJsonObject{{u"type"_s, u"claim_session"_s},
                          {u"direction"_s, u"internal"_s},
                          {u"userId"_s, u"ada"_s},
                          {u"agentId"_s, u"anna"_s}});
    QVERIFY(!boss.take(u"claim_session"_s).isEmpty());
    QVERIFY(eventually([&] { return measure(house).value("sermo_today_claimed") == 1; }));
    const Exposition metrics = measure(house);
    QCOMPARE(metrics.error(), QString());
    QCOMPARE(metrics.value("sermo_today_queued"), 2.0);
    QCOMPARE(metrics.value("sermo_today_waiting"), 1.0);
    QCOMPARE(metrics.value("sermo_today_wait_mean_seconds"), 20.0);
    QCOMPARE(metrics.value("sermo_today_level_of_counted_ratio"), 1.0);
    QCOMPARE(metrics.value(R"(sermo_today_queue_queued{queue="general"})"), 2.0);
    QCOMPARE(metrics.value(R"(sermo_today_queue_queued{queue="sales"})"), 0.0);
    QCOMPARE(metrics.value(R"(sermo_today_queue_wait_p90_seconds{queue="general"})"), 20.0);
    QCOMPARE(metrics.value("sermo_today_handle_mean_seconds"), -1.0); // there is none yet
}

void MetricsTest::escapesLabels()
{
    server::Gauges gauges;
    gauges.waiting.insert("a\"b\\c\nd", 7);
    const Exposition read(gauges.text());
    QCOMPARE(read.error(), QString());
    const QByteArray escaped = "sermo_queue_waiting{queue=\"a\\\"b\\\\c\\nd\"}";
    QCOMPARE(read.value(escaped), 7.0);
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
