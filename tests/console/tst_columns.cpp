// SPDX-License-Identifier: GPL-3.0-or-later
// Where the columns stand and how wide they are: as the agent has put them, by pointer and by keys.
#include "tests/console/deskscene.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"

#include <QApplication>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

class ColumnsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void keysMoveTheColumn();
    void theHeadIsDraggedPastItsNeighbour();
    void aClickOnTheHeadMovesNothing();
    void theOrderIsKept();
    void whoIsNewComesLast();
    void theEdgeIsPulled();
    void keysMakeItWiderAndNarrower();
    void widthsBelongToPlaces();
    void aDoubleClickGivesTheWidthBack();
    void allThatShareTheRoomAreOfOneWidth_data();
    void allThatShareTheRoomAreOfOneWidth();
    void twelveStandSideBySide();
    void whatIsOnlyLearntAnewTouchesNoColumn();

private:
    void bring(const QStringList &users)
    {
        for (const QString &user : users)
            m_scene->bringToAgent(user, user);
    }
    [[nodiscard]] ChatBoard *board() const { return m_scene->find<ChatBoard>(u"board"_s); }
    [[nodiscard]] ChatColumn *column(const QString &user) const
    {
        return m_scene->find<ChatColumn>(u"column-"_s + user);
    }
    //! As seen, from the left.
    [[nodiscard]] QStringList order() const
    {
        QList<ChatColumn *> columns = board()->columns();
        QStringList users;
        int before = -1;
        for (const ChatColumn *each : columns) {
            users += each->user().value();
            if (each->x() <= before)
                return {u"not where it says"_s};
            before = each->x();
        }
        return users;
    }
    void drag(QWidget *what, const QPoint &from, int by)
    {
        QTest::mousePress(what, Qt::LeftButton, {}, from);
        const QPoint to = from + QPoint(by, 0);
        // The button is held: QTest::mouseMove() would let it go.
        QMouseEvent move(QEvent::MouseMove, to, what->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(what, &move);
        QTest::mouseRelease(what, Qt::LeftButton, {}, to);
        QApplication::processEvents();
    }
    [[nodiscard]] QWidget *grip(const QString &user) const
    {
        return column(user)->findChild<QWidget *>(u"columnGrip"_s);
    }
    void press(Qt::Key key)
    {
        QTest::keyClick(m_scene->window.get(), key, Qt::AltModifier | Qt::ShiftModifier);
        QApplication::processEvents();
    }

    std::unique_ptr<DeskScene> m_scene;
};

void ColumnsTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void ColumnsTest::keysMoveTheColumn()
{
    bring({u"a"_s, u"b"_s, u"c"_s});
    m_scene->find(u"composer-a"_s)->setFocus();
    press(Qt::Key_Right);
    QCOMPARE(order(), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    press(Qt::Key_Right);
    press(Qt::Key_Right); // no further
    QCOMPARE(order(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    press(Qt::Key_Left);
    QCOMPARE(order(), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    QVERIFY(m_scene->find(u"composer-a"_s)->hasFocus()); // the keyboard goes along
    QTest::keyClick(m_scene->window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(column(u"b"_s)->isActive());
}

void ColumnsTest::theHeadIsDraggedPastItsNeighbour()
{
    bring({u"a"_s, u"b"_s, u"c"_s});
    QApplication::processEvents();
    QWidget *name = column(u"a"_s)->findChild<QWidget *>(u"columnName"_s);
    drag(name, name->rect().center(), column(u"a"_s)->width() / 3); // not far enough
    QCOMPARE(order(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    drag(name, name->rect().center(), 3 * column(u"a"_s)->width());
    QCOMPARE(order().indexOf(u"a"_s), 2);
    drag(name, name->rect().center(), -3 * column(u"a"_s)->width());
    QCOMPARE(order(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
}

void ColumnsTest::aClickOnTheHeadMovesNothing()
{
    bring({u"a"_s, u"b"_s});
    QWidget *name = column(u"b"_s)->findChild<QWidget *>(u"columnName"_s);
    drag(name, name->rect().center(), 2);
    QCOMPARE(order(), (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(column(u"b"_s)->isActive());
}

void ColumnsTest::theOrderIsKept()
{
    bring({u"a"_s, u"b"_s, u"c"_s});
    m_scene->find(u"composer-c"_s)->setFocus();
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    const model::Preferences::Values kept = m_scene->preferences->values();
    QCOMPARE(kept.columnOrder.size(), 3);
    m_scene.reset();
    init(); // another start
    m_scene->preferences->set(kept);
    bring({u"a"_s, u"b"_s, u"c"_s});
    QApplication::processEvents();
    QCOMPARE(order(), (QStringList{u"c"_s, u"a"_s, u"b"_s}));
}

void ColumnsTest::whoIsNewComesLast()
{
    m_scene->preferences->change(&model::Preferences::Values::columnOrder,
                                 QList<UserId>{UserId(u"z"_s), UserId(u"b"_s)});
    bring({u"b"_s, u"a"_s, u"z"_s});
    QApplication::processEvents();
    QCOMPARE(order(), (QStringList{u"z"_s, u"b"_s, u"a"_s}));
}

void ColumnsTest::theEdgeIsPulled()
{
    bring({u"a"_s, u"b"_s});
    QApplication::processEvents();
    const int before = column(u"a"_s)->width();
    drag(grip(u"a"_s), {2, 300}, -60);
    QCOMPARE(column(u"a"_s)->width(), before - 60);
    QCOMPARE(m_scene->preferences->values().columnWidths.value(0), before - 60);
    drag(grip(u"a"_s), {2, 300}, -2000);
    QCOMPARE(column(u"a"_s)->width(), int(ChatColumn::MinWidth));
}

void ColumnsTest::keysMakeItWiderAndNarrower()
{
    bring({u"a"_s, u"b"_s});
    m_scene->find(u"composer-b"_s)->setFocus();
    QApplication::processEvents();
    const int before = column(u"b"_s)->width();
    press(Qt::Key_Down);
    QCOMPARE(column(u"b"_s)->width(), before - 40);
    press(Qt::Key_Up);
    QCOMPARE(column(u"b"_s)->width(), before);
}

void ColumnsTest::widthsBelongToPlaces()
{
    m_scene->preferences->change(&model::Preferences::Values::columnWidths, QList<int>{340, 0});
    bring({u"a"_s, u"b"_s});
    QApplication::processEvents();
    QCOMPARE(column(u"a"_s)->width(), 340);
    m_scene->find(u"composer-a"_s)->setFocus();
    press(Qt::Key_Right);
    QCOMPARE(column(u"b"_s)->width(), 340);
    QVERIFY(column(u"a"_s)->width() > 340);
}

void ColumnsTest::aDoubleClickGivesTheWidthBack()
{
    bring({u"a"_s, u"b"_s});
    QApplication::processEvents();
    const int before = column(u"a"_s)->width();
    drag(grip(u"a"_s), {2, 300}, -60);
    QTest::mouseDClick(grip(u"a"_s), Qt::LeftButton);
    QApplication::processEvents();
    QCOMPARE(column(u"a"_s)->width(), before);
}

void ColumnsTest::allThatShareTheRoomAreOfOneWidth_data()
{
    QTest::addColumn<int>("window");
    QTest::addColumn<int>("chosen");
    QTest::newRow("a pixel is left") << 1721 << 0;
    QTest::newRow("two are left") << 1722 << 0;
    QTest::newRow("none is left") << 1723 << 0;
    QTest::newRow("one is as wide as was chosen") << 2002 << 401;
    QTest::newRow("there is no room: all as narrow as may be") << 1201 << 0;
}

//! And to the pixel: another width is another layout of all that a column shows.
void ColumnsTest::allThatShareTheRoomAreOfOneWidth()
{
    QFETCH(const int, window);
    QFETCH(const int, chosen);
    if (chosen > 0)
        m_scene->preferences->change(&model::Preferences::Values::columnWidths, {0, chosen});
    m_scene->window->resize(window, 900);
    bring({u"a"_s, u"b"_s, u"c"_s});
    QApplication::processEvents();
    QCOMPARE(column(u"c"_s)->width(), column(u"a"_s)->width());
    QCOMPARE(column(u"b"_s)->width(), chosen > 0 ? chosen : column(u"a"_s)->width());
    const int left = board()->viewport()->width() - column(u"c"_s)->geometry().right();
    QVERIFY(left < 9 + 3 + 2); // the edge, and what cannot be shared
    m_scene->window->resize(window + 31, 900); // again when the room is another
    QApplication::processEvents();
    QCOMPARE(column(u"c"_s)->width(), column(u"a"_s)->width());
}

void ColumnsTest::twelveStandSideBySide()
{
    QStringList users;
    for (int i = 0; i < 12; ++i)
        users += u"user%1"_s.arg(i);
    bring(users);
    QApplication::processEvents();
    QCOMPARE(order(), users);
    for (const ChatColumn *each : board()->columns())
        QCOMPARE(each->width(), int(ChatColumn::MinWidth));
    QVERIFY(board()->horizontalScrollBar()->maximum() > 0);
    m_scene->find(u"composer-user11"_s)->setFocus();
    QApplication::processEvents();
    const int right = column(u"user11"_s)->mapTo(board()->viewport(), QPoint(0, 0)).x()
        + column(u"user11"_s)->width();
    QVERIFY(right <= board()->viewport()->width());
}

//! The broker says "reset" (its log is another, somebody was erased), and tells all again.
void ColumnsTest::whatIsOnlyLearntAnewTouchesNoColumn()
{
    bring({u"robin"_s, u"karin"_s, u"omar"_s});
    const QPointer<ChatColumn> robin(column(u"robin"_s));
    QTest::keyClicks(m_scene->find(u"composer-robin"_s), u"Jag ser"_s);
    m_scene->link.deliver({R"({"type":"welcome","epoch":"e1","seq":999,"reset":true})"});
    m_scene->window->findChild<ChatBoard *>(u"board"_s)->tick(); // a second passes meanwhile
    bring({u"robin"_s});
    QApplication::processEvents();
    QCOMPARE(order(), QStringList({u"robin"_s, u"karin"_s, u"omar"_s}));
    m_scene->say({{u"type"_s, u"queue_state"_s},
                  {u"direction"_s, u"internal"_s},
                  {u"queueId"_s, u"general"_s},
                  {u"waiting"_s, 0}});
    QApplication::processEvents();
    QCOMPARE(order(), QStringList{u"robin"_s}); // the others have gone meanwhile
    QCOMPARE(column(u"robin"_s), robin.data());
    QVERIFY(!robin.isNull());
    QCOMPARE(m_scene->find<Composer>(u"composer-robin"_s)->toPlainText(), u"Jag ser"_s);
}

QTEST_MAIN(ColumnsTest)
#include "tst_columns.moc"
