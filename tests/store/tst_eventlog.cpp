// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"
#include "tests/support/corpus.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! The contract of EventLog: numbers, ids, bytes, pages.
class TestEventLog : public LogSuite
{
    Q_OBJECT

private slots:
    void numbersFromOneWithoutGaps();
    void keepsTheOrderOfManyBatches();
    void answersWithItsBytesSenderAndTime();
    void passesEveryByteThroughUntouched();
    void givesARepeatedIdItsFirstNumber();
    void absorbsARepeatedIdWithinOneBatch();
    void tellsTheSameIdOfTwoSendersApart();
    void tellsOddNamesApart_data();
    void tellsOddNamesApart();
    void looksUpInOrderWithAppends();
    void readsOneUsersEventsWithoutTheInternalOnes();
    void readsOnlyWhatStartUpFolds();
    void readsPageByPage();
    void dropsTheHandlerOfADeadContext();
    void namesItselfAnew();
};

void TestEventLog::numbersFromOneWithoutGaps()
{
    QCOMPARE(m_case.log->head(), 0u);
    const auto first = m_probe->append(request(7, Ann, textOf(u"u1"_s)));
    QCOMPARE(first.ticket, 7u);
    QCOMPARE(first.kind, Kind::Stored);
    QCOMPARE(first.event.seq, 1u);
    QCOMPARE(m_case.log->head(), 1u);

    QList<AppendRequest> batch;
    for (quint64 i = 0; i < 50; ++i)
        batch.append(request(i, Ann, textOf(u"u1"_s)));
    const auto outcomes = m_probe->append(batch);
    for (qsizetype i = 0; i < 50; ++i) {
        QCOMPARE(outcomes.at(i).ticket, quint64(i));
        QCOMPARE(outcomes.at(i).event.seq, Seq(i + 2));
    }
    QCOMPARE(m_case.log->head(), 51u);
}

void TestEventLog::keepsTheOrderOfManyBatches()
{
    constexpr int Batches = 300;
    for (int i = 0; i < Batches; ++i)
        m_case.log->append({request(quint64(i), Ann, textOf(u"u1"_s, u"id%1"_s.arg(i)))});
    const auto outcomes = m_probe->outcomes(Batches);
    QCOMPARE(int(outcomes.size()), Batches);
    for (int i = 0; i < Batches; ++i) {
        QCOMPARE(outcomes.at(i).ticket, quint64(i));
        QCOMPARE(outcomes.at(i).event.seq, Seq(i + 1));
        QCOMPARE(outcomes.at(i).event.frame.id().value(), u"id%1"_s.arg(i));
    }
}

void TestEventLog::answersWithItsBytesSenderAndTime()
{
    m_clock.advance(std::chrono::milliseconds(4321));
    const EventFrame frame = textOf(u"u1"_s, u"a"_s);
    const auto outcome = m_probe->append(request(1, Ann, frame));
    const auto events = m_probe->all();
    QCOMPARE(events.size(), 1);
    for (const StoredEvent &event : {outcome.event, events.first()}) {
        QCOMPARE(event.sender, Ann);
        QCOMPARE(event.receivedMs, m_clock.now().wallMs);
        QCOMPARE(event.frame.bytes(), frame.bytes());
        QCOMPARE(event.frame.user(), UserId(u"u1"_s));
        QCOMPARE(event.delivered(), outcome.event.delivered());
    }
}

//! The golden corpus, and the largest frame there can be: the bytes are the event (rule 1).
void TestEventLog::passesEveryByteThroughUntouched()
{
    QList<test::CorpusFile> files = test::acceptedCorpus();
    QVERIFY(files.size() >= 30);
    const QByteArray begin = R"({"type":"x","direction":"inbound","userId":"u","a":")";
    const QByteArray end = R"("})";
    const QByteArray filling(EventFrame::MaxBytes - begin.size() - end.size(), 'x');
    files.append({u"the largest frame"_s, begin + filling + end, {}});

    QList<AppendRequest> batch;
    for (const test::CorpusFile &file : files)
        batch.append(request(0, u"key:%1"_s.arg(file.name), frameOf(file.bytes)));
    const auto outcomes = m_probe->append(batch);
    const auto events = m_probe->all();
    QCOMPARE(outcomes.size(), files.size());
    QCOMPARE(events.size(), files.size());
    for (qsizetype i = 0; i < files.size(); ++i) {
        QVERIFY2(outcomes.at(i).event.frame.bytes() == files.at(i).bytes,
                 qPrintable(files.at(i).name));
        QVERIFY2(events.at(i).frame.bytes() == files.at(i).bytes, qPrintable(files.at(i).name));
        QCOMPARE(events.at(i).delivered(), outcomes.at(i).event.delivered());
    }
}

void TestEventLog::givesARepeatedIdItsFirstNumber()
{
    QCOMPARE(m_probe->append(request(1, Ann, textOf(u"u1"_s, u"a"_s))).event.seq, 1u);
    QCOMPARE(m_probe->append(request(2, Ann, textOf(u"u1"_s, u"b"_s))).event.seq, 2u);
    // Even with other content: the id is what counts.
    const auto again = m_probe->append(request(3, Ann, textOf(u"u2"_s, u"a"_s, u"other"_s)));
    QCOMPARE(again.kind, Kind::Known);
    QCOMPARE(again.event.seq, 1u);
    QCOMPARE(again.ticket, 3u);
    QCOMPARE(m_case.log->head(), 2u);
    // Without an id nothing is the same.
    QCOMPARE(m_probe->append(request(4, Ann, textOf(u"u1"_s))).event.seq, 3u);
    QCOMPARE(m_probe->append(request(5, Ann, textOf(u"u1"_s))).event.seq, 4u);
}

void TestEventLog::absorbsARepeatedIdWithinOneBatch()
{
    const EventFrame frame = textOf(u"u1"_s, u"a"_s);
    const auto outcomes
        = m_probe->append({request(1, Ann, frame), request(2, Ann, frame),
                           request(3, Ann, textOf(u"u1"_s, u"b"_s)), request(4, Ann, frame)});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Known, Kind::Stored, Kind::Known}));
    QCOMPARE(outcomes.at(1).event.seq, 1u);
    QCOMPARE(outcomes.at(2).event.seq, 2u); // the absorbed one took no number
    QCOMPARE(outcomes.at(3).event.seq, 1u);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1, 2}));
}

void TestEventLog::tellsTheSameIdOfTwoSendersApart()
{
    const EventFrame frame = textOf(u"u1"_s, u"a"_s);
    QCOMPARE(m_probe->append(request(1, Ann, frame)).event.seq, 1u);
    QCOMPARE(m_probe->append(request(2, Bob, frame)).event.seq, 2u);
}

void TestEventLog::tellsOddNamesApart_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    const auto row = [](const char *name, const char *one, const char *other) {
        QTest::newRow(name) << QByteArray(one) << QByteArray(other);
    };
    row("two lone surrogates", R"(a\ud800)", R"(a\ud801)");
    row("a lone surrogate and what UTF-8 makes of it", R"(a\ud800)", R"(a\ufffd)");
    row("a NUL and nothing", R"(a\u0000)", "a");
    row("two tails behind a NUL", R"(a\u0000b)", R"(a\u0000c)");
    row("lower and upper case", "abc", "ABC");
    row("with and without a space", "abc", "abc ");
    row("composed and combined", R"(\u00e5)", R"(a\u030a)");
    row("a number and another way to write it", "1", "1.0");
}

void TestEventLog::tellsOddNamesApart()
{
    QFETCH(const QByteArray, one);
    QFETCH(const QByteArray, other);
    const auto named = [](const QByteArray &name) {
        return frameOf(R"({"type":"text","direction":"inbound","userId":")" + name + R"(","id":")"
                       + name + R"("})");
    };
    const auto customer
        = [](const EventFrame &frame) { return QString(u"customer:"_s + frame.user().value()); };
    const EventFrame first = named(one);
    const EventFrame second = named(other);

    const auto outcomes
        = m_probe->append({request(1, Ann, first), request(2, Ann, second),
                           request(3, customer(first), first), request(4, customer(second), second),
                           request(5, Ann, first), request(6, customer(second), second)});
    QCOMPARE(
        kinds(outcomes),
        (QList{Kind::Stored, Kind::Stored, Kind::Stored, Kind::Stored, Kind::Known, Kind::Known}));
    for (const EventFrame &mine : {first, second}) {
        ReadQuery query;
        query.user = mine.user();
        const auto events = m_probe->all(query);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.at(0).frame.bytes(), mine.bytes());
        QCOMPARE(events.at(1).frame.bytes(), mine.bytes());
        QCOMPARE(events.at(1).sender, customer(mine));
    }
}

void TestEventLog::looksUpInOrderWithAppends()
{
    const EventFrame frame = textOf(u"u1"_s, u"a"_s);
    const auto outcomes
        = m_probe->append({lookUp(1, Ann, frame), request(2, Ann, frame), lookUp(3, Ann, frame),
                           lookUp(4, Bob, frame), lookUp(5, Ann, textOf(u"u1"_s))});
    QCOMPARE(kinds(outcomes),
             (QList{Kind::NotFound, Kind::Stored, Kind::Known, Kind::NotFound, Kind::NotFound}));
    QCOMPARE(outcomes.at(2).event.seq, 1u);
    QCOMPARE(m_case.log->head(), 1u);
}

void TestEventLog::readsOneUsersEventsWithoutTheInternalOnes()
{
    QCOMPARE(m_probe
                 ->append({request(1, Ann, opaque("inbound", u"u1"_s)),
                           request(2, Ann, opaque("internal", u"u1"_s)),
                           request(3, Ann, opaque("inbound", u"u2"_s)),
                           request(4, Ann, opaque("outbound", u"u1"_s))})
                 .size(),
             4);
    ReadQuery query;
    query.user = UserId(u"u1"_s);
    QCOMPARE(seqs(m_probe->all(query)), (QList<Seq>{1, 2, 4}));
    query.withInternal = false;
    QCOMPARE(seqs(m_probe->all(query)), (QList<Seq>{1, 4}));
    query.user.reset();
    QCOMPARE(seqs(m_probe->all(query)), (QList<Seq>{1, 3, 4}));
    query.user = UserId(u"nobody"_s);
    QCOMPARE(m_probe->page(query).head, 4u);
    QVERIFY(m_probe->page(query).events.isEmpty());
}

void TestEventLog::readsOnlyWhatStartUpFolds()
{
    const auto internal = [](const QByteArray &type, const QByteArray &rest) {
        return frameOf(R"({"direction":"internal","type":")" + type + '"' + rest + '}');
    };
    QCOMPARE(
        m_probe
            ->append({
                request(1, Ann,
                        opaque("inbound", u"u1"_s)), // the first inbound one: whose user he is
                request(2, Ann, opaque("inbound", u"u1"_s)),
                request(3, Ann, opaque("outbound", u"u2"_s)),
                request(4, Ann, opaque("inbound", u"u2"_s)), // first inbound, though not the first
                request(5, Ann, claim(u"u1"_s, u"a"_s)),
                request(6, Ann, internal("note", R"(,"userId":"u1","agentId":"a","text":"x")")),
                request(7, Ann, internal("agent_status", R"(,"agentId":"a","status":"away")")),
                request(8, Ann,
                        internal("customer_identified", R"(,"userId":"u1","customerId":"7")")),
                request(9, Ann, internal("weather", "")),
            })
            .size(),
        9);
    ReadQuery query;
    query.controlOnly = true;
    QCOMPARE(seqs(m_probe->all(query)), (QList<Seq>{1, 4, 5, 7, 8}));
    query.user = UserId(u"u1"_s);
    QCOMPARE(seqs(m_probe->all(query)), (QList<Seq>{1, 5, 8}));
}

void TestEventLog::readsPageByPage()
{
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < 25; ++i)
        batch.append(request(i, Ann, textOf(u"u%1"_s.arg(i % 2))));
    QCOMPARE(m_probe->append(batch).size(), 25);

    ReadQuery query;
    query.limit = 10;
    query.after = 3;
    const Page page = m_probe->page(query);
    QCOMPARE(seqs(page.events), (QList<Seq>{4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
    QCOMPARE(page.head, 25u);
    QVERIFY(!page.failed);
    query.after = 25;
    QVERIFY(m_probe->page(query).events.isEmpty());
    query.after = 1000;
    QVERIFY(m_probe->page(query).events.isEmpty());
    QCOMPARE(m_probe->page(query).head, 25u);
}

void TestEventLog::dropsTheHandlerOfADeadContext()
{
    bool called = false;
    auto context = std::make_unique<QObject>();
    m_case.log->read({}, context.get(), [&](const Page &) { called = true; });
    context.reset();
    // Pages are answered in order, so the dropped one would have come by now.
    QVERIFY(!m_probe->page().failed);
    QVERIFY(!called);
}

void TestEventLog::namesItselfAnew()
{
    const LogCase other = make();
    LogProbe probe(*other.log);
    QVERIFY(probe.open());
    QVERIFY(!m_case.log->epoch().isEmpty());
    QVERIFY(m_case.log->epoch() != other.log->epoch());
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
