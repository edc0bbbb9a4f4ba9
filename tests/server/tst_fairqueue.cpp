// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/fairqueue.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::server;

class FairQueueTest : public QObject
{
    Q_OBJECT
private slots:
    void takesFromEachAddressInTurn();
    void keepsTheOrderOfOneAddress();
};

void FairQueueTest::takesFromEachAddressInTurn()
{
    const QHostAddress crowd(u"192.0.2.1"_s);
    const QHostAddress other(u"192.0.2.2"_s);
    FairQueue<int> queue;
    QVERIFY(queue.isEmpty());
    for (int i = 0; i < 1000; ++i)
        queue.enter(crowd, i);
    QCOMPARE(queue.take(), 0);
    queue.enter(other, -1);
    QCOMPARE(queue.take(), 1); // it was its turn already
    QCOMPARE(queue.take(), -1);
    for (int i = 2; i < 1000; ++i)
        QCOMPARE(queue.take(), i);
    QVERIFY(queue.isEmpty());
    queue.enter(other, -2);
    QCOMPARE(queue.take(), -2);
    QVERIFY(queue.isEmpty());
}

void FairQueueTest::keepsTheOrderOfOneAddress()
{
    const QHostAddress one(u"192.0.2.1"_s);
    FairQueue<int> queue;
    queue.enter(one, 1);
    queue.enter(one, 2);
    QCOMPARE(queue.take(), 1);
    queue.enter(one, 3);
    QCOMPARE(queue.take(), 2);
    QCOMPARE(queue.take(), 3);
}

QTEST_GUILESS_MAIN(FairQueueTest)
#include "tst_fairqueue.moc"
