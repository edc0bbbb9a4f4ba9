// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/erasing.h"
#include "broker/store/nats/pages.h"
#include "tests/store/nats/askingcase.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using namespace sermo::store::nats;

//! What is made of the servers' answers, those of versions that this machine has not among them,
//! and of their silence, where something is read or erased.
class TestAsking : public AskingCase
{
    Q_OBJECT

private slots:
    void init();

    void tellsNotNowFromNo_data();
    void tellsNotNowFromNo();

    void asksAgainForAnEventThatIsThere();
    void leavesOutWhatWasErasedMeanwhile();
    void failsAPageThatIsNotWhole();

    void tellsOfAnErasureBeforeItEmpties();
    void emptiesWhatItHadLeftWhenAskedAgain();
    void emptiesWhatSomebodyElseHasLeft();
    void endsWhenItsNoteIsNotHeard();
    void emptiesAFewAtATime();

private:
    std::unique_ptr<Pages> m_pages;
    std::unique_ptr<Erasing> m_erasing;
    QList<Page> m_read;
    std::optional<EraseOutcome> m_erased;
};

void TestAsking::init()
{
    m_erasing.reset();
    m_pages.reset();
    beginAnew();
    m_pages = std::make_unique<Pages>(*m_servers, *m_index, m_subjects, m_options.patience);
    m_erasing = std::make_unique<Erasing>(*m_servers, *m_index, m_subjects, m_options.patience);
    m_read.clear();
    m_erased.reset();
    connect(m_pages.get(), &Pages::pageRead, this,
            [this](quint64, const Page &page) { m_read.append(page); });
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
