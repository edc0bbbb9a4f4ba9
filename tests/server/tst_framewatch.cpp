// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/framewatch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo::server;

//! Which pages are told to the owner of a site as showing an empty frame, and how often.
class TestFrameWatch : public QObject
{
    Q_OBJECT
private slots:
    void knowsWhoFramesTheChat_data();
    void knowsWhoFramesTheChat();
    void tellsOfAPageOnceAMinute();
    void tellsOfAPageThoughAnotherIsTold();
    void isNotMadeToFillADisk();
};

void TestFrameWatch::knowsWhoFramesTheChat_data()
{
    QTest::addColumn<QByteArray>("referer");
    QTest::addColumn<QByteArray>("fetchDest");
    QTest::addColumn<QByteArray>("framer");
    const QByteArray shop = "https://shop.example";
    QTest::newRow("a frame of a page") << shop + "/chat?customer=7"
                                       << "iframe"_ba << shop;
    QTest::newRow("a frame of frames") << shop + "/"
                                       << "frame"_ba << shop;
    QTest::newRow("a browser that does not say what for") << shop + "/"
                                                          << ""_ba << shop;
    QTest::newRow("a port of its own") << "http://10.0.0.1:8081/a"_ba
                                       << ""_ba
                                       << "http://10.0.0.1:8081"_ba;
    QTest::newRow("a name beyond ASCII") << "https://caf\xe9.example/"_ba
                                         << ""_ba
                                         << "https://xn--caf-dma.example"_ba;
    QTest::newRow("a link to the chat as a page") << shop + "/"
                                                  << "document"_ba
                                                  << ""_ba;
    QTest::newRow("nobody") << ""_ba
                            << "iframe"_ba
                            << ""_ba;
    QTest::newRow("not a page of the web") << "file:///home/x.html"_ba
                                           << ""_ba
                                           << ""_ba;
    QTest::newRow("no address") << "shop.example"_ba
                                << ""_ba
                                << ""_ba;
    QTest::newRow("lines of its own") << "https://a\nb/"_ba
                                      << ""_ba
                                      << ""_ba;
}

void TestFrameWatch::knowsWhoFramesTheChat()
{
    QFETCH(const QByteArray, referer);
    QFETCH(const QByteArray, fetchDest);
    QTEST(FrameWatch::framer(referer, fetchDest), "framer");
}

void TestFrameWatch::tellsOfAPageOnceAMinute()
{
    FrameWatch watch;
    QVERIFY(watch.isNews("https://shop.example", 5s));
    QVERIFY(!watch.isNews("https://shop.example", 5s));
    QVERIFY(!watch.isNews("https://shop.example", 64s));
    QVERIFY(watch.isNews("https://shop.example", 65s));
}

void TestFrameWatch::tellsOfAPageThoughAnotherIsTold()
{
    FrameWatch watch;
    QVERIFY(watch.isNews("https://shop.example", 0s));
    QVERIFY(watch.isNews("https://other.example", 0s));
}

void TestFrameWatch::isNotMadeToFillADisk()
{
    FrameWatch watch;
    int told = 0;
    for (int at = 0; at < 1000; ++at)
        told += watch.isNews("https://" + QByteArray::number(at) + ".example", 0s) ? 1 : 0;
    QCOMPARE(told, static_cast<int>(FrameWatch::MostOrigins));
    QVERIFY(watch.isNews("https://shop.example", 60s));
}

QTEST_GUILESS_MAIN(TestFrameWatch)
#include "tst_framewatch.moc"
