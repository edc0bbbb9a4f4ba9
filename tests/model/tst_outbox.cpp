// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "ui/model/outbox.h"
#include "ui/model/reconnection.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

EventFrame frame(const QString &id)
{
    return compose(Direction::Internal, UserId(u"robin"_s), event::AgentDone{}, EventId(id));
}

QString text(const QList<EventFrame> &frames)
{
    QStringList ids;
    for (const EventFrame &each : frames)
        ids += each.id().value();
    return ids.join(u' ');
}

} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private slots:
    void givesAgainWhatIsUnansweredInTheOrderOfSending();
    void givesAFailedOneOnlyWhenAskedTo();
    void knowsOnlyItsOwn();
    void waitsLongerAfterEachFailureUpToABound();
    void waitsARandomPartOfIt();
};

void OutboxTest::givesAgainWhatIsUnansweredInTheOrderOfSending()
{
    Outbox outbox;
    for (const QString &id : {u"c"_s, u"a"_s, u"d"_s, u"b"_s})
        outbox.add(frame(id), 5);
    QCOMPARE(outbox.take(EventId(u"d"_s))->atMs, 5);
    QCOMPARE(text(outbox.unanswered()), u"c a b"_s);
    QVERIFY(!outbox.take(EventId(u"d"_s)));
}

void OutboxTest::givesAFailedOneOnlyWhenAskedTo()
{
    Outbox outbox;
    outbox.add(frame(u"a"_s), 0);
    outbox.add(frame(u"b"_s), 0);
    QVERIFY(outbox.fail(EventId(u"a"_s)));
    QCOMPARE(text(outbox.unanswered()), u"b"_s);
    QCOMPARE(outbox.size(), 2);
    QVERIFY(outbox.retry(EventId(u"a"_s)));
    QCOMPARE(text(outbox.unanswered()), u"b a"_s);
    QVERIFY(!outbox.retry(EventId(u"a"_s)));
}

void OutboxTest::knowsOnlyItsOwn()
{
    Outbox outbox;
    outbox.add(frame(u"a"_s), 0);
    QVERIFY(outbox.find(EventId(u"a"_s)));
    QVERIFY(!outbox.find(EventId(u"b"_s)));
    QVERIFY(!outbox.find({}));
    QVERIFY(!outbox.fail(EventId(u"b"_s)));
    outbox.drop(EventId(u"a"_s));
    QCOMPARE(outbox.size(), 0);
}

void OutboxTest::waitsLongerAfterEachFailureUpToABound()
{
    Reconnection reconnection({}, [] { return 1.0; });
    QList<qint64> waits;
    for (int i = 0; i < 9; ++i)
        waits += reconnection.next().count();
    QCOMPARE(waits, (QList<qint64>{500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000}));
    reconnection.succeeded();
    QCOMPARE(reconnection.next(), 500ms);
}

void OutboxTest::waitsARandomPartOfIt()
{
    double random = 0.0;
    Reconnection reconnection({}, [&random] { return random; });
    QCOMPARE(reconnection.next(), 0ms);
    random = 0.25;
    QCOMPARE(reconnection.next(), 250ms);
    const Reconnection::Random system = Reconnection::systemRandom();
    for (int i = 0; i < 1000; ++i) {
        const double one = system();
        QVERIFY(one >= 0.0 && one < 1.0);
    }
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
