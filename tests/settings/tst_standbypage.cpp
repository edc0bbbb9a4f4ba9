// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/access.h"
#include "tests/console/scriptedstandby.h"
#include "tests/settings/settingstest.h"
#include "ui/model/standbyinvitation.h"
#include "ui/settings/standbywords.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using Setup = model::StandbyOffice::Setup;
using Phase = model::StandbyOffice::Phase;

namespace
{

const QString Key = u"sk_standby_secret"_s;

QString link()
{
    return model::standbyLink(
        {QUrl(u"https://192.168.1.5:8080"_s), QByteArray(32, 'p'), Key, {}, {}});
}

} // namespace

//! A desk is made one of two, and tells how the two are.
class StandbyPageTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void isNotThereInADemonstration();
    void onLoopbackNobodyStandsBy();
    void aHostInvitesAnotherDeskAndBeginsAnew();
    void saysWhyThereIsNoInvitation();
    void aDeskThatHasJoinedStandsBy();
    void anInvitationThatWasOpenedWaitsForAWord();
    void saysWhyAnInvitationThatWasOpenedIsOfNoUse_data();
    void saysWhyAnInvitationThatWasOpenedIsOfNoUse();
    void takesNothingElseForAnInvitation_data();
    void takesNothingElseForAnInvitation();
    void takesNoAddressThatNobodyCanReach_data();
    void takesNoAddressThatNobodyCanReach();
    void tellsHowTheTwoAre_data();
    void tellsHowTheTwoAre();
    void changesWhatItDoesWhenTheHostIsGone();
    void customersReachTheOtherDeskBehindAProxy_data();
    void customersReachTheOtherDeskBehindAProxy();
    void endsNothingWhereNoHostWouldBeLeft_data();
    void endsNothingWhereNoHostWouldBeLeft();
    void beginsNothingAnewWhileAnotherPageIsNotSaved();
    void beginsAnewWhenThatIsDone();
    void beginsAnewWhenTheWindowCloses_data();
    void beginsAnewWhenTheWindowCloses();
    void endsAfterAQuestion();
    void isReachedByKeysAndRead_data();
    void isReachedByKeysAndRead();

private:
    void openAt(Setup setup, Phase phase = Phase::Starting,
                const Result<QString, QString> &link = u"sermo://stand-by?at=x"_s);
    [[nodiscard]] bool isSeen(const QString &name) const { return find(name)->isVisible(); }

    ScriptedStandby m_standby;
};

void StandbyPageTest::openAt(Setup setup, Phase phase, const Result<QString, QString> &link)
{
    m_standby.asked.clear();
    m_standby.trouble.clear();
    m_standby.link = link;
    model::StandbyOffice::State state;
    state.setup = setup;
    state.phase = phase;
    m_standby.be(state);
    const bool isHost = setup == Setup::Nothing || setup == Setup::Inviting;
    m_window = new ui::SettingsWindow(m_scene->window->context(), isHost ? m_office.get() : nullptr,
                                      nullptr, &m_standby);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    m_window->showPage(u"standbyPage"_s);
}

void StandbyPageTest::isNotThereInADemonstration()
{
    open();
    QVERIFY(!m_window->pages().contains(u"standbyPage"_s));
}

void StandbyPageTest::onLoopbackNobodyStandsBy()
{
    openAt(Setup::Nothing);
    QVERIFY(isSeen(u"standbyNothing"_s));
    QVERIFY(!isSeen(u"standbyInvite"_s));
    QVERIFY(!find(u"saveSettings"_s)->isVisible()); // nothing here is saved
}

void StandbyPageTest::aHostInvitesAnotherDeskAndBeginsAnew()
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

void StandbyPageTest::saysWhyThereIsNoInvitation()
{
    openAt(Setup::Inviting, Phase::Starting, failure(u"the disk is full"_s));
    press(u"standbyInvite"_s);
    QVERIFY(find<QLabel>(u"standbyTrouble"_s)->text().contains(u"the disk is full"_s));
    QVERIFY(find<QPushButton>(u"standbyInvite"_s)->isEnabled());
}

void StandbyPageTest::aDeskThatHasJoinedStandsBy()
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

void StandbyPageTest::anInvitationThatWasOpenedWaitsForAWord()
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

void StandbyPageTest::saysWhyAnInvitationThatWasOpenedIsOfNoUse_data()
{
    QTest::addColumn<int>("setup");
    QTest::addColumn<QString>("why");
    QTest::newRow("on this computer alone") << int(Setup::Nothing) << u"join that team first"_s;
    QTest::newRow("it hosts") << int(Setup::Inviting) << u"join that team first"_s;
    QTest::newRow("one of two") << int(Setup::Done) << u"one of two already"_s;
}

void StandbyPageTest::saysWhyAnInvitationThatWasOpenedIsOfNoUse()
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

void StandbyPageTest::takesNothingElseForAnInvitation_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("a colleague's")
        << u"sermo://join?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_1"_s;
    QTest::newRow("a colleague's key")
        << u"sermo://stand-by?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_agent_1"_s;
    QTest::newRow("one that is cut") << link().left(30);
    QTest::newRow("something else") << u"hello"_s;
}

void StandbyPageTest::takesNothingElseForAnInvitation()
{
    QFETCH(const QString, text);
    openAt(Setup::StandingBy);
    find<QPlainTextEdit>(u"standbyField"_s)->setPlainText(text);
    QVERIFY(!find<QPushButton>(u"standbyGo"_s)->isEnabled());
    QVERIFY(isSeen(u"standbyRead"_s)); // and says why
}

void StandbyPageTest::takesNoAddressThatNobodyCanReach_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("none") << QString();
    QTest::newRow("no port") << u"https://desk.example.com"_s;
    QTest::newRow("in the clear") << u"http://desk.example.com:8080"_s;
    QTest::newRow("a name alone") << u"desk.example.com:8080"_s;
}

void StandbyPageTest::takesNoAddressThatNobodyCanReach()
{
    QFETCH(const QString, address);
    openAt(Setup::StandingBy);
    find<QPlainTextEdit>(u"standbyField"_s)->setPlainText(link());
    QVERIFY(find<QPushButton>(u"standbyGo"_s)->isEnabled());
    find<QLineEdit>(u"standbyAddress"_s)->setText(address);
    QVERIFY(!find<QPushButton>(u"standbyGo"_s)->isEnabled());
}

void StandbyPageTest::tellsHowTheTwoAre_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<bool>("isLinked");
    QTest::addColumn<bool>("isInStep");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("isWell");
    const auto row = [](const char *name, Phase phase, bool isLinked, bool isInStep,
                        const QString &said, bool isWell) {
        QTest::newRow(name) << int(phase) << isLinked << isInStep << said << isWell;
    };
    row("asks", Phase::Asking, false, false, u"asks the other one"_s, true);
    row("hosts", Phase::Serving, true, true, u"has everything"_s, true);
    row("is copied", Phase::Serving, true, false, u"is catching up"_s, true);
    row("hosts alone", Phase::Serving, false, false, u"is not there"_s, false);
    row("stepped aside", Phase::Aside, false, false, u"serves nobody"_s, false);
    row("stands by", Phase::Following, true, true, u"stands by for the host"_s, true);
    row("hears nothing", Phase::Following, false, true, u"is not heard"_s, false);
    row("is offered the desk", Phase::Offering, false, true, u"can take over"_s, false);
}

void StandbyPageTest::tellsHowTheTwoAre()
{
    QFETCH(const int, phase);
    QFETCH(const bool, isLinked);
    QFETCH(const bool, isInStep);
    QFETCH(const QString, said);
    openAt(Setup::Done);
    auto state = m_standby.state();
    state.phase = Phase(phase);
    state.isLinked = isLinked;
    state.isInStep = isInStep;
    state.other = QUrl(u"https://192.168.1.5:8080"_s);
    m_standby.be(state);
    const QString text = find<QLabel>(u"standbyState"_s)->text();
    QVERIFY2(text.contains(said), qPrintable(text));
    QTEST(ui::isWellStandby(state), "isWell");
    state.apart = u"/data/sermo.db.apart.1"_s;
    m_standby.be(state);
    QVERIFY(find<QLabel>(u"standbyState"_s)->text().contains(state.apart));
    QVERIFY(!ui::isWellStandby(state));
    state.apart.clear();
    state.settingsApart = u"/data/configuration.json.apart.1"_s;
    m_standby.be(state);
    QVERIFY(find<QLabel>(u"standbyState"_s)->text().contains(state.settingsApart));
    QTEST(ui::isWellStandby(state), "isWell"); // kept, and nobody has to do anything
    state.settingsTrouble = u"the disk is full"_s;
    m_standby.be(state);
    QVERIFY(find<QLabel>(u"standbyState"_s)->text().contains(state.settingsTrouble));
    QVERIFY(!ui::isWellStandby(state));
}

void StandbyPageTest::changesWhatItDoesWhenTheHostIsGone()
{
    openAt(Setup::Done, Phase::Following);
    QVERIFY(find<QRadioButton>(u"standbyNowOffers"_s)->isChecked());
    QVERIFY(!find<QPushButton>(u"standbyApply"_s)->isEnabled());
    find<QRadioButton>(u"standbyNowTakesOver"_s)->setChecked(true); // as an arrow key does
    QVERIFY(find<QRadioButton>(u"standbyNowTakesOver"_s)->isChecked());
    QVERIFY(m_standby.asked.isEmpty());
    m_standby.be(m_standby.state()); // what happens meanwhile takes no choice back
    QVERIFY(find<QRadioButton>(u"standbyNowTakesOver"_s)->isChecked());
    press(u"standbyApply"_s);
    QCOMPARE(m_standby.asked, QStringList{u"take over by itself"_s});
}

void StandbyPageTest::customersReachTheOtherDeskBehindAProxy_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("asked"); // empty: it cannot be
    QTest::newRow("a name") << u"https://chat2.example.com"_s
                            << u"offer, https://chat2.example.com"_s;
    QTest::newRow("with a stroke behind it")
        << u" https://chat2.example.com:444/ "_s << u"offer, https://chat2.example.com:444"_s;
    QTest::newRow("as the desk reaches it") << QString() << u"offer"_s;
    QTest::newRow("as before") << u"https://before.example.com"_s << QString();
    QTest::newRow("in the clear") << u"http://chat2.example.com"_s << QString();
    QTest::newRow("a page of it") << u"https://chat2.example.com/chat"_s << QString();
    QTest::newRow("a name alone") << u"chat2.example.com"_s << QString();
}

void StandbyPageTest::customersReachTheOtherDeskBehindAProxy()
{
    QFETCH(const QString, written);
    QFETCH(const QString, asked);
    openAt(Setup::Done, Phase::Following);
    auto state = m_standby.state();
    state.otherPublic = QUrl(u"https://before.example.com"_s);
    m_standby.be(state);
    auto *field = find<QLineEdit>(u"standbyPublic"_s);
    QCOMPARE(field->text(), u"https://before.example.com"_s);
    QVERIFY(!find<QPushButton>(u"standbyApply"_s)->isEnabled());
    field->setText(written);
    m_standby.be(Phase::Serving); // what happens meanwhile takes no word back
    QCOMPARE(field->text(), written);
    QCOMPARE(find<QPushButton>(u"standbyApply"_s)->isEnabled(), !asked.isEmpty());
    const bool isWrong = asked.isEmpty() && written != u"https://before.example.com"_s;
    const auto *wrong = find<QLabel>(u"standbyPublicWrong"_s); // why it cannot be
    QVERIFY(wrong);
    QCOMPARE(wrong->isVisible(), isWrong);
    QCOMPARE(field->accessibleDescription().contains(u"Write it like"_s), isWrong);
    QVERIFY(field->accessibleDescription().contains(u"behind a proxy"_s));
    press(u"standbyApply"_s);
    QCOMPARE(m_standby.asked, asked.isEmpty() ? QStringList() : QStringList{asked});
}

void StandbyPageTest::endsNothingWhereNoHostWouldBeLeft_data()
{
    QTest::addColumn<int>("phase");
    QTest::addColumn<bool>("isLinked");
    QTest::addColumn<bool>("mayEnd");
    QTest::newRow("it serves, the other one is gone") << int(Phase::Serving) << false << true;
    QTest::newRow("it stands by") << int(Phase::Following) << true << true;
    QTest::newRow("it stands by, and hears nobody") << int(Phase::Following) << false << false;
    QTest::newRow("the host is gone") << int(Phase::Offering) << false << false;
    QTest::newRow("it has stepped aside") << int(Phase::Aside) << false << false;
    QTest::newRow("it asks the other one") << int(Phase::Asking) << false << false;
}

void StandbyPageTest::endsNothingWhereNoHostWouldBeLeft()
{
    QFETCH(const int, phase);
    QFETCH(const bool, isLinked);
    openAt(Setup::Done);
    auto state = m_standby.state();
    state.phase = Phase(phase);
    state.isLinked = isLinked;
    m_standby.be(state);
    QTEST(find<QPushButton>(u"standbyEnd"_s)->isEnabled(), "mayEnd");
}

void StandbyPageTest::beginsNothingAnewWhileAnotherPageIsNotSaved()
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
void StandbyPageTest::beginsAnewWhenThatIsDone()
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

void StandbyPageTest::beginsAnewWhenTheWindowCloses_data()
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
void StandbyPageTest::beginsAnewWhenTheWindowCloses()
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

void StandbyPageTest::endsAfterAQuestion()
{
    openAt(Setup::Done, Phase::Serving);
    press(u"standbyEnd"_s);
    QVERIFY(m_standby.asked.isEmpty());
    press(u"standbyEndConfirm"_s);
    QCOMPARE(m_standby.asked, QStringList{u"end"_s});
}

void StandbyPageTest::isReachedByKeysAndRead_data()
{
    QTest::addColumn<int>("setup");
    QTest::newRow("on loopback") << int(Setup::Nothing);
    QTest::newRow("inviting") << int(Setup::Inviting);
    QTest::newRow("standing by") << int(Setup::StandingBy);
    QTest::newRow("done") << int(Setup::Done);
}

void StandbyPageTest::isReachedByKeysAndRead()
{
    QFETCH(const int, setup);
    openAt(Setup(setup));
    QCOMPARE(accessTroubles(*m_window), QStringList());
    QCOMPARE(mouseOnly(*m_window), QStringList());
}

QTEST_MAIN(StandbyPageTest)
#include "tst_standbypage.moc"
