// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transcriptview.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::model::TranscriptItem;
using sermo::model::TranscriptModel;
using Kind = TranscriptItem::Kind;

class TranscriptViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aShortConversationStandsAtTheFoot();
    void staysAtTheEndWhileMessagesCome();
    void staysWhereTheAgentReadsAndTellsOfNewOnes();
    void thePillLeadsToTheEnd();
    void whatIsReadDoesNotMoveWhileHeightsAreWorkedOut();
    void anotherWidthKeepsTheEnd();
    void theArrowsChooseAndCopyTakesTheWords();
    void markedWordsAreCopiedAlone();
    void aFailedMessageLeavesTheOthersWhereTheyAre();
    void whatIsRemovedTakesNoOtherNumbersAlong();
    void aSearchMarksItsLettersInANote();
    void assistiveTechnologyReadsEveryRow();
    void emptyingTheModelEmptiesTheView();
    void tenThousandMessagesOpenWithoutLayingAllOut();

private:
    void add(int count, Kind kind = Kind::Customer);
    void pend(const QString &id); //!< a message of ours, on its way
    [[nodiscard]] QPushButton *pill() const
    {
        return m_view->findChild<QPushButton *>(u"newBelow"_s);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
    Seq m_seq = 0;
};

void TranscriptViewTest::init()
{
    m_seq = 0;
    m_theme = std::make_unique<Theme>();
    m_theme->setMode(Theme::Mode::Light);
    m_theme->install();
    m_model = std::make_unique<TranscriptModel>();
    m_view = std::make_unique<TranscriptView>(*m_theme);
    m_view->setModel(m_model.get());
    m_view->resize(300, 400);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TranscriptViewTest::cleanup()
{
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void TranscriptViewTest::add(int count, Kind kind)
{
    QList<TranscriptItem> items;
    for (int i = 0; i < count; ++i) {
        TranscriptItem item;
        item.kind = kind;
        item.seq = ++m_seq;
        item.text
            = u"Meddelande %1 "_s.arg(m_seq) + u"med några ord till "_s.repeated(int(m_seq % 7));
        item.atMs = 1772462497000 + qint64(m_seq) * 600'000;
        items += item;
    }
    m_model->addStored(items);
}

void TranscriptViewTest::pend(const QString &id)
{
    TranscriptItem item;
    item.kind = Kind::Agent;
    item.id = EventId(id);
    item.text = id + u" med några ord till"_s;
    item.atMs = 1772462497000 + qint64(m_seq + 1) * 600'000;
    item.delivery = TranscriptItem::Delivery::Sending;
    m_model->addPending(item);
}

void TranscriptViewTest::aShortConversationStandsAtTheFoot()
{
    add(1);
    const QRect row = m_view->rowRect(0);
    QCOMPARE(row.bottom(), m_view->viewport()->rect().bottom());
    QVERIFY(m_view->isAtEnd());
}

void TranscriptViewTest::staysAtTheEndWhileMessagesCome()
{
    for (int i = 0; i < 60; ++i) {
        add(1);
        QVERIFY(m_view->isAtEnd());
        QCOMPARE(m_view->rowRect(m_model->rowCount() - 1).bottom(),
                 m_view->viewport()->rect().bottom());
    }
    QVERIFY(m_view->verticalScrollBar()->maximum() > 400);
    QVERIFY(!pill()->isVisible());
}

void TranscriptViewTest::staysWhereTheAgentReadsAndTellsOfNewOnes()
{
    add(60);
    m_view->verticalScrollBar()->setValue(500);
    const QStringList before = m_view->visibleTexts();
    add(2);
    QCOMPARE(m_view->verticalScrollBar()->value(), 500);
    QCOMPARE(m_view->visibleTexts(), before);
    QVERIFY(pill()->isVisible());
    QVERIFY(pill()->text().startsWith(u'2'));
    add(1);
    QVERIFY(pill()->text().startsWith(u'3'));
}

void TranscriptViewTest::thePillLeadsToTheEnd()
{
    add(60);
    m_view->verticalScrollBar()->setValue(0);
    add(1);
    QTest::mouseClick(pill(), Qt::LeftButton);
    QVERIFY(m_view->isAtEnd());
    QVERIFY(!pill()->isVisible());
    QVERIFY(m_view->visibleTexts().last().startsWith(u"Meddelande 61"_s));
}

void TranscriptViewTest::whatIsReadDoesNotMoveWhileHeightsAreWorkedOut()
{
    add(2000);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
    (void)m_view->grab(); // the rows that are seen are worked out
    const QString first = m_view->visibleTexts().first();
    const int row = m_view->texts().indexOf(first);
    const int top = m_view->rowRect(row).top();
    // In idle moments all the others are, those above among them.
    for (int i = 0; i < 60; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(m_view->rowRect(row).top(), top);
    QCOMPARE(m_view->visibleTexts().first(), first);
}

void TranscriptViewTest::anotherWidthKeepsTheEnd()
{
    add(100);
    m_view->resize(520, 400);
    QTRY_COMPARE(m_view->viewport()->width(), 520);
    QVERIFY(m_view->isAtEnd());
    QVERIFY(m_view->visibleTexts().last().startsWith(u"Meddelande 100"_s));
    QCOMPARE(m_view->rowRect(99).bottom(), m_view->viewport()->rect().bottom());
}

void TranscriptViewTest::theArrowsChooseAndCopyTakesTheWords()
{
    add(3);
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentRow(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), m_model->item(1).text);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->currentRow(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentRow(), 0);
}

void TranscriptViewTest::markedWordsAreCopiedAlone()
{
    TranscriptItem item;
    item.kind = Kind::Customer;
    item.seq = 1;
    item.text = u"faktura 70557076"_s;
    m_model->addStored({item});
    Theme theme;
    const BubbleLayout l = layoutBubble(item, {.endsGroup = true, .isFirst = true},
                                        m_view->viewport()->width(), bubbleStyle(theme, 0, {}));
    const QPoint corner = m_view->rowRect(0).topLeft() + l.text.topLeft();
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, corner + QPoint(10, 8));
    QCOMPARE(m_view->selectedText(), u"faktura"_s);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, corner + QPoint(0, 8));
    QTest::mouseMove(m_view->viewport(), corner + QPoint(l.text.width() + 20, 8));
    QTRY_COMPARE(m_view->selectedText(), item.text);
}

void TranscriptViewTest::aFailedMessageLeavesTheOthersWhereTheyAre()
{
    add(60);
    pend(u"failed"_s);
    m_model->setDelivery(EventId(u"failed"_s), TranscriptItem::Delivery::Failed, u"no"_s);
    pend(u"later"_s);
    (void)m_view->grab();
    m_view->verticalScrollBar()->setValue(500);
    m_view->mark(20, 0, 10);
    const int before = m_view->verticalScrollBar()->value();
    m_model->settle(EventId(u"later"_s), ++m_seq); // goes before the failed one
    add(1);
    QVERIFY(!m_view->isAtEnd());
    QCOMPARE(m_view->verticalScrollBar()->value(), before);
    QCOMPARE(m_view->selectedText(), u"Meddelande"_s);
    QCOMPARE(m_view->currentRow(), 20);
    QVERIFY(m_view->texts().last().startsWith(u"failed"_s));
    // Each row is as high as what is in it now.
    m_view->scrollToEnd();
    while (m_view->isWorking())
        QCoreApplication::processEvents();
    int y = m_view->rowRect(60).top();
    for (int row = 60; row < m_model->rowCount(); ++row) {
        const BubbleLayout own
            = layoutBubble(m_model->item(row), {.endsGroup = true, .isFirst = false},
                           m_view->viewport()->width(), bubbleStyle(*m_theme, 0, {}));
        QCOMPARE(m_view->rowRect(row).height(), own.height);
        QCOMPARE(m_view->rowRect(row).top(), y);
        y += own.height;
    }
}

void TranscriptViewTest::whatIsRemovedTakesNoOtherNumbersAlong()
{
    add(60);
    pend(u"failed"_s);
    m_model->setDelivery(EventId(u"failed"_s), TranscriptItem::Delivery::Failed, u"no"_s);
    m_view->mark(20, 0, 10);
    m_model->discardPending(EventId(u"failed"_s));
    QCOMPARE(m_view->selectedText(), u"Meddelande"_s);
    pend(u"marked"_s);
    m_view->mark(60, 0, 6);
    m_model->discardPending(EventId(u"marked"_s));
    QVERIFY(m_view->selectedText().isEmpty());
    QCOMPARE(m_view->currentRow(), -1);
}

void TranscriptViewTest::aSearchMarksItsLettersInANote()
{
    TranscriptItem item;
    item.kind = Kind::Note;
    item.seq = 1;
    item.speaker = u"Sara"_s;
    item.text = u"har flyttat"_s;
    m_model->addStored({item});
    m_view->mark(0, 4, 7);
    QCOMPARE(m_view->selectedText(), u"flyttat"_s);
    const BubbleLayout l = layoutBubble(item, {.endsGroup = true, .isFirst = true},
                                        m_view->viewport()->width(), bubbleStyle(*m_theme, 0, {}));
    const QString before = u"Note by Sara · har "_s; // what stands before it in the line
    const QRect letters = m_view->lettersRect(0, 4, 7);
    const QFontMetricsF metrics(bubbleStyle(*m_theme, 0, {}).small);
    const int from = m_view->rowRect(0).left() + l.text.left();
    QVERIFY(qAbs(letters.left() - from - metrics.horizontalAdvance(before)) <= 2);
    QVERIFY(qAbs(letters.width() - metrics.horizontalAdvance(u"flyttat"_s)) <= 2);
}

void TranscriptViewTest::assistiveTechnologyReadsEveryRow()
{
    add(2);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 2);
    QAccessibleInterface *second = list->child(1);
    QVERIFY(second && second->isValid());
    QCOMPARE(second->role(), QAccessible::ListItem);
    QVERIFY(second->text(QAccessible::Name).contains(u"Meddelande 2"_s));
    QVERIFY(second->text(QAccessible::Name).contains(u"Customer"_s));
    QCOMPARE(list->indexOfChild(second), 1);
    QCOMPARE(second->parent(), list);
    QVERIFY(list->child(2) == nullptr);
}

void TranscriptViewTest::emptyingTheModelEmptiesTheView()
{
    add(60);
    m_model->clear();
    QVERIFY(m_view->visibleTexts().isEmpty());
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    (void)m_view->grab();
    m_view->setModel(nullptr);
    (void)m_view->grab();
}

void TranscriptViewTest::tenThousandMessagesOpenWithoutLayingAllOut()
{
    add(10'000);
    QVERIFY(m_view->isAtEnd());
    QVERIFY(m_view->visibleTexts().size() < 20);
    QVERIFY(m_view->visibleTexts().last().startsWith(u"Meddelande 10000"_s));
}

QTEST_MAIN(TranscriptViewTest)
#include "tst_transcriptview.moc"
