// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/consoleset.h"
#include "ui/model/offers.h"
#include "ui/model/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const AgentId Carl(u"ca01"_s);
const QueueId General(u"general"_s);

//! Anders' console; Robin is `holder`'s.
struct Desk : test::ConsoleSet {
    Offers offers{store, clock, Anders};
    // The tester only looks, but asks for a model that may be changed.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    QAbstractItemModelTester tester{const_cast<OffersToMe *>(&offers.toMe())};
    QSignalSpy arrived{&offers, &Offers::arrived}, missed{&offers, &Offers::missed},
        accepted{&offers, &Offers::accepted};

    explicit Desk(const AgentId &holder)
    {
        told.nowMs = clock.now().wallMs;
        link.deliver({told.welcome(), told.agentStatus(Berit, u"Berit Berg"_s, u"available"_s),
                      told.inbound(Robin, event::Start{}), told.says(Robin, u"my invoice"_s),
                      told.queues(Robin, General), told.claims(Robin, holder),
                      test::Told::queueState(General, u"General"_s)});
    }
    void offer(const AgentId &to, const QString &note = {})
    {
        link.deliver({told.internal(Robin, event::HandoverToAgent{to, note})});
    }
    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        offers.advance();
    }
    [[nodiscard]] QString toMe() const
    {
        QStringList rows;
        for (const OfferItem &item : offers.toMe().items())
            rows += u"%1 from %2 (%3): %4, %5 s"_s
                        .arg(item.name, item.from, item.note, item.lastText)
                        .arg((item.endsAt - clock.now().steady).count() / 1000);
        return rows.join(u'|');
    }
    [[nodiscard]] QString made() const
    {
        const auto made = offers.made(Robin);
        if (!made)
            return u"none"_s;
        return made->to
            + (made->state == Offers::State::Waiting      ? u" is asked"_s
                   : made->state == Offers::State::Lapsed ? u" did not answer"_s
                                                          : u" declined"_s);
    }
    [[nodiscard]] QString lastLine()
    {
        const TranscriptModel *transcript = store.transcript(Robin);
        return transcript->item(transcript->rowCount() - 1).text;
    }
};

} // namespace

class OffersTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void showsWhatIsOfferedForHalfAMinute();
    void showsOnlyWhatIsOfferedToThisAgent();
    void countsFromTheOfferWhenItCameLater();
    void countsFromNowWhateverTheClocksSay();
    void anAcceptedOfferIsHis();
    void declinesInAWayThatTheSenderHears();
    void declinesNothingWithoutAConnection();
    void tellsTheSenderWhatBecameOfIt_data();
    void tellsTheSenderWhatBecameOfIt();
    void takesAnOfferBack();
    void asksAgain();
};

void OffersTest::showsWhatIsOfferedForHalfAMinute()
{
    Desk desk(Berit);
    desk.offer(Anders, u"knows routers"_s);
    QCOMPARE(desk.toMe(), u"Visitor robin from Berit Berg (knows routers): my invoice, 30 s"_s);
    QCOMPARE(desk.arrived.count(), 1);
    desk.pass(29s);
    QCOMPARE(desk.offers.toMe().rowCount(), 1);
    QCOMPARE(desk.missed.count(), 0);
    desk.pass(1s);
    QCOMPARE(desk.offers.toMe().rowCount(), 0);
    QCOMPARE(desk.missed.count(), 1);
    desk.pass(60s);
    QCOMPARE(desk.missed.count(), 1);
}

void OffersTest::showsOnlyWhatIsOfferedToThisAgent()
{
    Desk desk(Berit);
    desk.offer(Carl);
    QCOMPARE(desk.toMe(), QString());
    QCOMPARE(desk.made(), u"none"_s);
    desk.offer(Anders); // instead: she asks somebody else
    QCOMPARE(desk.offers.toMe().rowCount(), 1);
    desk.offer(Berit); // she keeps it
    QCOMPARE(desk.offers.toMe().rowCount(), 0);
    QCOMPARE(desk.missed.count(), 0);
}

//! A desk that was away for a while reads of it in the replay.
void OffersTest::countsFromTheOfferWhenItCameLater()
{
    Desk desk(Berit);
    const QByteArray offer = desk.told.internal(Robin, event::HandoverToAgent{Anders, {}});
    desk.clock.advance(12s);
    desk.link.become(EventLink::State::Offline);
    desk.link.become(EventLink::State::Online);
    desk.link.deliver({desk.told.welcome(), offer});
    QVERIFY2(desk.toMe().endsWith(u", 18 s"_s), qPrintable(desk.toMe()));

    Desk late(Berit);
    const QByteArray old = late.told.internal(Robin, event::HandoverToAgent{Anders, {}});
    late.clock.advance(31s);
    late.link.become(EventLink::State::Offline);
    late.link.become(EventLink::State::Online);
    late.link.deliver({late.told.welcome(), old});
    QCOMPARE(late.toMe(), QString());
    QCOMPARE(late.arrived.count(), 0);
}

void OffersTest::countsFromNowWhateverTheClocksSay()
{
    Desk desk(Berit);
    desk.clock.setWall(desk.clock.now().wallMs + 3'600'000);
    desk.offer(Anders);
    QVERIFY2(desk.toMe().endsWith(u", 30 s"_s), qPrintable(desk.toMe()));
}

void OffersTest::anAcceptedOfferIsHis()
{
    Desk desk(Berit);
    desk.offer(Anders);
    (void)desk.link.takeSent();
    desk.controller.claim(Robin);
    const QList<EventFrame> sent = desk.link.takeSent();
    QCOMPARE(sent.size(), 1);
    desk.link.deliver({desk.told.ack(sent.at(0).id())});
    QVERIFY(desk.controller.holds(Robin));
    QCOMPARE(desk.offers.toMe().rowCount(), 0);
    QCOMPARE(desk.missed.count() + desk.accepted.count(), 0);
}

void OffersTest::declinesInAWayThatTheSenderHears()
{
    Desk desk(Berit);
    desk.offer(Anders);
    (void)desk.link.takeSent();
    desk.controller.decline(Robin);
    desk.offers.putAway(Robin);
    QCOMPARE(desk.offers.toMe().rowCount(), 0);
    const QList<EventFrame> sent = desk.link.takeSent();
    QCOMPARE(sent.size(), 1);
    const EventBody body = decode(sent.at(0));
    QCOMPARE(std::get<event::Note>(body).answer, u"declined"_s);
    QCOMPARE(std::get<event::Note>(body).agent, Anders);
    desk.link.deliver({desk.told.ack(sent.at(0).id())});
    QCOMPARE(desk.lastLine(), u"an01 declined"_s);
    desk.pass(30s);
    QCOMPARE(desk.missed.count(), 0); // he has answered
}

void OffersTest::declinesNothingWithoutAConnection()
{
    Desk desk(Berit);
    desk.offer(Anders);
    desk.link.become(EventLink::State::Offline);
    desk.controller.decline(Robin);
    QVERIFY(desk.store.outbox().entries().isEmpty()
            || desk.store.outbox().entries().constLast().frame.type() != EventType::Note);
}

void OffersTest::tellsTheSenderWhatBecameOfIt_data()
{
    using Happens = std::function<void(Desk &)>;
    QTest::addColumn<Happens>("happens");
    QTest::addColumn<QString>("made");
    QTest::addColumn<int>("accepted");
    const auto row = [](const char *name, const Happens &happens, const char *made, int accepted) {
        QTest::newRow(name) << happens << QString::fromUtf8(made) << accepted;
    };
    row(
        "nothing yet", [](Desk &) {}, "Berit Berg is asked", 0);
    row(
        "not in time", [](Desk &d) { d.pass(30s); }, "Berit Berg did not answer", 0);
    row(
        "she declines",
        [](Desk &d) {
            d.link.deliver({d.told.internal(Robin, event::Note{Berit, u"no"_s, u"declined"_s})});
        },
        "Berit Berg declined", 0);
    row(
        "another declines, who was not asked",
        [](Desk &d) {
            d.link.deliver({d.told.internal(Robin, event::Note{Carl, u"no"_s, u"declined"_s})});
        },
        "Berit Berg is asked", 0);
    row(
        "she writes a note about him",
        [](Desk &d) {
            d.link.deliver({d.told.internal(Robin, event::Note{Berit, u"x"_s, {}})});
        },
        "Berit Berg is asked", 0);
    row(
        "she accepts", [](Desk &d) { d.link.deliver({d.told.claims(Robin, Berit)}); }, "none", 1);
    row(
        "a supervisor takes him for another",
        [](Desk &d) { d.link.deliver({d.told.claims(Robin, Carl)}); }, "none", 0);
    row(
        "he ends it",
        [](Desk &d) { d.link.deliver({d.told.outbound(Robin, event::EndSession{})}); }, "none", 0);
    row(
        "seen that she did not answer",
        [](Desk &d) {
            d.pass(30s);
            d.offers.putAway(Robin);
        },
        "none", 0);
    row(
        "he is erased",
        [](Desk &d) {
            d.link.deliver(
                {test::Told::passing(Direction::Internal, Robin, event::CustomerErased{1})});
        },
        "none", 0);
}

void OffersTest::tellsTheSenderWhatBecameOfIt()
{
    QFETCH(const std::function<void(Desk &)>, happens);
    QFETCH(const QString, made);
    QFETCH(const int, accepted);
    Desk desk(Anders);
    desk.offer(Berit);
    QVERIFY(desk.toMe().isEmpty());
    happens(desk);
    QCOMPARE(desk.made(), made);
    QCOMPARE(desk.accepted.count(), accepted);
}

void OffersTest::takesAnOfferBack()
{
    Desk desk(Anders);
    desk.offer(Berit);
    (void)desk.link.takeSent();
    desk.controller.takeBack(Robin);
    const QList<EventFrame> sent = desk.link.takeSent();
    QCOMPARE(sent.size(), 1);
    const EventBody body = decode(sent.at(0));
    QCOMPARE(std::get<event::HandoverToAgent>(body).agent, Anders);
    desk.link.deliver({desk.told.ack(sent.at(0).id())});
    QCOMPARE(desk.made(), u"none"_s);
    QVERIFY(!desk.store.session(Robin)->offer);
    QCOMPARE(desk.lastLine(), u"an01 took the offer back"_s);
}

void OffersTest::asksAgain()
{
    Desk desk(Anders);
    desk.offer(Berit);
    desk.pass(30s);
    QCOMPARE(desk.made(), u"Berit Berg did not answer"_s);
    desk.told.nowMs = desk.clock.now().wallMs;
    desk.offer(Berit);
    QCOMPARE(desk.made(), u"Berit Berg is asked"_s);
}

QTEST_GUILESS_MAIN(OffersTest)
#include "tst_offers.moc"
