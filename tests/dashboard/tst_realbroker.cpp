// SPDX-License-Identifier: GPL-3.0-or-later
// A supervisor's desk and an agent's, both on one broker over real sockets: what the one says is
// what the other and the broker go by.
#include "tests/server/talk.h"
#include "ui/model/drafts.h"
#include "ui/model/supervision.h"
#include "ui/model/transcriptmodel.h"
#include "ui/model/websocketlink.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

using Status = model::ConsoleController::Status;

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anna(u"anna"_s);
const QueueId General(u"general"_s);
const QueueId Technical(u"technical"_s);
const QueueId Sales(u"sales"_s);
const PlatformId Webchat(u"webchat"_s);

//! A desk without its windows. Made anew it is a desk that was started again: nothing is kept.
struct OneDesk {
    OneDesk(House &house, const QString &name)
        : link(model::WebSocketLink::Address{QUrl(u"http://127.0.0.1:%1"_s.arg(house.port())),
                                             QString::fromLatin1(house.key(name)),
                                             {}})
        , drafts(folder.filePath(u"drafts.json"_s))
        , controller(store, link, drafts, house.clock(), {AgentId(name), name, {}})
        , supervision(store, link, controller, house.clock())
    {
        controller.start();
    }

    [[nodiscard]] desk::AgentRecord record(const AgentId &agent) const
    {
        return store.table().agents.value(agent);
    }
    [[nodiscard]] std::optional<QList<QueueId>> queuesOf(const AgentId &agent) const
    {
        return record(agent).queues;
    }

    QTemporaryDir folder;
    model::SessionStore store;
    model::WebSocketLink link;
    model::Drafts drafts;
    model::ConsoleController controller;
    model::Supervision supervision;
};

} // namespace

class RealBrokerTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { open(House::byHand()); }
    void cleanup();
    void aRaisedHandIsSeenAndAWhisperAnswersIt();
    void aHandTakenDownByItsAgentIsDown();
    void aBoundIsWhatTheAllocatorGoesBy();
    void queuesHoldThoughTheAgentsDeskIsStartedAgain();
    void queuesSetWhileTheAgentWasAwayHoldToo();
    void aPlatformIsClosedAndLeftToItsHoursAgain();
    void anAgentCannotDoTheSame();

private:
    void open(const server::Configuration &configuration);
    void close();
    void comes(const UserId &user); //!< and is put in line
    [[nodiscard]] QJsonObject platform() const;
    //! What the broker told of his status since then, queue by queue; an absent list is "all".
    [[nodiscard]] QStringList toldQueues() const;

    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_messenger, m_witness;
    std::unique_ptr<OneDesk> m_boss, m_anna;
};

void RealBrokerTest::open(const server::Configuration &configuration)
{
    close();
    m_house = std::make_unique<House>(configuration);
    QVERIFY(m_house->isReady());
    m_messenger = std::make_unique<Client>(m_house->events(u"messenger"_s));
    m_witness = std::make_unique<Client>(m_house->events(u"boss"_s));
    QVERIFY(m_messenger->sync() && m_witness->sync());
    m_boss = std::make_unique<OneDesk>(*m_house, u"boss"_s);
    m_anna = std::make_unique<OneDesk>(*m_house, u"anna"_s);
    m_anna->controller.setStatus(Status::Available);
    QTRY_COMPARE(m_boss->record(Anna).status, u"available"_s);
    QVERIFY(m_boss->supervision.isAllowed());
}

void RealBrokerTest::close()
{
    m_anna.reset();
    m_boss.reset();
    m_witness.reset();
    m_messenger.reset();
    if (m_house)
        QVERIFY(m_house->stop());
    m_house.reset();
}

void RealBrokerTest::cleanup()
{
    close();
}

void RealBrokerTest::comes(const UserId &user)
{
    m_messenger->send(made(u"text"_s, u"inbound"_s, user.value()));
    QTRY_VERIFY(m_boss->store.session(user));
}

QJsonObject RealBrokerTest::platform() const
{
    return objectOf(
        exchange(m_house->port(), "GET /api/platforms/webchat HTTP/1.1\r\nHost: a\r\n\r\n").body());
}

QStringList RealBrokerTest::toldQueues() const
{
    QStringList told;
    for (const QByteArray &frame : m_witness->frames()) {
        const QJsonObject event = objectOf(frame);
        if (event["type"_L1].toString() != "agent_status"_L1
            || event["agentId"_L1].toString() != Anna.value())
            continue;
        QStringList queues;
        const QJsonArray list = event["queues"_L1].toArray();
        for (const auto &queue : list)
            queues += queue.toString();
        told += event.contains("queues"_L1) ? queues.join(u' ') : u"all"_s;
    }
    return told;
}

void RealBrokerTest::aRaisedHandIsSeenAndAWhisperAnswersIt()
{
    comes(Robin);
    QTRY_VERIFY(m_anna->store.session(Robin));
    m_anna->controller.claim(Robin);
    QTRY_VERIFY(m_anna->controller.holds(Robin));
    m_anna->controller.raiseHand(Robin, u"Vad säger avtalet?"_s);
    QTRY_COMPARE(m_boss->store.raisedHands(), QList{Robin});
    const auto hand = m_boss->store.live(Robin).hand;
    QCOMPARE(hand->agent, Anna);
    QCOMPARE(hand->text, u"Vad säger avtalet?"_s);

    QVERIFY(m_boss->supervision.whisper(Robin, u"En månad"_s));
    QTRY_VERIFY(!m_anna->store.live(Robin).hand); // the broker let it down for both
    QTRY_COMPARE(m_boss->store.raisedHands(), QList<UserId>());
    const auto *transcript = m_anna->store.transcript(Robin);
    QStringList notes;
    for (int row = 0; row < transcript->rowCount(); ++row) {
        const auto item = transcript->index(row)
                              .data(model::TranscriptModel::ItemRole)
                              .value<model::TranscriptItem>();
        if (item.kind == model::TranscriptItem::Kind::Note)
            notes += item.text;
    }
    QVERIFY2(notes.contains(u"En månad"_s), qPrintable(notes.join(u'|')));
}

void RealBrokerTest::aHandTakenDownByItsAgentIsDown()
{
    comes(Robin);
    QTRY_VERIFY(m_anna->store.session(Robin));
    m_anna->controller.claim(Robin);
    QTRY_VERIFY(m_anna->controller.holds(Robin));
    m_anna->controller.raiseHand(Robin);
    QTRY_COMPARE(m_boss->store.raisedHands(), QList{Robin});
    m_anna->controller.lowerHand(Robin);
    QTRY_COMPARE(m_boss->store.raisedHands(), QList<UserId>());
}

void RealBrokerTest::aBoundIsWhatTheAllocatorGoesBy()
{
    open(server::Configuration()); // customers are given, up to a sum of 2
    m_boss->supervision.setBound(Anna, 0.25);
    QTRY_COMPARE(m_anna->store.boundOf(Anna), 0.25);
    QTRY_COMPARE(m_boss->store.boundOf(Anna), 0.25);
    QObject meanwhile;
    QSet<UserId> nobodyFor;
    connect(&m_boss->store, &model::SessionStore::allocationsTold, &meanwhile,
            [&nobodyFor](const QList<model::AllocationTold> &told) {
                for (const model::AllocationTold &one : told) {
                    if (one.decision.agent.isEmpty())
                        nobodyFor.insert(one.user);
                }
            });
    comes(Robin);
    QTRY_VERIFY(m_anna->controller.holds(Robin)); // nobody yet: under any bound
    comes(Karin);
    QTRY_VERIFY(nobodyFor.contains(Karin));
    QVERIFY(!m_anna->controller.holds(Karin));
    m_boss->supervision.setBound(Anna, std::nullopt);
    QTRY_VERIFY(m_anna->controller.holds(Karin));
    QCOMPARE(m_anna->store.boundOf(Anna), 2.0);
}

void RealBrokerTest::queuesHoldThoughTheAgentsDeskIsStartedAgain()
{
    m_boss->supervision.setQueues(Anna, QList{Technical});
    QTRY_COMPARE(m_anna->queuesOf(Anna), std::optional(QList{Technical}));
    QVERIFY(m_witness->sync());
    const auto before = toldQueues().size();
    m_anna.reset();
    m_anna = std::make_unique<OneDesk>(*m_house, u"anna"_s);
    m_anna->controller.setStatus(Status::Finishing);
    QTRY_COMPARE(m_boss->record(Anna).status, u"finishing"_s);
    QCOMPARE(m_boss->queuesOf(Anna), std::optional(QList{Technical}));
    QVERIFY(m_witness->sync());
    const QStringList told = toldQueues().mid(before - 1);
    QVERIFY(told.size() >= 2);
    QCOMPARE(QSet<QString>(told.cbegin(), told.cend()), QSet<QString>{u"technical"_s});
    // And so they do when a supervisor gives him all of them again.
    m_boss->supervision.setQueues(Anna, std::nullopt);
    QTRY_COMPARE(m_anna->queuesOf(Anna), std::optional<QList<QueueId>>());
}

void RealBrokerTest::queuesSetWhileTheAgentWasAwayHoldToo()
{
    m_anna.reset();
    m_boss->supervision.setQueues(Anna, QList{Sales, General});
    QTRY_COMPARE(m_boss->queuesOf(Anna), std::optional(QList{Sales, General}));
    m_anna = std::make_unique<OneDesk>(*m_house, u"anna"_s);
    m_anna->controller.setStatus(Status::Finishing);
    QTRY_COMPARE(m_boss->record(Anna).status, u"finishing"_s);
    QCOMPARE(m_boss->queuesOf(Anna), std::optional(QList{Sales, General}));
    QCOMPARE(m_anna->queuesOf(Anna), std::optional(QList{Sales, General}));
}

void RealBrokerTest::aPlatformIsClosedAndLeftToItsHoursAgain()
{
    QCOMPARE(platform()["closed"_L1], QJsonValue(false));
    m_boss->supervision.setOpen(Webchat, false);
    QTRY_COMPARE(m_anna->store.table().isOpenByHand(Webchat), std::optional(false));
    QCOMPARE(platform()["closed"_L1], QJsonValue(true));
    m_boss->supervision.setOpen(Webchat, true);
    QTRY_COMPARE(m_anna->store.table().isOpenByHand(Webchat), std::optional(true));
    QCOMPARE(platform()["closed"_L1], QJsonValue(false));
    m_boss->supervision.setOpen(Webchat, std::nullopt);
    QTRY_COMPARE(m_anna->store.table().isOpenByHand(Webchat), std::optional<bool>());
    QCOMPARE(platform()["closed"_L1], QJsonValue(false)); // it is always open
}

//! His desk does not offer it; and the broker does not do it.
void RealBrokerTest::anAgentCannotDoTheSame()
{
    QVERIFY(!m_anna->supervision.isAllowed());
    const QSignalSpy noticed(&m_anna->supervision, &model::Supervision::noticed);
    m_anna->supervision.setBound(Anna, 7);
    QTRY_COMPARE(noticed.count(), 1);
    m_anna->supervision.setOpen(Webchat, false);
    QTRY_COMPARE(noticed.count(), 2);
    m_anna->supervision.setQueues(AgentId(u"bert"_s), QList{Technical});
    QTRY_COMPARE(noticed.count(), 3);
    QVERIFY(m_witness->sync());
    QCOMPARE(m_boss->store.boundOf(Anna), 2.0);
    QCOMPARE(m_boss->store.table().isOpenByHand(Webchat), std::optional<bool>());
    QVERIFY(!m_boss->store.table().agents.contains(AgentId(u"bert"_s)));
}

QTEST_GUILESS_MAIN(RealBrokerTest)
#include "tst_realbroker.moc"
