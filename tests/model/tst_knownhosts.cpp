// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/knownhosts.h"

#include <QtTest>

using namespace sermo::model;
using namespace Qt::StringLiterals;

namespace
{

const QUrl First(u"https://first:8080"_s);
const QUrl Second(u"https://second:8080"_s);
const QByteArray Pin(32, 'p');

QByteArray welcome(int term, const QString &hosts, const QString &pin = {})
{
    const QString pins = pin.isEmpty() ? QString() : uR"(,"pins":["%1"])"_s.arg(pin);
    return uR"({"type":"welcome","epoch":"e","seq":0,"term":%1,"hosts":["%2"]%3})"_s.arg(term)
        .arg(hosts, pins)
        .toUtf8();
}

KnownHosts two(int term = 1)
{
    KnownHosts hosts({First, {}});
    const bool isTaken = hosts.accept(welcome(term, Second.toString()));
    Q_ASSERT(isTaken);
    return hosts;
}

} // namespace

//! Which of two hosts a link goes to.
class KnownHostsTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsOneUntilItIsTold();
    void triesThemInTurnAndPausesAfterEachRound();
    void keepsTheGivenOneByTheAddressThatWasGiven();
    void learnsWhereTheNextOneIs();
    void declinesOneThatWasSucceeded();
    void takesItWhereItsSuccessorCannotBeHad();
    void takesOneThatIsAloneAgain();
    void trustsTheOtherByItsFingerprint();
    void goesOnlyWhereItsKeyIsSafe_data();
    void goesOnlyWhereItsKeyIsSafe();
    void isTheSameInAnotherLife();
    void trustsTheCertificateThatAHostHasNow_data();
    void trustsTheCertificateThatAHostHasNow();
    void goesByAPinForGood();
    void knowsAHostByItsCertificateOrItsAddress_data();
    void knowsAHostByItsCertificateOrItsAddress();
    void keepsWhomItKnowsWhateverItIsTold();
    void takesWhatItCannotReadForABrokersOwnManner();
};

void KnownHostsTest::knowsOneUntilItIsTold()
{
    KnownHosts hosts({First, Pin});
    QCOMPARE(hosts.count(), 1);
    QVERIFY(hosts.moveOn()); // so that there is a pause, as ever
    QCOMPARE(hosts.current(), (KnownHosts::Host{First, Pin}));
    QVERIFY(hosts.accept(R"({"type":"welcome","epoch":"e","seq":0,"reset":false})"));
    QCOMPARE(hosts.count(), 1);
}

void KnownHostsTest::triesThemInTurnAndPausesAfterEachRound()
{
    KnownHosts hosts = two();
    QCOMPARE(hosts.current().broker, First);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(!hosts.moveOn());
        QCOMPARE(hosts.current().broker, Second);
        QVERIFY(hosts.moveOn());
        QCOMPARE(hosts.current().broker, First);
    }
}

void KnownHostsTest::keepsTheGivenOneByTheAddressThatWasGiven()
{
    KnownHosts hosts = two();
    (void)hosts.moveOn();
    QVERIFY(hosts.accept(welcome(2, u"https://10.0.0.1:8080"_s)));
    QCOMPARE(hosts.current().broker, Second);
    (void)hosts.moveOn();
    QCOMPARE(hosts.current().broker, First);
    (void)hosts.moveOn();
    QCOMPARE(hosts.current().broker, QUrl(u"https://10.0.0.1:8080"_s));
}

void KnownHostsTest::learnsWhereTheNextOneIs()
{
    KnownHosts hosts = two();
    (void)hosts.moveOn();
    QVERIFY(hosts.accept(welcome(2, First.toString())));
    QCOMPARE(hosts.count(), 2);
    QVERIFY(hosts.accept(welcome(3, u"https://third:8080"_s)));
    QCOMPARE(hosts.count(), 3);
}

void KnownHostsTest::declinesOneThatWasSucceeded()
{
    KnownHosts hosts = two(2);
    (void)hosts.moveOn();
    QVERIFY(!hosts.accept(welcome(1, First.toString())));
    QCOMPARE(hosts.current().broker, First);
    QVERIFY(hosts.accept(welcome(2, Second.toString())));
}

void KnownHostsTest::takesItWhereItsSuccessorCannotBeHad()
{
    KnownHosts hosts = two(2);
    (void)hosts.moveOn();
    QVERIFY(!hosts.accept(welcome(1, First.toString())));
    QVERIFY(hosts.moveOn()); // the one after a pause, since both were tried
    QVERIFY(hosts.accept(welcome(1, First.toString())));
    QCOMPARE(hosts.current().broker, Second);
}

void KnownHostsTest::takesOneThatIsAloneAgain()
{
    KnownHosts hosts = two(2);
    QVERIFY(hosts.accept(R"({"type":"welcome","epoch":"e","seq":0,"reset":false})"));
    QCOMPARE(hosts.count(), 1);
}

void KnownHostsTest::trustsTheOtherByItsFingerprint()
{
    KnownHosts hosts({First, {}});
    QVERIFY(hosts.accept(welcome(1, Second.toString(), QString::fromLatin1(Pin.toHex()))));
    (void)hosts.moveOn();
    QCOMPARE(hosts.current().pin, Pin);
}

void KnownHostsTest::goesOnlyWhereItsKeyIsSafe_data()
{
    QTest::addColumn<QUrl>("teller");
    QTest::addColumn<QString>("told");
    QTest::addColumn<int>("known");
    QTest::newRow("as safe") << First << u"https://second"_s << 2;
    QTest::newRow("where it could be read") << First << u"http://second"_s << 1;
    QTest::newRow("where it could be read already")
        << QUrl(u"http://127.0.0.1:1"_s) << u"http://127.0.0.1:2"_s << 2;
    QTest::newRow("where it could be read, told on this machine")
        << QUrl(u"http://127.0.0.1:1"_s) << u"http://192.168.1.5:8080"_s << 1;
    QTest::newRow("no address") << First << u"second"_s << 1;
    QTest::newRow("no broker's") << First << u"file:///etc/passwd"_s << 1;
    QTest::newRow("itself") << First << u"https://FIRST:8080/"_s << 1;
}

void KnownHostsTest::goesOnlyWhereItsKeyIsSafe()
{
    QFETCH(const QUrl, teller);
    QFETCH(const QString, told);
    KnownHosts hosts({teller, {}});
    QVERIFY(hosts.accept(welcome(1, told)));
    QTEST(int(hosts.count()), "known");
}

void KnownHostsTest::isTheSameInAnotherLife()
{
    KnownHosts before({First, Pin});
    QVERIFY(before.accept(welcome(2, Second.toString(), QString::fromLatin1(Pin.toHex()))));
    (void)before.moveOn();
    QVERIFY(before.accept(welcome(3, First.toString())));
    KnownHosts hosts({First, Pin});
    hosts.remember(before.toJson());
    QCOMPARE(hosts.count(), 2);
    QCOMPARE(hosts.current(), (KnownHosts::Host{First, Pin}));
    QVERIFY(!hosts.accept(welcome(2, Second.toString()))); // it knows of the third term
    QCOMPARE(hosts.current(), (KnownHosts::Host{Second, Pin}));
}

void KnownHostsTest::trustsTheCertificateThatAHostHasNow_data()
{
    QTest::addColumn<QUrl>("renewed");
    QTest::newRow("the one that was given") << First;
    QTest::newRow("the one that was remembered") << QUrl(u"https://SECOND:8080/"_s);
}

//! It was made anew since somebody was invited, or since the desk ran last.
void KnownHostsTest::trustsTheCertificateThatAHostHasNow()
{
    QFETCH(const QUrl, renewed);
    const QByteArray now(32, 'n');
    KnownHosts before({First, Pin});
    QVERIFY(before.accept(welcome(2, Second.toString(), QString::fromLatin1(Pin.toHex()))));
    KnownHosts hosts({First, Pin});
    hosts.remember(before.toJson());
    hosts.know({renewed, now});
    QCOMPARE(hosts.count(), 2);
    const bool isFirst = renewed == First;
    QCOMPARE(hosts.current().pin, isFirst ? now : Pin);
    (void)hosts.moveOn();
    QCOMPARE(hosts.current().pin, isFirst ? Pin : now);
    // Nor does what the other one calls the given one bring the former pin back.
    QVERIFY(hosts.accept(welcome(3, First.toString(), QString::fromLatin1(Pin.toHex()))));
    (void)hosts.moveOn();
    QCOMPARE(hosts.current().pin, isFirst ? now : Pin);
}

void KnownHostsTest::goesByAPinForGood()
{
    KnownHosts hosts({First, Pin});
    hosts.know({First, {}});
    QCOMPARE(hosts.current(), (KnownHosts::Host{First, Pin}));
}

void KnownHostsTest::knowsAHostByItsCertificateOrItsAddress_data()
{
    QTest::addColumn<KnownHosts::Host>("host");
    QTest::addColumn<bool>("isKnown");
    const QUrl byNumber(u"https://10.0.0.5:8080"_s), inTheClear(u"http://10.0.0.5:8080"_s);
    const QByteArray others(32, 'x');
    QTest::newRow("as it was given") << KnownHosts::Host{First, Pin} << true;
    QTest::newRow("without its pin") << KnownHosts::Host{First, {}} << true;
    QTest::newRow("by another name") << KnownHosts::Host{byNumber, Pin} << true;
    QTest::newRow("by another name, in the clear") << KnownHosts::Host{inTheClear, Pin} << false;
    QTest::newRow("by another name, without its pin") << KnownHosts::Host{byNumber, {}} << false;
    QTest::newRow("with a stranger's certificate") << KnownHosts::Host{First, others} << false;
    QTest::newRow("a stranger") << KnownHosts::Host{byNumber, others} << false;
    QTest::newRow("the one that was told of") << KnownHosts::Host{Second, others} << true;
}

void KnownHostsTest::knowsAHostByItsCertificateOrItsAddress()
{
    QFETCH(const KnownHosts::Host, host);
    KnownHosts hosts({First, Pin});
    QVERIFY(hosts.accept(welcome(1, Second.toString()))); // whose authorities judge
    QTEST(hosts.knows(host), "isKnown");
}

//! The other desk itself, where clients are sent to the proxy in front of it.
void KnownHostsTest::keepsWhomItKnowsWhateverItIsTold()
{
    KnownHosts hosts({First, Pin});
    hosts.know({QUrl(u"https://old:8080"_s), {}});
    hosts.know({QUrl(u"https://here:8080"_s), {}});
    hosts.know({Second, Pin}); // it has another address now
    hosts.know({First, {}});
    QVERIFY(hosts.accept(welcome(1, u"https://chat2.example.com"_s)));
    QStringList all;
    for (qsizetype i = 0; i < hosts.count(); ++i) {
        all += hosts.current().broker.host();
        (void)hosts.moveOn();
    }
    QCOMPARE(all, (QStringList{u"first"_s, u"here"_s, u"second"_s, u"chat2.example.com"_s}));
}

void KnownHostsTest::takesWhatItCannotReadForABrokersOwnManner()
{
    KnownHosts hosts = two(2);
    QVERIFY(hosts.accept("{"));
    QVERIFY(hosts.accept(R"({"type":"text","term":1})"));
    QCOMPARE(hosts.count(), 2);
}

QTEST_GUILESS_MAIN(KnownHostsTest)
#include "tst_knownhosts.moc"
