// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that are given and lent, as the agent concerned sees it.
#include "tests/console/givingcase.h"
#include "ui/console/chatboard.h"
#include "ui/console/transcriptview.h"

#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using namespace sermo::test;

class GivingTest : public GivingCase
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { m_scene.reset(); }
    void whatIsGivenOpensItsColumnAndSaysWhy();
    void whatIsGivenToAnIdleAgentIsReadyToBeAnswered();
    void whatIsGivenTakesNoFocus();
    void anAgentWhoIsAwayIsToldSo();
    void theRingAndThePanelSayWhy();
    void theBotAsksFromThePanel();
    void theLoadIsTheSumUnderItsBound();
    void whatTheBotHasCanBeTakenBack();
    void whoSpeaksWhileTheBotHasItTakesItBack();
    void noBotIsSaidSo();
    void theLogOfAllocationsIsAViewOfItsOwn();
};

void GivingTest::whatIsGivenOpensItsColumnAndSaysWhy()
{
    give(Robin, u"Robin"_s);
    QVERIFY(column(Robin) && column(Robin)->isVisible());
    m_scene->internal(Robin, u"allocation"_s,
                      {{u"agentId"_s, Me},
                       {u"sum"_s, 1.06},
                       {u"bound"_s, 2.0},
                       {u"reason"_s, u"least_loaded"_s},
                       {u"candidates"_s, QJsonArray()}});
    const QStringList lines = m_scene->find<TranscriptView>(u"transcript-"_s + Robin)->texts();
    QCOMPARE(lines.filter(u"Given to"_s).size(), 1);
    QVERIFY2(lines.filter(u"least loaded: 1.06 of at most 2.00"_s).size() == 1,
             qPrintable(lines.join(u'|')));
}

void GivingTest::whatIsGivenToAnIdleAgentIsReadyToBeAnswered()
{
    give(Robin, u"Robin"_s);
    QCOMPARE(QApplication::focusWidget(), composer(Robin));
    QVERIFY(!column(Robin)->isNew());
}

void GivingTest::whatIsGivenTakesNoFocus()
{
    give(Robin, u"Robin"_s);
    give(Karin, u"Karin"_s); // not a word is written, yet he is reading
    QCOMPARE(QApplication::focusWidget(), composer(Robin));
    QVERIFY(column(Karin)->isNew());
    QVERIFY(m_scene->find(u"columnNew"_s));
    QCOMPARE(m_scene->find<ChatBoard>(u"board"_s)->active(), column(Robin));
    QTest::keyClick(m_scene->window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!column(Karin)->isNew()); // looked at

    // Nor from a dialog, though no column has the keyboard.
    m_scene->internal(Karin, u"agent_done"_s);
    QTRY_VERIFY(!column(Karin));
    click(u"endButton-"_s + Robin);
    auto *reason = m_scene->find<QLineEdit>(u"endReason"_s);
    QVERIFY(reason && QTest::qWaitForWindowActive(reason->window()));
    const QWidget *focus = QApplication::focusWidget();
    give(u"mikael"_s, u"Mikael"_s);
    QCOMPARE(QApplication::focusWidget(), focus);
    QVERIFY(column(u"mikael"_s)->isNew());
}

void GivingTest::anAgentWhoIsAwayIsToldSo()
{
    QVERIFY(!m_scene->find(u"comeBackButton"_s)->isVisible());
    m_scene->controller->setStatus(model::ConsoleController::Status::Away);
    QCOMPARE(m_scene->find<QLabel>(u"welcomeTitle"_s)->text(), u"You are not available"_s);
    click(u"comeBackButton"_s);
    QCOMPARE(m_scene->controller->status(), model::ConsoleController::Status::Available);
    QCOMPARE(m_scene->link.sentOfType(u"agent_status"_s).last()["status"_L1].toString(),
             u"available"_s);
    QVERIFY(!m_scene->find(u"comeBackButton"_s)->isVisible());
}

void GivingTest::theRingAndThePanelSayWhy()
{
    give(Robin, u"Robin"_s);
    const QWidget *panel = m_scene->find(u"stillThere"_s);
    QVERIFY(!panel->isVisible()); // nobody knows yet
    presence(Robin, 0.42,
             {QJsonObject{{u"text"_s, u"silent for 95 s after your last answer"_s},
                          {u"reason"_s, u"silence"_s},
                          {u"state"_s, u"S1"_s},
                          {u"seconds"_s, 95},
                          {u"weight"_s, -1.24}},
              QJsonObject{
                  {u"text"_s, u"message read"_s}, {u"reason"_s, u"read"_s}, {u"weight"_s, 0.8}}});
    const QWidget &ring = *column(Robin)->findChild<QWidget *>(u"presenceRing"_s);
    QVERIFY(ring.isVisible());
    QCOMPARE(ring.accessibleName(), u"Still there: 42 percent"_s);
    QCOMPARE(ring.toolTip(),
             u"Still there: 42 percent\n"
             "−1.2  Silent for 1:35 after your answer\n"
             "+0.8  Has read your last message"_s);
    QVERIFY(panel->isVisible());
    QCOMPARE(panel->property("reasons").toStringList(),
             (QStringList{u"Silent for 1:35 after your answer −1.2"_s,
                          u"Has read your last message +0.8"_s}));
    QCOMPARE(m_scene->find<QLabel>(u"stillThereProbability"_s)->text(), u"0.42"_s);
}

void GivingTest::theBotAsksFromThePanel()
{
    give(Robin, u"Robin"_s);
    presence(Robin, 0.42);
    click(u"askPresentButton"_s);
    QCOMPARE(sent(u"handover_to_bot"_s)["reason"_L1].toString(), u"confirm_present"_s);
}

void GivingTest::theLoadIsTheSumUnderItsBound()
{
    QVERIFY(!m_scene->find(u"loadBar"_s)->isVisible());
    for (const QString &user : {Robin, Karin, u"mikael"_s})
        give(user, user);
    QCOMPARE(load(), u"3 open"_s); // nobody knows yet who is there
    presence(Robin, 0.66);
    presence(Karin, 0.66);
    QCOMPARE(load(), u"3 open"_s);
    presence(u"mikael"_s, 0.67);
    QCOMPARE(load(), u"3.00 / 2.00"_s); // just given: each counts in full, as for the allocator
    m_scene->clock.advance(15s);
    m_scene->window->tick();
    QCOMPARE(load(), u"1.99 / 2.00"_s);
    m_scene->internal(
        Karin, u"allocation"_s,
        {{u"agentId"_s, Me}, {u"sum"_s, 1}, {u"bound"_s, 1.5}, {u"reason"_s, u"x"_s}});
    QCOMPARE(load(), u"1.99 / 1.50"_s); // a bound of his own
    QVERIFY(m_scene->find(u"loadBar"_s)->toolTip().contains(u"no more until"_s));
    m_scene->internal(Karin, u"agent_done"_s);
    QCOMPARE(load(), u"1.33 / 1.50"_s);
}

void GivingTest::whatTheBotHasCanBeTakenBack()
{
    give(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    click(u"botEndsButton-"_s + Robin);
    QCOMPARE(sent(u"handover_to_bot"_s)["reason"_L1].toString(), u"end_session"_s);
    m_scene->acknowledgeAll();
    QCOMPARE(notice(Robin), u"The bot speaks to the customer in your name."_s);
    QVERIFY(!m_scene->find(u"botEndsButton-"_s + Robin)->isEnabled());
    click(u"noticeButton-"_s + Robin);
    QCOMPARE(sent(u"claim_session"_s)["agentId"_L1].toString(), Me);
    m_scene->acknowledgeAll();
    QVERIFY(notice(Robin).isEmpty());
    QVERIFY(m_scene->find(u"botEndsButton-"_s + Robin)->isEnabled());
}

void GivingTest::whoSpeaksWhileTheBotHasItTakesItBack()
{
    give(Robin, u"Robin"_s);
    m_scene->internal(Robin, u"handover_to_bot"_s,
                      {{u"agentId"_s, Me}, {u"reason"_s, u"end_session"_s}});
    m_scene->link.forgetSent();
    QTest::keyClicks(composer(Robin), u"En sak till"_s);
    QTest::keyClick(composer(Robin), Qt::Key_Return);
    QStringList types;
    for (const QByteArray &frame : m_scene->link.sent()) {
        const QString type = QJsonDocument::fromJson(frame).object()["type"_L1].toString();
        if (type == "claim_session"_L1 || type == "text"_L1)
            types += type;
    }
    QCOMPARE(types, (QStringList{u"claim_session"_s, u"text"_s}));
}

void GivingTest::noBotIsSaidSo()
{
    give(Robin, u"Robin"_s);
    click(u"botEndsButton-"_s + Robin);
    const QJsonObject asked = sent(u"handover_to_bot"_s);
    m_scene->link.deliver(
        {compose(event::Error{u"wrong_state"_s, u"no"_s, EventId(asked["id"_L1].toString())})});
    QCOMPARE(m_scene->window->findChild<QLabel *>(u"banner"_s)->text(), u"No bot is available"_s);
}

void GivingTest::theLogOfAllocationsIsAViewOfItsOwn()
{
    give(Robin, u"Robin"_s);
    click(u"allocationTab"_s);
    const auto *table = m_scene->find<QTableView>(u"allocationTable"_s);
    QVERIFY(!table->isVisible()); // nothing to tell yet, in words
    QVERIFY(!m_scene->find(u"board"_s)->isVisible());
    m_scene->internal(
        Robin, u"allocation"_s,
        {{u"agentId"_s, Me},
         {u"sum"_s, 1.06},
         {u"bound"_s, 2.0},
         {u"reason"_s, u"least_loaded"_s},
         {u"candidates"_s,
          QJsonArray{QJsonObject{{u"agentId"_s, u"sara"_s}, {u"sum"_s, 1.5}, {u"open"_s, 2}}}}});
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->index(0, 4).data().toString(), u"Sara Nyström 1.50, 2 open"_s);
    click(u"consoleTab"_s);
    QVERIFY(column(Robin)->isVisible());
}

QTEST_MAIN(GivingTest)
#include "tst_giving.moc"
