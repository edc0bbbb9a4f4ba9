// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/invitation.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::model;

//! The link that brings a colleague to a broker: what it says, and what is made of one that mail
//! and hands have been at.
class InvitationTest : public QObject
{
    Q_OBJECT
private slots:
    void saysItselfInOneLink();
    void readsWhatItSays_data();
    void readsWhatItSays();
    void findsTheLinkInWhatWasPasted_data();
    void findsTheLinkInWhatWasPasted();
    void refusesWhatIsNotWhole_data();
    void refusesWhatIsNotWhole();
};

namespace
{

Invitation whole()
{
    return {QUrl(u"https://192.168.1.5:8080"_s), QByteArray(32, '\xab'), u"sk_agent_x-Y_9"_s,
            AgentId(u"bea02"_s), u"Bea Bergström"_s};
}

const QString Link = u"sermo://join?at=https%3A%2F%2F192.168.1.5%3A8080&pin="_s
    + u"ab"_s.repeated(32) + u"&key=sk_agent_x-Y_9&agent=bea02&name=Bea%20Bergstr%C3%B6m"_s;

} // namespace

void InvitationTest::saysItselfInOneLink()
{
    QCOMPARE(whole().toLink(), Link);
    QCOMPARE(QUrl(Link, QUrl::StrictMode).scheme(), u"sermo"_s);
}

void InvitationTest::readsWhatItSays_data()
{
    QTest::addColumn<Invitation>("invitation");
    QTest::newRow("all of it") << whole();
    Invitation other = whole();
    other.pin.clear();
    QTest::newRow("a certificate that all trust") << other;
    other.agent = {};
    other.name.clear();
    QTest::newRow("a supervisor's, who has no sign") << other;
    other = whole();
    other.name = u"A+B & C=D #1 %25 \"é\""_s;
    QTest::newRow("a name with everything that links are made of") << other;
    other.broker = QUrl(u"https://[fe80::1]:8080"_s);
    QTest::newRow("an address of the sixth version") << other;
    other.broker = QUrl(u"http://chat.example.com"_s);
    QTest::newRow("a proxy's name without a port") << other;
}

void InvitationTest::readsWhatItSays()
{
    QFETCH(const Invitation, invitation);
    const auto read = Invitation::fromText(invitation.toLink());
    QVERIFY2(read, read ? "" : qPrintable(read.error()));
    QCOMPARE(read->broker, invitation.broker);
    QCOMPARE(read->name, invitation.name);
    QVERIFY(*read == invitation);
}

void InvitationTest::findsTheLinkInWhatWasPasted_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("alone") << Link;
    QTest::newRow("with spaces around") << u"\n  "_s + Link + u" \n"_s;
    QTest::newRow("broken into lines by mail")
        << Link.left(40) + u"\r\n"_s + Link.sliced(40, 60) + u"\n "_s + Link.sliced(100);
    QTest::newRow("in a sentence") << u"Hi Bea, join us: "_s + Link + u" See you"_s;
    QTest::newRow("in angle brackets") << u"<"_s + Link + u">"_s;
    QTest::newRow("in capitals") << QString(Link).replace(u"sermo://join"_s, u"SERMO://JOIN"_s);
}

void InvitationTest::findsTheLinkInWhatWasPasted()
{
    QFETCH(const QString, text);
    const auto read = Invitation::fromText(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error()));
    QVERIFY(*read == whole());
}

void InvitationTest::refusesWhatIsNotWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tells"); // a word of the sentence
    const auto without = [](const QString &part) { return QString(Link).remove(part); };
    QTest::newRow("nothing") << QString() << u"sermo://join"_s;
    QTest::newRow("a web address") << u"https://example.com/join"_s << u"sermo://join"_s;
    QTest::newRow("another order") << u"sermo://open?x=1"_s << u"sermo://join"_s;
    QTest::newRow("the beginning alone") << u"sermo://join"_s << u"address"_s;
    QTest::newRow("no key") << without(u"&key=sk_agent_x-Y_9"_s) << u"key"_s;
    QTest::newRow("cut in the fingerprint") << Link.left(80) << u"fingerprint"_s;
    QTest::newRow("a fingerprint that is none")
        << QString(Link).replace(u"&pin=ab"_s, u"&pin=xy"_s) << u"fingerprint"_s;
    QTest::newRow("an address that is none")
        << QString(Link).replace(u"https%3A%2F%2F"_s, u""_s) << u"address"_s;
    QTest::newRow("an address of another kind")
        << QString(Link).replace(u"https"_s, u"file"_s) << u"address"_s;
    QTest::newRow("an address with a name and a password")
        << QString(Link).replace(u"192"_s, u"me%3Apw%40192"_s) << u"address"_s;
    QTest::newRow("a key that a header cannot carry")
        << QString(Link).replace(u"sk_agent"_s, u"sk%0D%0Aagent"_s) << u"key"_s;
    QTest::newRow("endless") << Link + u"x"_s.repeated(5000) << u"sermo://join"_s;
}

void InvitationTest::refusesWhatIsNotWhole()
{
    QFETCH(const QString, text);
    QFETCH(const QString, tells);
    const auto read = Invitation::fromText(text);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(tells), qPrintable(read.error()));
    QVERIFY(!read.error().contains(u"sk_agent"_s)); // keys are not told again
}

QTEST_GUILESS_MAIN(InvitationTest)
#include "tst_invitation.moc"
