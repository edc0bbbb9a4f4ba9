// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/guidebrowser.h"

#include "ui/style/theme.h"

#include <QImage>
#include <QTextBlock>
#include <QTextList>
#include <QTextTable>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr std::array HeadingSizes{20, 15, 13}; //!< pixels, by level
constexpr int CodeSize = 12;
constexpr qreal Margin = 20;
constexpr qreal CodeIndent = 10;
constexpr qreal LineHeight = 135; //!< per cent
constexpr qreal CellPadding = 5;

QUrl addressOf(const QString &page)
{
    return QUrl(u"guide:/"_s + page);
}

//! Each picture is there in both looks, and called by the light one.
QVariant pictureOf(QString name, bool dark)
{
    if (dark)
        name.replace("-light."_L1, "-dark."_L1);
    const QImage picture(u":/guide/"_s + name);
    return picture.isNull() ? QVariant() : QVariant(picture);
}

//! Everything from one end to the other of a block.
QTextCursor whole(const QTextBlock &block)
{
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    return cursor;
}

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

void dressCode(const QTextBlock &block, const Tokens &tokens)
{
    QTextBlockFormat format;
    format.setBackground(tokens.surface2);
    format.setNonBreakableLines(false);
    format.setLeftMargin(CodeIndent);
    if (!isCode(block.previous()))
        format.setTopMargin(Margin / 4);
    if (!isCode(block.next()))
        format.setBottomMargin(Margin / 2);
    QTextCharFormat text;
    text.setFontFamilies({u"monospace"_s});
    text.setFontFixedPitch(true);
    text.setProperty(QTextFormat::FontPixelSize, CodeSize);
    QTextCursor cursor = whole(block);
    cursor.mergeBlockFormat(format);
    cursor.setCharFormat(text);
}

void dressText(const QTextBlock &block)
{
    if (block.text().contains(QChar::ObjectReplacementCharacter))
        return; // a picture: its line is as high as it is
    QTextBlockFormat format;
    format.setLineHeight(LineHeight, QTextBlockFormat::ProportionalHeight);
    QTextCursor cursor = whole(block);
    if (!block.textList() && !cursor.currentTable())
        format.setBottomMargin(Margin / 3);
    if (const int level = block.blockFormat().headingLevel(); level > 0) {
        format.setTopMargin(level == 1 ? 0 : Margin);
        format.setBottomMargin(Margin / 3);
        QTextCharFormat text;
        const size_t row = std::min(static_cast<size_t>(level), HeadingSizes.size()) - 1;
        text.setProperty(QTextFormat::FontPixelSize, HeadingSizes.at(row));
        text.setFontWeight(QFont::DemiBold);
        cursor.setCharFormat(text); // in place of Markdown's, which are sizes of a printed page
    }
    cursor.mergeBlockFormat(format);
}

void dressTable(QTextTable &table, const Tokens &tokens)
{
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(tokens.line);
    format.setBorderCollapse(true);
    format.setCellPadding(CellPadding);
    format.setCellSpacing(0);
    format.setTopMargin(Margin / 3);
    format.setBottomMargin(Margin / 2);
    table.setFormat(format);
}

} // namespace

GuideBrowser::GuideBrowser(const Theme &theme, QList<GuidePage> pages, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
    , m_pages(std::move(pages))
{
    setObjectName(u"guideBrowser"_s);
    setOpenExternalLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(Margin);
    connect(this, &QTextBrowser::sourceChanged, this, &GuideBrowser::handleSource);
    connect(&theme, &Theme::changed, this, [this] { reload(); });
}

void GuideBrowser::open(const QString &page)
{
    if (indexOf(page) >= 0)
        setSource(addressOf(page));
}

qsizetype GuideBrowser::indexOf(const QString &page) const
{
    const auto found = std::ranges::find(m_pages, page, &GuidePage::name);
    return found == m_pages.cend() ? -1 : found - m_pages.cbegin();
}

QVariant GuideBrowser::loadResource(int type, const QUrl &name)
{
    const qsizetype index = indexOf(name.fileName());
    if (type == QTextDocument::MarkdownResource && index >= 0)
        return m_pages.at(index).text;
    if (type == QTextDocument::ImageResource)
        return pictureOf(name.fileName(), m_theme.tokens().dark);
    return {};
}

void GuideBrowser::doSetSource(const QUrl &name, QTextDocument::ResourceType)
{
    if (indexOf(name.fileName()) >= 0)
        QTextBrowser::doSetSource(name, QTextDocument::MarkdownResource);
}

//! The text is there; what is remembered of the way comes later, so source() is still the one
//! before.
void GuideBrowser::handleSource(const QUrl &source)
{
    m_page = source.fileName();
    dress();
    emit pageChanged();
}

bool GuideBrowser::findNext(const QString &words, bool anew)
{
    if (anew)
        moveCursor(QTextCursor::Start);
    if (find(words))
        return true;
    const qsizetype here = indexOf(page());
    for (qsizetype step = 1; step <= m_pages.size(); ++step) {
        const GuidePage &other = m_pages.at((here + step) % m_pages.size());
        if (!other.text.contains(words, Qt::CaseInsensitive))
            continue;
        open(other.name);
        moveCursor(QTextCursor::Start);
        if (find(words))
            return true;
    }
    return false;
}

//! What Markdown leaves to whoever shows it.
void GuideBrowser::dress()
{
    const Tokens &tokens = m_theme.tokens();
    QTextCursor atOnce(document()); // or the page is laid out anew for each of its blocks
    atOnce.beginEditBlock();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (isCode(block))
            dressCode(block, tokens);
        else
            dressText(block);
    }
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            dressTable(*table, tokens);
    }
    fitPictures();
    atOnce.endEditBlock();
    moveCursor(QTextCursor::Start);
}

//! As wide as the page, and no wider than they are.
void GuideBrowser::fitPictures()
{
    const qreal room = viewport()->width() - 2 * document()->documentMargin();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            QTextImageFormat format = fragment.charFormat().toImageFormat();
            if (!format.isValid())
                continue;
            const QSizeF size = document()
                                    ->resource(QTextDocument::ImageResource, QUrl(format.name()))
                                    .value<QImage>()
                                    .size();
            const qreal width = std::min(room, size.width());
            if (size.isEmpty() || qFuzzyCompare(format.width(), width))
                continue;
            format.setWidth(width);
            format.setHeight(width * size.height() / size.width());
            QTextCursor cursor(document());
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(format);
            break; // its parts are others now; each stands in a block of its own
        }
    }
}

void GuideBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    fitPictures();
}

} // namespace sermo::ui
