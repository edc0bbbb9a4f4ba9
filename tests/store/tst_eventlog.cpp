// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logcase.h"
#include "tests/support/corpus.h"
#include "tests/support/fakeclock.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! The contract of EventLog, held by every implementation: each test runs once for each.
class TestEventLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();

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
    void refusesAStaleCondition();
    void letsExactlyOneOfTwoClaimsWin();
    void judgesConditionsWithinOneBatch();
    void answersARepeatedClaimAsKnownNotStale();
    void agreesWithAModelOfConditions();
    void readsOneUsersEventsWithoutTheInternalOnes();
    void readsOnlyWhatStartUpFolds();
    void readsPageByPage();
    void dropsTheHandlerOfADeadContext();
    void failsWithoutStoringAnything();
    void answersRepeatedEventsWhileStorageFails();
    void answersWithFailedWhenClosed();
    void finishesWhatWasAskedBeforeClosing();
    void namesItselfAnew();

private:
    QTemporaryDir m_directory;
    test::FakeClock m_clock;
    LogCase m_case;
    std::unique_ptr<LogProbe> m_probe;
    int m_made = 0;
};

namespace
{

const QString Ann = u"key:ann"_s;
const QString Bob = u"key:bob"_s;

EventFrame claim(const QString &user, const QString &agent, const QString &id = {})
{
    QByteArray json = R"({"type":"claim_session","direction":"internal","userId":")" + user.toUtf8()
        + R"(","agentId":")" + agent.toUtf8() + '"';
    if (!id.isEmpty())
        json += R"(,"id":")" + id.toUtf8() + '"';
    return frameOf(json + '}');
}

EventFrame opaque(const QByteArray &direction, const QString &user)
{
    return frameOf(R"({"type":"weather","direction":")" + direction + R"(","userId":")"
                   + user.toUtf8() + R"("})");
}

AppendRequest onCondition(AppendRequest request, const QString &user, Seq lastControl)
{
    request.condition = AppendRequest::Condition{UserId(user), lastControl};
    return request;
}

AppendRequest lookUp(quint64 ticket, const QString &sender, const EventFrame &frame)
{
    return {ticket, AppendRequest::Kind::LookUp, sender, frame, std::nullopt};
}

QList<Kind> kinds(const QList<AppendOutcome> &outcomes)
{
    QList<Kind> kinds;
    for (const AppendOutcome &outcome : outcomes)
        kinds.append(outcome.kind);
    return kinds;
}

//! The simplest thing that says what a log has to answer.
class Model
{
public:
    using Answer = std::pair<Kind, Seq>;

    Answer answer(const AppendRequest &request)
    {
        const auto key = std::pair(request.sender, request.frame.id().value());
        const bool hasId = !request.frame.id().isEmpty();
        if (hasId && m_ids.contains(key))
            return {Kind::Known, m_ids.value(key)};
        if (request.kind == AppendRequest::Kind::LookUp)
            return {Kind::NotFound, 0};
        if (request.condition
            && request.condition->lastControl != lastControl(request.condition->user))
            return {Kind::Stale, lastControl(request.condition->user)};
        ++m_head;
        if (hasId)
            m_ids.insert(key, m_head);
        if (request.frame.type() == EventType::ClaimSession)
            m_lastControl[request.frame.user()] = m_head;
        return {Kind::Stored, m_head};
    }
    [[nodiscard]] Seq head() const { return m_head; }
    [[nodiscard]] Seq lastControl(const UserId &user) const { return m_lastControl.value(user); }

private:
    Seq m_head = 0;
    QHash<UserId, Seq> m_lastControl;
    QHash<std::pair<QString, QString>, Seq> m_ids;
};

AppendRequest anyRequest(QRandomGenerator &random, const Model &model)
{
    const QString user = u"u%1"_s.arg(random.bounded(3));
    const QString sender = random.bounded(2) ? Ann : Bob;
    const QString id = random.bounded(3) ? u"id%1"_s.arg(random.bounded(200)) : QString();
    if (random.bounded(8) == 0)
        return lookUp(0, sender, textOf(user, id));
    const AppendRequest plain = request(
        0, sender, random.bounded(2) ? claim(user, u"a"_s, id) : opaque("internal", user));
    if (random.bounded(2))
        return plain;
    const bool stale = random.bounded(2);
    return onCondition(plain, user,
                       stale ? Seq(random.bounded(int(model.head()) + 1))
                             : model.lastControl(UserId(user)));
}

} // namespace

void TestEventLog::initTestCase_data()
{
    QTest::addColumn<int>("factory");
    for (int i = 0; i < int(logFactories().size()); ++i)
        QTest::newRow(logFactories().at(i).name.constData()) << i;
}

void TestEventLog::init()
{
    QFETCH_GLOBAL(int, factory);
    const QString directory = m_directory.filePath(QString::number(++m_made));
    m_case = logFactories().at(factory).make(directory, m_clock);
    m_probe = std::make_unique<LogProbe>(*m_case.log);
    QVERIFY(m_probe->open());
}

void TestEventLog::cleanup()
{
    m_probe.reset();
    m_case = {};
}

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

void TestEventLog::refusesAStaleCondition()
{
    QCOMPARE(m_probe->append(request(1, Ann, claim(u"u1"_s, u"a"_s))).event.seq, 1u);
    const auto stale
        = m_probe->append(onCondition(request(2, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 0));
    QCOMPARE(stale.kind, Kind::Stale);
    QCOMPARE(stale.event.seq, 1u); // what it should have said
    QCOMPARE(m_case.log->head(), 1u);
    // What moves no session makes no condition stale, nor does another user's event.
    QCOMPARE(m_probe->append(request(3, Ann, opaque("outbound", u"u1"_s))).kind, Kind::Stored);
    QCOMPARE(m_probe->append(request(4, Ann, claim(u"u2"_s, u"b"_s))).kind, Kind::Stored);
    QCOMPARE(
        m_probe->append(onCondition(request(5, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 1)).event.seq,
        4u);
}

void TestEventLog::letsExactlyOneOfTwoClaimsWin()
{
    const auto outcomes
        = m_probe->append({onCondition(request(1, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, 0),
                           onCondition(request(2, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 0)});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Stale}));
}

void TestEventLog::judgesConditionsWithinOneBatch()
{
    const auto outcomes
        = m_probe->append({request(1, Ann, claim(u"u1"_s, u"a"_s)),
                           onCondition(request(2, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 1),
                           onCondition(request(3, Bob, claim(u"u1"_s, u"c"_s)), u"u1"_s, 1),
                           onCondition(request(4, Bob, claim(u"u1"_s, u"c"_s)), u"u1"_s, 2)});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Stored, Kind::Stale, Kind::Stored}));
    QCOMPARE(outcomes.last().event.seq, 3u);
}

void TestEventLog::answersARepeatedClaimAsKnownNotStale()
{
    const auto first = onCondition(request(1, Ann, claim(u"u1"_s, u"a"_s, u"claim"_s)), u"u1"_s, 0);
    const auto outcomes = m_probe->append({first, first});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Known}));
    QCOMPARE(outcomes.last().event.seq, 1u);
}

//! Random talk of a few users and senders, in random groups.
void TestEventLog::agreesWithAModelOfConditions()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    Model model;
    for (int round = 0; round < 60; ++round) {
        QList<AppendRequest> batch;
        QList<Model::Answer> expected;
        for (int i = random.bounded(1, 30); i > 0; --i) {
            batch.append(anyRequest(random, model));
            expected.append(model.answer(batch.last()));
        }
        const auto outcomes = m_probe->append(batch);
        QCOMPARE(outcomes.size(), batch.size());
        for (qsizetype i = 0; i < batch.size(); ++i) {
            const Model::Answer found(outcomes.at(i).kind, outcomes.at(i).event.seq);
            QVERIFY2(found == expected.at(i),
                     qPrintable(u"seed %1, round %2, request %3"_s.arg(seed).arg(round).arg(i)));
        }
    }
    QCOMPARE(m_case.log->head(), model.head());
    QCOMPARE(Seq(m_probe->all().size()), model.head());
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

void TestEventLog::failsWithoutStoringAnything()
{
    QSignalSpy failed(m_case.log.get(), &EventLog::storageFailed);
    QSignalSpy recovered(m_case.log.get(), &EventLog::storageRecovered);
    QCOMPARE(m_probe->append(request(1, Ann, claim(u"u1"_s, u"a"_s))).event.seq, 1u);

    m_case.breakStorage();
    const QString longText(20'000, u'x');
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < 20; ++i)
        batch.append(request(i, Ann, textOf(u"u1"_s, u"id%1"_s.arg(i), longText)));
    for (int round = 0; round < 3; ++round)
        QCOMPARE(kinds(m_probe->append(batch)), QList<Kind>(20, Kind::Failed));
    QCOMPARE(failed.count(), 1); // told once
    QVERIFY(!failed.first().first().toString().isEmpty());
    QCOMPARE(recovered.count(), 0);
    QCOMPARE(m_case.log->head(), 1u);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1})); // reading works

    m_case.mendStorage();
    // The number goes on where it was, the condition is as it was, and the ids are free.
    const auto outcomes
        = m_probe->append({onCondition(request(8, Ann, claim(u"u1"_s, u"b"_s)), u"u1"_s, 1),
                           request(9, Ann, textOf(u"u1"_s, u"id3"_s, longText))});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Stored}));
    QCOMPARE(outcomes.first().event.seq, 2u);
    QCOMPARE(recovered.count(), 1);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(seqs(m_probe->all()), (QList<Seq>{1, 2, 3}));
}

void TestEventLog::answersRepeatedEventsWhileStorageFails()
{
    const EventFrame known = textOf(u"u1"_s, u"a"_s);
    QCOMPARE(m_probe->append(request(1, Ann, known)).kind, Kind::Stored);
    m_case.breakStorage();
    const EventFrame fresh = textOf(u"u1"_s, u"b"_s, QString(20'000, u'x'));
    const auto outcomes
        = m_probe->append({request(1, Ann, fresh), request(2, Ann, fresh), request(3, Ann, known),
                           lookUp(4, Ann, known), lookUp(5, Ann, fresh)});
    QCOMPARE(kinds(outcomes),
             (QList{Kind::Failed, Kind::Failed, Kind::Known, Kind::Known, Kind::NotFound}));
    QCOMPARE(outcomes.at(2).event.seq, 1u);
}

void TestEventLog::answersWithFailedWhenClosed()
{
    QVERIFY(m_probe->close());
    const auto outcomes = m_probe->append(
        {request(1, Ann, textOf(u"u1"_s)), lookUp(2, Ann, textOf(u"u1"_s, u"a"_s))});
    QCOMPARE(kinds(outcomes), (QList{Kind::Failed, Kind::Failed}));
    QCOMPARE(outcomes.first().ticket, 1u);
    QVERIFY(m_probe->page().failed);
}

void TestEventLog::finishesWhatWasAskedBeforeClosing()
{
    constexpr int Count = 2500; // more than one group
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < Count; ++i)
        batch.append(request(i, Ann, textOf(u"u1"_s, u"id%1"_s.arg(i))));
    int answered = 0;
    int answeredAtClose = -1;
    QObject context;
    connect(m_case.log.get(), &EventLog::appended, &context,
            [&](const QList<AppendOutcome> &outcomes) { answered += int(outcomes.size()); });
    connect(m_case.log.get(), &EventLog::closed, &context, [&] { answeredAtClose = answered; });

    m_case.log->append(batch);
    QVERIFY(m_probe->close());
    QCOMPARE(answeredAtClose, Count);
    QCOMPARE(kinds(m_probe->outcomes(Count)), QList<Kind>(Count, Kind::Stored));
}

void TestEventLog::namesItselfAnew()
{
    QFETCH_GLOBAL(int, factory);
    const LogCase other = logFactories().at(factory).make(
        m_directory.filePath(u"other%1"_s.arg(++m_made)), m_clock);
    LogProbe probe(*other.log);
    QVERIFY(probe.open());
    QVERIFY(!m_case.log->epoch().isEmpty());
    QVERIFY(m_case.log->epoch() != other.log->epoch());
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
