// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/told.h"
#include "tests/desk/figures/play.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Logs worked out by hand, with every figure of every window: one that is not named is nothing.
class TestHandworked : public QObject
{
    Q_OBJECT
private slots:
    void saysWhatWasWorkedOut_data();
    void saysWhatWasWorkedOut();
    void knowsEveryNameThatALogUses();
    void leavesOutWhatBeganWhileClosed();
    void leadsFromEveryNumberToItsEvents();
    void forgetsWhoWasErased();
};

namespace
{

QStringList logs()
{
    const QDir folder(QStringLiteral(SERMO_LOGS));
    QStringList names;
    for (const QString &name : folder.entryList({u"*.log"_s}, QDir::Files, QDir::Name))
        names.append(folder.filePath(name));
    return names;
}

figures::Ledger ledgerOf(const QList<StoredEvent> &events,
                         const desk::DeskConfig &config = desk::DeskConfig::defaults())
{
    figures::Ledger ledger(config);
    for (const StoredEvent &event : events)
        ledger.take(event);
    return ledger;
}

//! A figure as the logs write it: a spread by its values, under the name without `.count`.
QMap<QString, QList<double>> asWritten(const figures::Figures &counted)
{
    QMap<QString, QList<double>> all;
    for (const figures::Told &one : figures::tell(counted)) {
        const QString name = one.name;
        if (name.endsWith(".mean"_L1) || name.endsWith(".median"_L1) || name.endsWith(".p90"_L1)) {
            if (!name.startsWith("concurrency"_L1))
                continue; // tst_spread
        }
        if (name.endsWith(".count"_L1) && !name.startsWith("calibration"_L1)) {
            QList<double> values;
            for (const figures::Case &behind : one.behind)
                values.append(behind.value);
            std::ranges::sort(values);
            all.insert(name.chopped(6), values);
        } else {
            all.insert(name, {one.value.value_or(0)});
        }
    }
    return all;
}

QString inWords(const QList<double> &values)
{
    QStringList words;
    for (const double value : values) {
        if (values.size() > 1 || qAbs(value) > 0)
            words.append(QString::number(value, 'f', 3));
    }
    return words.join(u' ');
}

bool areClose(const QList<double> &one, const QList<double> &other)
{
    const auto isNothing = [](const QList<double> &values) {
        return values.isEmpty() || (values.size() == 1 && values.first() == 0);
    };
    if (isNothing(one) && isNothing(other))
        return one.size() == other.size() || one.isEmpty() || other.isEmpty();
    return std::ranges::equal(one, other,
                              [](double a, double b) { return qAbs(a - b) < 0.000'06; });
}

} // namespace

void TestHandworked::saysWhatWasWorkedOut_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qsizetype>("place");
    for (const QString &file : logs()) {
        const Play play = readPlay(file);
        QVERIFY2(play.complaint.isEmpty(), qPrintable(file + u": "_s + play.complaint));
        QVERIFY2(!play.expected.isEmpty(), qPrintable(file));
        for (qsizetype i = 0; i < play.expected.size(); ++i)
            QTest::addRow("%s:%d", qPrintable(QFileInfo(file).fileName()), play.expected[i].line)
                << file << i;
    }
}

void TestHandworked::saysWhatWasWorkedOut()
{
    QFETCH(const QString, file);
    QFETCH(const qsizetype, place);
    const Play play = readPlay(file);
    const Play::Expected &expected = play.expected.at(place);
    const auto counted = asWritten(figures::figuresOf(ledgerOf(play.events), expected.window,
                                                      expected.filter, {}, expected.nowMs));
    QStringList wrong;
    for (auto it = counted.cbegin(); it != counted.cend(); ++it) {
        const QList<double> values = expected.values.value(it.key());
        if (!areClose(*it, values))
            wrong.append(
                u"%1: worked out %2, counted %3"_s.arg(it.key(), inWords(values), inWords(*it)));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' + wrong.join(u'\n')));
}

void TestHandworked::knowsEveryNameThatALogUses()
{
    QVERIFY(logs().size() >= 12);
    const QStringList known = asWritten({}).keys();
    for (const QString &file : logs()) {
        const Play play = readPlay(file);
        for (const Play::Expected &expected : play.expected) {
            for (const QString &name : expected.values.keys())
                QVERIFY2(known.contains(name), qPrintable(file + u": "_s + name));
        }
    }
}

void TestHandworked::leavesOutWhatBeganWhileClosed()
{
    desk::DeskConfig config = desk::DeskConfig::defaults();
    desk::OpeningHours hours;
    for (auto &day : hours.week)
        day = desk::OpeningHours::Day{desk::OpeningHours::Span{8 * 60, 18 * 60}};
    config.platforms.first().hours = hours;
    QList<StoredEvent> events;
    const auto at = [&](int hour, int minute, Direction direction, const QString &user,
                        const EventBody &body) {
        events.append(stored(Seq(events.size()) + 1, dayOneMs() + (hour * 60 + minute) * 60'000,
                             direction, user, body));
    };
    for (const int hour : {7, 9}) {
        const QString user = u"at %1"_s.arg(hour);
        at(hour, 0, Direction::Inbound, user, event::Start{});
        at(hour, 0, Direction::Internal, user,
           event::HandoverToQueue{QueueId(u"general"_s), {}, {}});
        at(hour, 2, Direction::Inbound, user, event::ClientLeft{});
    }
    const figures::Ledger ledger = ledgerOf(events, config);
    const qint64 day = 24 * 3'600'000LL;
    const figures::Window window{dayOneMs(), dayOneMs() + day};
    figures::Filter filter;
    QCOMPARE(figures::figuresOf(ledger, window, filter, {}, window.toMs).abandoned.size(), 2);
    filter.onlyOpenHours = true;
    const auto open = figures::figuresOf(ledger, window, filter, {}, window.toMs);
    QCOMPARE(open.abandoned.size(), 1);
    QCOMPARE(open.abandoned.first().user, UserId(u"at 9"_s));
    QCOMPARE(open.ended.size(), 1);
}

void TestHandworked::leadsFromEveryNumberToItsEvents()
{
    const Play play = readPlay(QStringLiteral(SERMO_LOGS "/transferred.log"));
    QVERIFY2(play.complaint.isEmpty(), qPrintable(play.complaint));
    const figures::Ledger ledger = ledgerOf(play.events);
    const auto counted = figures::figuresOf(ledger, play.expected.first().window, {}, {},
                                            play.expected.first().nowMs);
    const figures::Case response = counted.response.cases().first();
    QCOMPARE(response.user, UserId(u"cleo"_s));
    QCOMPARE(play.events.at(qsizetype(response.session) - 1).frame.type(), EventType::Start);
    QCOMPARE(play.events.at(qsizetype(response.from) - 1).frame.direction(), Direction::Inbound);
    QCOMPARE(play.events.at(qsizetype(response.to) - 1).frame.direction(), Direction::Outbound);
    for (const figures::Told &one : figures::tell(counted)) {
        if (one.value.value_or(0) == 0 || one.name == "there.minutes"_L1)
            continue;
        QVERIFY2(!one.behind.isEmpty(), one.name.data());
        for (const figures::Case &behind : one.behind) {
            QVERIFY2(behind.from >= behind.session && behind.session > 0, one.name.data());
            QVERIFY2(behind.to == 0 || behind.to >= behind.from, one.name.data());
        }
    }
}

void TestHandworked::forgetsWhoWasErased()
{
    Play play = readPlay(QStringLiteral(SERMO_LOGS "/silent.log"));
    figures::Ledger ledger = ledgerOf(play.events);
    const Play::Expected &expected = play.expected.first();
    for (const auto *user : {"cleo", "emil"}) {
        const UserId id(QString::fromLatin1(user));
        ledger.forget(id);
        play.events.removeIf([&](const StoredEvent &event) { return event.frame.user() == id; });
    }
    const auto after
        = figures::figuresOf(ledger, expected.window, expected.filter, {}, expected.nowMs);
    QCOMPARE(after.claimed.size(), 1);
    // What is left is what a log without them says: the others' records still fit together.
    const auto without = figures::figuresOf(ledgerOf(play.events), expected.window, expected.filter,
                                            {}, expected.nowMs);
    QCOMPARE(asWritten(after), asWritten(without));
}

QTEST_GUILESS_MAIN(TestHandworked)
#include "tst_handworked.moc"
