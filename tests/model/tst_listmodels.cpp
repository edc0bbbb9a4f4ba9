// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/queuemodel.h"
#include "ui/model/waitingmodel.h"

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
const UserId Karin(u"karin"_s);
const UserId Omar(u"8a8b5c18-c0dd-467b"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);
const QueueId Technical(u"technical"_s);

struct Desk {
    test::Told told;
    SessionStore store;

    Desk()
    {
        store.apply({told.welcome(), test::Told::queueState(General, u"General"_s),
                     test::Told::queueState(Technical, u"Technical"_s)});
    }
    void queue(const UserId &user, const QueueId &queue)
    {
        store.apply({told.inbound(user, event::Start{}), told.queues(user, queue)});
    }
    void state(const UserId &user, std::optional<int> position)
    {
        store.apply({test::Told::passing(Direction::Internal, user,
                                         event::SessionState{u"queued"_s, {}, position, {}, {}})});
    }
};

QString text(const WaitingItem &item)
{
    return (item.position ? QString::number(*item.position) : u"-"_s) + u' ' + item.name + u" @"_s
        + item.queueName + (item.returned ? u" returned"_s : QString())
        + (item.preview.isEmpty() ? QString() : u" …"_s + item.preview);
}

template <typename Model>
QString text(const Model &model)
{
    QStringList rows;
    for (const auto &item : model.items())
        rows += text(item);
    return rows.join(u", ");
}

} // namespace

class ListModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void showsTheWaitingQueueByQueueInLine();
    void changesARowAndNotTheList();
    void showsWhatAWaitingCustomerTypes();
    void tellsOnceThatALongLineMovesUp();
    void hidesThePlaceOfAParkedCustomer();
    void showsWhoReturnedAndForWhomHeIsKept();
    void showsWhoIsWithTheBot();
    void countsTheWaitingOfEachQueue();
    void listsAgentsThoseWhoAreHereFirst();
    void becomesAnyOtherListByHonestSteps_data();
    void becomesAnyOtherListByHonestSteps();
};

void ListModelsTest::showsTheWaitingQueueByQueueInLine()
{
    Desk desk;
    const WaitingModel model(desk.store);
    desk.queue(Omar, Technical);
    desk.queue(Robin, General);
    desk.queue(Karin, General);
    desk.store.apply(
        {desk.told.internal(Karin, event::CustomerIdentified{{}, u"1234567"_s, u"Karin Lund"_s})});
    QCOMPARE(text(model),
             u"1 Visitor robin @General, 2 Karin Lund @General, 1 Visitor 8a8b5c @Technical"_s);
    QCOMPARE(model.index(1).data().toString(), u"Karin Lund"_s);
    QCOMPARE(model.index(1).data(WaitingModel::ItemRole).value<WaitingItem>().key, Karin);
}

void ListModelsTest::changesARowAndNotTheList()
{
    Desk desk;
    WaitingModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    desk.queue(Robin, General);
    desk.queue(Karin, General);
    const QPersistentModelIndex karin(model.index(1));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

    desk.store.apply({desk.told.claims(Robin, Anders)});

    QCOMPARE(text(model), u"1 Visitor karin @General"_s);
    QCOMPARE(karin.row(), 0);
    QCOMPARE(reset.count(), 0);
}

void ListModelsTest::showsWhatAWaitingCustomerTypes()
{
    Desk desk;
    desk.queue(Robin, General);
    WaitingModel model(desk.store);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    desk.store.apply({test::Told::types(Robin, u"Jag glömde"_s)});
    QCOMPARE(text(model), u"1 Visitor robin @General …Jag glömde"_s);
    QCOMPARE(changed.count(), 1);
    desk.store.apply({desk.told.says(Robin, u"Jag glömde något"_s)});
    QCOMPARE(text(model), u"1 Visitor robin @General"_s);
    QCOMPARE(model.items().constFirst().lastText, u"Jag glömde något"_s);
}

//! Whoever shows them presents them all at each telling: with one a row it was a square.
void ListModelsTest::tellsOnceThatALongLineMovesUp()
{
    constexpr int Many = 300;
    Desk desk;
    const auto user = [](int i) { return UserId(u"c%1"_s.arg(i)); };
    for (int i = 0; i < Many; ++i)
        desk.queue(user(i), General);
    WaitingModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    desk.store.apply({desk.told.claims(user(0), Anders)});
    QCOMPARE(model.items().constFirst().position, 1);
    QCOMPARE(model.items().constLast().position, Many - 1);
    QVERIFY2(changed.count() <= 3, qPrintable(QString::number(changed.count())));

    QList<QByteArray> claims;
    for (int i = 1; i < Many; ++i)
        claims += desk.told.claims(user(i), Anders);
    desk.store.apply(claims);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(removed.count(), 2);
}

void ListModelsTest::hidesThePlaceOfAParkedCustomer()
{
    Desk desk;
    desk.queue(Robin, General);
    desk.queue(Karin, General);
    const WaitingModel model(desk.store);
    desk.state(Robin, std::nullopt);
    QCOMPARE(text(model), u"- Visitor robin @General, 1 Visitor karin @General"_s);
    desk.state(Robin, 1);
    QCOMPARE(text(model), u"1 Visitor robin @General, 2 Visitor karin @General"_s);
}

void ListModelsTest::showsWhoReturnedAndForWhomHeIsKept()
{
    Desk desk;
    desk.store.apply(
        {desk.told.internal({}, event::AgentStatus{Anders, u"available"_s, u"Anders"_s, {}})});
    desk.queue(Robin, General);
    desk.queue(Karin, General);
    desk.store.apply({desk.told.claims(Karin, Anders),
                      desk.told.internal(Karin, event::AgentDone{}),
                      desk.told.after(9s).says(Karin, u"igen"_s)});
    const WaitingModel model(desk.store);
    QCOMPARE(text(model), u"1 Visitor karin @General returned, 2 Visitor robin @General"_s);
    const WaitingItem &karin = model.items().constFirst();
    QCOMPARE(karin.keptForName, u"Anders"_s);
    QCOMPARE(karin.keptUntilMs, desk.told.nowMs + 60'000);
    QCOMPARE(karin.sinceMs, desk.told.nowMs);
}

void ListModelsTest::showsWhoIsWithTheBot()
{
    Desk desk;
    WithBotModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    desk.store.apply(
        {desk.told.inbound(Karin, event::Start{}), desk.told.inbound(Robin, event::Start{})});
    QCOMPARE(text(model), u"- Visitor karin @, - Visitor robin @"_s);
    desk.store.apply({desk.told.queues(Karin, General)});
    QCOMPARE(text(model), u"- Visitor robin @"_s);
}

void ListModelsTest::countsTheWaitingOfEachQueue()
{
    Desk desk;
    QueueModel model(desk.store);
    const QAbstractItemModelTester tester(&model);
    const qint64 firstMs = desk.told.nowMs;
    desk.queue(Robin, General);
    desk.told.after(20s);
    desk.queue(Karin, General);

    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.items().at(0).name, u"General"_s);
    QCOMPARE(model.items().at(0).waiting, 2);
    QCOMPARE(model.items().at(0).oldestMs, std::optional(firstMs));
    QCOMPARE(model.items().at(1).waiting, 0);
    QVERIFY(!model.items().at(1).oldestMs);

    desk.store.apply({desk.told.claims(Robin, Anders)});
    QCOMPARE(model.items().at(0).waiting, 1);
    QCOMPARE(model.items().at(0).oldestMs, std::optional(desk.told.nowMs));
}

void ListModelsTest::listsAgentsThoseWhoAreHereFirst()
{
    Desk desk;
    const test::FakeClock clock;
    AgentsModel model(desk.store, clock);
    const QAbstractItemModelTester tester(&model);
    desk.store.apply({desk.told.agentStatus(Berit, u"Berit"_s, u"offline"_s),
                      desk.told.agentStatus(AgentId(u"ce"_s), u"Cecilia"_s, u"finishing"_s),
                      desk.told.agentStatus(Anders, u"Anders"_s, u"available"_s)});
    desk.queue(Robin, General);
    desk.store.apply({desk.told.claims(Robin, Anders)});
    QStringList names;
    for (const AgentItem &agent : model.items())
        names += agent.name + u' ' + agent.status + u' ' + QString::number(agent.openSessions);
    QCOMPARE(names.join(u", "), u"Anders available 1, Cecilia finishing 0, Berit offline 0"_s);
}

namespace
{

struct Letter {
    QChar key;
    QString name;
    friend bool operator==(const Letter &, const Letter &) = default;
};

class LettersModel : public RowsModel<Letter>
{
public:
    void become(const QString &letters)
    {
        QList<Letter> items;
        for (const QChar letter : letters)
            items.append({letter.toLower(), QString(letter)});
        RowsModel::become(items);
    }
};

} // namespace

void ListModelsTest::becomesAnyOtherListByHonestSteps_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("nothing to something") << QString() << u"abc"_s;
    QTest::newRow("something to nothing") << u"abc"_s << QString();
    QTest::newRow("one from the middle") << u"abcd"_s << u"abd"_s;
    QTest::newRow("one into the middle") << u"abd"_s << u"abcd"_s;
    QTest::newRow("the last goes first") << u"abcd"_s << u"dabc"_s;
    QTest::newRow("the first goes last") << u"abcd"_s << u"bcda"_s;
    QTest::newRow("turned round") << u"abcd"_s << u"dcba"_s;
    QTest::newRow("one changes in place") << u"abc"_s << u"aBc"_s;
    QTest::newRow("all at once") << u"abcde"_s << u"EfaC"_s;
}

void ListModelsTest::becomesAnyOtherListByHonestSteps()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    LettersModel model;
    const QAbstractItemModelTester tester(&model);
    model.become(from);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QHash<QChar, QPersistentModelIndex> kept;
    for (int row = 0; row < model.rowCount(); ++row)
        kept.insert(model.items().at(row).key, model.index(row));

    model.become(to);

    QString shown;
    for (const Letter &letter : model.items())
        shown += letter.name;
    QCOMPARE(shown, to);
    QCOMPARE(reset.count(), 0);
    for (auto it = kept.cbegin(); it != kept.cend(); ++it)
        QCOMPARE(it->isValid() ? it->row() : -1, int(to.toLower().indexOf(it.key())));
}

Q_DECLARE_METATYPE(Letter)

QTEST_GUILESS_MAIN(ListModelsTest)
#include "tst_listmodels.moc"
