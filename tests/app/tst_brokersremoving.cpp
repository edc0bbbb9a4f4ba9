// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokercluster.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! What one of several brokers is told to take away is gone at all of them: keys, images,
//! customers.
class BrokersRemovingTest : public BrokerCluster
{
    Q_OBJECT
private slots:
    void initTestCase();
    void shutsOutEverywhereWhomOneRevokes();
    void showsImagesEverywhere();
    void erasesACustomerEverywhere();
    void keepsTheCommandsFromItsDirectory();
};

void BrokersRemovingTest::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(startServer());
    for (const int broker : {0, 1, 2})
        QVERIFY(start(broker));
    m_anna = createKey(directoryOf(0), u"agent"_s, u"anna"_s, u"anna"_s);
    m_boss = createKey(directoryOf(0), u"supervisor"_s, u"boss"_s);
    for (const int broker : {0, 1, 2})
        QVERIFY(hasKeys(broker, 2));
}

void BrokersRemovingTest::shutsOutEverywhereWhomOneRevokes()
{
    const QByteArray key = createKey(directoryOf(0), u"bot"_s, u"guest"_s);
    QVERIFY(!key.isEmpty());
    QVERIFY(eventually([&] { return !Client(at(1).events(key)).take(u"welcome"_s).isEmpty(); }));
    Client guest(at(1).events(key));
    QVERIFY(!guest.take(u"welcome"_s).isEmpty());
    QCOMPARE(run({u"key"_s, u"revoke"_s, u"guest"_s, u"--data"_s, directoryOf(0)}).code, 0);
    QCOMPARE(guest.closeCode(), 4401);
}

void BrokersRemovingTest::showsImagesEverywhere()
{
    const QByteArray png = QByteArray::fromBase64( // a single dot
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
        "rkJggg==");
    const RawAnswer sent = exchange(static_cast<quint16>(at(0).port()),
                                    "POST /images?apiKey=" + m_anna
                                        + " HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
                                          "Content-Length: "
                                        + QByteArray::number(png.size()) + "\r\n\r\n" + png);
    QCOMPARE(sent.status(), 201);
    const QByteArray place = sent.header("Location");
    for (const int broker : {0, 1, 2}) {
        QVERIFY(eventually([&] {
            const RawAnswer shown = exchange(static_cast<quint16>(at(broker).port()),
                                             "GET " + place + " HTTP/1.1\r\nHost: a\r\n\r\n");
            return shown.status() == 200 && shown.body().mid(1, 3) == "PNG";
        }));
    }
    // A customer of the third who is shown it is erased at the second.
    Client boss(at(0).events(m_boss));
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());
    Client customer(at(2).chat());
    begin(customer, u"shown"_s);
    QJsonObject picture = said(u"look"_s, u"outbound"_s, u"shown"_s, u"p1"_s);
    picture.insert(u"imageId"_s, QString::fromLatin1(place.mid(place.lastIndexOf('/') + 1)));
    boss.send(picture);
    QVERIFY(ackedSeq(boss, u"p1"_s) > 0);
    QVERIFY(eventually([&] { return customer.pending().contains(u"text"_s); }));
    QCOMPARE(run({u"erase"_s, u"--user"_s, u"shown"_s, u"--data"_s, directoryOf(1)}).code, 0);
    for (const int broker : {0, 1, 2}) {
        QVERIFY(eventually([&] {
            return exchange(static_cast<quint16>(at(broker).port()),
                            "GET " + place + " HTTP/1.1\r\nHost: a\r\n\r\n")
                       .status()
                == 404;
        }));
        const QDir copies(m_brokers[broker].directory.filePath(u"image-copies"_s));
        QVERIFY(eventually([&] { return copies.entryList(QDir::Files).isEmpty(); }));
    }
}

void BrokersRemovingTest::erasesACustomerEverywhere()
{
    Client boss(at(1).events(m_boss));
    QVERIFY(!boss.take(u"welcome"_s).isEmpty());
    Client customer(at(1).chat());
    begin(customer, u"secret"_s);
    customer.send(said(u"my secret"_s, u"inbound"_s, u"secret"_s, u"t1"_s));
    QVERIFY(ackedSeq(customer, u"t1"_s) > 0);
    for (const int broker : {0, 1, 2})
        QVERIFY(eventually([&] { return history(broker, "my+secret").contains("\"secret\""); }));
    QCOMPARE(run({u"erase"_s, u"--user"_s, u"secret"_s, u"--data"_s, directoryOf(0)}).code, 0);
    QCOMPARE(customer.closeCode(), 4401);
    QVERIFY(!takeOf(boss, u"customer_erased"_s, u"secret"_s).isEmpty());
    for (const int broker : {0, 1, 2})
        QVERIFY(eventually([&] { return !history(broker, "my+secret").contains("\"secret\""); }));
    Client other(at(1).chat()); // the name is free again
    begin(other, u"secret"_s);
}

//! What is in the directory looks like a log, and is not the one that is served.
void BrokersRemovingTest::keepsTheCommandsFromItsDirectory()
{
    Client customer(at(0).chat());
    begin(customer, u"ann"_s);
    customer.send(said(u"Hello"_s, u"inbound"_s, u"ann"_s, u"t1"_s));
    QVERIFY(ackedSeq(customer, u"t1"_s) > 0);
    QVERIFY(eventually([this] { return history(2, "Hello").contains("\"ann\""); }));
    const QString data = directoryOf(2);
    const auto command = [](const QString &what, const QString &directory) {
        return run({what, u"--user"_s, u"ann"_s, u"--data"_s, directory});
    };
    at(2).terminate();
    QCOMPARE(at(2).finish(), 0);
    for (const QString &what : {u"export"_s, u"erase"_s}) {
        const Ran ran = command(what, data);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("belongs to a broker of a cluster"), ran.err.constData());
    }
    QVERIFY(command(u"erase"_s, data + u"/cluster"_s).err.contains("is a copy"));
    QVERIFY(command(u"export"_s, data + u"/cluster"_s).out.contains("Hello"));
}

QTEST_GUILESS_MAIN(BrokersRemovingTest)
#include "tst_brokersremoving.moc"
