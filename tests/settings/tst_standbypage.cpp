// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/access.h"
#include "tests/settings/standbypagecase.h"
#include "ui/settings/standbywords.h"

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! A desk that is one of two tells how the two are, and what is changed of it; and how any desk
//! comes to the page.
class StandbyPageTest : public StandbyPageCase
{
    Q_OBJECT

private slots:
    void isNotThereInADemonstration();
    void onLoopbackNobodyStandsBy();
    void tellsHowTheTwoAre_data();
    void tellsHowTheTwoAre();
    void changesWhatItDoesWhenTheHostIsGone();
    void customersReachTheOtherDeskBehindAProxy_data();
    void customersReachTheOtherDeskBehindAProxy();
    void endsNothingWhereNoHostWouldBeLeft_data();
    void endsNothingWhereNoHostWouldBeLeft();
    void endsAfterAQuestion();
    void isReachedByKeysAndRead_data();
    void isReachedByKeysAndRead();
};

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
