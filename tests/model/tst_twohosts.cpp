// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/socketfarend.h"
#include "tests/model/tlsserver.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using State = EventLink::State;

namespace
{

QByteArray welcomeNaming(const QString &other, int term, const QByteArray &pin = {})
{
    return uR"({"type":"welcome","epoch":"e","seq":0,"term":%1,"hosts":["%2"],"pins":["%3"]})"_s
        .arg(term)
        .arg(other, QString::fromLatin1(pin.toHex()))
        .toUtf8();
}

} // namespace

//! A link to a desk of two hosts: where one is gone, it goes to the other.
class TwoHostsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void goesToTheOtherHostWhenThisOneIsGone();
    void handsOnNothingOfOneThatWasSucceeded();
    void goesBackWhereTheOtherHostIsNotTheOneThatWasTold();
};

void TwoHostsTest::goesToTheOtherHostWhenThisOneIsGone()
{
    test::SocketFarEnd first, second;
    const auto made = first.makeLink();
    auto &link = static_cast<WebSocketLink &>(*made);
    const QSignalSpy told(&link, &WebSocketLink::hostsTold);
    link.open({});
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 1));
    QTRY_COMPARE(told.count(), 1);
    link.setResume({7, u"e"_s});
    first.goAway();
    first.hangUp(CloseCode::Draining);
    QTRY_VERIFY(second.hasPeer());
    QCOMPARE(second.asked.constLast(), (EventLink::Resume{7, u"e"_s}));
    QCOMPARE(second.peer()->request().rawHeader("Authorization"), "Bearer secret");
    second.send(welcomeNaming(first.url(), 2));
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(told.constLast().constFirst().value<KnownHosts::Host>().broker, QUrl(second.url()));
    first.comeBack(); // it follows: nobody is drawn back
    second.goAway();
    second.hangUp(CloseCode::Draining);
    QTRY_VERIFY(first.hasPeer());
}

void TwoHostsTest::handsOnNothingOfOneThatWasSucceeded()
{
    test::SocketFarEnd first, second;
    const auto link = first.makeLink();
    QList<QByteArray> received;
    connect(link.get(), &EventLink::framesReceived, this,
            [&received](const QList<QByteArray> &frames) { received += frames; });
    link->open({});
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 2));
    QTRY_COMPARE(received.size(), 1);
    first.goAway();
    first.hangUp(CloseCode::Draining);
    QTRY_VERIFY(second.hasPeer());
    first.comeBack();
    second.send(welcomeNaming(first.url(), 1));
    QTRY_VERIFY(first.hasPeer());
    first.send(welcomeNaming(second.url(), 2));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.constLast(), received.constFirst());
}

//! Somebody else is at its address: that says nothing of the one that we came from.
void TwoHostsTest::goesBackWhereTheOtherHostIsNotTheOneThatWasTold()
{
    test::TlsServer first(test::OwnCertificate, test::OwnKey);
    test::TlsServer second(test::LoopbackCertificate, test::OwnKey);
    WebSocketLink link(first.address(test::fingerprint(test::OwnCertificate)), {},
                       Reconnection({}, [] { return 0.0; }));
    const QSignalSpy states(&link, &EventLink::stateChanged);
    link.open({});
    QTRY_VERIFY(first.hasPendingConnections());
    const std::unique_ptr<QWebSocket> peer(first.nextPendingConnection());
    peer->sendTextMessage(QString::fromUtf8(
        welcomeNaming(second.address({}).broker.toString(), 1, QByteArray(32, 'x'))));
    QTRY_COMPARE(link.hosts().count(), 2);
    peer->close();
    QTRY_COMPARE(first.upgrades, 2);
    QCOMPARE(second.upgrades, 0); // and it was not told the key
    for (const QList<QVariant> &state : states)
        QVERIFY(state.constFirst().value<State>() != State::Refused);
}

QTEST_GUILESS_MAIN(TwoHostsTest)
#include "tst_twohosts.moc"
