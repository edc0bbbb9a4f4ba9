// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transcriptview.h"

#include "ui/console/transcriptaccessible.h"
#include "ui/model/transcriptmodel.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int CachedLayouts = 500; //!< some screens full
constexpr int TopMargin = 10;

} // namespace

TranscriptView::TranscriptView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_layouts(CachedLayouts)
    , m_overlay(new QScrollBar(Qt::Vertical, this))
    , m_pill(new QPushButton(viewport()))
{
    installTranscriptAccessibility();
    setFrameShape(QFrame::NoFrame);
    // The bar lies over the margin: one that took room would lay out all rows anew when it comes.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_overlay, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(BubbleStyle::LineHeight * 2);
    m_pill->setObjectName(u"newBelow"_s);
    setKind(m_pill, u"pill"_s);
    m_pill->setCursor(Qt::PointingHandCursor);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, &TranscriptView::scrollToEnd);
    m_idle.setInterval(0);
    connect(&m_idle, &QTimer::timeout, this, &TranscriptView::workOut);
    connect(&theme, &Theme::changed, this, &TranscriptView::restyle);
    m_style = bubbleStyle(m_theme, m_colour, {});
}

TranscriptView::~TranscriptView() = default;

void TranscriptView::setModel(model::TranscriptModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { handleInserted(first, last); });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { handleRemoved(first, last); });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &a, const QModelIndex &b) {
                    handleChanged(a.row(), b.row());
                });
        connect(model, &QAbstractItemModel::rowsMoved, this,
                [this](const QModelIndex &, int from, int, const QModelIndex &, int before) {
                    handleMoved(from, before > from ? before - 1 : before);
                });
        connect(model, &QAbstractItemModel::layoutChanged, this, &TranscriptView::handleReset);
        connect(model, &QAbstractItemModel::modelReset, this, &TranscriptView::handleReset);
    }
    handleReset();
}

model::TranscriptModel *TranscriptView::model() const
{
    return m_model;
}

void TranscriptView::setColour(int number)
{
    m_colour = number;
    restyle();
}

void TranscriptView::setOwnName(const QString &name)
{
    m_style.ownName = name;
    restyle();
}

void TranscriptView::setToday(const QDate &today)
{
    if (today == m_style.today)
        return;
    m_style.today = today;
    restyle();
}

void TranscriptView::restyle()
{
    const QDate today = m_style.today;
    m_style = bubbleStyle(m_theme, m_colour, QString(m_style.ownName));
    m_style.today = today;
    relayoutAll();
}

void TranscriptView::handleReset()
{
    m_heights.reset();
    renumber([](int) { return -1; });
    m_unseen = 0;
    if (m_model && m_model->rowCount() > 0) {
        QList<int> guesses;
        for (int row = 0; row < m_model->rowCount(); ++row)
            guesses += estimateHeight(m_model->item(row), viewport()->width());
        m_heights.insert(0, guesses);
    }
    updateRange(true);
    m_idle.start();
}

void TranscriptView::handleInserted(int first, int last)
{
    const bool stay = isAtEnd();
    const int count = last - first + 1;
    const bool atTheEnd = first == m_heights.count();
    QList<int> guesses;
    for (int row = first; row <= last; ++row)
        guesses += estimateHeight(m_model->item(row), viewport()->width());
    m_heights.insert(first, guesses);
    if (!atTheEnd)
        renumber([first, count](int row) { return row < first ? row : row + count; });
    if (first > 0)
        rowChanged(first - 1); // it may no longer end its group
    if (!stay)
        m_unseen += count;
    updateRange(stay);
    m_idle.start();
    announceRow(this, last);
}

void TranscriptView::handleRemoved(int first, int last)
{
    const bool stay = isAtEnd();
    const int count = last - first + 1;
    m_heights.remove(first, count);
    renumber([first, last, count](int row) {
        return row < first ? row : row > last ? row - count : -1;
    });
    if (first > 0)
        rowChanged(first - 1);
    updateRange(stay);
}

//! What was on its way is in the log now, before another that still is or has failed.
void TranscriptView::handleMoved(int from, int to)
{
    const bool stay = isAtEnd();
    m_heights.move(from, to);
    const int step = from < to ? -1 : 1; // of those in between
    renumber([from, to, step](int row) {
        if (row == from)
            return to;
        return row >= qMin(from, to) && row <= qMax(from, to) ? row + step : row;
    });
    for (const int row : {from - 1, from, to - 1, to, to + 1}) {
        if (row >= 0 && row < m_heights.count())
            rowChanged(row); // each has another neighbour
    }
    updateRange(stay);
    m_idle.start();
}

void TranscriptView::handleChanged(int first, int last)
{
    const bool stay = isAtEnd();
    for (int row = qMax(0, first - 1); row <= last; ++row)
        rowChanged(row);
    updateRange(stay);
}

void TranscriptView::rowChanged(int row)
{
    m_layouts.remove(row);
    m_heights.forget(row);
}

void TranscriptView::relayoutAll()
{
    const bool stay = isAtEnd();
    m_layouts.clear();
    m_heights.forgetAll();
    updateRange(stay);
    m_idle.start();
}

RowSurroundings TranscriptView::around(int row) const
{
    const bool last = row + 1 >= m_model->rowCount();
    return {.endsGroup = last || !m_model->item(row + 1).groupedWithPrevious,
            .isFirst = row == 0,
            .picture = m_images ? m_images->sizeOf(imageOf(row)) : QSize(),
            .isOpened = m_opened.contains(row)};
}

bool TranscriptView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 2;
}

void TranscriptView::scrollToEnd()
{
    updateRange(true);
}

void TranscriptView::updateRange(bool stayAtEnd)
{
    const int page = viewport()->height();
    if (stayAtEnd) {
        // What will be seen must be known, or the end is not where it seems to be.
        int row = m_heights.count() - 1;
        for (int seen = 0; row >= 0 && seen <= page && m_work.isLeft(); --row) {
            (void)layoutOf(row);
            seen += m_heights.height(row);
        }
    }
    QScrollBar *bar = verticalScrollBar();
    const int maximum = qMax(0, m_heights.total() + TopMargin - page);
    bar->setPageStep(page);
    bar->setRange(0, maximum);
    if (stayAtEnd)
        bar->setValue(maximum);
    m_overlay->setPageStep(page);
    m_overlay->setRange(0, maximum);
    m_overlay->setValue(bar->value());
    m_overlay->setVisible(maximum > 0);
    if (stayAtEnd)
        m_unseen = 0;
    updatePill();
    viewport()->update();
}

void TranscriptView::updatePill()
{
    const bool wanted = m_unseen > 0 && !isAtEnd();
    if (wanted) {
        m_pill->setText(tr("%n new below", nullptr, m_unseen));
        m_pill->adjustSize();
        m_pill->move((viewport()->width() - m_pill->width()) / 2,
                     viewport()->height() - m_pill->height() - 8);
    }
    m_pill->setVisible(wanted);
}

int TranscriptView::contentTop() const
{
    const int spare = viewport()->height() - m_heights.total();
    return (spare > TopMargin ? spare : TopMargin) - verticalScrollBar()->value();
}

std::pair<int, int> TranscriptView::visibleRows() const
{
    const int top = -contentTop();
    const int first = m_heights.rowAt(qMax(0, top));
    const int last = m_heights.rowAt(top + viewport()->height());
    return first < 0 ? std::pair(0, -1) : std::pair(first, last);
}

QRect TranscriptView::rowRect(int row) const
{
    if (row < 0 || row >= m_heights.count())
        return {};
    return {0, contentTop() + m_heights.top(row), viewport()->width(), m_heights.height(row)};
}

void TranscriptView::scrollContentsBy(int, int)
{
    if (isAtEnd())
        m_unseen = 0;
    m_overlay->setValue(verticalScrollBar()->value());
    updatePill();
    viewport()->update();
}

void TranscriptView::resizeEvent(QResizeEvent *event)
{
    const bool stay = isAtEnd() || event->oldSize().height() <= 0;
    const int barWidth = m_overlay->sizeHint().width();
    const int barLeft = layoutDirection() == Qt::RightToLeft ? 0 : width() - barWidth;
    m_overlay->setGeometry(barLeft, 0, barWidth, height());
    if (event->oldSize().width() != event->size().width()) {
        m_layouts.clear();
        m_heights.forgetAll();
        m_idle.start();
    }
    updateRange(stay);
}

void TranscriptView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_style.tokens.surface);
    if (!m_model || m_heights.count() == 0)
        return;
    // Scrolled to where heights were only guessed: what is seen is worked out first.
    const auto [guessedFirst, guessedLast] = visibleRows();
    ensureKnown(guessedFirst, guessedLast);
    const auto [first, last] = visibleRows();
    for (int row = first; row <= last; ++row) {
        if (!m_layouts.contains(row) && !m_work.isLeft())
            continue; // its place stays empty for a frame
        const BubbleLayout &layout = layoutOf(row);
        const QRect rect = rowRect(row);
        if (rect.intersects(event->rect()))
            paintBubble(&painter, rect.topLeft(), m_model->item(row), layout, m_style, marksOf(row),
                        m_images && !layout.image.isEmpty() ? m_images->look(imageOf(row))
                                                            : model::ImageLibrary::Look(),
                        event->rect());
    }
}

QStringList TranscriptView::texts() const
{
    QStringList result;
    for (int row = 0; m_model && row < m_model->rowCount(); ++row)
        result += m_model->item(row).text;
    return result;
}

QStringList TranscriptView::visibleTexts() const
{
    QStringList result;
    const auto [first, last] = visibleRows();
    for (int row = first; m_model && row <= last; ++row)
        result += m_model->item(row).text;
    return result;
}

QStringList TranscriptView::captions() const
{
    QStringList result;
    const auto [first, last] = visibleRows();
    for (int row = first; m_model && row <= last; ++row) {
        if (const BubbleLayout *layout = m_layouts.object(row))
            result += layout->captionText;
    }
    return result;
}

} // namespace sermo::ui
