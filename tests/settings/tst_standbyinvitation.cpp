// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/standbypagecase.h"
#include "ui/model/standbyinvitation.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

const QString Key = u"sk_standby_secret"_s;

QString link()
{
    return model::standbyLink(
        {QUrl(u"https://192.168.1.5:8080"_s), QByteArray(32, 'p'), Key, {}, {}});
}

} // namespace

//! A desk stands by for another one that has invited it.
class StandbyInvitationTest : public StandbyPageCase
{
    Q_OBJECT

private slots:
    void aDeskThatHasJoinedStandsBy();
    void anInvitationThatWasOpenedWaitsForAWord();
    void saysWhyAnInvitationThatWasOpenedIsOfNoUse_data();
    void saysWhyAnInvitationThatWasOpenedIsOfNoUse();
    void takesNothingElseForAnInvitation_data();
    void takesNothingElseForAnInvitation();
    void takesNoAddressThatNobodyCanReach_data();
    void takesNoAddressThatNobodyCanReach();
};

void StandbyInvitationTest::aDeskThatHasJoinedStandsBy()
{
    openAt(Setup::StandingBy);
    QVERIFY(!find<QPushButton>(u"standbyGo"_s)->isEnabled());
    QCOMPARE(find<QLineEdit>(u"standbyAddress"_s)->text(), u"https://192.168.1.9:8080"_s);
    find<QPlainTextEdit>(u"standbyField"_s)->setPlainText(u"Here it is:\n"_s + link());
    QVERIFY(isSeen(u"standbyRead"_s));
    QVERIFY(find<QRadioButton>(u"standbyOffers"_s)->isChecked());
    press(u"standbyGo"_s);
    find<QRadioButton>(u"standbyTakesOver"_s)->click();
    m_standby.trouble = u"the disk is full"_s;
    press(u"standbyGo"_s);
    const QString asked = u"stand by for https://192.168.1.5:8080 at https://192.168.1.9:8080"_s;
    QCOMPARE(m_standby.asked, (QStringList{asked, asked + u", take over"_s}));
    QCOMPARE(find<QLabel>(u"standbyTrouble"_s)->text(), u"the disk is full"_s);
}

void StandbyInvitationTest::anInvitationThatWasOpenedWaitsForAWord()
{
    openAt(Setup::StandingBy);
    m_window->showPage(u"lookPage"_s);
    m_window->offerStandby(link());
    QVERIFY(isSeen(u"standbyPage"_s));
    QCOMPARE(find<QPlainTextEdit>(u"standbyField"_s)->toPlainText(), link());
    QVERIFY(find<QLabel>(u"standbyRead"_s)->text().contains(u"192.168.1.5"_s));
    QVERIFY(m_standby.asked.isEmpty());
    press(u"standbyGo"_s);
    QCOMPARE(m_standby.asked.size(), 1);
}

void StandbyInvitationTest::saysWhyAnInvitationThatWasOpenedIsOfNoUse_data()
{
    QTest::addColumn<int>("setup");
    QTest::addColumn<QString>("why");
    QTest::newRow("on this computer alone") << int(Setup::Nothing) << u"join that team first"_s;
    QTest::newRow("it hosts") << int(Setup::Inviting) << u"join that team first"_s;
    QTest::newRow("one of two") << int(Setup::Done) << u"one of two already"_s;
}

void StandbyInvitationTest::saysWhyAnInvitationThatWasOpenedIsOfNoUse()
{
    QFETCH(const int, setup);
    QFETCH(const QString, why);
    openAt(Setup(setup));
    m_window->offerStandby(link());
    QVERIFY(isSeen(u"standbyTrouble"_s));
    const QString told = find<QLabel>(u"standbyTrouble"_s)->text();
    QVERIFY2(told.contains(why), qPrintable(told));
    QVERIFY(!told.contains(Key));
    QVERIFY(m_standby.asked.isEmpty());
}

void StandbyInvitationTest::takesNothingElseForAnInvitation_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a colleague's")
        << u"sermo://join?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_1"_s;
    QTest::newRow("a colleague's key")
        << u"sermo://stand-by?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_1"_s;
    QTest::newRow("one that is cut") << link().left(30);
    QTest::newRow("something else") << u"hello"_s;
}

void StandbyInvitationTest::takesNothingElseForAnInvitation()
{
    QFETCH(const QString, text);
    openAt(Setup::StandingBy);
    find<QPlainTextEdit>(u"standbyField"_s)->setPlainText(text);
    QVERIFY(!find<QPushButton>(u"standbyGo"_s)->isEnabled());
    QVERIFY(isSeen(u"standbyRead"_s)); // and says why
}

void StandbyInvitationTest::takesNoAddressThatNobodyCanReach_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("none") << QString();
    QTest::newRow("no port") << u"https://desk.example.com"_s;
    QTest::newRow("in the clear") << u"http://desk.example.com:8080"_s;
    QTest::newRow("a name alone") << u"desk.example.com:8080"_s;
}

void StandbyInvitationTest::takesNoAddressThatNobodyCanReach()
{
    QFETCH(const QString, address);
    openAt(Setup::StandingBy);
    find<QPlainTextEdit>(u"standbyField"_s)->setPlainText(link());
    QVERIFY(find<QPushButton>(u"standbyGo"_s)->isEnabled());
    find<QLineEdit>(u"standbyAddress"_s)->setText(address);
    QVERIFY(!find<QPushButton>(u"standbyGo"_s)->isEnabled());
}

QTEST_MAIN(StandbyInvitationTest)
#include "tst_standbyinvitation.moc"
