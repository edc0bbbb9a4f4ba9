// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that are offered, given, handed on and lent, as the agents concerned see it.
#include "tests/console/deskscene.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTableView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"8a8b5c18"_s;
const QString Karin = u"karin"_s;
const QString Me = u"anan01"_s;

} // namespace

class GivingTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void anOfferCannotBeOverlooked();
    void anOfferTakesNoWordFromWhoIsWriting();
    void acceptingClaims_data();
    void acceptingClaims();
    void decliningTellsTheColleague();
    void anOfferLapsesByItself();
    void transfersWithANoteToWhomeverWasFound_data();
    void transfersWithANoteToWhomeverWasFound();
    void theListOfTargetsStaysTrue();
    void whatIsSaidOfAChoiceCoversNothing();
    void theSenderSeesWhatBecomesOfHisOffer();
    void theSenderTakesHisOfferBack();
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

private:
    [[nodiscard]] Composer *composer(const QString &user) const
    {
        return m_scene->find<Composer>(u"composer-"_s + user);
    }
    [[nodiscard]] ChatColumn *column(const QString &user) const
    {
        return m_scene->find<ChatColumn>(u"column-"_s + user);
    }
    [[nodiscard]] QString notice(const QString &user) const
    {
        const QWidget *shown = m_scene->find(u"notice-"_s + user);
        return shown && shown->isVisible() ? shown->property("text").toString() : QString();
    }
    [[nodiscard]] QString load() const
    {
        return m_scene->find(u"loadBar"_s)->property("text").toString();
    }
    void give(const QString &user, const QString &name) const
    {
        m_scene->bringToQueue(user, name, u"general"_s, u"Hej"_s);
        m_scene->internal(user, u"claim_session"_s,
                          {{u"agentId"_s, Me}, {u"reason"_s, u"allocated"_s}});
    }
    void presence(const QString &user, double probability, const QJsonArray &reasons = {}) const
    {
        m_scene->internal(user, u"presence"_s,
                          {{u"probability"_s, probability}, {u"reasons"_s, reasons}});
    }
    void pass(std::chrono::milliseconds time) const
    {
        m_scene->clock.advance(time);
        m_scene->window->tick();
    }
    void click(const QString &name) const
    {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] QJsonObject sent(const QString &type) const
    {
        const auto all = m_scene->link.sentOfType(type);
        return all.size() == 1 ? all.first() : QJsonObject();
    }

    std::unique_ptr<DeskScene> m_scene;
};

void GivingTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->internal(
        {}, u"agent_status"_s,
        {{u"agentId"_s, u"sara"_s}, {u"status"_s, u"available"_s}, {u"name"_s, u"Sara Nyström"_s}});
    m_scene->internal({}, u"queue_state"_s,
                      {{u"queueId"_s, u"technical"_s},
                       {u"name"_s, u"Teknisk support"_s},
                       {u"waiting"_s, 0},
                       {u"longestWaitSeconds"_s, 0}});
    m_scene->link.forgetSent();
}

void GivingTest::anOfferCannotBeOverlooked()
{
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    m_scene->offer(Karin, u"Karin Lund"_s, u"vet allt om routrar"_s);
    const QWidget *card = m_scene->find(u"offer-karin"_s);
    QVERIFY(card && card->isVisible());
    QCOMPARE(card->property("text").toString(),
             u"Sara Nyström offers you Karin Lund\n"
             "“vet allt om routrar” · general · last words: Hej"_s);
    QCOMPARE(card->property("seconds").toInt(), 30);
    pass(7s);
    QCOMPARE(card->property("seconds").toInt(), 23);
    QVERIFY(card->width() > m_scene->window->width() - 10); // over everything
    QCOMPARE(m_scene->find(u"acceptButton-karin"_s)->accessibleName(), u"Accept Karin Lund"_s);
}

void GivingTest::anOfferTakesNoWordFromWhoIsWriting()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    composer(Robin)->setFocus();
    QTest::keyClicks(composer(Robin), u"Hej R"_s);
    m_scene->offer(Karin, u"Karin"_s, {});
    QTest::keyClicks(QApplication::focusWidget(), u"obin"_s);
    QCOMPARE(composer(Robin)->toPlainText(), u"Hej Robin"_s);
}

void GivingTest::acceptingClaims_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("with the button") << false;
    QTest::newRow("with Ctrl+Shift+A") << true;
}

void GivingTest::acceptingClaims()
{
    QFETCH(const bool, byKey);
    m_scene->offer(Karin, u"Karin"_s, {});
    if (byKey)
        QTest::keyClick(m_scene->window.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    else
        click(u"acceptButton-karin"_s);
    QCOMPARE(sent(u"claim_session"_s)["userId"_L1].toString(), Karin);
    QCOMPARE(sent(u"claim_session"_s)["agentId"_L1].toString(), Me);
    m_scene->acknowledgeAll();
    QVERIFY(column(Karin) && column(Karin)->isActive()); // asked for: it has the keyboard
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
}

void GivingTest::decliningTellsTheColleague()
{
    m_scene->offer(Karin, u"Karin"_s, {});
    click(u"declineButton-karin"_s);
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    const QJsonObject note = sent(u"note"_s);
    QCOMPARE(note["answer"_L1].toString(), u"declined"_s);
    QCOMPARE(note["userId"_L1].toString(), Karin);
    QVERIFY(m_scene->link.sentOfType(u"claim_session"_s).isEmpty());
    m_scene->acknowledgeAll();
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
}

void GivingTest::anOfferLapsesByItself()
{
    m_scene->offer(Karin, u"Karin"_s, {});
    pass(29s);
    QVERIFY(m_scene->find(u"offerStrip"_s)->isVisible());
    pass(1s);
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    QVERIFY(m_scene->link.sentOfType(u"note"_s).isEmpty());
}

void GivingTest::transfersWithANoteToWhomeverWasFound_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::newRow("to a colleague")
        << u"sar"_s << u"handover_to_agent"_s << u"agentId"_s << u"sara"_s;
    QTest::newRow("to a queue") << u"tek"_s << u"handover_to_queue"_s << u"queueId"_s
                                << u"technical"_s;
}

void GivingTest::transfersWithANoteToWhomeverWasFound()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, type);
    QFETCH(const QString, member);
    QFETCH(const QString, value);
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    click(u"transferButton-"_s + Robin);
    auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list && QTest::qWaitForWindowActive(list->window()));
    QVERIFY(!m_scene->find(u"transferConfirmButton"_s)->isEnabled()); // nobody is chosen yet
    QTest::keyClicks(list, typed);
    m_scene->find<QLineEdit>(u"transferNote"_s)->setText(u"  gäller fakturan "_s);
    QTest::keyClick(list, Qt::Key_Return); // once, though list and button both hear it
    QCOMPARE(sent(type)[member].toString(), value);
    QCOMPARE(sent(type)["note"_L1].toString(), u"gäller fakturan"_s);
    QTRY_VERIFY(!m_scene->find(u"transferDialog"_s));
}

void GivingTest::theListOfTargetsStaysTrue()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->bringToQueue(Karin, u"Karin"_s, u"general"_s, u"Hej"_s);
    m_scene->internal(Karin, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    click(u"transferButton-"_s + Robin);
    const auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list);
    const auto last = [list] {
        const QAbstractItemModel *model = list->model();
        return model->index(model->rowCount() - 1, 0).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(last(), u"Sara Nyström, available, 1 open"_s);
    m_scene->clock.advance(15s); // he was not only just given
    presence(Karin, 0.93);
    QCOMPARE(last(), u"Sara Nyström, available, 1 open, load 0.93 of 2.00"_s);
    m_scene->internal({}, u"agent_status"_s, {{u"agentId"_s, u"sara"_s}, {u"status"_s, u"away"_s}});
    QVERIFY(last().startsWith(u"Sara Nyström, away"_s));
}

void GivingTest::whatIsSaidOfAChoiceCoversNothing()
{
    const QString name = u"Maria Margareta Lagerlöf von Essen"_s;
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"m"_s}, {u"status"_s, u"available"_s}, {u"name"_s, name}});
    m_scene->bringToAgent(Robin, u"Robin"_s);
    click(u"transferButton-"_s + Robin);
    auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list && QTest::qWaitForWindowActive(list->window()));
    QTest::keyClicks(list, u"m"_s);
    QCoreApplication::processEvents(); // it is said, and room is made for it
    const QWidget *note = m_scene->find(u"transferNote"_s);
    QList<QRect> parts;
    for (const QObject *child : list->window()->children()) {
        const auto *part = qobject_cast<const QWidget *>(child);
        if (part && part->isVisible())
            parts += part->geometry();
    }
    QVERIFY(parts.contains(note->geometry()));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(!parts.at(i).intersects(parts.at(j)));
    }
}

void GivingTest::theSenderSeesWhatBecomesOfHisOffer()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    const auto offer = [this] {
        m_scene->internal(Robin, u"handover_to_agent"_s, {{u"agentId"_s, u"sara"_s}});
    };
    offer();
    QCOMPARE(notice(Robin), u"Offered to Sara Nyström: 30 seconds to answer"_s);
    pass(9s);
    QCOMPARE(notice(Robin), u"Offered to Sara Nyström: 21 seconds to answer"_s);
    m_scene->internal(
        Robin, u"note"_s,
        {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"nej"_s}, {u"answer"_s, u"declined"_s}});
    QCOMPARE(notice(Robin), u"Sara Nyström declined. The customer is still yours."_s);
    click(u"noticeButton-"_s + Robin);
    QVERIFY(notice(Robin).isEmpty());

    offer();
    pass(30s);
    QCOMPARE(notice(Robin), u"Sara Nyström did not answer. The customer is still yours."_s);
    offer();
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    QTRY_VERIFY(!column(Robin));
    QCOMPARE(m_scene->window->findChild<QLabel *>(u"banner"_s)->text(),
             u"Sara Nyström has taken Robin"_s);
}

void GivingTest::theSenderTakesHisOfferBack()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->internal(Robin, u"handover_to_agent"_s, {{u"agentId"_s, u"sara"_s}});
    m_scene->link.forgetSent();
    click(u"noticeButton-"_s + Robin);
    QCOMPARE(sent(u"handover_to_agent"_s)["agentId"_L1].toString(), Me);
}

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
