// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/reduce.h"
#include "broker/protocol/eventbody.h"
#include "tests/desk/chance.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::desk;
using namespace sermo::test;

//! Whatever happens in whatever order, some things hold.
class TestDeskProperties : public QObject
{
    Q_OBJECT
private slots:
    void holdsItsInvariants_data();
    void holdsItsInvariants();

private:
    void check(const Scene &scene);
    void checkRanks(const Scene &scene);
    void checkPlaces(const SessionTable &table);
    void checkBurdens(const Scene &scene);
};

namespace
{

constexpr std::array Agents{"anna", "bertil", "carl"};

} // namespace

//! Each session stands in exactly one place: the line of its queue, or none.
void TestDeskProperties::checkPlaces(const SessionTable &table)
{
    qsizetype standing = 0;
    for (auto it = table.lines.cbegin(); it != table.lines.cend(); ++it) {
        const QList<const Session *> waiting = line(table, it.key());
        QVERIFY(!waiting.isEmpty());
        standing += waiting.size();
        for (const Session *session : waiting)
            QVERIFY(session->stage == Stage::Queued && session->queue == it.key());
        QVERIFY(std::ranges::is_sorted(waiting, {}, [](const Session *session) {
            return std::pair(session->lineClass, session->enteredSeq);
        }));
    }
    const auto isQueued = [](const Session &session) { return session.stage == Stage::Queued; };
    QCOMPARE(standing, std::ranges::count_if(table.sessions, isQueued));
    for (const Session &session : table.sessions) {
        QCOMPARE(table.open.contains(session.user), session.isOpen());
        QVERIFY(session.stage != Stage::Assigned || !session.agent.isEmpty());
        QVERIFY(session.stage == Stage::Assigned || !session.offer);
        QVERIFY(session.stage == Stage::Queued || session.keptFor.isEmpty());
        QCOMPARE(session.lastControl, table.lastControl(session.user));
    }
}

//! The ranks told to applications are 1 to n without a gap in each queue.
void TestDeskProperties::checkRanks(const Scene &scene)
{
    QHash<QueueId, QList<int>> ranks;
    QHash<QueueId, int> waiting;
    for (const EventFrame &frame : scene.desk().briefing(scene.now())) {
        const EventBody body = decode(frame);
        if (const auto *state = std::get_if<event::SessionState>(&body); state && state->position)
            ranks[state->queue].append(*state->position);
        if (const auto *queue = std::get_if<event::QueueState>(&body))
            waiting.insert(queue->queue, queue->waiting);
    }
    for (auto it = waiting.cbegin(); it != waiting.cend(); ++it) {
        QList<int> told = ranks.value(it.key());
        std::ranges::sort(told);
        QCOMPARE(told.size(), it.value());
        for (int i = 0; i < told.size(); ++i)
            QCOMPARE(told[i], i + 1);
    }
}

//! What an agent has to do is what the table says he has.
void TestDeskProperties::checkBurdens(const Scene &scene)
{
    for (const char *who : Agents) {
        const AgentId id(QString::fromLatin1(who));
        int open = 0;
        for (const Session &session : scene.desk().table().sessions)
            open += session.stage == Stage::Assigned && session.agent == id ? 1 : 0;
        const Burden burden = scene.desk().burden(id);
        QCOMPARE(burden.open, open);
        QVERIFY(burden.sum >= allocation::Load() && burden.sum <= allocation::Load::whole(open));
    }
}

void TestDeskProperties::check(const Scene &scene)
{
    checkPlaces(scene.desk().table());
    checkBurdens(scene);
    checkRanks(scene);
    QCOMPARE(scene.refusedOfDesk, QStringList());
    const auto wake = scene.desk().nextWake();
    QVERIFY(!wake || *wake > scene.now().steady - 1s);
}

void TestDeskProperties::holdsItsInvariants_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("with seed %u", seed) << seed;
}

void TestDeskProperties::holdsItsInvariants()
{
    QFETCH(quint32, seed);
    QRandomGenerator dice(seed);
    Scene scene(seed % 2 == 0 ? Scene::allocating() : Scene::usual());
    for (int i = 0; i < 600 && !QTest::currentTestFailed(); ++i) {
        happen(scene, dice);
        check(scene);
    }

    SessionTable replayed;
    for (const StoredEvent &stored : std::as_const(scene.log))
        foldAsABroker(replayed, scene.desk().config(), stored);
    QCOMPARE(replayed == scene.desk().table(), true);
    Desk learning(scene.desk().config(), scene.now());
    for (const StoredEvent &stored : std::as_const(scene.log))
        learning.relearn(stored);
    QCOMPARE(learning.model().save(), scene.desk().model().save());
    QVERIFY(scene.log.size() > 100);
}

QTEST_GUILESS_MAIN(TestDeskProperties)
#include "tst_deskproperties.moc"
