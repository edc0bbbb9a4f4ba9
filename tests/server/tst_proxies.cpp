// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/proxies.h"
#include "broker/server/requesthead.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;

//! Contract 6, `trustedProxies`: whose X-Forwarded-For is the customer's address.
class ProxiesTest : public QObject
{
    Q_OBJECT
private slots:
    void findsTheCustomer_data();
    void findsTheCustomer();
    void trustsNobodyByDefault();
    void findsTheNeighbourhood_data();
    void findsTheNeighbourhood();
};

void ProxiesTest::findsTheCustomer_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArrayList>("forwardedFor");
    QTest::addColumn<QString>("customer");
    const auto row
        = [](const char *name, const QString &peer, const QByteArrayList &said,
             const QString &customer) { QTest::newRow(name) << peer << said << customer; };
    row("a stranger is himself, whatever he says", u"192.0.2.9"_s, {"203.0.113.5"}, u"192.0.2.9"_s);
    row("a proxy brings a customer", u"127.0.0.1"_s, {"203.0.113.5"}, u"203.0.113.5"_s);
    row("a proxy that says nothing counts itself", u"127.0.0.1"_s, {}, u"127.0.0.1"_s);
    row("what the customer made up is passed over", u"127.0.0.1"_s, {"198.51.100.1, 203.0.113.5"},
        u"203.0.113.5"_s);
    row("two proxies in a row", u"127.0.0.1"_s, {"203.0.113.5, 10.1.2.3"}, u"203.0.113.5"_s);
    row("each proxy with a field of its own", u"127.0.0.1"_s, {"203.0.113.5", "10.1.2.3"},
        u"203.0.113.5"_s);
    row("no address", u"127.0.0.1"_s, {"203.0.113.5, unknown"}, u"127.0.0.1"_s);
    row("a port behind it", u"127.0.0.1"_s, {"203.0.113.5:50123"}, u"203.0.113.5"_s);
    row("IPv6 in brackets", u"127.0.0.1"_s, {"[2001:db8::1]"}, u"2001:db8::1"_s);
    row("IPv6 with a port", u"127.0.0.1"_s, {"[2001:db8::1]:50123"}, u"2001:db8::1"_s);
    row("a bracket alone", u"127.0.0.1"_s, {"["}, u"127.0.0.1"_s);
    row("IPv6", u"127.0.0.1"_s, {"2001:db8::1"}, u"2001:db8::1"_s);
    row("IPv4 seen by a listener on all addresses", u"::ffff:127.0.0.1"_s, {"203.0.113.5"},
        u"203.0.113.5"_s);
}

void ProxiesTest::findsTheCustomer()
{
    QFETCH(const QString, peer);
    QFETCH(const QByteArrayList, forwardedFor);
    QFETCH(const QString, customer);
    server::RequestHead head;
    for (const QByteArray &value : forwardedFor)
        head.fields.append({"x-forwarded-for", value});
    const server::Proxies proxies({u"127.0.0.1"_s, u"10.0.0.0/8"_s});
    QCOMPARE(proxies.customerOf(QHostAddress(peer), head), QHostAddress(customer));
}

void ProxiesTest::trustsNobodyByDefault()
{
    QVERIFY(!server::Proxies().trusts(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(!server::Proxies(QStringList()).trusts(QHostAddress(u"10.0.0.1"_s)));
}

void ProxiesTest::findsTheNeighbourhood_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("neighbourhood");
    QTest::newRow("IPv4") << u"203.0.113.5"_s << u"203.0.113.5"_s;
    QTest::newRow("IPv4 as IPv6") << u"::ffff:203.0.113.5"_s << u"203.0.113.5"_s;
    QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::"_s;
}

void ProxiesTest::findsTheNeighbourhood()
{
    QFETCH(const QString, address);
    QFETCH(const QString, neighbourhood);
    QCOMPARE(server::neighbourhoodOf(QHostAddress(address)), QHostAddress(neighbourhood));
}

QTEST_GUILESS_MAIN(ProxiesTest)
#include "tst_proxies.moc"
