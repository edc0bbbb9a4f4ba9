// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/consoleset.h"
#include "ui/model/preferences.h"
#include "ui/model/setaside.h"
#include "ui/model/transcriptmodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::model;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anders(u"an01"_s);

//! A console that holds Robin and Karin.
struct Console : test::ConsoleSet {
    QHash<UserId, QList<QByteArray>> log; //!< what a broker has of each

    Console()
    {
        link.deliver({told.welcome()});
        for (const UserId &user : {Robin, Karin}) {
            log[user] = {told.inbound(user, event::Start{}), told.says(user, u"hemliga ord"_s),
                         told.claims(user, Anders)};
            link.deliver(log[user]);
        }
        link.deliver({test::Told::queueState(QueueId(u"general"_s))}); // caught up
        (void)link.takeSent();
    }
    void reconnect(const QByteArray &welcome)
    {
        link.become(EventLink::State::Offline);
        link.become(EventLink::State::Online);
        link.deliver({welcome});
    }
    //! As a broker answers who has nothing, or nothing that counts: one after the other.
    void tellAllAnew(const QList<UserId> &users)
    {
        for (const UserId &user : users)
            link.deliver(log.value(user));
        link.deliver({test::Told::queueState(QueueId(u"general"_s))});
    }

    QByteArray welcomeAfter(quint64 erasures) const
    {
        return compose(event::Welcome{
            .user = {}, .token = {}, .epoch = told.epoch, .seq = told.seq, .erasures = erasures});
    }
};

} // namespace

//! A customer who is erased at the broker is forgotten by the consoles, and what a console is told
//! of the broker's storage.
class ForgettingTest : public QObject
{
    Q_OBJECT
private slots:
    void forgetsWhoIsErased();
    void learnsAllAnewAfterAnErasureItDidNotHear();
    void losesNobodyWhomItOnlyLearnsAnew_data();
    void losesNobodyWhomItOnlyLearnsAnew();
    void saysNothingToWhoIsGoneWhenAllIsLearnt();
    void keepsWhatItKnowsWhenNobodyWasErased();
    void tellsWhenTheBrokerStoresNothing();
    void tellsWhatTheBrokerHasLost();
};

void ForgettingTest::forgetsWhoIsErased()
{
    Console console;
    console.drafts.setText(Robin, u"kära Robin"_s);
    QVERIFY(console.controller.reply(Robin, u"på väg"_s));
    console.drafts.setText(Robin, u"kära Robin"_s);
    QSignalSpy forgotten(&console.store, &SessionStore::forgotten);
    console.link.deliver(
        {test::Told::passing(Direction::Internal, Robin, event::CustomerErased{1})});
    QCOMPARE(forgotten.count(), 1);
    QVERIFY(!console.store.session(Robin));
    QCOMPARE(console.store.transcript(Robin)->rowCount(), 0);
    QCOMPARE(console.drafts.text(Robin), QString());
    QVERIFY(!console.controller.holds(Robin));
    for (const EventFrame &frame : console.store.outbox().unanswered())
        QVERIFY(frame.user() != Robin);
    QVERIFY(console.controller.holds(Karin));
    QVERIFY(console.store.transcript(Karin)->rowCount() > 0);
    // It was heard: the next welcome tells nothing new.
    QSignalSpy outdated(&console.store, &SessionStore::outdated);
    console.link.deliver({console.welcomeAfter(1)});
    QCOMPARE(outdated.count(), 0);
}

void ForgettingTest::learnsAllAnewAfterAnErasureItDidNotHear()
{
    Console console;
    QVERIFY(!console.link.resume().isFresh());
    QSignalSpy states(&console.link, &EventLink::stateChanged);
    console.reconnect(console.welcomeAfter(1));
    QTRY_COMPARE(states.count(), 4); // closed and opened afresh
    QVERIFY(console.link.resume().isFresh()); // asks for the open sessions, not for a rest
    QCOMPARE(console.link.state(), EventLink::State::Online);
    QSignalSpy outdated(&console.store, &SessionStore::outdated);
    console.link.deliver({console.welcomeAfter(1)});
    QVERIFY(!console.store.session(Robin));
    QCOMPARE(console.store.transcript(Robin)->rowCount(), 0);
    console.tellAllAnew({Karin});
    console.link.deliver({console.welcomeAfter(1)});
    QCOMPARE(outdated.count(), 0); // once is enough
    QVERIFY(!console.store.session(Robin));
    QVERIFY(console.controller.holds(Karin));
}

void ForgettingTest::losesNobodyWhomItOnlyLearnsAnew_data()
{
    QTest::addColumn<bool>("isReset");
    QTest::newRow("told to") << true;
    QTest::newRow("somebody else was erased") << false;
}

void ForgettingTest::losesNobodyWhomItOnlyLearnsAnew()
{
    QFETCH(const bool, isReset);
    Console console;
    Preferences preferences(console.directory.filePath(u"preferences.json"_s), 1h);
    SetAside aside(console.store, console.controller, preferences, console.clock);
    console.link.deliver({test::Told::queueState(QueueId(u"general"_s))});
    console.reconnect(console.told.welcome()); // so that what is set aside is known to be his
    console.link.deliver({test::Told::queueState(QueueId(u"general"_s))});
    aside.setAside(Robin, {});
    QVERIFY(console.controller.replyIn(Karin, {u"Hej Karin"_s, {}, {}}, 3s));
    const QSignalSpy released(&console.controller, &ConsoleController::released);
    const QSignalSpy claimed(&console.controller, &ConsoleController::claimed);
    (void)console.link.takeSent();

    console.reconnect(isReset ? console.told.welcome(true) : console.welcomeAfter(1));
    if (!isReset) {
        QTRY_VERIFY(console.link.resume().isFresh());
        QCoreApplication::processEvents();
        console.link.deliver({console.welcomeAfter(1)});
    }
    console.tellAllAnew({Robin, Karin});

    QCOMPARE(released.count(), 0);
    QCOMPARE(claimed.count(), 0);
    QVERIFY(aside.contains(Robin));
    QVERIFY(console.controller.holds(Robin));
    console.clock.advance(3s);
    console.controller.advance();
    const QList<EventFrame> sent = console.link.takeSent(EventType::Text);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).user(), Karin);
}

//! He was erased, or has left: there is nobody to say it to.
void ForgettingTest::saysNothingToWhoIsGoneWhenAllIsLearnt()
{
    Console console;
    QVERIFY(console.controller.replyIn(Karin, {u"Hej Karin"_s, {}, {}}, 3s));
    const QSignalSpy released(&console.controller, &ConsoleController::released);
    console.reconnect(console.told.welcome(true));
    console.tellAllAnew({Robin});
    QCOMPARE(released.count(), 1);
    QCOMPARE(released.at(0).at(0).value<UserId>(), Karin);
    console.clock.advance(3s);
    console.controller.advance();
    QVERIFY(console.link.takeSent(EventType::Text).isEmpty());
}

void ForgettingTest::keepsWhatItKnowsWhenNobodyWasErased()
{
    Console console;
    QSignalSpy outdated(&console.store, &SessionStore::outdated);
    console.link.become(EventLink::State::Offline);
    console.link.become(EventLink::State::Online);
    console.link.deliver({console.welcomeAfter(0)});
    QCOMPARE(outdated.count(), 0);
    QVERIFY(console.controller.holds(Robin));
}

void ForgettingTest::tellsWhenTheBrokerStoresNothing()
{
    Console console;
    QSignalSpy changed(&console.store, &SessionStore::storageTroubleChanged);
    const auto state = [](const QString &storage, const QString &why) {
        return test::Told::passing(Direction::Internal, {}, event::BrokerState{storage, why});
    };
    console.link.deliver({state(u"failing"_s, u"the disk is full"_s)});
    QCOMPARE(console.store.storageTrouble(), u"the disk is full"_s);
    console.link.deliver({state(u"failing"_s, u"the disk is full"_s)});
    QCOMPARE(changed.count(), 1); // no news
    console.link.deliver({state(u"ok"_s, {})});
    QCOMPARE(console.store.storageTrouble(), QString());
    QCOMPARE(changed.count(), 2);
    // Another broker may be well: whoever has trouble says so after its welcome.
    console.link.deliver({state(u"failing"_s, u"the disk is full"_s)});
    console.link.deliver({console.told.welcome()});
    QCOMPARE(console.store.storageTrouble(), QString());
}

//! It works all the same: nothing is held back for that.
void ForgettingTest::tellsWhatTheBrokerHasLost()
{
    Console console;
    QSignalSpy changed(&console.store, &SessionStore::storageTroubleChanged);
    const auto state = [](const QString &storage, const QString &why) {
        return test::Told::passing(Direction::Internal, {}, event::BrokerState{storage, why});
    };
    console.link.deliver({state(u"damaged"_s, u"the log was damaged"_s)});
    QCOMPARE(console.store.storageLoss(), u"the log was damaged"_s);
    QCOMPARE(console.store.storageTrouble(), QString());
    QCOMPARE(changed.count(), 1);
    console.link.deliver({state(u"failing"_s, u"the disk is full"_s)});
    QCOMPARE(console.store.storageTrouble(), u"the disk is full"_s);
    console.link.deliver({state(u"damaged"_s, u"the log was damaged"_s)});
    QCOMPARE(console.store.storageTrouble(), QString()); // that is over
    QCOMPARE(console.store.storageLoss(), u"the log was damaged"_s);
    console.link.deliver({console.told.welcome()});
    QCOMPARE(console.store.storageLoss(), QString()); // another broker has lost nothing
}

QTEST_GUILESS_MAIN(ForgettingTest)
#include "tst_forgetting.moc"
