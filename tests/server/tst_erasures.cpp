// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "broker/server/erasures.h"
#include "broker/server/historyroutes.h"
#include "broker/server/imageledger.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "broker/store/memorylog.h"
#include "tests/server/hub.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::server;

namespace
{

const QString Ada = u"ada"_s;

//! All that an erasure reaches into, of a broker without a door. One customer is known: Ada.
struct Inside {
    test::FakeClock clock;
    store::MemoryLog log{clock};
    store::MemoryCredentials credentials;
    store::MemoryBlobs blobs;
    desk::Desk office{desk::DeskConfig::defaults(), clock.now()};
    Metrics metrics;
    Tokens tokens{credentials, clock, nullptr};
    ImageLedger images{blobs, clock, nullptr};
    store::CustomerErasure erasure{log, credentials, blobs};
    Router router;
    std::unique_ptr<Erasures> erasures;

    explicit Inside(store::Cluster *cluster = nullptr)
        : router(log, office, {}, clock, metrics, nullptr, cluster)
    {
        erasures = std::make_unique<Erasures>(
            Erasures::House{log, office, tokens, router, erasure, images});
        QObject::connect(erasures.get(), &Erasures::erased, &router.sealings(),
                         &Sealings::tellErased); // as a broker of several does
        log.open();
        tokens.issue(UserId(Ada), {}, {}, &tokens, [](const QByteArray &) {});
        QCoreApplication::processEvents();
    }
};

EventFrame said(const QString &user)
{
    return compose(Direction::Inbound, UserId(user), event::Start{});
}

//! One broker inside, and another one of which there is only the voice.
struct Cluster {
    test::Hub hub;
    test::Voice own{hub, "own"};
    test::Voice other{hub, "other"};
    QList<QByteArray> heard; //!< by the other one
    Inside inside{&own};

    Cluster()
    {
        QObject::connect(
            &other, &store::Cluster::heard, &other,
            [this](const QByteArray &, quint64, const QByteArray &text) { heard.append(text); });
    }
    void otherSays(const QByteArray &words)
    {
        other.tell(words + '\n');
        hub.deliver();
    }
    void goOn()
    {
        constexpr int Rounds = 10; // so many answers wait for each other at most
        for (int i = 0; i < Rounds; ++i) {
            inside.router.pulse(inside.clock.now());
            QCoreApplication::processEvents();
            hub.deliver();
        }
    }
    void append(const EventFrame &frame)
    {
        store::AppendRequest request;
        request.sender = customer(frame.user(), {}).name;
        request.frame = frame;
        inside.log.append({request});
        QCoreApplication::processEvents();
    }
    [[nodiscard]] qsizetype placeOf(const QByteArray &words) const
    {
        const auto at = std::ranges::find_if(
            heard, [&words](const QByteArray &one) { return one.contains(words); });
        return at == heard.end() ? -1 : at - heard.begin();
    }
    [[nodiscard]] bool isHeard(const QByteArray &words) const { return placeOf(words) >= 0; }
    //! What is answered, once it is.
    [[nodiscard]] std::shared_ptr<std::optional<QJsonObject>> erase()
    {
        auto told = std::make_shared<std::optional<QJsonObject>>();
        inside.erasures->carryOut({{u"do"_s, u"erase"_s}, {u"user"_s, Ada}},
                                  [told](const QJsonObject &answer) { *told = answer; });
        QCoreApplication::processEvents();
        hub.deliver();
        return told;
    }
};

} // namespace

//! What an erasure answers when something is in its way.
class ErasuresTest : public QObject
{
    Q_OBJECT
private slots:
    void saysWhenTheLogHasNoEntryOfIt_data();
    void saysWhenTheLogHasNoEntryOfIt();
    void areNoMoreWhileTheBrokerCloses();

    void waitUntilNothingOfHimIsOnItsWayAtOtherBrokers();
    void endWhereAnotherBrokerDoesNotAnswer();
    void areRefusedWhileAnotherBrokerErasesHim();
    void areAnsweredOtherBrokersWhenNothingOfHimIsOnItsWay();
    void forgetWhomAnotherErasedBehindWhatTheLogTells();
    void forgetHimBeforeWhatHeBeginsAnew();
    void endWhereWhatAnotherHadOnItsWayIsNotHeard();
    void judgeByAllThatTheLogHadWhoWasLost();
    void leaveAloneWhatHeHasBegunAnew();
};

void ErasuresTest::saysWhenTheLogHasNoEntryOfIt_data()
{
    QTest::addColumn<bool>("isDiskFull");
    QTest::newRow("it has") << false;
    QTest::newRow("it has not") << true;
}

void ErasuresTest::saysWhenTheLogHasNoEntryOfIt()
{
    QFETCH(const bool, isDiskFull);
    Inside inside;
    connect(inside.erasures.get(), &Erasures::erased, this, [&inside, isDiskFull] {
        if (isDiskFull)
            inside.log.setFailure(u"disk full"_s);
    });
    std::optional<QJsonObject> told;
    Seq headWhenTold = 0;
    inside.erasures->carryOut({{u"do"_s, u"erase"_s}, {u"user"_s, Ada}, {u"by"_s, u"boss"_s}},
                              [&](const QJsonObject &answer) {
                                  told = answer;
                                  headWhenTold = inside.log.head();
                              });
    QTRY_VERIFY(told);
    QVERIFY(!inside.tokens.exists(UserId(Ada))); // he is gone all the same
    QCOMPARE(told->value("ok"_L1).toBool(), !isDiskFull);
    QCOMPARE(told->value("error"_L1).toString(), isDiskFull ? Erasures::NoEntry : QString());
    QCOMPARE(headWhenTold, isDiskFull ? 0U : 1U);
}

//! The door is open for a moment longer: it holds none that are gone.
void ErasuresTest::areNoMoreWhileTheBrokerCloses()
{
    Inside inside;
    const HistoryRoutes routes({nullptr, nullptr, inside.erasures.get(), nullptr});
    inside.erasures.reset();
    int status = 0;
    routes.answer({"DELETE",
                   "/api/customers/ada",
                   {},
                   desk::Sender{Role::Supervisor, u"key:boss"_s, {}, {}, {}}},
                  this, [&status](const HttpAnswer &answer) { status = answer.status; });
    QCOMPARE(status, 503);
}

//! What another broker has asked the log for may be stored behind the erasure.
void ErasuresTest::waitUntilNothingOfHimIsOnItsWayAtOtherBrokers()
{
    Cluster two;
    two.otherSays(R"({"do":"live"})");
    two.inside.clock.advance(2 * Fellows::AliveEvery);
    const auto told = two.erase();
    two.goOn();
    QVERIFY(two.isHeard("\"do\":\"seal\""));
    QVERIFY(!*told);
    two.otherSays(R"({"do":"quiet","who":"ada","upTo":1})");
    two.goOn();
    QVERIFY(!*told); // what it had on its way is not known here
    two.append(said(u"bob"_s));
    two.goOn();
    QVERIFY(*told);
    QCOMPARE((*told)->value("ok"_L1), true);
    // Forgotten by the others before they let him in again.
    const qsizetype erased = two.placeOf("\"do\":\"erased\"");
    QVERIFY(erased >= 0);
    QVERIFY(erased < two.placeOf("\"do\":\"unseal\""));
}

void ErasuresTest::endWhereAnotherBrokerDoesNotAnswer()
{
    Cluster two;
    two.otherSays(R"({"do":"live"})");
    const auto told = two.erase();
    for (auto time = 0ms; time <= Fellows::QuietWithin && !*told; time += Fellows::AliveEvery) {
        two.inside.clock.advance(Fellows::AliveEvery);
        two.otherSays(R"({"do":"live"})");
        two.goOn();
    }
    QVERIFY(*told);
    QCOMPARE((*told)->value("ok"_L1), false);
    QVERIFY((*told)->value("error"_L1).toString().contains(u"does not answer"_s));
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
    QVERIFY(two.isHeard("\"do\":\"unseal\""));
    QVERIFY(!two.isHeard("\"do\":\"erased\""));
}

void ErasuresTest::areRefusedWhileAnotherBrokerErasesHim()
{
    Cluster two;
    two.otherSays(R"({"do":"seal","who":"ada"})");
    const auto told = two.erase();
    QVERIFY(*told);
    QCOMPARE((*told)->value("status"_L1), 409);
    two.otherSays(R"({"do":"unseal","who":"ada"})");
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
}

void ErasuresTest::areAnsweredOtherBrokersWhenNothingOfHimIsOnItsWay()
{
    Cluster two;
    two.otherSays(R"({"do":"live"})");
    two.inside.router.submit(customer(UserId(Ada), {}), said(Ada));
    two.otherSays(R"({"do":"seal","who":"ada"})");
    QVERIFY(!two.isHeard("\"do\":\"quiet\"")); // it is not stored yet
    two.goOn();
    QCOMPARE(two.inside.log.head(), 1u);
    QVERIFY(two.isHeard(R"("upTo":1)"));
    QVERIFY(two.isHeard("\"do\":\"quiet\""));
    two.heard.clear(); // he who asks again has not heard it
    two.otherSays(R"({"do":"seal","who":"ada"})");
    QVERIFY(two.isHeard("\"do\":\"quiet\""));
}

//! The log tells both in one breath.
void ErasuresTest::forgetHimBeforeWhatHeBeginsAnew()
{
    Cluster two;
    Router &router = two.inside.router;
    QStringList order;
    QObject::connect(&router.sealings(), &Sealings::erasedElsewhere, &two.other,
                     [&] { order += u"forgotten"_s; });
    QObject::connect(&router, &Router::stored, &two.other,
                     [&](const StoredEvent &event) { order += QString::number(event.seq); });
    two.otherSays(R"({"do":"seal","who":"ada"})");
    two.otherSays(R"({"do":"erased","who":"ada","upTo":1})");
    two.otherSays(R"({"do":"unseal","who":"ada"})");
    const SenderName sender = customer(UserId(Ada), {}).name;
    emit two.inside.log.arrived({{1, 0, sender, said(Ada)}, {2, 0, sender, said(Ada)}});
    QCOMPARE(order, (QStringList{u"1"_s, u"forgotten"_s, u"2"_s}));
    QVERIFY(!router.isSealed(UserId(Ada)));
}

void ErasuresTest::endWhereWhatAnotherHadOnItsWayIsNotHeard()
{
    Cluster two;
    two.otherSays(R"({"do":"live"})");
    const auto told = two.erase();
    two.otherSays(R"({"do":"quiet","who":"ada","upTo":9})");
    for (auto time = 0ms; time <= Fellows::QuietWithin && !*told; time += Fellows::AliveEvery) {
        two.inside.clock.advance(Fellows::AliveEvery);
        two.otherSays(R"({"do":"live"})");
        two.goOn();
    }
    QVERIFY(*told);
    QCOMPARE((*told)->value("ok"_L1), false);
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
}

void ErasuresTest::forgetWhomAnotherErasedBehindWhatTheLogTells()
{
    Cluster two;
    QSignalSpy erased(&two.inside.router.sealings(), &Sealings::erasedElsewhere);
    two.otherSays(R"({"do":"seal","who":"ada"})");
    two.otherSays(R"({"do":"erased","who":"ada","upTo":1})");
    two.otherSays(R"({"do":"unseal","who":"ada"})");
    two.goOn();
    QCOMPARE(erased.count(), 0);
    QVERIFY(two.inside.router.isSealed(UserId(Ada)));
    two.append(said(Ada)); // his last, as the log tells it
    two.goOn();
    QCOMPARE(erased.count(), 1);
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
    // What became of him was not heard: the log says it.
    two.otherSays(R"({"do":"seal","who":"bob"})");
    two.otherSays(R"({"do":"seal","who":"ada"})");
    two.otherSays(R"({"do":"leave"})");
    two.goOn();
    QCOMPARE(erased.count(), 2);
    QCOMPARE(erased.constLast().constFirst().value<UserId>(), UserId(u"bob"_s));
}

//! What a broker has not heard yet may be all there is of him, or that he is gone.
void ErasuresTest::judgeByAllThatTheLogHadWhoWasLost()
{
    Cluster two;
    QSignalSpy erased(&two.inside.router.sealings(), &Sealings::erasedElsewhere);
    two.own.head = 2;
    two.otherSays(R"({"do":"seal","who":"ada"})");
    two.otherSays(R"({"do":"leave"})");
    two.goOn();
    two.append(said(Ada));
    two.goOn();
    QVERIFY(two.inside.router.isSealed(UserId(Ada))); // what he said now would go with him
    two.append(said(u"bob"_s));
    two.goOn();
    QCOMPARE(erased.count(), 0);
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
    // That one had come to its end after all.
    store::EraseRequest all;
    all.user = UserId(Ada);
    two.inside.log.erase(all, &two.other, [](const store::EraseOutcome &) {});
    two.goOn();
    QCOMPARE(erased.count(), 1);
    QCOMPARE(erased.constFirst().constFirst().value<UserId>(), UserId(Ada));
}

void ErasuresTest::leaveAloneWhatHeHasBegunAnew()
{
    Cluster two;
    QSignalSpy erased(&two.inside.router.sealings(), &Sealings::erasedElsewhere);
    two.own.head = 1;
    two.otherSays(R"({"do":"seal","who":"ada"})");
    two.otherSays(R"({"do":"leave"})");
    store::AppendRequest last, next;
    last.sender = next.sender = customer(UserId(Ada), {}).name;
    last.frame = said(u"bob"_s);
    next.frame = said(Ada);
    two.inside.log.append({last, next}); // in one breath
    two.goOn();
    QCOMPARE(two.inside.log.head(), 2u);
    QCOMPARE(erased.count(), 0);
    QVERIFY(!two.inside.router.isSealed(UserId(Ada)));
}

QTEST_GUILESS_MAIN(ErasuresTest)
#include "tst_erasures.moc"
