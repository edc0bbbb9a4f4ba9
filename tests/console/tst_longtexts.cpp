// SPDX-License-Identifier: GPL-3.0-or-later
// No message, whatever it is, holds up the desk: what is laid out in one frame has an end, and
// nothing of the message is lost by it. Measured in work, not in time: which fonts a machine has
// does not matter.
#include "ui/console/livepreview.h"
#include "ui/console/textblock.h"
#include "ui/console/textwork.h"
#include "ui/console/transcriptview.h"
#include "ui/model/links.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QTest>
#include <QTextLayout>
#include <QtMath>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::model::TranscriptItem;
using sermo::model::TranscriptModel;

namespace
{

// The last piece of a frame may begin when there is just a little time left.
constexpr int MostWork = 2 * WorkInAFrame + WorkInALine;
constexpr qsizetype FrameBytes = 60'000; //!< about what one frame of the broker's holds

QString emoji()
{
    return u"\U0001F600"_s.repeated(FrameBytes / 4);
}

QString prose()
{
    QString text;
    for (int i = 0; text.size() < FrameBytes; ++i)
        text += u"Word %1 of a long complaint, "_s.arg(i);
    return text;
}

void addTexts()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("emoji") << emoji();
    QTest::newRow("prose") << prose();
    QTest::newRow("one word") << QString(FrameBytes, u'x');
    QTest::newRow("line breaks") << QString(FrameBytes, u'\n');
    QTest::newRow("families") << u"\U0001F468\u200d\U0001F469\u200d\U0001F467"_s.repeated(2500);
    QTest::newRow("marks upon marks") << u"e"_s + QString(FrameBytes / 2, QChar(0x301));
    QTest::newRow("from the right") << u"\u05e9\u05dc\u05d5\u05dd "_s.repeated(6000);
    QTest::newRow("an address without an end") << u"https://"_s + QString(FrameBytes, u')');
    QTest::newRow("addresses") << u"https://a.se/ "_s.repeated(4000);
}

} // namespace

class LongTextsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aPieceIsNeverHalfASign_data();
    void aPieceIsNeverHalfASign();
    void piecesBreakLikeTheWhole_data();
    void piecesBreakLikeTheWhole();
    void noFrameLaysOutMoreThanItsShare_data() { addTexts(); }
    void noFrameLaysOutMoreThanItsShare();
    void aLongTextIsShownByItsBeginning();
    void allOfItIsShownWhenAsked_data();
    void allOfItIsShownWhenAsked();
    void whatIsCopiedIsAllOfIt();
    void whatASearchFindsInItIsShown();
    void aShortTextIsShownWhole();
    void thePreviewShowsTheEndOfMuch();
    void oddAddressesAreReadQuickly();

private:
    void add(const QString &text, int times = 1);
    void settle(); //!< until nothing is left to be laid out

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
    Seq m_seq = 0;
};

void LongTextsTest::init()
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

void LongTextsTest::cleanup()
{
    m_view.reset();
    m_model.reset();
    m_theme.reset();
}

void LongTextsTest::add(const QString &text, int times)
{
    QList<TranscriptItem> items;
    for (int i = 0; i < times; ++i) {
        TranscriptItem item;
        item.kind = TranscriptItem::Kind::Customer;
        item.seq = ++m_seq;
        item.text = text;
        item.atMs = 1772462497000 + qint64(m_seq) * 600'000;
        items += item;
    }
    m_model->addStored(items);
}

void LongTextsTest::settle()
{
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->isWorking(), 60'000);
}

void LongTextsTest::aPieceIsNeverHalfASign_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("work");
    QTest::addColumn<qsizetype>("length");
    QTest::newRow("letters") << u"abcdef"_s << 3 << qsizetype(3);
    QTest::newRow("all there is") << u"abc"_s << 100 << qsizetype(3);
    QTest::newRow("nothing at all") << u""_s << 100 << qsizetype(0);
    QTest::newRow("never nothing of something") << u"\U0001F600\U0001F600"_s << 1 << qsizetype(2);
    QTest::newRow("a mark stays with its letter") << u"abe\u0301"_s << 3 << qsizetype(2);
    QTest::newRow("a family stays together")
        << u"ab\U0001F468\u200d\U0001F469"_s << 252 << qsizetype(2);
    QTest::newRow("emoji cost more") << u"\U0001F600"_s.repeated(100) << 1000 << qsizetype(6);
}

void LongTextsTest::aPieceIsNeverHalfASign()
{
    QFETCH(const QString, text);
    QFETCH(const int, work);
    QTEST(piece(text, 0, work), "length");
}

void LongTextsTest::piecesBreakLikeTheWhole_data()
{
    addTexts();
}

void LongTextsTest::piecesBreakLikeTheWhole()
{
    QFETCH(const QString, text);
    constexpr int Width = 200, LineHeight = 18;
    const QString shown = text.left(30'000); // enough for pieces, and the whole stays quick
    const QFont font(u"Inter"_s);
    TextBlock block(shown, font, Width, LineHeight);
    int pieces = 1;
    for (; !block.isWhole(); ++pieces)
        QVERIFY(block.grow() <= MostWork);
    QVERIFY(pieces > 1);
    QCOMPARE(block.done(), shown.size());
    if (QByteArray(QTest::currentDataTag()) == "marks upon marks")
        return; // one sign, wherever it is cut
    QTextLayout whole(withLineSeparators(shown), font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    whole.setTextOption(option);
    whole.beginLayout();
    int height = 0;
    for (QTextLine line = whole.createLine(); line.isValid(); line = whole.createLine()) {
        line.setLineWidth(Width);
        height += qMax(LineHeight, qCeil(line.height()));
    }
    whole.endLayout();
    QCOMPARE(block.lineCount(), whole.lineCount());
    QCOMPARE(block.size().height(), height);
    const QTextLine line = whole.lineAt(whole.lineCount() - 2);
    const QList<QRectF> rects
        = block.rectsOf(line.textStart(), line.textStart() + line.textLength());
    QCOMPARE(rects.size(), 1);
    const QPointF inIt(rects.first().center());
    QVERIFY(block.cursorAt(inIt) >= line.textStart());
    QVERIFY(block.cursorAt(inIt) <= line.textStart() + line.textLength());
}

void LongTextsTest::noFrameLaysOutMoreThanItsShare()
{
    QFETCH(const QString, text);
    add(text, 4);
    m_view->grab();
    settle();
    m_view->verticalScrollBar()->setValue(0);
    m_view->grab();
    settle();
    m_view->resize(420, 500); // all of them anew
    m_view->grab();
    settle();
    QVERIFY(m_view->hardestFrame() > 0);
    QVERIFY2(m_view->hardestFrame() <= MostWork,
             qPrintable(QString::number(m_view->hardestFrame())));
}

void LongTextsTest::aLongTextIsShownByItsBeginning()
{
    add(prose());
    settle();
    QVERIFY(m_view->rowRect(0).height() < 4000);
    QVERIFY(!m_view->moreRect(0).isEmpty());
    QVERIFY(m_view->lettersRect(0, 20'000, 5).isEmpty());
    QVERIFY(!m_view->lettersRect(0, 2000, 5).isEmpty());
}

void LongTextsTest::allOfItIsShownWhenAsked_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by a click") << false;
    QTest::newRow("by Enter") << true;
}

void LongTextsTest::allOfItIsShownWhenAsked()
{
    QFETCH(const bool, byKey);
    const QString text = prose();
    add(text);
    settle();
    const int before = m_view->rowRect(0).height();
    if (byKey) {
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentRow(0);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
    } else {
        const QRect more = m_view->moreRect(0);
        QVERIFY(m_view->viewport()->rect().contains(more.center()));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, more.center());
    }
    const int top = m_view->rowRect(0).top();
    settle();
    QVERIFY(m_view->rowRect(0).height() > 5 * before);
    QCOMPARE(m_view->rowRect(0).top(), top); // it opens downwards
    QVERIFY(m_view->moreRect(0).isEmpty());
    QVERIFY(!m_view->lettersRect(0, int(text.size()) - 5, 5).isEmpty());
    QVERIFY(m_view->hardestFrame() <= MostWork);
}

void LongTextsTest::whatIsCopiedIsAllOfIt()
{
    const QString text = prose();
    add(text);
    m_view->setCurrentRow(0);
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    QVERIFY(m_view->describe(0).contains(text)); // and is all of it read aloud
}

void LongTextsTest::whatASearchFindsInItIsShown()
{
    const QString text = prose() + u"the needle"_s;
    add(text);
    add(u"the end"_s);
    settle();
    const int from = int(text.indexOf(u"needle"_s));
    m_view->mark(0, from, 6);
    settle();
    QCOMPARE(m_view->selectedText(), u"needle"_s);
    const QRect letters = m_view->lettersRect(0, from, 6);
    QVERIFY(!letters.isEmpty());
    QVERIFY(m_view->viewport()->rect().contains(letters.center()));
}

void LongTextsTest::aShortTextIsShownWhole()
{
    add(u"x "_s.repeated(ShownOfText / 2));
    settle();
    QVERIFY(m_view->moreRect(0).isEmpty());
    QVERIFY(!m_view->lettersRect(0, ShownOfText - 2, 1).isEmpty());
}

void LongTextsTest::thePreviewShowsTheEndOfMuch()
{
    LivePreview preview(*m_theme);
    preview.resize(300, 200);
    preview.setText(emoji());
    QCOMPARE(preview.text(), emoji()); // for assistive technology
    QVERIFY(preview.height() > 0);
    QVERIFY(workOf(endOf(preview.text(), WorkInAFrame / 2)) <= WorkInAFrame);
    QCOMPARE(endOf(u"abc\U0001F600", 3).toString(), u"\U0001F600"_s);
    QCOMPARE(endOf(u"abc", 2).toString(), u"bc"_s);
}

//! Each sign of an address used to be looked for in all of it.
void LongTextsTest::oddAddressesAreReadQuickly()
{
    const QString text = u"https://"_s + QString(10 * FrameBytes, u')') + u" https://a.se"_s;
    const QList<model::Link> links = model::linksIn(text);
    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().url.host(), u"a.se"_s);
}

QTEST_MAIN(LongTextsTest)
#include "tst_longtexts.moc"
