// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/returner.h"
#include "tests/server/house.h"
#include "tests/support/faultproxy.h"
#include "tests/support/promise.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Every reconnect gets exactly what it missed, in order, nothing twice; a `reset` is a failure,
//! since neither of its two causes is here. By dice: `SERMO_SEED` repeats a run, `SERMO_SECONDS`
//! says how long to go on throwing them.
class ReconnectsTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhoComesBackExactlyWhatItMissed_data();
    void tellsWhoComesBackExactlyWhatItMissed();
    void goesOnDoingSo();

private:
    void tryOut(quint32 seed);

    qint64 m_returns = 0;
    qint64 m_events = 0;
};

namespace
{

constexpr int Rows = 5; //!< seeds in a short run
constexpr int ShortSeconds = 4;
constexpr int Rounds = 60;
constexpr int PerRound = 6;

quint32 firstSeed()
{
    bool isGiven = false;
    const uint given = qEnvironmentVariable("SERMO_SEED").toUInt(&isGiven);
    return isGiven ? given : QRandomGenerator::global()->generate();
}

//! What was stored, by number: whose it is and which way it goes.
QList<StoredEvent> everything(store::MemoryLog &log)
{
    QList<StoredEvent> events;
    bool isRead = false;
    store::ReadQuery query;
    query.limit = 1'000'000;
    log.read(query, &log, [&](const store::Page &page) {
        events = page.events;
        isRead = true;
    });
    (void)eventually([&isRead] { return isRead; });
    return events;
}

QJsonObject made(const QString &type, Direction direction, const QString &user)
{
    return {{u"type"_s, type},
            {u"direction"_s, wireName(direction)},
            {u"userId"_s, user},
            {u"text"_s, QString(97, u'x')}};
}

} // namespace

void ReconnectsTest::tellsWhoComesBackExactlyWhatItMissed_data()
{
    QTest::addColumn<quint32>("seed");
    const quint32 first = firstSeed();
    for (quint32 i = 0; i < Rows; ++i)
        QTest::addRow("SERMO_SEED=%u", first + i) << first + i;
}

void ReconnectsTest::tellsWhoComesBackExactlyWhatItMissed()
{
    QFETCH(const quint32, seed);
    tryOut(seed);
}

void ReconnectsTest::tryOut(quint32 seed)
{
    server::Configuration configuration = House::byHand();
    configuration.limits = {0, 0, 0, 0};
    House house(configuration);
    FaultProxy network(house.port(), seed);
    const auto through = [&network](QUrl address) {
        address.setPort(network.port());
        return address;
    };
    Returner customer(through(house.chat()), seed + 1);
    Returner boss(through(house.events(u"boss"_s)), seed + 2);
    Returner anna(through(house.events(u"anna"_s)), seed + 3);
    Client bot(house.events(u"bot"_s));
    QVERIFY(bot.isOpen());
    QVERIFY(eventually([&customer] { return !customer.user().isEmpty(); }));
    const QString user = customer.user();

    int next = 0;
    const auto id = [&next](const QString &name) {
        return u"%1 %2"_s.arg(name).arg(++next, 6, 10, QChar(u'0'));
    };
    QRandomGenerator dice(seed + 4);
    customer.say(id(u"c"_s), made(u"start"_s, Direction::Inbound, user));
    for (int round = 0; round < Rounds; ++round) {
        for (int i = 0; i < PerRound; ++i) {
            const bool isOther = dice.bounded(3) == 0;
            bot.send(made(dice.bounded(4) == 0 ? u"typing_on"_s : u"news"_s, Direction::Outbound,
                          isOther ? u"somebody else"_s : user));
        }
        if (dice.bounded(3) == 0)
            customer.say(id(u"c"_s), made(u"text"_s, Direction::Inbound, user));
        if (dice.bounded(3) == 0)
            anna.say(id(u"a"_s), made(u"note"_s, Direction::Internal, user));
        QElapsedTimer pace;
        pace.start();
        const int pause = static_cast<int>(dice.bounded(20));
        QVERIFY(eventually([&] { return pace.elapsed() >= pause; }));
    }
    QVERIFY(bot.sync());

    network.calm();
    for (Returner *one : {&customer, &boss, &anna})
        one->trust();
    const auto isToldAll = [&house](const Returner &one) {
        return one.isQuiet() && (one.known().contains(static_cast<qint64>(house.log().head())));
    };
    QVERIFY(eventually([&] { return customer.isQuiet() && anna.isQuiet(); }));
    // One more for everybody, so that all know when they have all.
    bot.send(made(u"news"_s, Direction::Outbound, user));
    QVERIFY(bot.sync());
    QVERIFY(eventually([&] { return isToldAll(customer) && isToldAll(boss) && isToldAll(anna); }));

    QSet<qint64> all;
    QSet<qint64> customers;
    for (const StoredEvent &event : everything(house.log())) {
        all.insert(static_cast<qint64>(event.seq));
        if (event.frame.user().value() == user && event.frame.direction() != Direction::Internal)
            customers.insert(static_cast<qint64>(event.seq));
    }
    for (const Returner *one : {&customer, &boss, &anna})
        QVERIFY2(one->complaint().isEmpty(), qPrintable(one->complaint()));
    QCOMPARE(boss.known(), all);
    QCOMPARE(anna.known(), all);
    QCOMPARE(customer.known(), customers);
    QVERIFY(customer.returns() + boss.returns() + anna.returns() > 0); // it was a bad network
    m_returns += customer.returns() + boss.returns() + anna.returns();
    m_events += all.size();
}

void ReconnectsTest::goesOnDoingSo()
{
    bool isLong = false;
    const int given = qEnvironmentVariableIntValue("SERMO_SECONDS", &isLong);
    const int seconds = isLong ? given : ShortSeconds;
    QElapsedTimer since;
    since.start();
    int runs = 0;
    for (quint32 seed = firstSeed(); since.elapsed() < seconds * 1000LL; ++seed, ++runs) {
        tryOut(seed);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"SERMO_SEED=%1"_s.arg(seed)));
    }
    if (!isLong)
        return;
    keptPromise(
        "every reconnect gets exactly what it missed; no reset without a cause",
        u"%1 s through the fault proxy, %2 seeds, %3 events"_s.arg(seconds).arg(runs).arg(m_events),
        u"%1 reconnects, 0 wrong"_s.arg(m_returns));
}

QTEST_GUILESS_MAIN(ReconnectsTest)
#include "tst_reconnects.moc"
