// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "ui/console/banner.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"
#include "ui/console/livepreview.h"
#include "ui/console/queuerow.h"
#include "ui/console/transcriptview.h"
#include "ui/console/waitingcard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"8a8b5c18"_s;
const QString Karin = u"karin"_s;

} // namespace

class ConsoleTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void claimsFromTheRail();
    void takesOverFromTheBot();
    void theRailShowsTheLineAsItIs();
    void aClaimedSessionGetsAColumnAndTheKeyboard();
    void doneAndBotAreEvents();
    void endAsksForAReason();
    void keysReachColumnsAndTheNextCustomer();
    void whoWaitsIsFoundByAClockThatIsBehind();
    void columnsShrinkToThreeHundredAndThenScroll();
    void everyCustomersWordIsPlainText();
    void everyControlHasANameAndCanBeReached();
    void aSessionThatGoesTakesItsColumnAlong();
    void eachColumnHasAColourOfItsOwn();

private:
    void sayEverywhere(const QString &words);
    [[nodiscard]] Composer *composer(const QString &user) const
    {
        return m_scene->find<Composer>(u"composer-"_s + user);
    }
    void click(const QString &name)
    {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void ConsoleTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void ConsoleTest::cleanup()
{
    m_scene.reset();
}

void ConsoleTest::claimsFromTheRail()
{
    m_scene->bringToQueue(Karin, u"Karin Lund"_s, u"general"_s, u"Hej"_s);
    m_scene->link.forgetSent();
    click(u"claimButton-karin"_s);
    const auto claims = m_scene->link.sentOfType(u"claim_session"_s);
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims.first()["userId"_L1].toString(), Karin);
    QCOMPARE(claims.first()["agentId"_L1].toString(), u"anan01"_s);
    QCOMPARE(claims.first()["direction"_L1].toString(), u"internal"_s);
}

void ConsoleTest::takesOverFromTheBot()
{
    m_scene->inbound(Karin, u"start"_s);
    m_scene->inbound(Karin, u"text"_s, {{u"text"_s, u"Hej"_s}});
    QVERIFY(m_scene->find(u"waitingCard-karin"_s));
    m_scene->link.forgetSent();
    click(u"claimButton-karin"_s);
    QCOMPARE(m_scene->link.sentOfType(u"claim_session"_s).size(), 1);
}

void ConsoleTest::theRailShowsTheLineAsItIs()
{
    m_scene->fillLikeThePicture();
    auto *karin = m_scene->find<WaitingCard>(u"waitingCard-karin"_s);
    auto *visitor = m_scene->find<WaitingCard>(u"waitingCard-2f8b5c00"_s);
    QVERIFY(karin && visitor);
    QCOMPARE(karin->preview(), u"Jag glömde fråga om fakturan"_s);
    QCOMPARE(karin->text(), karin->preview());
    QVERIFY(karin->isReturned());
    QCOMPARE(karin->position(), 1);
    QCOMPARE(visitor->position(), 2);
    QVERIFY(karin->y() < visitor->y());
    QCOMPARE(m_scene->find<QueueRow>(u"queue-general"_s)->waiting(), 2);
    // Three in line, and two of his own who have written since: he looks elsewhere.
    QCOMPARE(m_scene->window->windowTitle(), u"(5) Sermo Desk"_s);
    // He sends it: the words are no longer a preview.
    m_scene->inbound(Karin, u"text"_s, {{u"text"_s, u"Jag glömde fråga om fakturan"_s}});
    QVERIFY(karin->preview().isEmpty());
    QCOMPARE(karin->text(), u"Jag glömde fråga om fakturan"_s);
}

void ConsoleTest::aClaimedSessionGetsAColumnAndTheKeyboard()
{
    m_scene->bringToQueue(Robin, u"Robin Eriksson"_s, u"general"_s, u"Jag vill ändra faktura"_s);
    click(u"claimButton-"_s + Robin);
    m_scene->acknowledgeAll();
    auto *column = m_scene->find<ChatColumn>(u"column-"_s + Robin);
    QVERIFY(column && column->isVisible());
    QVERIFY(column->isActive());
    QCOMPARE(QApplication::focusWidget(), composer(Robin));
    QVERIFY(!m_scene->find(u"waitingCard-"_s + Robin)
            || !m_scene->find(u"waitingCard-"_s + Robin)->isVisible());
    QVERIFY(m_scene->find<TranscriptView>(u"transcript-"_s + Robin)
                ->texts()
                .contains(u"Jag vill ändra faktura"_s));
    const QStringList facts = m_scene->find(u"customerPanel"_s)->property("facts").toStringList();
    QVERIFY(facts.contains(u"Name: Robin Eriksson"_s));
    QVERIFY(facts.contains(u"Customer no.: 1234567"_s));
    QVERIFY(facts.contains(u"page: /kundservice/faktura"_s));
}

void ConsoleTest::doneAndBotAreEvents()
{
    m_scene->fillLikeThePicture();
    m_scene->link.forgetSent();
    click(u"doneButton-mikael"_s);
    QCOMPARE(m_scene->link.sentOfType(u"agent_done"_s).first()["userId"_L1].toString(),
             u"mikael"_s);
    click(u"botEndsButton-mohamed"_s);
    QCOMPARE(m_scene->link.sentOfType(u"handover_to_bot"_s).first()["reason"_L1].toString(),
             u"end_session"_s);
}

void ConsoleTest::endAsksForAReason()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    click(u"endButton-"_s + Robin);
    QTRY_VERIFY(m_scene->find(u"endDialog"_s));
    QVERIFY(m_scene->link.sentOfType(u"end_session"_s).isEmpty());
    click(u"endCancelButton"_s);
    QTRY_VERIFY(!m_scene->find(u"endDialog"_s));
    QVERIFY(m_scene->link.sentOfType(u"end_session"_s).isEmpty());

    click(u"endButton-"_s + Robin);
    QTRY_VERIFY(m_scene->find(u"endDialog"_s));
    m_scene->find<QLineEdit>(u"endReason"_s)->setText(u"Agenten har lämnat chatten"_s);
    click(u"endConfirmButton"_s);
    const auto ends = m_scene->link.sentOfType(u"end_session"_s);
    QCOMPARE(ends.size(), 1);
    QCOMPARE(ends.first()["reasonText"_L1].toString(), u"Agenten har lämnat chatten"_s);
}

void ConsoleTest::keysReachColumnsAndTheNextCustomer()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->bringToAgent(u"mikael"_s, u"Mikael"_s);
    m_scene->bringToAgent(u"mohamed"_s, u"Mohamed"_s);
    QWidget *window = m_scene->window.get();
    QTest::keyClick(window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), composer(Robin));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), composer(u"mohamed"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_9, Qt::ControlModifier); // there is none
    QCOMPARE(QApplication::focusWidget(), composer(u"mohamed"_s));
    // Robin has been answered: of the other two, the next that waits for words is Mikael.
    m_scene->clock.advance(5s);
    m_scene->outbound(Robin, u"text"_s,
                      {{u"text"_s, u"Hej"_s},
                       {u"agent"_s, QJsonObject{{u"id"_s, u"anan01"_s}, {u"type"_s, u"human"_s}}}});
    m_scene->clock.advance(90s);
    m_scene->window->tick();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), composer(u"mikael"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), composer(u"mohamed"_s));

    m_scene->bringToQueue(Karin, u"Karin"_s, u"general"_s, u"Hej"_s);
    m_scene->link.forgetSent();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    const auto claims = m_scene->link.sentOfType(u"claim_session"_s);
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims.first()["userId"_L1].toString(), Karin);
}

void ConsoleTest::whoWaitsIsFoundByAClockThatIsBehind()
{
    for (const QString &user : {Robin, u"mikael"_s, u"mohamed"_s})
        m_scene->bringToAgent(user, user);
    m_scene->clock.advance(5s);
    m_scene->outbound(u"mikael"_s, u"text"_s,
                      {{u"text"_s, u"Hej"_s},
                       {u"agent"_s, QJsonObject{{u"id"_s, u"anan01"_s}, {u"type"_s, u"human"_s}}}});
    composer(Robin)->setFocus();
    m_scene->clock.setWall(m_scene->clock.now().wallMs - 180'000);
    m_scene->window->tick();
    QTest::keyClick(composer(Robin), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), composer(u"mohamed"_s)); // not Mikael, who has his answer
}

void ConsoleTest::columnsShrinkToThreeHundredAndThenScroll()
{
    m_scene->window->resize(1280, 800);
    for (int i = 0; i < 6; ++i)
        m_scene->bringToAgent(u"user-%1"_s.arg(i), u"Kund %1"_s.arg(i));
    QCoreApplication::processEvents();
    auto *board = m_scene->find<ChatBoard>(u"board"_s);
    QCOMPARE(board->columns().size(), 6);
    for (const ChatColumn *column : board->columns()) {
        QCOMPARE(column->width(), ChatColumn::MinWidth);
        const auto buttons = column->findChildren<QToolButton *>();
        for (const QToolButton *button : buttons)
            QVERIFY2(
                column->rect().contains(QRect(button->mapTo(column, QPoint()), button->size())),
                qPrintable(button->objectName()));
    }
    QVERIFY(board->widget()->width() > board->viewport()->width());
    // The one that is chosen is seen.
    QTest::keyClick(m_scene->window.get(), Qt::Key_6, Qt::ControlModifier);
    const QWidget *last = board->columns().last();
    const QRect seen(last->mapTo(board->viewport(), QPoint()), last->size());
    QVERIFY(board->viewport()->rect().contains(seen.center()));
}

//! In every place where a stranger's words are shown.
void ConsoleTest::sayEverywhere(const QString &words)
{
    m_scene->internal({}, u"queue_state"_s,
                      {{u"queueId"_s, u"general"_s}, {u"name"_s, words}, {u"waiting"_s, 1}});
    m_scene->internal(
        {}, u"agent_status"_s,
        {{u"agentId"_s, u"sara"_s}, {u"name"_s, words}, {u"status"_s, u"available"_s}});
    m_scene->bringToAgent(Robin, words);
    m_scene->bringToQueue(Karin, words, u"general"_s, words);
    m_scene->inbound(Robin, u"text"_s, {{u"text"_s, words}});
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, words}});
    m_scene->internal(Robin, u"note"_s, {{u"agentId"_s, u"sara"_s}, {u"text"_s, words}});
    m_scene->window->banner().tell(words);
    m_scene->internal(
        Robin, u"presence"_s,
        {{u"probability"_s, 0.5},
         {u"reasons"_s, QJsonArray{QJsonObject{{u"text"_s, words}, {u"weight"_s, 1}}}}});
    m_scene->offer(u"mikael"_s, words, words);
    click(u"transferButton-"_s + Robin);
    QTRY_VERIFY(m_scene->find(u"transferDialog"_s));
    m_scene->find<QDialog>(u"transferDialog"_s)->reject();
    click(u"endButton-"_s + Robin);
    QTRY_VERIFY(m_scene->find(u"endDialog"_s));
}

void ConsoleTest::everyCustomersWordIsPlainText()
{
    const QString evil = u"<b>fet</b> & <img src=x>"_s;
    sayEverywhere(evil);
    int shown = 0;
    const auto labels = m_scene->window->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        QVERIFY2(label->textFormat() == Qt::PlainText,
                 qPrintable(label->objectName() + label->text()));
        shown += label->text().contains(evil) ? 1 : 0;
    }
    QVERIFY2(shown >= 6, qPrintable(QString::number(shown)));
    const auto widgets = m_scene->window->findChildren<QWidget *>();
    for (const QWidget *widget : widgets)
        QVERIFY2(!Qt::mightBeRichText(widget->toolTip()), qPrintable(widget->toolTip()));
    const auto actions = m_scene->window->findChildren<QAction *>();
    for (const QAction *action : actions) {
        if (action->text().contains(u"fet"_s))
            QVERIFY2(action->text().contains(u"&&"_s), qPrintable(action->text()));
    }
    const auto menus = m_scene->window->findChildren<QMenu *>();
    for (const QMenu *menu : menus)
        QVERIFY(!menu->toolTipsVisible()); // an entry's tooltip is its text, and would be rich
    composer(Robin)->setPlainText(evil);
    QCOMPARE(composer(Robin)->toPlainText(), evil);
    QCOMPARE(m_scene->find<LivePreview>(u"preview-"_s + Robin)->text(), evil);
}

void ConsoleTest::everyControlHasANameAndCanBeReached()
{
    m_scene->fillLikeThePicture();
    const auto buttons = m_scene->window->findChildren<QAbstractButton *>();
    QVERIFY(buttons.size() > 15);
    for (const QAbstractButton *button : buttons) {
        if (button->objectName() == "newBelow"_L1 || button->objectName().startsWith("qt_"_L1))
            continue; // a shortcut for the pointer: End does the same
        if (qobject_cast<QAbstractItemView *>(button->parent()))
            continue; // Qt's own, in a table's corner that is not there
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                 qPrintable(button->objectName()));
        QVERIFY2(button->focusPolicy() & Qt::TabFocus,
                 qPrintable(button->objectName() + button->text()));
    }
    for (const char *name :
         {"composer-mikael", "transcript-mikael", "preview-mikael", "column-mikael"})
        QVERIFY2(m_scene->find(QString::fromLatin1(name))->accessibleName().contains(u"Mikael"_s),
                 name);
    QCOMPARE(m_scene->find(u"claimButton-karin"_s)->accessibleName(), u"Claim Karin Lund"_s);
}

void ConsoleTest::aSessionThatGoesTakesItsColumnAlong()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->bringToAgent(Karin, u"Karin"_s);
    QVERIFY(!m_scene->find(u"welcome"_s)->isVisible());
    m_scene->outbound(Robin, u"end_session"_s, {{u"reasonText"_s, u"Klart"_s}});
    QTRY_VERIFY(!m_scene->find(u"column-"_s + Robin));
    QVERIFY(!m_scene->find<ChatBoard>(u"board"_s)->active()); // until the agent chooses
    QVERIFY(m_scene->find(u"customerNobody"_s)->isVisible()); // and no column changes its width
    m_scene->outbound(Karin, u"end_session"_s);
    QTRY_VERIFY(!m_scene->find(u"column-"_s + Karin));
    QVERIFY(m_scene->find(u"welcome"_s)->isVisible());
    QVERIFY(!m_scene->find(u"customerPanel"_s)->isVisible());
    QCOMPARE(m_scene->find<QLabel>(u"demoAddress"_s)->text(), u"http://127.0.0.1:8080/"_s);
}

void ConsoleTest::eachColumnHasAColourOfItsOwn()
{
    QSet<int> colours;
    for (int i = 0; i < 6; ++i) {
        m_scene->bringToAgent(u"user-%1"_s.arg(i), {});
        colours += m_scene->find<ChatColumn>(u"column-user-%1"_s.arg(i))->colour();
    }
    QCOMPARE(colours.size(), 6);
    const int freed = m_scene->find<ChatColumn>(u"column-user-2"_s)->colour();
    m_scene->internal(u"user-2"_s, u"agent_done"_s);
    m_scene->bringToAgent(u"user-7"_s, {});
    QCOMPARE(m_scene->find<ChatColumn>(u"column-user-7"_s)->colour(), freed);
}

QTEST_MAIN(ConsoleTest)
#include "tst_console.moc"
