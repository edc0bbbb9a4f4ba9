// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logsuite.h"

#include <QHash>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;

namespace
{

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

//! A claim names the last control event it has seen; the log refuses it when that is stale.
class TestConditions : public LogSuite
{
    Q_OBJECT

private slots:
    void refusesAStaleCondition();
    void letsExactlyOneOfTwoClaimsWin();
    void judgesConditionsWithinOneBatch();
    void answersARepeatedClaimAsKnownNotStale();
    void agreesWithAModelOfConditions();
};

void TestConditions::refusesAStaleCondition()
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

void TestConditions::letsExactlyOneOfTwoClaimsWin()
{
    const auto outcomes
        = m_probe->append({onCondition(request(1, Ann, claim(u"u1"_s, u"a"_s)), u"u1"_s, 0),
                           onCondition(request(2, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 0)});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Stale}));
}

void TestConditions::judgesConditionsWithinOneBatch()
{
    const auto outcomes
        = m_probe->append({request(1, Ann, claim(u"u1"_s, u"a"_s)),
                           onCondition(request(2, Bob, claim(u"u1"_s, u"b"_s)), u"u1"_s, 1),
                           onCondition(request(3, Bob, claim(u"u1"_s, u"c"_s)), u"u1"_s, 1),
                           onCondition(request(4, Bob, claim(u"u1"_s, u"c"_s)), u"u1"_s, 2)});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Stored, Kind::Stale, Kind::Stored}));
    QCOMPARE(outcomes.last().event.seq, 3u);
}

void TestConditions::answersARepeatedClaimAsKnownNotStale()
{
    const auto first = onCondition(request(1, Ann, claim(u"u1"_s, u"a"_s, u"claim"_s)), u"u1"_s, 0);
    const auto outcomes = m_probe->append({first, first});
    QCOMPARE(kinds(outcomes), (QList{Kind::Stored, Kind::Known}));
    QCOMPARE(outcomes.last().event.seq, 1u);
}

//! Random talk of a few users and senders, in random groups.
void TestConditions::agreesWithAModelOfConditions()
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

QTEST_GUILESS_MAIN(TestConditions)
#include "tst_conditions.moc"
