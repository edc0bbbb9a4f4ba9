// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

//! What every log answers when it cannot store, and when it is closed.
class TestLogFailure : public LogSuite
{
    Q_OBJECT

private slots:
    void failsWithoutStoringAnything();
    void answersRepeatedEventsWhileStorageFails();
    void answersWithFailedWhenClosed();
    void finishesWhatWasAskedBeforeClosing();
};

void TestLogFailure::failsWithoutStoringAnything()
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

void TestLogFailure::answersRepeatedEventsWhileStorageFails()
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

void TestLogFailure::answersWithFailedWhenClosed()
{
    QVERIFY(m_probe->close());
    const auto outcomes = m_probe->append(
        {request(1, Ann, textOf(u"u1"_s)), lookUp(2, Ann, textOf(u"u1"_s, u"a"_s))});
    QCOMPARE(kinds(outcomes), (QList{Kind::Failed, Kind::Failed}));
    QCOMPARE(outcomes.first().ticket, 1u);
    QVERIFY(m_probe->page().failed);
}

void TestLogFailure::finishesWhatWasAskedBeforeClosing()
{
    constexpr int Count = 2500; // more than one group
    QList<AppendRequest> batch;
    for (quint64 i = 0; i < Count; ++i)
        batch.append(request(i, Ann, textOf(u"u%1"_s.arg(i % 50), u"id%1"_s.arg(i))));
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

QTEST_GUILESS_MAIN(TestLogFailure)
#include "tst_logfailure.moc"
