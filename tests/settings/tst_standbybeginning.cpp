// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/standbypagecase.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A host invites another desk, and begins anew as one of two: not before, and not over what was
//! typed meanwhile.
class StandbyBeginningTest : public StandbyPageCase
{
    Q_OBJECT

private slots:
    void aHostInvitesAnotherDeskAndBeginsAnew();
    void saysWhyThereIsNoInvitation();
    void beginsNothingAnewWhileAnotherPageIsNotSaved();
    void beginsAnewWhenThatIsDone();
    void beginsAnewWhenTheWindowCloses_data();
    void beginsAnewWhenTheWindowCloses();
};

void StandbyBeginningTest::aHostInvitesAnotherDeskAndBeginsAnew()
{
    openAt(Setup::Inviting);
    press(u"standbyInvite"_s);
    const auto cards = find(u"standbyPage"_s)->findChildren<QPlainTextEdit *>(u"invitationLink"_s);
    QCOMPARE(cards.size(), 1);
    QCOMPARE(cards.constFirst()->toPlainText(), u"sermo://stand-by?at=x"_s);
    QVERIFY(m_standby.asked.isEmpty());
    find(u"standbyPage"_s)->findChild<QPushButton *>(u"closeInvitation"_s)->click();
    QCOMPARE(m_standby.asked, QStringList{u"begin"_s});
}

void StandbyBeginningTest::saysWhyThereIsNoInvitation()
{
    openAt(Setup::Inviting, Phase::Starting, failure(u"the disk is full"_s));
    press(u"standbyInvite"_s);
    QVERIFY(find<QLabel>(u"standbyTrouble"_s)->text().contains(u"the disk is full"_s));
    QVERIFY(find<QPushButton>(u"standbyInvite"_s)->isEnabled());
}

void StandbyBeginningTest::beginsNothingAnewWhileAnotherPageIsNotSaved()
{
    openAt(Setup::Inviting);
    QVERIFY(find<QPushButton>(u"standbyInvite"_s)->isEnabled());
    m_window->showPage(u"platformsPage"_s);
    QTRY_VERIFY(!find<QLineEdit>(u"platformBrand"_s)->text().isEmpty());
    write(u"platformBrand"_s, u"X"_s);
    m_window->showPage(u"standbyPage"_s);
    QVERIFY(!find<QPushButton>(u"standbyInvite"_s)->isEnabled());
    QVERIFY(find<QLabel>(u"standbyTrouble"_s)->text().contains(u"not saved"_s));
    press(u"discardSettings"_s);
    QVERIFY(find<QPushButton>(u"standbyInvite"_s)->isEnabled());
    QVERIFY(!isSeen(u"standbyTrouble"_s));
    QVERIFY(m_standby.asked.isEmpty());
}

//! It was typed while the invitation was there to be handed on.
void StandbyBeginningTest::beginsAnewWhenThatIsDone()
{
    openAt(Setup::Inviting);
    press(u"standbyInvite"_s);
    m_window->showPage(u"platformsPage"_s);
    QTRY_VERIFY(!find<QLineEdit>(u"platformBrand"_s)->text().isEmpty());
    write(u"platformBrand"_s, u"X"_s);
    m_window->showPage(u"standbyPage"_s);
    find(u"standbyPage"_s)->findChild<QPushButton *>(u"closeInvitation"_s)->click();
    QVERIFY(m_standby.asked.isEmpty());
    save();
    QCOMPARE(m_standby.asked, QStringList{u"begin"_s});
    QCOMPARE(platform(0).value("brand"_L1).toString(), u"X"_s);
}

void StandbyBeginningTest::beginsAnewWhenTheWindowCloses_data()
{
    QTest::addColumn<bool>("isShown");
    QTest::addColumn<bool>("isHandedOn");
    QTest::addColumn<bool>("isUnsaved");
    QTest::addColumn<QStringList>("asked");
    const QStringList once{u"begin"_s};
    QTest::newRow("no invitation was made") << false << false << false << QStringList();
    QTest::newRow("it is still shown") << true << false << false << once;
    QTest::newRow("still, and something is thrown away") << true << false << true << once;
    QTest::newRow("it was handed on") << true << true << false << once;
    QTest::newRow("it was, and something is thrown away") << true << true << true << once;
}

//! The link that was shown works only then.
void StandbyBeginningTest::beginsAnewWhenTheWindowCloses()
{
    QFETCH(const bool, isShown);
    QFETCH(const bool, isHandedOn);
    QFETCH(const bool, isUnsaved);
    openAt(Setup::Inviting);
    if (isShown)
        press(u"standbyInvite"_s);
    m_window->showPage(u"platformsPage"_s);
    QTRY_VERIFY(!find<QLineEdit>(u"platformBrand"_s)->text().isEmpty());
    if (isUnsaved)
        write(u"platformBrand"_s, u"X"_s);
    if (isHandedOn)
        find(u"standbyPage"_s)->findChild<QPushButton *>(u"closeInvitation"_s)->click();
    m_window->close();
    if (isUnsaved)
        press(u"unsavedDiscard"_s);
    QTRY_VERIFY(!m_window);
    QTEST(m_standby.asked, "asked");
}

QTEST_MAIN(StandbyBeginningTest)
#include "tst_standbybeginning.moc"
