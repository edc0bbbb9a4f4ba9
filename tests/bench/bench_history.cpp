// SPDX-License-Identifier: GPL-3.0-or-later
//! How fast the history finds something in a million events (SERMO_HISTORY_EVENTS: in so many), and
//! how long it takes to follow them from the beginning. On the disk that TMPDIR is on.

#include "broker/protocol/eventbody.h"
#include "broker/store/database.h"
#include "broker/store/historyindex.h"
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

constexpr int PerTalk = 20; // events a conversation
constexpr int Batch = 1000;
constexpr int Asked = 50; // times each

int wanted()
{
    bool isNumber = false;
    const int events = qEnvironmentVariableIntValue("SERMO_HISTORY_EVENTS", &isNumber);
    return isNumber ? std::max(events, PerTalk) : 1'000'000;
}

//! Words as a support desk hears them: few that all say, and many that few say.
QString sentence(int number)
{
    static const QStringList Usual{u"faktura"_s, u"räkning"_s, u"bredband"_s,   u"router"_s,
                                   u"betala"_s,  u"hjälp"_s,   u"abonnemang"_s, u"telefon"_s};
    return u"Hej jag undrar över min %1 och %2, numret är %3 och ordet ord%4"_s.arg(
        Usual.at(number % 8), Usual.at(number / 8 % 8), QString::number(70'000'000 + number),
        QString::number(number * 7919 % 20'011));
}

EventBody bodyOf(int number)
{
    const int place = number % PerTalk;
    const int talk = number / PerTalk;
    if (place == 0)
        return event::Start{};
    if (place == 1)
        return event::HandoverToQueue{QueueId(u"queue-%1"_s.arg(talk % 5)), {}, {}};
    if (place == 2)
        return event::ClaimSession{AgentId(u"agent-%1"_s.arg(talk % 40)), false, {}};
    if (place == PerTalk - 1)
        return event::EndSession{};
    event::Text text;
    text.text = sentence(number);
    return text;
}

AppendRequest eventNumber(int number)
{
    const UserId user(u"user-%1"_s.arg(number / PerTalk));
    const int place = number % PerTalk;
    const bool isCustomers = place == 0 || (place > 2 && place % 2 == 1 && place < PerTalk - 1);
    const Direction direction = isCustomers ? Direction::Inbound
        : place == 1 || place == 2          ? Direction::Internal
                                            : Direction::Outbound;
    return request(quint64(number), isCustomers ? u"customer:"_s + user.value() : u"key:k"_s,
                   compose(direction, user, bodyOf(number)));
}

double fill(LogProbe &probe, int events)
{
    QElapsedTimer timer;
    timer.start();
    for (int from = 0; from < events; from += Batch) {
        QList<AppendRequest> batch;
        for (int number = from; number < std::min(from + Batch, events); ++number)
            batch.append(eventNumber(number));
        if (probe.append(batch).size() != batch.size())
            qFatal("the log does not take it");
    }
    return double(timer.elapsed()) / 1000;
}

double follow(HistoryIndex &index)
{
    QElapsedTimer timer;
    timer.start();
    Result<bool, QString> more = true;
    while (more.value_or(false))
        more = index.follow();
    if (!more)
        qFatal("%s", qPrintable(more.error()));
    return double(timer.elapsed()) / 1000;
}

void ask(HistoryIndex &index, const char *name, const HistoryQuery &query)
{
    std::vector<double> ms;
    qsizetype found = 0;
    for (int i = 0; i < Asked; ++i) {
        QElapsedTimer timer;
        timer.start();
        const HistoryPage page = index.search(query);
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (page.failed)
            qFatal("%s", qPrintable(page.why));
        found = page.conversations.size();
    }
    std::ranges::sort(ms);
    std::printf("| %s: %lld | %d | %.2f ms | %.2f ms | 50 ms |\n", name,
                static_cast<long long>(found), Asked, ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
}

void askAll(HistoryIndex &index, int events)
{
    HistoryQuery query;
    query.text = u"faktura"_s;
    ask(index, "a word that most say", query);
    query.text = u"rakning hjalp"_s;
    ask(index, "two of those, without their accents", query);
    query.text = u"ord12345"_s;
    ask(index, "a word that few say", query);
    query.text = u"ord12"_s;
    ask(index, "a beginning", query);
    query.text = QString::number(70'000'000 + events / 2 / PerTalk * PerTalk + 5);
    ask(index, "a number that one said", query);
    query.text = u"ingenting"_s;
    ask(index, "a word that nobody says", query);
    query.text = u"faktura"_s;
    query.agent = AgentId(u"agent-17"_s);
    ask(index, "a word that most say, of one agent", query);
    query.text.clear();
    query.queue = QueueId(u"queue-2"_s);
    ask(index, "one agent and one queue, no word", query);
    query.reason = u"never"_s;
    ask(index, "a reason that none has: all are looked at", query);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir directory;
    const SystemClock clock;
    SqliteLog log(std::make_shared<Database>(directory.path(), clock));
    LogProbe probe(log);
    if (!directory.isValid() || !probe.open())
        qFatal("cannot open a log");
    const int events = wanted();
    std::fprintf(stderr, "writing %d events\n", events);
    const double written = fill(probe, events);
    HistoryIndex index(directory.path());
    const double followed = follow(index);
    std::fprintf(stderr, "written in %.1f s\n", written);
    std::printf(
        "| looked for, and how many were found (a page has 50) | times | median | p99 | target |\n"
        "| --- | --- | --- | --- | --- |\n");
    std::printf(
        "| %d events in %d conversations, followed from the first one | 1 | %.1f s | | 60 s |\n",
        events, (events + PerTalk - 1) / PerTalk, followed);
    askAll(index, events);
    return probe.close() ? 0 : 1;
}
