// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/tlsserver.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = EventLink::State;

namespace
{

QString lastReason(const QSignalSpy &states)
{
    return states.constLast().at(1).toString();
}

} // namespace

//! Whom a link believes to be the broker, and that nobody else is told its key.
class PinningTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void trustsOnlyThePinnedCertificate_data();
    void trustsOnlyThePinnedCertificate();
    void saysWhichFingerprintItSaw_data();
    void saysWhichFingerprintItSaw();
    void tellsNoKeyToATrustedCertificateThatIsNotThePinnedOne();
    void readsAFingerprintAsPeopleWriteIt_data();
    void readsAFingerprintAsPeopleWriteIt();
};

void PinningTest::trustsOnlyThePinnedCertificate_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<bool>("trusted");
    const QByteArray right = test::fingerprint(test::OwnCertificate);
    QTest::newRow("the pinned one") << u"https"_s << right << true;
    QTest::newRow("another than the pinned one") << u"https"_s << QByteArray(32, 'x') << false;
    QTest::newRow("none is pinned and nobody signed it") << u"https"_s << QByteArray() << false;
    QTest::newRow("a pin without any certificate") << u"http"_s << right << false;
}

void PinningTest::trustsOnlyThePinnedCertificate()
{
    QFETCH(QString, scheme);
    QFETCH(QByteArray, pin);
    QFETCH(bool, trusted);
    QWebSocketServer server(u"tls"_s, QWebSocketServer::SecureMode);
    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(test::OwnCertificate));
    tls.setPrivateKey(QSslKey(test::OwnKey, QSsl::Ec));
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const WebSocketLink::Address address{
        QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(server.serverPort())), u"secret"_s, pin};
    WebSocketLink link(address, {}, test::never());

    link.open({});

    QTRY_COMPARE(link.state(), trusted ? State::Online : State::Refused);
    if (!trusted)
        QVERIFY(!server.hasPendingConnections()); // the key was not told either
}

void PinningTest::saysWhichFingerprintItSaw_data()
{
    QTest::addColumn<QByteArray>("pin");
    QTest::newRow("with another pin") << QByteArray(32, 'x');
    QTest::newRow("without a pin") << QByteArray();
}

void PinningTest::saysWhichFingerprintItSaw()
{
    QFETCH(QByteArray, pin);
    const test::TlsServer server(test::OwnCertificate, test::OwnKey);
    WebSocketLink link(server.address(pin), {}, Reconnection({1ms, 1ms}, [] { return 0.0; }));
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_COMPARE(link.state(), State::Refused);
    const QByteArray seen = test::fingerprint(test::OwnCertificate).toHex(':').toUpper();
    QVERIFY(lastReason(states).contains(QString::fromLatin1(seen)));
    // What the message shows can be given back as it is.
    QCOMPARE(CertificatePin::fromText(QString::fromLatin1(seen)),
             test::fingerprint(test::OwnCertificate));
    QCOMPARE(states.count(), 2); // and no further attempt
}

//! An authority of the system vouches for it, as for whoever sits between and has bought one.
void PinningTest::tellsNoKeyToATrustedCertificateThatIsNotThePinnedOne()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.setCaCertificates({QSslCertificate(test::LoopbackCertificate)});
    QSslConfiguration::setDefaultConfiguration(trusting);
    const auto restore
        = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });
    test::TlsServer server(test::LoopbackCertificate, test::OwnKey);
    WebSocketLink trusted(server.address({}), {}, test::never());
    trusted.open({});
    QTRY_COMPARE(trusted.state(), State::Online); // it is trusted where nothing is pinned
    QTRY_COMPARE(server.upgrades, 1);

    WebSocketLink pinned(server.address(QByteArray(32, 'x')), {}, test::never());
    pinned.open({});
    QTRY_COMPARE(pinned.state(), State::Refused);
    WebSocketLink another(server.address(test::fingerprint(test::LoopbackCertificate)), {},
                          test::never());
    another.open({});
    QTRY_COMPARE(another.state(), State::Online);
    QCOMPARE(server.upgrades, 2); // the one in between was told nothing
}

void PinningTest::readsAFingerprintAsPeopleWriteIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    const QString plain(64, u'a');
    QString colons = u"AB"_s;
    for (int i = 1; i < 32; ++i)
        colons += u":AB"_s;
    QTest::newRow("plain") << plain << true;
    QTest::newRow("with colons") << colons << true;
    QTest::newRow("with spaces around") << u"  "_s + plain + u"\n"_s << true;
    QTest::newRow("too short") << plain.left(62) << false;
    QTest::newRow("too long") << plain + u"aa"_s << false;
    QTest::newRow("not hexadecimal") << QString(64, u'g') << false;
    QTest::newRow("letters that only look like it") << QString(64, QChar(0x0430)) << false;
    QTest::newRow("nothing") << QString() << false;
}

void PinningTest::readsAFingerprintAsPeopleWriteIt()
{
    QFETCH(QString, text);
    QFETCH(bool, isOne);
    QCOMPARE(CertificatePin::fromText(text).size(), isOne ? 32 : 0);
}

QTEST_GUILESS_MAIN(PinningTest)
#include "tst_pinning.moc"
