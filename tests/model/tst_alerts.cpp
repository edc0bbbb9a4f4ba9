// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent must not miss, and what is done when he is not there.
#include "tests/model/consoleset.h"
#include "ui/model/absence.h"
#include "ui/model/alerts.h"
#include "ui/model/offers.h"
#include "ui/model/preferences.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Kind = Alerts::Kind;
using Status = ConsoleController::Status;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);

//! Anders has Robin and has caught up.
struct Console : test::ConsoleSet {
    Offers offers{store, clock, Anders};
    Alerts alerts{store, controller, offers, clock};
    Preferences preferences{directory.filePath(u"preferences.json"_s), 1h};
    Absence absence{controller, offers, preferences, clock};
    QList<std::pair<Alerts::Alert, bool>> raised;

    Console()
    {
        QObject::connect(&alerts, &Alerts::raised, &alerts,
                         [this](const Alerts::Alert &alert, bool isLoud) {
                             raised.append({alert, isLoud});
                         });
        link.deliver({told.welcome(), told.inbound(Robin, event::Start{}),
                      told.says(Robin, u"Hej"_s), told.queues(Robin, General),
                      told.claims(Robin, Anders)});
        link.deliver({test::Told::queueState(General)});
        controller.setStatus(Status::Available);
    }
    void says(const UserId &user, const QString &text)
    {
        link.deliver({told.after(1s).says(user, text)});
    }
    [[nodiscard]] QList<Kind> kinds() const
    {
        QList<Kind> found;
        for (const auto &[alert, isLoud] : raised)
            found += alert.kind;
        return found;
    }
    //! Berit has one more, and offers it.
    void offer(const UserId &user)
    {
        link.deliver({told.inbound(user, event::Start{}), told.queues(user, General),
                      told.claims(user, Berit),
                      told.internal(user, event::HandoverToAgent{Anders, {}})});
    }
    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        offers.advance();
        alerts.advance();
        absence.advance();
    }
};

} // namespace

class AlertsTest : public QObject
{
    Q_OBJECT

private slots:
    void whatWasBeforeIsNoNews();
    void aMessageOfHisCustomerIsTold();
    void whatIsOnlyLearntAnewIsNoNews();
    void whatHeLooksAtIsSeen();
    void onlyHisOwnCustomersAreTold();
    void itIsRepeatedUntilHeLooks();
    void whoIsGivenToHimIsTold();
    void anOfferIsTold();
    void theFirstWhoWaitsIsTold();
    void aRaisedHandIsToldToSupervisorsAlone_data();
    void aRaisedHandIsToldToSupervisorsAlone();
    void whoGoesIsNoLongerUnseen();
    void heIsAwayWhenNothingIsDone();
    void heIsBackWithTheFirstThingHeDoes();
    void theLockedScreenIsAnEmptyChair();
    void twoOffersUnansweredAreEnough();
    void whatHeSaysHimselfStays();
    void whoIsNotAvailableIsLeftAlone_data();
    void whoIsNotAvailableIsLeftAlone();
    void itCanBeSwitchedOff();
};

void AlertsTest::whatWasBeforeIsNoNews()
{
    const Console console;
    QVERIFY(console.raised.isEmpty());
    QCOMPARE(console.alerts.unseen(), 0);
}

void AlertsTest::aMessageOfHisCustomerIsTold()
{
    Console console;
    QSignalSpy unseen(&console.alerts, &Alerts::unseenChanged);
    console.says(Robin, u"Är du där?"_s);
    QCOMPARE(console.raised.size(), 1);
    QCOMPARE(console.raised.first().first.kind, Kind::Message);
    QVERIFY(console.raised.first().first.text.endsWith(u"Är du där?"_s));
    QVERIFY(!console.raised.first().second); // he looks at the window: softly
    QVERIFY(console.alerts.isUnseen(Robin));
    QCOMPARE(unseen.count(), 1);
    console.says(Robin, u"Hallå?"_s);
    QCOMPARE(console.raised.size(), 2);
    QCOMPARE(console.alerts.unseen(), 1); // a customer, not a message
}

void AlertsTest::whatIsOnlyLearntAnewIsNoNews()
{
    Console console;
    console.alerts.setLooking(false);
    test::Told other; // the log is another, the conversation is not
    other.epoch = u"two"_s;
    const QByteArray welcome = other.welcome();
    console.link.deliver({welcome, other.inbound(Robin, event::Start{})});
    console.link.deliver({other.says(Robin, u"Hej"_s), other.queues(Robin, General)});
    console.link.deliver({other.claims(Robin, Anders)});
    console.link.deliver({test::Told::queueState(General)});
    QCOMPARE(console.kinds(), QList<Kind>());
    console.link.deliver({other.after(1s).says(Robin, u"Hallå?"_s)});
    QCOMPARE(console.kinds(), QList<Kind>{Kind::Message});
}

void AlertsTest::whatHeLooksAtIsSeen()
{
    Console console;
    console.alerts.setActive(Robin);
    console.says(Robin, u"Hej"_s);
    QCOMPARE(console.alerts.unseen(), 0);
    console.alerts.setLooking(false);
    console.says(Robin, u"Hej igen"_s);
    QCOMPARE(console.alerts.unseen(), 1);
    QVERIFY(console.raised.last().second); // loud
    console.alerts.setLooking(true);
    QCOMPARE(console.alerts.unseen(), 0);
}

void AlertsTest::onlyHisOwnCustomersAreTold()
{
    Console console;
    console.link.deliver(
        {console.told.inbound(Karin, event::Start{}), console.told.says(Karin, u"Hej"_s)});
    QVERIFY(console.raised.isEmpty());
}

void AlertsTest::itIsRepeatedUntilHeLooks()
{
    Console console;
    console.alerts.setLooking(false);
    console.says(Robin, u"Hej"_s);
    QCOMPARE(console.raised.size(), 1);
    console.pass(9s);
    QCOMPARE(console.raised.size(), 1);
    console.pass(1s);
    QCOMPARE(console.raised.size(), 2);
    QCOMPARE(console.raised.last(), console.raised.first());
    console.pass(10s);
    QCOMPARE(console.raised.size(), 3);
    console.alerts.setLooking(true);
    console.pass(60s);
    QCOMPARE(console.raised.size(), 3);
    // Told while he looks: once.
    console.says(Robin, u"Hej"_s);
    console.pass(60s);
    QCOMPARE(console.raised.size(), 4);
}

void AlertsTest::whoIsGivenToHimIsTold()
{
    Console console;
    console.link.deliver(
        {console.told.inbound(Karin, event::Start{}), console.told.claims(Karin, Anders)});
    QCOMPARE(console.kinds(), QList{Kind::Given});
    QVERIFY(console.alerts.isUnseen(Karin));
    // Whom he takes himself, he knows of.
    const UserId omar(u"omar"_s);
    console.link.deliver({console.told.inbound(omar, event::Start{})});
    console.controller.claim(omar);
    console.link.deliver({console.told.ack(console.link.sent.last().id())});
    QVERIFY(console.controller.holds(omar));
    QCOMPARE(console.raised.size(), 1);
}

void AlertsTest::anOfferIsTold()
{
    Console console;
    console.offer(Karin);
    QVERIFY(console.kinds().contains(Kind::Offered));
    QVERIFY(console.alerts.isUnseen(Karin));
}

void AlertsTest::theFirstWhoWaitsIsTold()
{
    Console console;
    console.link.deliver(
        {console.told.inbound(Karin, event::Start{}), console.told.queues(Karin, General)});
    QCOMPARE(console.kinds(), QList{Kind::Waiting});
    const UserId omar(u"omar"_s);
    console.link.deliver(
        {console.told.inbound(omar, event::Start{}), console.told.queues(omar, General)});
    QCOMPARE(console.raised.size(), 1);
    console.link.deliver({console.told.claims(omar, Berit), console.told.claims(Karin, Berit)});
    // Not there to take anybody: not told.
    console.controller.setStatus(Status::Away);
    console.link.deliver({console.told.queues(omar, General)});
    QCOMPARE(console.raised.size(), 1);
}

void AlertsTest::aRaisedHandIsToldToSupervisorsAlone_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<AgentId>("asking");
    QTest::addColumn<QList<Kind>>("told");
    QTest::newRow("to a supervisor") << u"supervisor"_s << Berit << QList{Kind::Help};
    QTest::newRow("to no other agent") << u"agent"_s << Berit << QList<Kind>();
    QTest::newRow("not to who asks") << u"supervisor"_s << Anders << QList<Kind>();
}

void AlertsTest::aRaisedHandIsToldToSupervisorsAlone()
{
    QFETCH(const QString, role);
    QFETCH(const AgentId, asking);
    Console console;
    event::Welcome welcome{{}, {}, console.told.epoch, console.told.seq, false};
    welcome.role = role;
    console.link.deliver({compose(welcome), test::Told::queueState(General)});
    console.link.deliver({console.told.inbound(Karin, event::Start{}),
                          console.told.queues(Karin, General), console.told.claims(Karin, asking)});
    console.raised.clear();
    const QByteArray hand = console.told.internal(Karin, event::Hand{asking, true});
    console.link.deliver({hand});
    console.link.deliver({console.told.internal(Karin, event::Hand{asking, true})}); // no news
    QTEST(console.kinds(), "told");
}

void AlertsTest::whoGoesIsNoLongerUnseen()
{
    Console console;
    console.says(Robin, u"Hej"_s);
    QCOMPARE(console.alerts.unseen(), 1);
    console.link.deliver({console.told.internal(Robin, event::AgentDone{})});
    QCOMPARE(console.alerts.unseen(), 0);
}

void AlertsTest::heIsAwayWhenNothingIsDone()
{
    Console console;
    console.pass(9min);
    console.absence.noteInput();
    console.pass(9min);
    QCOMPARE(console.controller.status(), Status::Available);
    console.pass(1min);
    QCOMPARE(console.controller.status(), Status::Away);
    QVERIFY(console.absence.isAway());
}

void AlertsTest::heIsBackWithTheFirstThingHeDoes()
{
    Console console;
    console.pass(10min);
    QSignalSpy back(&console.absence, &Absence::wasAway);
    console.absence.noteInput();
    QCOMPARE(console.controller.status(), Status::Available);
    QVERIFY(!console.absence.isAway());
    QCOMPARE(back.count(), 1); // and he is told why
    QVERIFY(!back.first().first().toString().isEmpty());
    console.absence.noteInput();
    QCOMPARE(back.count(), 1);
}

void AlertsTest::theLockedScreenIsAnEmptyChair()
{
    Console console;
    console.absence.setLocked(true);
    QCOMPARE(console.controller.status(), Status::Away);
    console.absence.noteInput(); // the mouse is nudged: the lock stays
    QCOMPARE(console.controller.status(), Status::Away);
    console.absence.setLocked(false);
    QCOMPARE(console.controller.status(), Status::Available);
}

void AlertsTest::twoOffersUnansweredAreEnough()
{
    Console console;
    console.offer(Karin);
    console.pass(30s);
    QCOMPARE(console.controller.status(), Status::Available);
    console.offer(UserId(u"omar"_s));
    console.pass(30s);
    QCOMPARE(console.controller.status(), Status::Away);
    console.absence.noteInput();
    QCOMPARE(console.controller.status(), Status::Available);
}

void AlertsTest::whatHeSaysHimselfStays()
{
    Console console;
    console.pass(10min);
    console.controller.setStatus(Status::Finishing); // from another place, or a menu
    console.absence.noteInput();
    QCOMPARE(console.controller.status(), Status::Finishing);
}

void AlertsTest::whoIsNotAvailableIsLeftAlone_data()
{
    QTest::addColumn<Status>("status");
    QTest::newRow("finishing") << Status::Finishing;
    QTest::newRow("away") << Status::Away;
    QTest::newRow("offline") << Status::Offline;
}

void AlertsTest::whoIsNotAvailableIsLeftAlone()
{
    QFETCH(const Status, status);
    Console console;
    console.controller.setStatus(status);
    console.pass(1h);
    QCOMPARE(console.controller.status(), status);
    console.absence.noteInput();
    QCOMPARE(console.controller.status(), status);
}

void AlertsTest::itCanBeSwitchedOff()
{
    Console console;
    console.preferences.change(&Preferences::Values::awayMinutes, 0);
    console.pass(24h);
    QCOMPARE(console.controller.status(), Status::Available);
}

QTEST_GUILESS_MAIN(AlertsTest)
#include "tst_alerts.moc"
