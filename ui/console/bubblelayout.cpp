// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/bubblelayout.h"

#include "ui/console/textwork.h"
#include "ui/model/names.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetrics>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::TranscriptItem;
using Kind = TranscriptItem::Kind;
using Delivery = TranscriptItem::Delivery;

namespace
{

constexpr int DayBreakHeight = 30;
constexpr int PillGap = 6;
constexpr QSize UnknownImage(160, 92);
constexpr QSize LargestImage(320, 240);
constexpr QSize SmallestImage(48, 48);
constexpr int PillWork = WorkInAFrame / 2;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(sermo::ui::Bubble)
};

BubbleLayout::Look lookOf(Kind kind)
{
    switch (kind) {
    case Kind::Customer:
        return BubbleLayout::Look::Theirs;
    case Kind::Agent:
        return BubbleLayout::Look::Ours;
    case Kind::Bot:
        return BubbleLayout::Look::Automatic;
    case Kind::Note:
        return BubbleLayout::Look::Aside;
    case Kind::Info:
    case Kind::System:
        return BubbleLayout::Look::Event;
    }
    Q_UNREACHABLE();
}

bool standsRight(BubbleLayout::Look look)
{
    return look == BubbleLayout::Look::Ours || look == BubbleLayout::Look::Automatic;
}

QString deliveryText(const TranscriptItem &item)
{
    switch (item.delivery) {
    case Delivery::None:
        return {};
    case Delivery::Sent: // what a bot says is not what the agent wonders about
        return item.kind == Kind::Agent ? Tr::tr("sent") : QString();
    case Delivery::Sending:
        return Tr::tr("sending…");
    case Delivery::Read:
        return Tr::tr("read");
    case Delivery::Failed:
        return item.why.isEmpty() ? Tr::tr("not sent") : Tr::tr("not sent: %1").arg(item.why);
    }
    Q_UNREACHABLE();
}

//! The words of a row, or the beginning of many; or what stands of them already. `before`: who
//! says them, where that stands in the same lines.
TextBlock wordsOf(const QString &text, const QFont &font, int width, int lineHeight,
                  const RowSurroundings &around, const QString &before = {})
{
    if (around.begun)
        return *around.begun;
    const bool isShort = around.isOpened || text.size() <= ShownOfText;
    const QString shown
        = isShort ? text : text.left(ShownOfText - (text.at(ShownOfText).isLowSurrogate() ? 1 : 0));
    return {before + (isShort ? shown : shown + u'…'), font, width, lineHeight};
}

//! Under the words, within what stands around them.
void layoutMore(BubbleLayout &l, const TranscriptItem &item, const RowSurroundings &around,
                const BubbleStyle &s)
{
    if (around.isOpened || !isLongText(item))
        return;
    l.moreText = Tr::tr("Show all (%L1 characters)").arg(item.text.size());
    const int width = QFontMetrics(s.small).horizontalAdvance(l.moreText) + 1;
    l.more = QRect(l.text.left(), l.text.bottom() + 1 + s.PadY, width, s.LineHeight);
}

//! Lays the parts of a person's bubble under each other, all at the left; mirrored afterwards.
void layoutPerson(BubbleLayout &l, const TranscriptItem &item, const RowSurroundings &around,
                  int inner, int y, const BubbleStyle &s)
{
    const int maxBubble = qMin(inner * 84 / 100, s.MaxBubble);
    const int x = s.Margin;
    if (!item.imageId.isEmpty()) {
        l.image = QRect(QPoint(x, y), shownImageSize(around.picture, maxBubble));
        y = l.image.bottom() + 1;
    }
    if (!item.text.isEmpty() || item.imageId.isEmpty()) {
        y += l.image.isNull() ? 0 : s.Gap;
        l.words = wordsOf(item.text, s.body, qMax(1, maxBubble - 2 * s.PadX), s.LineHeight, around);
        l.text = QRect(QPoint(x + s.PadX, y + s.PadY), l.words.size());
        l.links = linksIn(item);
        layoutMore(l, item, around, s);
        l.bubble = l.text.united(l.more).adjusted(-s.PadX, -s.PadY, s.PadX, s.PadY);
        y = l.bubble.bottom() + 1;
    }
    l.height = y;
}

void layoutPills(BubbleLayout &l, const TranscriptItem &item, int inner, const BubbleStyle &s)
{
    const QFontMetrics metrics(s.small);
    int x = s.Margin;
    int y = l.height + PillGap;
    int work = 0;
    for (const event::QuickReply &reply : item.quickReplies) {
        // Nobody reads a thousand: the further ones are not measured.
        const QString label = cut(model::oneLine(reply.text), WorkInALine);
        work += workOf(label);
        const int w = work > PillWork
            ? inner
            : qMin(metrics.horizontalAdvance(label) + 2 * s.PadX + 2, inner);
        if (x > s.Margin && x + w > s.Margin + inner) {
            x = s.Margin;
            y += s.PillHeight + PillGap;
        }
        l.pills.append(QRect(x, y, w, s.PillHeight));
        x += w + PillGap;
    }
    if (!l.pills.isEmpty())
        l.height = y + s.PillHeight;
}

void layoutAside(BubbleLayout &l, const TranscriptItem &item, const RowSurroundings &around,
                 int inner, int y, const BubbleStyle &s)
{
    const QString who
        = (item.speaker.isEmpty() ? Tr::tr("Note") : Tr::tr("Note by %1").arg(item.speaker))
        + u" · "_s;
    l.words = wordsOf(item.text, s.small, inner - 2 * s.PadX, s.LineHeight, around, who);
    l.before = int(who.size());
    l.text = QRect(QPoint(s.Margin + s.PadX, y + s.PadY), l.words.size());
    layoutMore(l, item, around, s);
    const int bottom = qMax(l.text.bottom(), l.more.bottom()) + 1;
    l.bubble = QRect(s.Margin, y, inner, bottom - y + s.PadY);
    l.height = l.bubble.bottom() + 1;
}

void layoutEvent(BubbleLayout &l, const TranscriptItem &item, const RowSurroundings &around,
                 int inner, int y, const BubbleStyle &s)
{
    l.words = wordsOf(item.text, s.caption, inner, s.LineHeight - 1, around);
    const int x = s.Margin + (inner - l.words.size().width()) / 2;
    l.text = QRect(QPoint(x, y), l.words.size());
    layoutMore(l, item, around, s);
    l.height = qMax(l.text.bottom(), l.more.bottom()) + 1;
}

QRect mirrored(const QRect &r, int width)
{
    return r.isEmpty() ? r : QRect(QPoint(width - r.x() - r.width(), r.y()), r.size());
}

void mirror(BubbleLayout &l, int width)
{
    for (QRect *part : {&l.bubble, &l.image, &l.text, &l.more, &l.caption})
        *part = mirrored(*part, width);
}

//! Not mirrored: whoever reads from the left reads the replies from the left, wherever they stand.
void alignPillsRight(BubbleLayout &l, int right)
{
    for (auto first = l.pills.begin(); first != l.pills.end();) {
        const int y = first->y();
        const auto next
            = std::find_if(first, l.pills.end(), [y](const QRect &p) { return p.y() != y; });
        const int shift = right - (next - 1)->right() - 1;
        for (; first != next; ++first)
            first->translate(shift, 0);
    }
}

//! A conversation of today need not say so above its first line.
bool isToday(const TranscriptItem &item, const BubbleStyle &style)
{
    return QDateTime::fromMSecsSinceEpoch(item.atMs).date() == style.today;
}

void layoutCaption(BubbleLayout &l, const TranscriptItem &item, int inner, const BubbleStyle &s)
{
    l.captionText = captionOf(item, s);
    l.failed = item.delivery == Delivery::Failed;
    if (l.captionText.isEmpty())
        return;
    const QFontMetrics metrics(s.caption);
    const int w = qMin(metrics.horizontalAdvance(l.captionText) + 2, inner);
    l.caption = QRect(s.Margin + 2, l.height + 3, w, s.CaptionHeight);
    l.height = l.caption.bottom() + 1;
}

} // namespace

bool isLongText(const TranscriptItem &item)
{
    return item.text.size() > ShownOfText;
}

QList<model::Link> linksIn(const model::TranscriptItem &item)
{
    const bool isSpoken
        = item.kind == Kind::Customer || item.kind == Kind::Agent || item.kind == Kind::Bot;
    return isSpoken ? model::linksIn(item.text) : QList<model::Link>();
}

BubbleLayout layoutBubble(const TranscriptItem &item, RowSurroundings around, int width,
                          const BubbleStyle &style)
{
    BubbleLayout l;
    l.look = lookOf(item.kind);
    const int inner = qMax(1, width - 2 * style.Margin);
    int y = 0;
    if (item.startsDay && !(around.isFirst && isToday(item, style))) {
        l.dayBreak = QRect(style.Margin, 0, inner, DayBreakHeight);
        y = DayBreakHeight;
    }
    if (l.look == BubbleLayout::Look::Aside) {
        layoutAside(l, item, around, inner, y, style);
    } else if (l.look == BubbleLayout::Look::Event) {
        layoutEvent(l, item, around, inner, y, style);
    } else {
        layoutPerson(l, item, around, inner, y, style);
        layoutPills(l, item, inner, style);
        if (around.endsGroup || item.delivery == Delivery::Failed
            || item.delivery == Delivery::Sending)
            layoutCaption(l, item, inner, style);
        if (standsRight(l.look) != (style.direction == Qt::RightToLeft)) {
            mirror(l, width);
            alignPillsRight(l, width - style.Margin);
        }
    }
    l.height += style.Gap;
    return l;
}

QSize shownImageSize(QSize pixels, int maxWidth)
{
    const QSize box = LargestImage.boundedTo({qMax(1, maxWidth), LargestImage.height()});
    if (pixels.isEmpty())
        return UnknownImage.boundedTo(box);
    const bool fits = pixels.width() <= box.width() && pixels.height() <= box.height();
    const QSize shown = fits ? pixels : pixels.scaled(box, Qt::KeepAspectRatio);
    return shown.expandedTo(SmallestImage).boundedTo(box);
}

int estimateHeight(const TranscriptItem &item, int width)
{
    constexpr int AverageCharacter = 7;
    const int textWidth
        = qMax(40, (width - 2 * BubbleStyle::Margin) * 84 / 100 - 2 * BubbleStyle::PadX);
    const auto letters = int(qMin(item.text.size(), ShownOfText));
    const int lines = 1 + letters * AverageCharacter / textWidth;
    int height = lines * BubbleStyle::LineHeight + BubbleStyle::Gap;
    if (item.kind != Kind::Info && item.kind != Kind::System)
        height
            += 2 * BubbleStyle::PadY + (item.groupedWithPrevious ? 0 : BubbleStyle::CaptionHeight);
    if (!item.imageId.isEmpty())
        height += UnknownImage.height();
    if (!item.quickReplies.isEmpty())
        height += BubbleStyle::PillHeight + PillGap;
    return height + (item.startsDay ? DayBreakHeight : 0);
}

QString captionOf(const TranscriptItem &item, const BubbleStyle &style)
{
    QStringList parts;
    if (item.kind == Kind::Bot)
        parts += item.speaker.isEmpty() ? Tr::tr("Bot") : item.speaker;
    else if (item.kind == Kind::Agent && !item.speaker.isEmpty() && item.speaker != style.ownName)
        parts += item.speaker;
    if (item.atMs > 0) {
        const QTime time = QDateTime::fromMSecsSinceEpoch(item.atMs).time();
        parts += time.toString(u"HH:mm"_s);
    }
    const QString delivery = deliveryText(item);
    if (!delivery.isEmpty() && item.kind != Kind::Bot)
        parts += delivery;
    return parts.join(u" · "_s);
}

QString dayOf(const TranscriptItem &item)
{
    const QDate day = QDateTime::fromMSecsSinceEpoch(item.atMs).date();
    return QLocale().toString(day, QLocale::LongFormat);
}

} // namespace sermo::ui
