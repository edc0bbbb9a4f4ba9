// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"
#include "tests/app/program.h"

#include <QDeadlineTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A broker of a cluster that does not find it. No nats-server is needed for that.
class BrokersAloneTest : public QObject
{
    Q_OBJECT
private slots:
    void answersWhereTheNetworkIsNot();
    void endsAtOnceWhereNothingAnswers_data();
    void endsAtOnceWhereNothingAnswers();
};

void BrokersAloneTest::answersWhereTheNetworkIsNot()
{
    const QTemporaryDir directory;
    const Ran ran = run({u"serve"_s, u"--data"_s, directory.path(), u"--listen"_s, u"127.0.0.1:0"_s,
                         u"--cluster"_s, u"nats://127.0.0.1:9"_s});
    QCOMPARE(ran.code, 1);
    QVERIFY(ran.err.contains("cannot reach nats://127.0.0.1:9"));
    QCOMPARE(ran.out, "");
}

void BrokersAloneTest::endsAtOnceWhereNothingAnswers_data()
{
    QTest::addColumn<bool>("greets");
    QTest::newRow("somebody takes the connection and says nothing") << false;
    QTest::newRow("a server answers no question") << true;
}

void BrokersAloneTest::endsAtOnceWhereNothingAnswers()
{
    QFETCH(const bool, greets);
    QTcpServer server;
    QByteArray asked;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        asked += "connected ";
        QTcpSocket *socket = server.nextPendingConnection();
        if (greets)
            socket->write("INFO {\"headers\":true,\"max_payload\":1048576}\r\n");
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
            asked += socket->readAll();
            if (asked.endsWith("PING\r\n"))
                socket->write("PONG\r\n");
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QTemporaryDir directory;
    Program broker(QStringLiteral(SERMO_BROKER),
                   {u"serve"_s, u"--data"_s, directory.path(), u"--listen"_s, u"127.0.0.1:0"_s,
                    u"--cluster"_s, u"nats://127.0.0.1:%1"_s.arg(server.serverPort())});
    QVERIFY(eventually([&] { return asked.contains(greets ? "$JS.API" : "connected"); }));
    const QDeadlineTimer deadline(4'000);
    broker.terminate();
    QCOMPARE(broker.finish(), 0);
    QVERIFY(!deadline.hasExpired());
}

QTEST_GUILESS_MAIN(BrokersAloneTest)
#include "tst_brokersalone.moc"
