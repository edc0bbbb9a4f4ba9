// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/briefings.h"
#include "broker/server/peer.h"
#include "tests/desk/scene.h"

#include <QDeadlineTimer>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::test;
using server::Briefings;

//! What is told to who joins, and how much of it at a time, without sockets.
class BriefingsTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsAFewSessionsAtOnce();
    void tellsManySessionsASliceEachRound();
    void tellsAllWhoWaitTheSameOnce();
    void tellsWhoJoinsLaterFromThereRoundToThere();
    void tellsWhoJoinsLaterOfThoseWhoCameMeanwhile();
    void tellsManyOfFewerAtATime();
    void passesOverWhoMustReadFirst();
    void forgetsWhoHasGone();
    void tellsWhatIsTrueWhenItIsTold();
};

namespace
{

//! An application that keeps what it is told.
class Reader final : public server::Peer
{
public:
    Reader() { setIdentity(supervisor()); }

    void send(const server::Parcel::Ptr &parcel) override
    {
        parcels.append(parcel);
        const auto read = EventFrame::fromBroker(parcel->payload());
        QVERIFY(read);
        const Envelope &told = read->envelope();
        types.append(told.typeName);
        if (told.type == EventType::SessionState)
            users.append(told.user);
    }
    void close(CloseCode, const QString &) override { open = false; }
    [[nodiscard]] bool isOpen() const override { return open; }
    [[nodiscard]] qint64 backlog() const override { return waiting; }
    void pulse(Instant) override {}

    [[nodiscard]] bool knowsTheHouse() const { return types.contains(u"queue_state"_s); }

    QList<server::Parcel::Ptr> parcels;
    QStringList types;
    QList<UserId> users;
    qint64 waiting = 0;
    bool open = true;
};

//! A desk of so many customers, who are with the bot, and what tells of them.
struct Floor {
    explicit Floor(qsizetype sessions)
    {
        for (qsizetype i = 0; i < sessions; ++i)
            scene.say(channel(), start(name(i).constData()));
    }
    [[nodiscard]] static QByteArray name(qsizetype i)
    {
        return "u" + QByteArray::number(i).rightJustified(4, '0');
    }

    void join(Reader &reader)
    {
        audience.join(&reader);
        briefings.begin(&reader);
    }

    Scene scene;
    FakeClock clock;
    server::Audience audience;
    Briefings briefings{scene.desk(), audience, clock};
};

//! Goes round the event loop until the condition holds; false: it never did.
bool goesRoundUntil(const std::function<bool()> &condition)
{
    const QDeadlineTimer end(30s);
    while (!condition()) {
        if (end.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

qsizetype different(const QList<UserId> &users)
{
    return QSet<UserId>(users.begin(), users.end()).size();
}

constexpr qsizetype Many = Briefings::Slice * 4 + 1;

} // namespace

void BriefingsTest::tellsAFewSessionsAtOnce()
{
    Floor floor(Briefings::Slice);
    Reader anna;
    floor.join(anna);
    QCOMPARE(different(anna.users), Briefings::Slice);
    QVERIFY(anna.knowsTheHouse());
}

void BriefingsTest::tellsManySessionsASliceEachRound()
{
    Floor floor(Many);
    Reader anna;
    floor.join(anna);
    QCOMPARE(anna.users.size(), 0);
    QList<qsizetype> slices;
    QVERIFY(goesRoundUntil([&] {
        slices.append(anna.users.size());
        return anna.knowsTheHouse();
    }));
    for (qsizetype i = 1; i < slices.size(); ++i)
        QVERIFY(slices[i] - slices[i - 1] <= Briefings::Slice); // whoever else speaks is between
    QCOMPARE(anna.users.size(), Many);
    QCOMPARE(different(anna.users), Many);
    QVERIFY(anna.types.indexOf(u"queue_state"_s) > anna.types.lastIndexOf(u"session_state"_s));
}

void BriefingsTest::tellsAllWhoWaitTheSameOnce()
{
    Floor floor(Many);
    Reader anna;
    Reader bert;
    floor.join(anna);
    floor.join(bert);
    QVERIFY(goesRoundUntil([&] { return anna.knowsTheHouse() && bert.knowsTheHouse(); }));
    QCOMPARE(different(anna.users), Many);
    QCOMPARE(anna.parcels, bert.parcels); // not their like: the same, built once
}

void BriefingsTest::tellsWhoJoinsLaterFromThereRoundToThere()
{
    Floor floor(Many);
    Reader anna;
    Reader bert;
    floor.join(anna);
    QVERIFY(goesRoundUntil([&] { return !anna.users.isEmpty(); }));
    const qsizetype heard = anna.users.size();
    floor.join(bert);
    QVERIFY(goesRoundUntil([&] { return anna.knowsTheHouse() && bert.knowsTheHouse(); }));
    QCOMPARE(anna.users.size(), Many);
    QCOMPARE(bert.users, anna.users.sliced(heard) + anna.users.first(heard));
}

void BriefingsTest::tellsWhoJoinsLaterOfThoseWhoCameMeanwhile()
{
    Floor floor(Many);
    Reader anna;
    Reader carl;
    Reader bert;
    floor.join(anna);
    QVERIFY(goesRoundUntil([&] { return !anna.users.isEmpty(); }));
    floor.join(carl);
    floor.scene.say(channel(), start("new"));
    floor.join(bert);
    QVERIFY(goesRoundUntil(
        [&] { return anna.knowsTheHouse() && bert.knowsTheHouse() && carl.knowsTheHouse(); }));
    QCOMPARE(different(anna.users), Many); // she saw it begin
    QCOMPARE(different(bert.users), Many + 1);
    QCOMPARE(bert.users.size(), Many + 1);
    QCOMPARE(carl.users, bert.users); // he comes by it, and still all the way round
}

void BriefingsTest::tellsManyOfFewerAtATime()
{
    Floor floor(Many);
    std::array<Reader, 30> readers;
    for (Reader &reader : readers)
        floor.join(reader);
    qsizetype most = 0;
    qsizetype before = 0;
    QVERIFY(goesRoundUntil([&] {
        const qsizetype heard = readers.front().users.size();
        most = std::max(most, heard - std::exchange(before, heard));
        return readers.front().knowsTheHouse();
    }));
    QVERIFY(most > 0 && most <= Briefings::Slice / 3); // or the others would wait for all of them
    for (const Reader &reader : readers)
        QCOMPARE(different(reader.users), Many);
}

void BriefingsTest::passesOverWhoMustReadFirst()
{
    Floor floor(Many);
    Reader slow;
    Reader anna;
    slow.waiting = Briefings::Ahead;
    floor.join(slow);
    floor.join(anna);
    QVERIFY(goesRoundUntil([&] { return anna.knowsTheHouse(); }));
    QCOMPARE(slow.users.size(), 0);
    slow.waiting = Briefings::Ahead - 1;
    QVERIFY(goesRoundUntil([&] { return slow.knowsTheHouse(); }));
    QCOMPARE(slow.users, anna.users);
}

void BriefingsTest::forgetsWhoHasGone()
{
    Floor floor(Many);
    auto gone = std::make_unique<Reader>();
    Reader closing;
    Reader anna;
    floor.join(*gone);
    floor.join(closing);
    floor.join(anna);
    QVERIFY(goesRoundUntil([&] { return !gone->users.isEmpty(); }));
    floor.audience.leave(gone.get());
    gone.reset();
    closing.open = false;
    QVERIFY(goesRoundUntil([&] { return anna.knowsTheHouse(); }));
    QCOMPARE(anna.users.size(), Many);
    QVERIFY(!closing.knowsTheHouse());
}

void BriefingsTest::tellsWhatIsTrueWhenItIsTold()
{
    Floor floor(Many);
    Reader anna;
    floor.join(anna);
    const QByteArray last = Floor::name(Many - 1);
    floor.scene.say(supervisor(), saying("end_session", "outbound", last.constData()));
    QCOMPARE(floor.scene.state(last.constData()), u"ended"_s);
    QVERIFY(goesRoundUntil([&] { return anna.knowsTheHouse(); }));
    QCOMPARE(anna.users.size(), Many - 1);
    QVERIFY(!anna.users.contains(UserId(QString::fromLatin1(last))));
}

QTEST_GUILESS_MAIN(BriefingsTest)
#include "tst_briefings.moc"
