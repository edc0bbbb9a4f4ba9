// SPDX-License-Identifier: GPL-3.0-or-later
//! How fast the log takes events and gives them back, on the disk that TMPDIR is on. The ratio says
//! what a group commit is worth: the same writer, asked event by event, in the same run.

#include "broker/store/database.h"
#include "broker/store/sqlitelog.h"
#include "tests/store/logprobe.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

namespace
{

constexpr int Rounds = 5; // the median of these is shown
constexpr int OneByOne = 500; // events a round, each in a commit of its own
constexpr int Grouped = 30'000; // events a round, as fast as they go
constexpr int Batch = 50; // events an append, as a busy broker's loop round gives them
constexpr int Users = 200;

AppendRequest eventNumber(int number)
{
    const QString user = u"user-%1"_s.arg(number % Users);
    // 300 bytes or so, as chat events are: customers' texts, which are folded since they may move a
    // session, as many agents' texts, which are not, and now and then a claim.
    const QByteArray head = number % 20 == 0
        ? R"({"type":"claim_session","direction":"internal","agentId":"anan01","userId":")"
        : number % 2 == 0 ? R"({"type":"text","direction":"outbound","userId":")"
                          : R"({"type":"text","direction":"inbound","userId":")";
    const QByteArray id = "id-" + QByteArray::number(number);
    const QByteArray json = head + user.toUtf8() + R"(","id":")" + id + R"(","text":")"
        + QByteArray(200, 'x') + R"("})";
    return request(quint64(number), u"customer:"_s + user, frameOf(json));
}

//! A log of its own and what it measures.
class Bench
{
public:
    [[nodiscard]] bool open() { return m_directory.isValid() && m_probe.open(); }

    //! Events a second, each appended when the one before is on the disk; notes how long each took.
    double appendOneByOne(std::vector<double> &milliseconds)
    {
        QElapsedTimer all;
        all.start();
        for (int i = 0; i < OneByOne; ++i) {
            const AppendRequest next = eventNumber(m_events++);
            QElapsedTimer one;
            one.start();
            m_ok = m_probe.append(next).kind == AppendOutcome::Kind::Stored && m_ok;
            milliseconds.push_back(double(one.nsecsElapsed()) / 1e6);
        }
        return OneByOne / seconds(all);
    }

    //! Events a second with as many under way as there are.
    double appendGrouped()
    {
        QList<QList<AppendRequest>> batches;
        for (int i = 0; i < Grouped; i += Batch) {
            QList<AppendRequest> batch;
            for (int j = 0; j < Batch; ++j)
                batch.append(eventNumber(m_events++));
            batches.append(batch);
        }
        const Seq head = m_log.head();
        QElapsedTimer all;
        all.start();
        for (const auto &batch : std::as_const(batches))
            m_log.append(batch);
        m_ok = waitUntil([&] { return m_log.head() == head + Grouped; }) && m_ok;
        return Grouped / seconds(all);
    }

    //! Events a second that come out of the log.
    double read(ReadQuery query)
    {
        query.limit = 2000;
        QElapsedTimer all;
        all.start();
        const qsizetype count = m_probe.all(query).size();
        m_ok = count > 0 && m_ok;
        return double(count) / seconds(all);
    }

    //! Milliseconds for what start-up folds out of all that was written.
    double fold()
    {
        ReadQuery query;
        query.limit = 2000;
        query.controlOnly = true;
        QElapsedTimer all;
        all.start();
        m_ok = !m_probe.all(query).isEmpty() && m_ok;
        return seconds(all) * 1000;
    }

    [[nodiscard]] bool isOk() const { return m_ok; }
    [[nodiscard]] int events() const { return m_events; }

private:
    static double seconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e9; }

    QTemporaryDir m_directory;
    SystemClock m_clock;
    SqliteLog m_log{std::make_shared<Database>(m_directory.path(), m_clock)};
    LogProbe m_probe{m_log};
    int m_events = 0;
    bool m_ok = true;
};

double quantile(std::vector<double> values, double q)
{
    std::ranges::sort(values);
    return values.at(std::min(values.size() - 1, size_t(q * double(values.size()))));
}

double median(const std::vector<double> &values)
{
    return quantile(values, 0.5);
}

void row(const QString &what, const QString &times, const QString &figure, const QString &target)
{
    std::printf("| %s | %s | %s | %s |\n", qPrintable(what), qPrintable(times), qPrintable(figure),
                qPrintable(target));
}

QString perSecond(double rate)
{
    return u"%1 events/s"_s.arg(rate, 0, 'f', 0);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    Bench bench;
    if (!bench.open())
        return 1;

    std::vector<double> alone, grouped, ratios, latencies, reads, folds;
    for (int round = 0; round < Rounds; ++round) {
        alone.push_back(bench.appendOneByOne(latencies));
        grouped.push_back(bench.appendGrouped());
        ratios.push_back(grouped.back() / alone.back());
        reads.push_back(bench.read({}));
        folds.push_back(bench.fold());
    }
    if (!bench.isOk())
        return 1;

    const QString rounds = u"%1 rounds"_s.arg(Rounds);
    std::printf("| the log, SQLite, every commit synced | measured | median | target |\n| --- | "
                "--- | --- | --- |\n");
    row(u"one event a commit"_s, u"%1 of %2"_s.arg(rounds).arg(OneByOne), perSecond(median(alone)),
        u"–"_s);
    row(u"asked to stored, one event alone"_s, u"%1 events"_s.arg(latencies.size()),
        u"%1 ms, p99 %2 ms"_s.arg(median(latencies), 0, 'f', 2)
            .arg(quantile(latencies, 0.99), 0, 'f', 2),
        u"p99 under 10 ms"_s);
    row(u"group commit, under load"_s, u"%1 of %2"_s.arg(rounds).arg(Grouped),
        perSecond(median(grouped)), u"40 000 events/s"_s);
    row(u"group commit against one a commit"_s, rounds,
        u"%1 times"_s.arg(median(ratios), 0, 'f', 1), u"5 times"_s);
    row(u"reading everything, checksums verified"_s, rounds, perSecond(median(reads)),
        u"100 000 events/s"_s);
    row(u"what start-up folds of %1 events"_s.arg(bench.events()), u"the last of %1"_s.arg(rounds),
        u"%1 ms"_s.arg(folds.back(), 0, 'f', 0), u"10 s a million"_s);
    return 0;
}
