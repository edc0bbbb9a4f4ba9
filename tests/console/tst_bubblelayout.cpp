// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/bubblelayout.h"
#include "ui/console/rowheights.h"
#include "ui/style/theme.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::model::TranscriptItem;
using Kind = TranscriptItem::Kind;
using Delivery = TranscriptItem::Delivery;

class BubbleLayoutTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void eachKindStandsWhereItBelongs_data();
    void eachKindStandsWhereItBelongs();
    void everyPartLiesWithinItsRow_data();
    void everyPartLiesWithinItsRow();
    void theSameRowIsLaidOutTheSame();
    void aLongerTextIsNotLower();
    void rightToLeftMirrorsTheSides();
    void repliesReadInTheirOrder();
    void theLastOfAGroupTellsTheTime();
    void aFailureSaysWhyEvenInsideAGroup();
    void todaysConversationNeedsNoDateAboveIt();
    void heightsAddUpWhateverIsLearnedLater();
    void theRowUnderAPointIsFound();

private:
    static TranscriptItem item(Kind kind, const QString &text);
    BubbleStyle m_style;
};

TranscriptItem BubbleLayoutTest::item(Kind kind, const QString &text)
{
    TranscriptItem i;
    i.kind = kind;
    i.text = text;
    i.seq = 7;
    i.atMs = QDateTime(QDate(2026, 3, 2), QTime(14, 41)).toMSecsSinceEpoch();
    return i;
}

void BubbleLayoutTest::initTestCase()
{
    Theme theme;
    theme.setMode(Theme::Mode::Light);
    m_style = bubbleStyle(theme, 0, u"Anders"_s);
}

void BubbleLayoutTest::eachKindStandsWhereItBelongs_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<BubbleLayout::Look>("look");
    QTest::addColumn<QString>("side");
    using Look = BubbleLayout::Look;
    QTest::newRow("the customer at the left") << Kind::Customer << Look::Theirs << u"left"_s;
    QTest::newRow("an agent at the right") << Kind::Agent << Look::Ours << u"right"_s;
    QTest::newRow("the bot at the right, its own way")
        << Kind::Bot << Look::Automatic << u"right"_s;
    QTest::newRow("a note over the whole width") << Kind::Note << Look::Aside << u"whole"_s;
    QTest::newRow("an info in the middle") << Kind::Info << Look::Event << u"middle"_s;
    QTest::newRow("what happened in the middle") << Kind::System << Look::Event << u"middle"_s;
}

void BubbleLayoutTest::eachKindStandsWhereItBelongs()
{
    QFETCH(Kind, kind);
    QFETCH(BubbleLayout::Look, look);
    QFETCH(QString, side);
    constexpr int Width = 300;
    const BubbleLayout l = layoutBubble(item(kind, u"Hej"_s), {}, Width, m_style);
    QCOMPARE(l.look, look);
    const QRect part = l.bubble.isEmpty() ? l.text : l.bubble;
    QVERIFY(!part.isEmpty());
    const int left = part.left();
    const int right = Width - 1 - part.right();
    if (side == "left"_L1 || side == "whole"_L1)
        QCOMPARE(left, m_style.Margin);
    if (side == "right"_L1 || side == "whole"_L1)
        QCOMPARE(right, m_style.Margin);
    if (side == "middle"_L1)
        QVERIFY(qAbs(left - right) <= 1);
}

void BubbleLayoutTest::everyPartLiesWithinItsRow_data()
{
    QTest::addColumn<TranscriptItem>("row");
    QTest::addColumn<int>("width");
    const QString longWord = QString(400, u'w');
    const QString rtl = u"\u0645\u0631\u062d\u0628\u0627 \u0628\u0643"_s.repeated(20);
    for (const int width : {120, 300, 620, 1400}) {
        const auto add = [width](const char *name, const TranscriptItem &row) {
            QTest::addRow("%s in %d pixels", name, width) << row << width;
        };
        add("a word", item(Kind::Customer, u"Hej"_s));
        add("nothing at all", item(Kind::Customer, {}));
        add("a word without an end", item(Kind::Agent, longWord));
        add("forty lines", item(Kind::Bot, u"rad\n"_s.repeated(40)));
        add("another direction", item(Kind::Customer, rtl));
        add("emoji", item(Kind::Customer, u"\U0001F600"_s.repeated(60)));
        add("half an emoji", item(Kind::Customer, QString(QChar(0xD83D)) + u"x"_s));
        add("a long note", item(Kind::Note, longWord));
        add("a long event", item(Kind::System, longWord));
        TranscriptItem image = item(Kind::Customer, {});
        image.imageId = u"i"_s;
        add("an image alone", image);
        image.text = longWord;
        add("an image with words", image);
        TranscriptItem replies = item(Kind::Bot, u"Vad?"_s);
        for (int i = 0; i < 9; ++i)
            replies.quickReplies
                += event::QuickReply{u"postback"_s, u"Alternativ %1"_s.arg(i), {}, {}, false};
        replies.quickReplies += event::QuickReply{u"postback"_s, longWord, {}, {}, false};
        add("ten replies", replies);
        TranscriptItem day = item(Kind::Agent, u"Hej"_s);
        day.startsDay = true;
        day.delivery = Delivery::Failed;
        day.why = longWord;
        add("a day's first, failed", day);
    }
}

void BubbleLayoutTest::everyPartLiesWithinItsRow()
{
    QFETCH(TranscriptItem, row);
    QFETCH(int, width);
    const BubbleLayout l = layoutBubble(row, {}, width, m_style);
    const QRect whole(0, 0, width, l.height);
    QList<QRect> parts = {l.dayBreak, l.bubble, l.image, l.caption};
    parts += l.pills;
    for (const QRect &part : std::as_const(parts)) {
        if (!part.isEmpty())
            QVERIFY2(whole.contains(part), qPrintable(QDebug::toString(part)));
    }
    for (qsizetype i = 0; i < parts.size(); ++i) {
        for (qsizetype j = i + 1; j < parts.size(); ++j)
            QVERIFY2(!parts.at(i).intersects(parts.at(j)), qPrintable(QDebug::toString(parts)));
    }
    if (!l.bubble.isEmpty())
        QVERIFY(l.bubble.contains(l.text) || l.text.isEmpty());
    QCOMPARE(l.pills.size(), row.quickReplies.size());
    QVERIFY(l.height > 0);
}

void BubbleLayoutTest::theSameRowIsLaidOutTheSame()
{
    const TranscriptItem row
        = item(Kind::Agent, u"Hej Robin! Jag heter Anders och hjälper dig gärna."_s);
    const BubbleLayout a = layoutBubble(row, {}, 300, m_style);
    const BubbleLayout b = layoutBubble(row, {}, 300, m_style);
    QCOMPARE(a.height, b.height);
    QCOMPARE(a.bubble, b.bubble);
    QCOMPARE(a.caption, b.caption);
}

void BubbleLayoutTest::aLongerTextIsNotLower()
{
    int before = 0;
    for (int words = 1; words < 60; ++words) {
        const BubbleLayout l
            = layoutBubble(item(Kind::Customer, u"faktura "_s.repeated(words)), {}, 300, m_style);
        QVERIFY(l.height >= before);
        QVERIFY(l.bubble.width() <= (300 - 2 * m_style.Margin) * 84 / 100 + 1);
        before = l.height;
    }
    QVERIFY(before > 10 * m_style.LineHeight);
}

void BubbleLayoutTest::rightToLeftMirrorsTheSides()
{
    BubbleStyle mirrored = m_style;
    mirrored.direction = Qt::RightToLeft;
    const TranscriptItem row = item(Kind::Customer, u"Hej"_s);
    const QRect left = layoutBubble(row, {}, 300, m_style).bubble;
    const QRect right = layoutBubble(row, {}, 300, mirrored).bubble;
    QCOMPARE(right.right(), 299 - left.left());
    QCOMPARE(right.size(), left.size());
}

void BubbleLayoutTest::repliesReadInTheirOrder()
{
    TranscriptItem row = item(Kind::Bot, u"Vad?"_s);
    for (const QString &text :
         {u"Mycket långt svar"_s, u"Kort"_s, u"Ännu ett långt svar"_s, u"Ok"_s})
        row.quickReplies += event::QuickReply{u"postback"_s, text, {}, {}, false};
    const BubbleLayout l = layoutBubble(row, {}, 300, m_style);
    QCOMPARE(l.pills.size(), 4);
    QVERIFY(l.pills.at(0).width() > l.pills.at(1).width()); // each as wide as its own words
    QVERIFY(l.pills.at(2).width() > l.pills.at(3).width());
    for (qsizetype i = 1; i < l.pills.size(); ++i) {
        const QRect &a = l.pills.at(i - 1);
        const QRect &b = l.pills.at(i);
        QVERIFY(b.top() > a.top() || b.left() > a.right());
    }
}

void BubbleLayoutTest::theLastOfAGroupTellsTheTime()
{
    TranscriptItem row = item(Kind::Agent, u"Hej"_s);
    row.delivery = Delivery::Read;
    row.speaker = u"Anders"_s;
    QVERIFY(layoutBubble(row, {.endsGroup = false}, 300, m_style).captionText.isEmpty());
    QCOMPARE(layoutBubble(row, {.endsGroup = true}, 300, m_style).captionText, u"14:41 · read"_s);
    row.speaker = u"Sara"_s;
    QCOMPARE(captionOf(row, m_style), u"Sara · 14:41 · read"_s);
    row.delivery = Delivery::Sent;
    QCOMPARE(captionOf(row, m_style), u"Sara · 14:41 · sent"_s);
    row.kind = Kind::Bot;
    QVERIFY(!captionOf(row, m_style).contains(u"sent"_s));
}

void BubbleLayoutTest::aFailureSaysWhyEvenInsideAGroup()
{
    TranscriptItem row = item(Kind::Agent, u"Hej"_s);
    row.delivery = Delivery::Failed;
    row.why = u"session ended"_s;
    const BubbleLayout l = layoutBubble(row, {.endsGroup = false}, 300, m_style);
    QVERIFY(l.failed);
    QVERIFY(l.captionText.contains(u"session ended"_s));
}

void BubbleLayoutTest::todaysConversationNeedsNoDateAboveIt()
{
    TranscriptItem row = item(Kind::Customer, u"Hej"_s);
    row.startsDay = true;
    BubbleStyle style = m_style;
    style.today = QDate(2026, 3, 2);
    QVERIFY(layoutBubble(row, {.isFirst = true}, 300, style).dayBreak.isEmpty());
    QVERIFY(!layoutBubble(row, {.isFirst = false}, 300, style).dayBreak.isEmpty());
    style.today = QDate(2026, 3, 3);
    QVERIFY(!layoutBubble(row, {.isFirst = true}, 300, style).dayBreak.isEmpty());
}

void BubbleLayoutTest::heightsAddUpWhateverIsLearnedLater()
{
    RowHeights heights;
    heights.insert(0, {10, 20, 30});
    QCOMPARE(heights.total(), 60);
    QCOMPARE(heights.lastUnknown(), 2);
    heights.set(2, 35);
    heights.set(1, 25);
    QCOMPARE(heights.top(2), 35);
    QCOMPARE(heights.total(), 70);
    QCOMPARE(heights.lastUnknown(), 0);
    heights.insert(1, {5});
    QCOMPARE(heights.top(2), 15);
    QCOMPARE(heights.total(), 75);
    heights.set(0, 10);
    QCOMPARE(heights.lastUnknown(), 1);
    heights.set(1, 5);
    QCOMPARE(heights.lastUnknown(), -1);
    heights.forget(3);
    QCOMPARE(heights.lastUnknown(), 3);
    heights.remove(1, 2);
    QCOMPARE(heights.count(), 2);
    QCOMPARE(heights.total(), 45);
}

void BubbleLayoutTest::theRowUnderAPointIsFound()
{
    RowHeights heights;
    QCOMPARE(heights.rowAt(5), -1);
    heights.insert(0, {10, 20, 30});
    QCOMPARE(heights.rowAt(-4), 0);
    QCOMPARE(heights.rowAt(9), 0);
    QCOMPARE(heights.rowAt(10), 1);
    QCOMPARE(heights.rowAt(29), 1);
    QCOMPARE(heights.rowAt(30), 2);
    QCOMPARE(heights.rowAt(1000), 2);
}

QTEST_MAIN(BubbleLayoutTest)
#include "tst_bubblelayout.moc"
