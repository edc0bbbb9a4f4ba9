// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Somebody sets the machine's clock: order, sessions and tokens are kept, since only what is shown
//! comes from that clock.
class WallClockTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsOrderSessionsAndTokens_data();
    void keepsOrderSessionsAndTokens();
};

namespace
{

QJsonObject said(const QString &type, const QString &direction, const QString &id)
{
    return {{u"type"_s, type},         {u"direction"_s, direction}, {u"userId"_s, u"u"_s},
            {u"agentId"_s, u"anna"_s}, {u"text"_s, u"x"_s},         {u"id"_s, id}};
}

} // namespace

void WallClockTest::keepsOrderSessionsAndTokens_data()
{
    QTest::addColumn<qint64>("jumpMs");
    const qint64 day = std::chrono::milliseconds(24h).count();
    QTest::newRow("a day ahead") << day + 1;
    QTest::newRow("a day back") << -day - 1;
}

void WallClockTest::keepsOrderSessionsAndTokens()
{
    QFETCH(const qint64, jumpMs);
    House house;
    Client anna(house.events(u"anna"_s));
    QVERIFY(anna.sync());
    QJsonObject welcome;
    qint64 last = 0;
    {
        Client customer(house.chat());
        customer.send(said(u"text"_s, u"inbound"_s, u"1"_s));
        welcome = customer.take(u"welcome"_s);
        QVERIFY(!customer.take(u"ack"_s).isEmpty());
        QVERIFY(!anna.take(u"handover_to_queue"_s).isEmpty());
        anna.send(said(u"claim_session"_s, u"internal"_s, u"claim"_s));
        QVERIFY(!anna.take(u"ack"_s).isEmpty());

        house.clock().setWall(house.clock().now().wallMs + jumpMs);
        customer.send(said(u"text"_s, u"inbound"_s, u"2"_s));
        QVERIFY(!customer.take(u"ack"_s).isEmpty());
        anna.send(said(u"text"_s, u"outbound"_s, u"3"_s));
        last = anna.take(u"ack"_s).value("seq"_L1).toInteger();
        QVERIFY(last > 0);
        QCOMPARE(customer.take(u"text"_s).value("seq"_L1).toInteger(), last);
    }
    // The customer comes back by the token, and hears all of it in order.
    Client back(house.chat());
    back.send(QJsonObject{{u"type"_s, u"hello"_s},
                          {u"token"_s, welcome.value("token"_L1)},
                          {u"since"_s, 0},
                          {u"epoch"_s, welcome.value("epoch"_L1)}});
    const QJsonObject again = back.take(u"welcome"_s);
    QCOMPARE(again.value("userId"_L1), u"u"_s);
    QCOMPARE(again.value("reset"_L1), false);
    QStringList ids;
    qint64 before = 0;
    while (ids.size() < 3) {
        const QJsonObject text = back.take(u"text"_s);
        QVERIFY(text.value("seq"_L1).toInteger() > before);
        before = text.value("seq"_L1).toInteger();
        ids.append(text.value("id"_L1).toString());
    }
    QCOMPARE(ids, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    // And the session is Anna's still.
    anna.send(said(u"agent_done"_s, u"internal"_s, u"done"_s));
    QVERIFY(anna.take(u"ack"_s).value("seq"_L1).toInteger() > last);
}

QTEST_GUILESS_MAIN(WallClockTest)
#include "tst_wallclock.moc"
