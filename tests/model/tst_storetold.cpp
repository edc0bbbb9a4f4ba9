// SPDX-License-Identifier: GPL-3.0-or-later
// What a SessionStore tells of single events, and what it keeps for a supervisor.
#include "tests/model/told.h"
#include "ui/model/sessionstore.h"
#include "ui/model/transcriptmodel.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);

struct Desk {
    test::Told told;
    SessionStore store;

    Desk() { store.apply({told.welcome(), test::Told::queueState(General)}); }
    void wait(const UserId &user)
    {
        store.apply({told.inbound(user, event::Start{}), told.queues(user, General)});
    }
};

QByteArray welcomeAs(const QString &role)
{
    const QJsonObject welcome{
        {u"type"_s, u"welcome"_s}, {u"epoch"_s, u"one"_s}, {u"seq"_s, 0}, {u"role"_s, role}};
    return QJsonDocument(welcome).toJson(QJsonDocument::Compact);
}

QByteArray draft(const UserId &user, const AgentId &agent, const QString &text)
{
    return test::Told::passing(Direction::Internal, user, event::Draft{agent, text});
}

} // namespace

class StoreToldTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void whoHoldsWhomFollowsEveryMove();
    void whoHoldsWhomFollowsTheDesksCorrection();
    void everyMoveIsToldWithWhatWasBefore();
    void whoIsGoneIsNotKeptForEver();
    void aDraftIsKeptUntilItIsEmptyOrHisNoMore();
    void lessonsOfTheLineAreNone();
    void anAgentsStatusIsToldWhenItChangesBeforeOurEyes();
    void theKeysRoleDecides_data();
    void theKeysRoleDecides();
};

void StoreToldTest::whoHoldsWhomFollowsEveryMove()
{
    Desk desk;
    desk.wait(Robin);
    desk.wait(Karin);
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>());
    desk.store.apply({desk.told.claims(Karin, Anders), desk.told.claims(Robin, Anders)});
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>({Robin, Karin})); // by their beginning
    desk.store.apply(
        {desk.told.internal(Robin, event::HandoverToBot{Anders, std::nullopt, u"end_session"_s})});
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>({Robin, Karin})); // lent to the bot
    desk.store.apply({desk.told.internal(Karin, event::ClaimSession{Berit, true, {}})});
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>({Robin}));
    QCOMPARE(desk.store.heldBy(Berit), QList<UserId>({Karin}));
    desk.store.apply({desk.told.outbound(Robin, event::EndSession{}),
                      desk.told.internal(Karin, event::AgentDone{})});
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>());
    QCOMPARE(desk.store.heldBy(Berit), QList<UserId>());
}

void StoreToldTest::whoHoldsWhomFollowsTheDesksCorrection()
{
    Desk desk;
    desk.wait(Robin);
    desk.store.apply({test::Told::passing(
        Direction::Internal, Robin,
        event::SessionState{u"assigned"_s, General, {}, Anders, u"2026-03-02T12:00:00.000Z"_s})});
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>({Robin}));
    desk.store.reset();
    QCOMPARE(desk.store.heldBy(Anders), QList<UserId>());
}

void StoreToldTest::everyMoveIsToldWithWhatWasBefore()
{
    Desk desk;
    QList<SessionMove> moves;
    connect(&desk.store, &SessionStore::sessionsMoved, this,
            [&moves](const QList<SessionMove> &told) { moves += told; });
    const QByteArray start = desk.told.inbound(Robin, event::Start{});
    const QByteArray queued = desk.told.after(5s).queues(Robin, General);
    const QByteArray text = desk.told.says(Robin, u"Hej"_s); // moves nothing
    desk.store.apply({start, queued, text, desk.told.after(7s).claims(Robin, Anders)});
    QCOMPARE(moves.size(), 3);
    QVERIFY(!moves.at(0).before);
    QCOMPARE(moves.at(1).before->stage, desk::Stage::Bot);
    QCOMPARE(moves.at(2).before->stage, desk::Stage::Queued);
    QCOMPARE(moves.at(2).after.stage, desk::Stage::Assigned);
    QCOMPARE(moves.at(2).atMs - moves.at(1).atMs, 7000);
}

void StoreToldTest::whoIsGoneIsNotKeptForEver()
{
    constexpr int Many = 5000;
    Desk desk;
    desk.wait(Karin); // and waits on
    desk.wait(Robin);
    const QPointer<TranscriptModel> shown(desk.store.transcript(Robin));
    connect(shown, &TranscriptModel::rowsInserted, this, [] {});
    desk.store.apply(
        {desk.told.says(Robin, u"Tack"_s), desk.told.outbound(Robin, event::EndSession{})});
    const auto user = [](int i) { return UserId(u"c%1"_s.arg(i)); };
    for (int i = 0; i < Many; ++i)
        desk.store.apply({desk.told.inbound(user(i), event::Start{}),
                          desk.told.says(user(i), u"Hej"_s),
                          desk.told.outbound(user(i), event::EndSession{})});
    QVERIFY2(desk.store.conversations() <= SessionStore::EndedKept + 2,
             QByteArray::number(desk.store.conversations()).constData());
    QVERIFY(desk.store.table().sessions.size() <= SessionStore::EndedKept + 2);
    QVERIFY(!desk.store.session(user(0)));
    QCOMPARE(desk.store.session(user(Many - 1))->stage, desk::Stage::Ended);
    QVERIFY(shown);
    QCOMPARE(desk.store.session(Robin)->stage, desk::Stage::Ended);
    QVERIFY(shown->rowCount() > 0);
    QCOMPARE(desk.store.waiting(), QList<UserId>{Karin});

    desk.wait(user(0)); // he comes again
    QCOMPARE(desk.store.waiting(), QList<UserId>({Karin, user(0)}));
    QCOMPARE(desk.store.session(user(0))->stage, desk::Stage::Queued);
    shown->disconnect(this);
    for (int i = 1; i <= int(SessionStore::EndedKept); ++i)
        desk.store.apply({desk.told.inbound(user(i), event::Start{}),
                          desk.told.outbound(user(i), event::EndSession{})});
    QVERIFY(!shown); // nobody shows it any more
}

void StoreToldTest::aDraftIsKeptUntilItIsEmptyOrHisNoMore()
{
    Desk desk;
    desk.wait(Robin);
    desk.store.apply({desk.told.claims(Robin, Anders)});
    const QSignalSpy changed(&desk.store, &SessionStore::draftChanged);
    desk.store.apply({draft(Robin, Anders, u"He"_s), draft(Robin, Anders, u"Hej"_s)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(desk.store.live(Robin).draft, u"Hej"_s);
    QCOMPARE(desk.store.live(Robin).draftBy, Anders);
    desk.store.apply({draft(Robin, Anders, {})});
    QCOMPARE(desk.store.live(Robin).draft, QString());
    desk.store.apply({draft(Robin, Anders, u"Hej"_s)});
    desk.store.apply({desk.told.internal(Robin, event::AgentDone{})});
    QCOMPARE(desk.store.live(Robin).draft, QString());
    QCOMPARE(changed.count(), 4);
}

void StoreToldTest::lessonsOfTheLineAreNone()
{
    Desk desk;
    desk.wait(Robin);
    QList<PresenceLesson> lessons;
    connect(&desk.store, &SessionStore::lessonsTold, this,
            [&lessons](const QList<PresenceLesson> &told) { lessons += told; });
    event::PresencePoint point;
    point.state = u"Q0"_s;
    point.link = u"ok"_s;
    point.probability = 0.8;
    point.label = 1;
    event::PresencePoint inLine = point;
    inLine.waiting = true;
    desk.store.apply({desk.told.internal(Robin, point), desk.told.internal(Robin, inLine)});
    QCOMPARE(lessons.size(), 1);
    QCOMPARE(lessons.first().probability, 0.8);
    QVERIFY(lessons.first().acted);
}

void StoreToldTest::anAgentsStatusIsToldWhenItChangesBeforeOurEyes()
{
    Desk desk;
    const QSignalSpy told(&desk.store, &SessionStore::agentTold);
    const event::AgentStatus away{Berit, u"away"_s, u"Berit"_s, {}};
    desk.store.apply({desk.told.agentStatus(Berit, u"Berit"_s, u"available"_s)}); // a briefing
    QCOMPARE(told.count(), 0);
    desk.store.apply({desk.told.internal({}, away)});
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.first().at(1).toString(), u"away"_s);
    // Our own words, and what was said while we were not here, tell us nothing.
    const EventFrame ours = compose(Direction::Internal, {},
                                    event::AgentStatus{Anders, u"away"_s, {}, {}}, EventId(u"x"_s));
    desk.store.enqueue(ours, desk.told.nowMs);
    desk.store.apply({desk.told.ack(EventId(u"x"_s))});
    const QByteArray welcome = desk.told.welcome();
    desk.store.apply({welcome,
                      desk.told.internal({}, event::AgentStatus{Anders, u"offline"_s, {}, {}}),
                      test::Told::queueState(General)});
    QCOMPARE(told.count(), 1);
}

void StoreToldTest::theKeysRoleDecides_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<bool>("may");
    QTest::newRow("a supervisor") << u"supervisor"_s << true;
    QTest::newRow("an agent") << u"agent"_s << false;
    QTest::newRow("an older broker") << QString() << false;
}

void StoreToldTest::theKeysRoleDecides()
{
    QFETCH(const QString, role);
    SessionStore store;
    QVERIFY(!store.maySupervise());
    store.apply({welcomeAs(role)});
    QTEST(store.maySupervise(), "may");
    store.apply({welcomeAs(u"agent"_s)}); // another key
    QVERIFY(!store.maySupervise());
}

QTEST_GUILESS_MAIN(StoreToldTest)
#include "tst_storetold.moc"
