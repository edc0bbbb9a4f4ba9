// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/appends.h"
#include "tests/store/nats/askingcase.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using namespace sermo::store::nats;
using Kind = AppendOutcome::Kind;

//! What becomes of what is to be stored, whatever the servers answer, those of versions that this
//! machine has not among them, and whenever.
class TestAppends : public AskingCase
{
    Q_OBJECT

private slots:
    void init();

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
    void tellsNoneBehindOneOfAHigherNumber();

private:
    void handleLearnt(const Incoming &incoming, StreamIndex::Learnt learnt) override
    {
        m_appends->handleArrived(incoming, learnt);
    }
    //! The first that is asked is stored, and comes back.
    void store(Seq seq);
    [[nodiscard]] static QList<Seq> seqs(const QList<AppendOutcome> &outcomes)
    {
        QList<Seq> seqs;
        for (const AppendOutcome &outcome : outcomes)
            seqs.append(outcome.event.seq);
        return seqs;
    }

    std::unique_ptr<Appends> m_appends;
    QList<AppendOutcome> m_outcomes;
};

void TestAppends::init()
{
    m_appends.reset();
    beginAnew();
    m_appends = std::make_unique<Appends>(*m_servers, *m_index, m_subjects, m_options);
    m_outcomes.clear();
    connect(m_appends.get(), &Appends::answered, this,
            [this](const QList<AppendOutcome> &outcomes) { m_outcomes += outcomes; });
    m_appends->start();
}

void TestAppends::store(Seq seq)
{
    const Incoming incoming = heard(m_servers->next(), seq);
    m_servers->acknowledge(seq);
    m_appends->handleArrived(incoming, m_index->learn(incoming));
    m_appends->round();
}

//! Newer servers refuse it while the winner's is on its way, without a number.
void TestAppends::judgesAgainWhenARaceIsLostToNobodyKnown()
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
void TestAppends::failsInTimeWhateverIsBefore()
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

void TestAppends::holdsNoMoreThanItHasRoomFor()
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
void TestAppends::asksAgainForANumberThatWasPromisedAndDoesNotCome()
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

void TestAppends::failsWhatWasPromisedAndNeverCame()
{
    m_appends->append(request(1, Ann, textOf(u"u1"_s)), 0);
    m_appends->round();
    m_servers->acknowledge(5);
    m_servers->now += m_options.patience.count();
    m_appends->tick();
    QCOMPARE(kinds(m_outcomes), QList{Kind::Failed});
    QVERIFY(m_appends->isIdle());
}

void TestAppends::takesWhatWasErasedBeforeItWasHeardForStored()
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

void TestAppends::saysWhenANumberWasGivenTwice()
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
void TestAppends::findsWhatAnotherBrokerStoredMeanwhile()
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
void TestAppends::doesNotWaitForWhatIsErasedToBeEmptied()
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
void TestAppends::restsBetweenTriesThatKnowNoMore()
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

void TestAppends::answersAllWhenItGivesUp()
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
void TestAppends::tellsStoredOnesByNumberAndTheOthersBehindThem()
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

//! As when a leader dies: the first is asked again and stored late, the second is not heard of yet,
//! and the third has long been stored. Who heard the first's number would not ask for the third's.
void TestAppends::tellsNoneBehindOneOfAHigherNumber()
{
    const qint64 half = m_options.answerWait.count() / 2;
    for (quint64 i = 1; i <= 3; ++i)
        m_appends->append(request(i, Ann, textOf(u"u%1"_s.arg(i))), 0);
    m_appends->round();
    m_servers->acknowledge(9); // and is lost
    m_servers->now += half;
    m_servers->acknowledge(8); // so is this
    store(1);
    QVERIFY(m_outcomes.isEmpty());
    m_servers->now += half;
    m_appends->tick(); // the first is asked again
    store(2);
    QCOMPARE(seqs(m_outcomes), (QList<Seq>{1, 2}));
    m_servers->now += half;
    m_appends->tick();
    store(3);
    QCOMPARE(seqs(m_outcomes), (QList<Seq>{1, 2, 3}));
    QVERIFY(m_appends->isIdle());
}

QTEST_GUILESS_MAIN(TestAppends)
#include "tst_appends.moc"
