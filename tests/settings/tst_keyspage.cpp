// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingstest.h"
#include "ui/model/invitation.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

//! Colleagues are invited, bots get keys, and who is gone is shut out.
class KeysPageTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void noWordOfTheTableIsCut();
    void anInvitationIsShownOnce();
    void aNameInUseIsSaid();
    void onLoopbackNobodyIsInvited();
    void aKeyIsRevokedAfterAQuestion();
    void aBotGetsItsKeyAlone();
};

//! Also of keys that come while it is in sight.
void KeysPageTest::noWordOfTheTableIsCut()
{
    open();
    m_window->showPage(u"keysPage"_s);
    const auto *table = find<QTableView>(u"keyTable"_s);
    const QAbstractItemView *view = table; // as which the hint is public
    QTRY_COMPARE(table->model()->rowCount(), 2);
    for (int column = 0; column < table->model()->columnCount(); ++column)
        QVERIFY2(table->columnWidth(column) >= view->sizeHintForColumn(column),
                 qPrintable(table->model()->headerData(column, Qt::Horizontal).toString()));
}

void KeysPageTest::anInvitationIsShownOnce()
{
    open();
    m_window->showPage(u"keysPage"_s);
    QVERIFY(!find(u"invitationCard"_s)->isVisible());
    QVERIFY(!find(u"inviteButton"_s)->isEnabled());
    find<QLineEdit>(u"inviteName"_s)->setText(u"Åsa Öberg"_s);
    press(u"inviteButton"_s);
    QTRY_VERIFY(find(u"invitationCard"_s)->isVisible());
    QCOMPARE(m_office->wishes.constLast().role, u"agent"_s);
    const QString link = find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText();
    const auto read = model::Invitation::fromText(link);
    QVERIFY(read);
    QCOMPARE(read->agent, AgentId(u"asa.oberg"_s));
    QCOMPARE(read->name, u"Åsa Öberg"_s);
    QCOMPARE(read->key, u"sk_agent_secret"_s);
    QCOMPARE(read->pin, m_office->network.pin);
    QVERIFY(find(u"invitationCode"_s)->isVisible());
    QTRY_COMPARE(find<QTableView>(u"keyTable"_s)->model()->rowCount(), 3);
    press(u"closeInvitation"_s);
    QVERIFY(find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText().isEmpty());
}

void KeysPageTest::aNameInUseIsSaid()
{
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"Bea Berg"_s);
    press(u"inviteButton"_s);
    auto *trouble = find<QLabel>(u"keyTrouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains(u"in use"_s));
    QCOMPARE(find<QLineEdit>(u"inviteName"_s)->text(), u"Bea Berg"_s); // to be changed
}

void KeysPageTest::onLoopbackNobodyIsInvited()
{
    m_office->network = {};
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"Bea"_s);
    QVERIFY(!find(u"inviteButton"_s)->isEnabled());
    const QSignalSpy opens(m_office.get(), &model::HostOffice::openToTeamRequested);
    press(u"openToTeam"_s);
    QCOMPARE(opens.count(), 1);
}

void KeysPageTest::aKeyIsRevokedAfterAQuestion()
{
    open();
    m_window->showPage(u"keysPage"_s);
    auto *table = find<QTableView>(u"keyTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setCurrentIndex(table->model()->index(0, 0));
    press(u"revokeButton"_s);
    QCOMPARE(m_office->keys.size(), 2);
    auto *yes = find<QPushButton>(u"revokeConfirm"_s);
    QVERIFY(yes && yes->isVisible());
    QVERIFY(!yes->isDefault()); // Enter alone shuts nobody out
    yes->click();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(m_office->keys.constFirst().name, u"crm"_s);
}

void KeysPageTest::aBotGetsItsKeyAlone()
{
    m_office->network = {}; // a bot may live on this computer
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"crm2"_s);
    auto *role = find<QComboBox>(u"inviteRole"_s);
    role->setCurrentIndex(role->findData(u"bot"_s));
    press(u"inviteButton"_s);
    QTRY_COMPARE(find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText(), u"sk_bot_secret"_s);
    QVERIFY(m_office->wishes.constLast().agent.isEmpty());
}

QTEST_MAIN(KeysPageTest)
#include "tst_keyspage.moc"
