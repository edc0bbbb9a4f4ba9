// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/access.h"
#include "tests/console/deskscene.h"
#include "tests/console/scriptedstandby.h"
#include "ui/console/standbybar.h"

#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::test;
using namespace sermo::ui;
using Phase = sermo::model::StandbyOffice::Phase;

//! What a person has to decide when one of two hosts is gone.
class StandbyBarTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void isAwayWhileNobodyHasToDecide_data();
    void isAwayWhileNobodyHasToDecide();
    void offersTheDeskWhenTheHostIsGone();
    void asksAHostThatSteppedAside();
    void asksAHostThatGetsNoAnswerAtItsStart();
    void comesBackForANewReasonAlone();
    void asksAgainWhatWasPutOff_data();
    void asksAgainWhatWasPutOff();
    void goesWhenTheHostIsBack();
    void passesItsKeyboardToNoCustomer();
    void isReachedByKeysAndRead();

private:
    [[nodiscard]] QPushButton *button(const QString &name) const
    {
        return m_scene->window->findChild<QPushButton *>(name);
    }
    void beGone(int seconds, Phase phase = Phase::Offering)
    {
        auto state = m_office.state();
        state.silentSeconds = seconds;
        state.phase = phase;
        m_office.be(state);
    }

    ScriptedStandby m_office;
    std::unique_ptr<DeskScene> m_scene;
    StandbyBar *m_bar = nullptr; //!< the window's
};

void StandbyBarTest::init()
{
    m_office.asked.clear();
    m_office.be(sermo::model::StandbyOffice::State());
    m_office.be(Phase::Following);
    m_scene = std::make_unique<DeskScene>();
    m_bar = new StandbyBar(m_office);
    m_scene->window->addBar(m_bar);
    m_scene->show({1200, 800});
}

void StandbyBarTest::isAwayWhileNobodyHasToDecide_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("it starts") << int(Phase::Starting);
    QTest::newRow("it asks") << int(Phase::Asking);
    QTest::newRow("it serves") << int(Phase::Serving);
    QTest::newRow("it stands by") << int(Phase::Following);
}

void StandbyBarTest::isAwayWhileNobodyHasToDecide()
{
    QFETCH(const int, phase);
    m_office.be(Phase(phase));
    QVERIFY(!m_bar->isVisible());
}

void StandbyBarTest::offersTheDeskWhenTheHostIsGone()
{
    beGone(20);
    QVERIFY(m_bar->isVisible());
    QVERIFY(m_bar->accessibleName().startsWith(u"The host has been away for 20 s. Take over?"_s));
    QCOMPARE(button(u"standbyYes"_s)->text(), u"Take over"_s);
    QTRY_VERIFY(m_bar->rect().contains(button(u"standbyYes"_s)->geometry())); // nothing is cut
    button(u"standbyYes"_s)->click();
    QCOMPARE(m_office.asked, QStringList{u"take over"_s});
    QVERIFY(!m_bar->isVisible());
}

void StandbyBarTest::asksAHostThatSteppedAside()
{
    m_office.be(Phase::Aside);
    QVERIFY(m_bar->isVisible());
    QCOMPARE(button(u"standbyYes"_s)->text(), u"Go on alone"_s);
    button(u"standbyYes"_s)->click();
    QCOMPARE(m_office.asked, QStringList{u"go on"_s});
}

void StandbyBarTest::asksAHostThatGetsNoAnswerAtItsStart()
{
    auto state = m_office.state();
    state.phase = Phase::Asking;
    state.silentSeconds = 2;
    m_office.be(state);
    QVERIFY(!m_bar->isVisible()); // it is only starting
    state.silentSeconds = 10;
    m_office.be(state);
    QVERIFY(m_bar->isVisible());
    button(u"standbyYes"_s)->click();
    QCOMPARE(m_office.asked, QStringList{u"go on"_s});
}

void StandbyBarTest::comesBackForANewReasonAlone()
{
    beGone(20);
    button(u"standbyLater"_s)->click();
    QVERIFY(m_office.asked.isEmpty());
    QVERIFY(!m_bar->isVisible());
    beGone(21);
    QVERIFY(!m_bar->isVisible());
    m_office.be(Phase::Following);
    beGone(20);
    QVERIFY(m_bar->isVisible());
}

void StandbyBarTest::asksAgainWhatWasPutOff_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("the host is gone") << int(Phase::Offering);
    QTest::newRow("the host has stepped aside") << int(Phase::Aside);
    QTest::newRow("the host asks at its start") << int(Phase::Asking);
}

//! Where the other one stays away, nobody would ever serve.
void StandbyBarTest::asksAgainWhatWasPutOff()
{
    QFETCH(const int, phase);
    beGone(20, Phase(phase));
    button(u"standbyLater"_s)->click();
    beGone(79, Phase(phase));
    QVERIFY(!m_bar->isVisible());
    beGone(80, Phase(phase));
    QVERIFY(m_bar->isVisible());
}

//! The Enter that was meant for it would send what is written there.
void StandbyBarTest::passesItsKeyboardToNoCustomer()
{
    m_scene->bringToAgent(u"robin"_s, u"Robin"_s);
    beGone(20);
    button(u"standbyYes"_s)->setFocus();
    QVERIFY(button(u"standbyYes"_s)->hasFocus());
    m_office.be(Phase::Following);
    QCOMPARE(m_scene->window->focusWidget(), m_scene->window.get());
}

void StandbyBarTest::goesWhenTheHostIsBack()
{
    beGone(20);
    m_office.be(Phase::Following);
    QVERIFY(!m_bar->isVisible());
}

void StandbyBarTest::isReachedByKeysAndRead()
{
    beGone(20);
    QCOMPARE(accessTroubles(*m_scene->window), QStringList());
    QCOMPARE(mouseOnly(*m_scene->window), QStringList());
    button(u"standbyYes"_s)->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button(u"standbyYes"_s), Qt::Key_Space);
    QCOMPARE(m_office.asked, QStringList{u"take over"_s});
}

QTEST_MAIN(StandbyBarTest)
#include "tst_standbybar.moc"
