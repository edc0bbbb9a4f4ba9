// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/appendrules.h"
#include "broker/store/nats/appends.h"
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/pages.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/fakeservers.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using namespace sermo::store::nats;
using Kind = AppendOutcome::Kind;

//! What is made of the servers' answers, those of versions that this machine has not among them,
//! and of their silence.
class TestAsking : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void tellsNotNowFromNo_data();
    void tellsNotNowFromNo();

    void judgesAgainWhenARaceIsLostToNobodyKnown();
    void failsInTimeWhateverIsBefore();
    void holdsNoMoreThanItHasRoomFor();
    void asksAgainForANumberThatWasPromisedAndDoesNotCome();
    void failsWhatWasPromisedAndNeverCame();
    void takesWhatWasErasedBeforeItWasHeardForStored();
    void saysWhenANumberWasGivenTwice();
    void findsWhatAnotherBrokerStoredMeanwhile();
    void doesNotWaitForWhatIsErasedToBeEmptied();
    void restsBetweenTriesThatKnowNoMore();
    void answersAllWhenItGivesUp();
    void tellsStoredOnesByNumberAndTheOthersBehindThem();

    void asksAgainForAnEventThatIsThere();
    void leavesOutWhatWasErasedMeanwhile();
    void failsAPageThatIsNotWhole();

    void tellsOfAnErasureBeforeItEmpties();
    void emptiesWhatItHadLeftWhenAskedAgain();
    void emptiesWhatSomebodyElseHasLeft();
    void endsWhenItsNoteIsNotHeard();
    void emptiesAFewAtATime();

private:
    //! Another broker's, or one of ours that came before.
    [[nodiscard]] Outgoing published(const SenderName &sender, const EventFrame &frame) const;
    Outgoing learn(Seq seq, const EventFrame &frame);
    //! The first that is asked is stored, and comes back.
    void store(Seq seq);

    ClusterOptions m_options;
    const Subjects m_subjects{"s"};
    std::unique_ptr<FakeServers> m_servers;
    std::unique_ptr<StreamIndex> m_index;
    std::unique_ptr<Appends> m_appends;
    std::unique_ptr<Pages> m_pages;
    std::unique_ptr<Erasing> m_erasing;
    QList<AppendOutcome> m_outcomes;
    QList<Page> m_read;
    std::optional<EraseOutcome> m_erased;
};

void TestAsking::init()
{
    m_erasing.reset();
    m_pages.reset();
    m_appends.reset();
    m_servers = std::make_unique<FakeServers>();
    m_index = std::make_unique<StreamIndex>();
    m_appends = std::make_unique<Appends>(*m_servers, *m_index, m_subjects, m_options);
    m_pages = std::make_unique<Pages>(*m_servers, *m_index, m_subjects, m_options.patience);
    m_erasing = std::make_unique<Erasing>(*m_servers, *m_index, m_subjects, m_options.patience);
    m_outcomes.clear();
    m_read.clear();
    m_erased.reset();
    connect(m_appends.get(), &Appends::answered, this,
            [this](const QList<AppendOutcome> &outcomes) { m_outcomes += outcomes; });
    connect(m_pages.get(), &Pages::pageRead, this,
            [this](quint64, const Page &page) { m_read.append(page); });
    m_appends->start();
}

Outgoing TestAsking::published(const SenderName &sender, const EventFrame &frame) const
{
    return {m_subjects.of(frame, movesSession(frame)), headersOf(sender, 7, "other.1"),
            frame.bytes()};
}

Outgoing TestAsking::learn(Seq seq, const EventFrame &frame)
{
    const Outgoing message = published(Ann, frame);
    const Incoming incoming = heard(message, seq);
    m_appends->handleArrived(incoming, m_index->learn(incoming));
    return message;
}

void TestAsking::store(Seq seq)
{
    const Incoming incoming = heard(m_servers->next(), seq);
    m_servers->acknowledge(seq);
    m_appends->handleArrived(incoming, m_index->learn(incoming));
    m_appends->round();
}

void TestAsking::tellsNotNowFromNo_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isNotNow");
    const auto row
        = [](const char *name, int status, int code, const QByteArray &why, bool notNow) {
              QByteArray json = R"({"error":{"code":)" + QByteArray::number(status);
              if (code != 0)
                  json += R"(,"err_code":)" + QByteArray::number(code);
              QTest::newRow(name) << json + R"(,"description":")" + why + R"("}})" << notNow;
          };
    row("no leader", 503, 10008, "JetStream system temporarily unavailable", true);
    row("not the leader", 500, 10009, "JetStream cluster can not handle request", true);
    row("the leader steps down", 503, 0, "raft: not leader", true);
    row("the same id is being stored", 409, 10158, "duplicate message id is in process", true);
    row("not yet", 503, 10163, "expected last sequence per subject temporarily unavailable", true);
    row("too many", 429, 10167, "too many requests", true);
    row("shut down amidst", 503, 10077, "store is closed", true);
    row("full", 503, 10077, "maximum messages exceeded", false);
    row("no room on the disk", 503, 10023, "insufficient resources", false);
    row("another last one", 400, 10071, "wrong last sequence: 7", false);
    row("another last one, unsaid", 400, 10164, "wrong last sequence", false);
    row("too long", 400, 10054, "message size exceeds maximum allowed", false);
    row("no such stream", 404, 10059, "stream not found", false);
    QTest::newRow("an answer") << QByteArray(R"({"stream":"s","seq":1})") << false;
}

void TestAsking::tellsNotNowFromNo()
{
    QFETCH(const QByteArray, json);
    QFETCH(const bool, isNotNow);
    QCOMPARE(nats::isNotNow(answerIn(QJsonDocument::fromJson(json).object())), isNotNow);
}

//! Newer servers refuse it while the winner's is on its way, without a number.
void TestAsking::judgesAgainWhenARaceIsLostToNobodyKnown()
{
    m_appends->append(onCondition(request(1, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, 0), 0);
    m_appends->round();
    m_servers->refuse(400, 10164, "wrong last sequence");
    m_appends->round();
    QCOMPARE(m_servers->open(), 0); // not in the same moment
    QVERIFY(m_outcomes.isEmpty());
    m_servers->now += 300;
    m_appends->tick();
    QCOMPARE(m_servers->open(), 1);
    learn(1, claim(u"u1"_s, u"b"_s));
    m_servers->refuse(400, 10071, "wrong last sequence: 1");
    m_appends->round();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Stale});
    QCOMPARE(m_outcomes.first().event.seq, 1u);
}

//! Ten texts of one customer, of which one at a time is on its way.
void TestAsking::failsInTimeWhateverIsBefore()
{
    QSignalSpy refused(m_appends.get(), &Appends::refused);
    for (quint64 i = 0; i < 10; ++i)
        m_appends->append(request(i, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    QCOMPARE(m_servers->open(), 1);
    m_servers->now += m_options.patience.count() - 1;
    m_appends->tick();
    QVERIFY(m_outcomes.isEmpty());
    m_servers->now += 1;
    m_appends->tick();
    QCOMPARE(kinds(m_outcomes), QList<Kind>(10, Kind::Failed));
    QCOMPARE(refused.count(), 1);
    QVERIFY(m_appends->isIdle());
    QCOMPARE(m_servers->open(), 0);
}

void TestAsking::holdsNoMoreThanItHasRoomFor()
{
    constexpr quint64 Count = 1'500; // of 60 KiB
    const QString longText(60 * 1024, u'x');
    for (quint64 i = 0; i < Count; ++i)
        m_appends->append(request(i, Ann, textOf(u"u%1"_s.arg(i), {}, longText)), 0);
    m_appends->round();
    for (Seq seq = 1; m_servers->open() > 0; ++seq)
        store(seq);
    QCOMPARE(m_outcomes.size(), qsizetype(Count));
    const auto stored = kinds(m_outcomes).count(Kind::Stored);
    QCOMPARE(kinds(m_outcomes).count(Kind::Failed), qsizetype(Count) - stored);
    QVERIFY(stored > 1'000 && stored * 60 * 1024 <= Appends::MaxBytes);
    // … and then it takes more.
    m_appends->append(request(Count, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    QCOMPARE(m_servers->open(), 1);
}

//! The leader said so and died with it.
void TestAsking::asksAgainForANumberThatWasPromisedAndDoesNotCome()
{
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->append(request(2, Ann, textOf(u"u2"_s)), 0);
    m_appends->round();
    const QByteArray id = headerIn(m_servers->next(), "Nats-Msg-Id");
    m_servers->acknowledge(5);
    store(1); // the other's
    m_servers->now += m_options.answerWait.count();
    m_appends->tick();
    QCOMPARE(m_servers->open(), 1);
    QCOMPARE(headerIn(m_servers->next(), "Nats-Msg-Id"), id);
    store(2);
    QCOMPARE(kinds(m_outcomes), QList<Kind>(2, Kind::Stored));
    QVERIFY(m_appends->isIdle());
}

void TestAsking::failsWhatWasPromisedAndNeverCame()
{
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    m_servers->acknowledge(5);
    m_servers->now += m_options.patience.count();
    m_appends->tick();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Failed});
    QVERIFY(m_appends->isIdle());
}

void TestAsking::takesWhatWasErasedBeforeItWasHeardForStored()
{
    QSignalSpy refused(m_appends.get(), &Appends::refused);
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    m_index->forget({1});
    m_index->skipTo(1);
    m_servers->acknowledge(1);
    m_appends->round();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Stored});
    QCOMPARE(m_outcomes.first().event.seq, 1u);
    QCOMPARE(refused.count(), 0);
}

void TestAsking::saysWhenANumberWasGivenTwice()
{
    QSignalSpy contradicted(m_appends.get(), &Appends::contradicted);
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    learn(1, textOf(u"u2"_s));
    m_servers->acknowledge(1);
    m_appends->round();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Failed});
    QCOMPARE(contradicted.count(), 1);
}

//! Two brokers were apart for longer than servers remember ids, and both were asked the same.
void TestAsking::findsWhatAnotherBrokerStoredMeanwhile()
{
    const EventFrame frame = textOf(u"u1"_s, u"a"_s);
    m_appends->append(request(1, Ann, frame), 0);
    m_appends->round();
    learn(1, frame);
    store(2);
    QCOMPARE(kinds(m_outcomes), QList{Kind::Known});
    QCOMPARE(m_outcomes.first().event.seq, 1u);
    QCOMPARE(m_index->select(ReadQuery()), QList<Seq>{1}); // readers see it once
    QCOMPARE(m_index->head(), 2u);
}

//! All brokers know that the last control event is erased; the servers have it a moment longer.
void TestAsking::doesNotWaitForWhatIsErasedToBeEmptied()
{
    learn(1, claim(u"u1"_s, u"a"_s));
    m_index->forget({1});
    m_appends->append(onCondition(request(1, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 0), 0);
    m_appends->round();
    const QByteArray header = "Nats-Expected-Last-Subject-Sequence";
    QCOMPARE(headerIn(m_servers->next(), header), QByteArray("0"));
    m_servers->refuse(400, 10071, "wrong last sequence: 1");
    QCOMPARE(headerIn(m_servers->next(), header), QByteArray("1"));
    m_servers->refuse(400, 10071, "wrong last sequence: 0"); // emptied in this moment
    QCOMPARE(headerIn(m_servers->next(), header), QByteArray("0"));
    store(2);
    QCOMPARE(kinds(m_outcomes), QList{Kind::Stored});
}

//! It is emptied, and the note that says so is on its way to us.
void TestAsking::restsBetweenTriesThatKnowNoMore()
{
    learn(1, claim(u"u1"_s, u"a"_s));
    m_appends->append(onCondition(request(1, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 1), 0);
    m_appends->round();
    int tries = 0;
    for (int ms = 0; ms < 2'000; ++ms) {
        if (m_servers->open() > 0) {
            ++tries;
            m_servers->refuse(400, 10071, "wrong last sequence: 0");
        }
        ++m_servers->now;
        m_appends->tick();
    }
    QVERIFY2(tries > 3 && tries < 20, qPrintable(QString::number(tries)));
    QVERIFY(m_outcomes.isEmpty());
    m_index->forget({1});
    m_servers->now += 300;
    m_appends->tick();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Stale});
}

void TestAsking::answersAllWhenItGivesUp()
{
    bool wasBegun = false;
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->append(request(2, Ann, textOf(u"u1"_s)), 0);
    m_appends->insert([&](const Appends::Done &done) {
        wasBegun = true;
        done();
    });
    m_appends->append(request(3, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    m_appends->giveUp();
    QCOMPARE(kinds(m_outcomes), QList<Kind>(3, Kind::Failed));
    QVERIFY(wasBegun);
    QVERIFY(m_appends->isIdle());
    QCOMPARE(m_servers->open(), 0);
}

//! The first is stored last; what repeats it is told behind it, not before.
void TestAsking::tellsStoredOnesByNumberAndTheOthersBehindThem()
{
    learn(1, textOf(u"u9"_s, u"known"_s));
    m_appends->append(request(1, Ann, textOf(u"u1"_s, u"a"_s)), 0);
    m_appends->append(request(2, Ann, textOf(u"u2"_s, u"b"_s)), 0);
    m_appends->append(request(3, Ann, textOf(u"u9"_s, u"known"_s)), 0);
    m_appends->round();
    const Incoming first = heard(m_servers->next(), 3);
    m_servers->acknowledge(3);
    const Incoming second = heard(m_servers->next(), 2);
    m_servers->acknowledge(2);
    for (const Incoming &incoming : {second, first})
        m_appends->handleArrived(incoming, m_index->learn(incoming));
    m_appends->round();
    QCOMPARE(kinds(m_outcomes), (QList{Kind::Known, Kind::Stored, Kind::Stored}));
    QCOMPARE(m_outcomes.at(1).ticket, 2u);
    QCOMPARE(m_outcomes.at(2).ticket, 1u);
}

//! A server that was cut off and takes itself for the leader has less than we have heard.
void TestAsking::asksAgainForAnEventThatIsThere()
{
    const Outgoing first = learn(1, textOf(u"u1"_s, u"a"_s));
    const Outgoing second = learn(2, textOf(u"u1"_s, u"b"_s));
    m_pages->read(1, ReadQuery());
    m_servers->answer(found(first, 1));
    m_servers->refuse(404, 10037, "no message found");
    QVERIFY(m_read.isEmpty());
    m_servers->now += 250;
    m_pages->tick();
    QCOMPARE(m_servers->open(), 1);
    m_servers->answer(found(second, 2));
    QCOMPARE(m_read.size(), 1);
    QCOMPARE(seqs(m_read.first().events), (QList<Seq>{1, 2}));
}

void TestAsking::leavesOutWhatWasErasedMeanwhile()
{
    const Outgoing first = learn(1, textOf(u"u1"_s, u"a"_s));
    learn(2, textOf(u"u2"_s, u"b"_s));
    m_pages->read(1, ReadQuery());
    m_servers->answer(found(first, 1));
    m_servers->refuse(404, 10037, "no message found");
    m_index->forget({2}); // the note comes
    m_pages->tick();
    QCOMPARE(m_read.size(), 1);
    QVERIFY(!m_read.first().failed);
    QCOMPARE(seqs(m_read.first().events), QList<Seq>{1});
}

void TestAsking::failsAPageThatIsNotWhole()
{
    learn(1, textOf(u"u1"_s, u"a"_s));
    m_pages->read(1, ReadQuery());
    m_pages->read(2, ReadQuery());
    m_servers->refuse(404, 10037, "no message found");
    m_servers->now += m_options.patience.count();
    m_pages->tick();
    m_pages->tick();
    QCOMPARE(m_read.size(), 2); // the second has waited as long
    QVERIFY(m_read.at(0).failed && m_read.at(1).failed);
    QVERIFY(m_read.first().why.contains(u"event 1"_s));
    QVERIFY(m_pages->isIdle());
    QCOMPARE(m_servers->open(), 0);
}

void TestAsking::tellsOfAnErasureBeforeItEmpties()
{
    learn(1, textOf(u"u1"_s));
    EraseRequest request;
    request.user = UserId(u"u1"_s);
    m_erasing->erase(request, [this](const EraseOutcome &outcome) { m_erased = outcome; });
    QCOMPARE(m_servers->open(), 1);
    QCOMPARE(m_servers->next().subject, m_subjects.notes);
    QCOMPARE(ErasureNote::of(m_servers->next().data).seqs, QList<Seq>{1});
    m_servers->acknowledge(1);
    QCOMPARE(m_servers->open(), 0); // not before everybody can know
    m_index->forget({1});
    m_erasing->handleNote(1);
    QCOMPARE(m_servers->next().subject, QByteArray("$JS.API.STREAM.MSG.DELETE.s"));
    QVERIFY(!m_erased);
    m_servers->saySo();
    QVERIFY(m_erased && !m_erased->failed);
    QCOMPARE(m_erased->erased, 1);
    QVERIFY(m_erasing->isIdle());
}

void TestAsking::emptiesWhatItHadLeftWhenAskedAgain()
{
    learn(1, textOf(u"u1"_s));
    EraseRequest request;
    request.user = UserId(u"u1"_s);
    const auto erase = [&](Seq note) {
        m_erased.reset();
        m_erasing->erase(request, [this](const EraseOutcome &outcome) { m_erased = outcome; });
        m_servers->acknowledge(note);
        m_index->forget({1});
        m_erasing->handleNote(note);
    };
    erase(1);
    m_servers->keepSilent();
    QVERIFY(m_erased && m_erased->failed);
    erase(2);
    QCOMPARE(m_servers->next().subject, QByteArray("$JS.API.STREAM.MSG.DELETE.s"));
    m_servers->refuse(400, 10043, "sequence 1 not found"); // it was done, and not answered
    QVERIFY(m_erased && !m_erased->failed);
    QVERIFY(m_erasing->isIdle());
}

void TestAsking::emptiesWhatSomebodyElseHasLeft()
{
    m_index->forget({1});
    m_index->skipTo(1);
    m_erasing->owe(1);
    m_erasing->tick();
    QCOMPARE(m_servers->open(), 1);
    m_servers->keepSilent();
    m_erasing->tick();
    QCOMPARE(m_servers->open(), 0); // not at every tick
    m_servers->now += 10'000;
    m_erasing->tick();
    m_servers->saySo();
    QVERIFY(m_erasing->isIdle());
}

void TestAsking::endsWhenItsNoteIsNotHeard()
{
    learn(1, textOf(u"u1"_s));
    EraseRequest request;
    request.user = UserId(u"u1"_s);
    m_erasing->erase(request, [this](const EraseOutcome &outcome) { m_erased = outcome; });
    m_servers->acknowledge(1);
    m_servers->now += m_options.patience.count();
    m_erasing->tick();
    QVERIFY(m_erased && m_erased->failed);
    // Heard at last, it is carried out without being asked again.
    m_index->forget({1});
    m_erasing->handleNote(1);
    m_servers->now += 10'000;
    m_erasing->tick();
    QCOMPARE(m_servers->next().subject, QByteArray("$JS.API.STREAM.MSG.DELETE.s"));
}

void TestAsking::emptiesAFewAtATime()
{
    constexpr int Count = 100;
    QList<Seq> all;
    for (Seq seq = 1; seq <= Count; ++seq) {
        learn(seq, textOf(u"u1"_s));
        all.append(seq);
    }
    EraseRequest request;
    request.user = UserId(u"u1"_s);
    m_erasing->erase(request, [this](const EraseOutcome &outcome) { m_erased = outcome; });
    m_servers->acknowledge(1);
    m_index->forget(all);
    m_erasing->handleNote(1);
    QVERIFY(m_servers->open() > 1);
    for (int i = 0; i < Count; ++i) {
        QVERIFY(m_servers->open() <= 32);
        m_servers->saySo();
    }
    QVERIFY(m_erased && !m_erased->failed);
    QCOMPARE(m_erased->erased, Count);
}

QTEST_GUILESS_MAIN(TestAsking)
#include "tst_asking.moc"
