// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/boardpainter.h"

#include "ui/console/loadbar.h"
#include "ui/console/status.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::PresenceChip;

namespace
{

constexpr int Margin = 7;
constexpr int DotSize = 14;
constexpr int ChipWidth = 23, ChipHeight = 19, ChipGap = 3;
constexpr int MoreWidth = 26;
constexpr int BarWidth = 96;
constexpr int SumWidth = 36;
constexpr int SparkWidth = 84, SparkHeight = 18;
constexpr double FaintestChip = 0.35; //!< of a customer who is certainly gone

QString chipText(const PresenceChip &chip)
{
    if (chip.lent)
        return u"bot"_s;
    if (!chip.presence)
        return u"·"_s;
    const int hundredths = qRound(*chip.presence * 100);
    return hundredths >= 100 ? u"1"_s : u".%1"_s.arg(hundredths, 2, 10, QLatin1Char('0'));
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return qRound(x * share + y * (1 - share)); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

const QColor &toneColour(const Tokens &tokens, model::Tone tone)
{
    switch (tone) {
    case model::Tone::Plain:
        return tokens.text;
    case model::Tone::Dim:
        return tokens.text3;
    case model::Tone::Good:
        return tokens.good;
    case model::Tone::Warn:
        return tokens.warn;
    case model::Tone::Bad:
        return tokens.bad;
    }
    Q_UNREACHABLE();
}

BoardPainter::BoardPainter(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void BoardPainter::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QPainter &p = *painter;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    paintGround(p, option);
    const bool isFirst = index.column() == 0;
    const QRect cell = option.rect.adjusted(isFirst ? 0 : Margin, 0, -Margin, -1);
    if (index.data(model::ChipsRole).isValid())
        paintChips(p, cell, index);
    else if (index.data(model::LoadRole).isValid())
        paintBar(p, cell, index);
    else if (index.data(model::SparkRole).isValid())
        paintSpark(p, cell, index);
    else if (index.data(model::StatusRole).isValid())
        paintStatus(p, cell, index);
    else
        paintText(p, cell, index);
    p.restore();
}

void BoardPainter::paintGround(QPainter &p, const QStyleOptionViewItem &option) const
{
    const Tokens &t = m_theme.tokens();
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected)
        && option.state.testFlag(QStyle::State_Active);
    if (isCurrent)
        p.fillRect(option.rect, t.accentSoft);
    p.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line2);
}

void BoardPainter::paintText(QPainter &p, const QRect &cell, const QModelIndex &index) const
{
    const auto tone = model::Tone(index.data(model::ToneRole).toInt());
    p.setFont(typeface(Type::Body));
    p.setPen(toneColour(m_theme.tokens(), tone));
    const QString text
        = p.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width());
    p.drawText(cell, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
}

void BoardPainter::paintStatus(QPainter &p, const QRect &cell, const QModelIndex &index) const
{
    const auto status = model::statusFromWire(index.data(model::StatusRole).toString());
    const QRect dot(cell.left() - 3, cell.center().y() - DotSize / 2, DotSize, DotSize);
    statusIcon(m_theme, status.value_or(model::ConsoleController::Status::Offline)).paint(&p, dot);
    paintText(p, cell.adjusted(DotSize, 0, 0, 0), index);
}

QRect BoardPainter::chipRect(const QRect &cell, int number, int count)
{
    constexpr int Step = ChipWidth + ChipGap;
    const bool fitsAll = count * Step - ChipGap <= cell.width();
    const int room = (cell.width() - (fitsAll ? 0 : MoreWidth) + ChipGap) / Step;
    if (number >= room)
        return {};
    return {cell.left() + number * Step, cell.center().y() - ChipHeight / 2, ChipWidth, ChipHeight};
}

void BoardPainter::paintChips(QPainter &p, const QRect &cell, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const auto chips = index.data(model::ChipsRole).value<QList<PresenceChip>>();
    const int count = int(chips.size());
    p.setFont(typeface(Type::Section));
    for (int i = 0; i < count; ++i) {
        const QRect place = chipRect(cell, i, count);
        if (place.isEmpty()) {
            const QRect rest = cell.adjusted(i * (ChipWidth + ChipGap), 0, 0, 0);
            p.setFont(typeface(Type::Small));
            p.setPen(t.text2);
            p.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, u"+%1"_s.arg(count - i));
            return;
        }
        const PresenceChip &chip = chips.at(i);
        const double share = FaintestChip + (1 - FaintestChip) * chip.presence.value_or(1);
        const QColor ground = mixed(t.sessionColour(chip.colour), t.surface, share);
        p.setPen(Qt::NoPen);
        p.setBrush(ground);
        p.drawRoundedRect(place, 4, 4);
        if (chip.handRaised) {
            p.setPen(QPen(t.bad, 2));
            p.setBrush(Qt::NoBrush);
            p.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 6, 6);
        }
        const bool isLegible = contrastRatio(t.onColour, ground) >= contrastRatio(t.text, ground);
        p.setPen(isLegible ? t.onColour : t.text);
        QFont font = typeface(Type::Section);
        font.setCapitalization(QFont::MixedCase);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0);
        p.setFont(font);
        p.drawText(place, Qt::AlignCenter, chipText(chip));
    }
}

void BoardPainter::paintBar(QPainter &p, const QRect &cell, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const auto load = index.data(model::LoadRole).value<model::BoardLoad>();
    const int width = std::min(BarWidth, cell.width() - SumWidth);
    const QRectF bar(cell.right() - SumWidth - width, cell.center().y() - 2, width, 6);
    if (width > 0)
        paintLoad(p, t, bar, {{load.sum > load.bound ? t.warn : t.accent, load.sum}}, load.bound);
    paintText(p, QRect(cell.right() - SumWidth, cell.top(), SumWidth + 1, cell.height()), index);
}

void BoardPainter::paintSpark(QPainter &p, const QRect &cell, const QModelIndex &index) const
{
    const auto values = index.data(model::SparkRole).value<QList<int>>();
    if (values.size() < 2)
        return;
    const int most = std::max(1, *std::max_element(values.cbegin(), values.cend()));
    const int width = std::min(SparkWidth, cell.width());
    const QRectF box(cell.right() - width, cell.center().y() - SparkHeight / 2.0, width,
                     SparkHeight);
    QPolygonF line;
    for (qsizetype i = 0; i < values.size(); ++i)
        line << QPointF(box.left() + box.width() * double(i) / double(values.size() - 1),
                        box.bottom() - box.height() * values.at(i) / most);
    p.setPen(QPen(m_theme.tokens().accent, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.drawPolyline(line);
}

QSize BoardPainter::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {80, RowHeight};
}

bool BoardPainter::editorEvent(QEvent *event, QAbstractItemModel *model,
                               const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto chips = index.data(model::ChipsRole).value<QList<PresenceChip>>();
    if (event->type() == QEvent::MouseButtonRelease && !chips.isEmpty()) {
        const QPoint at = static_cast<const QMouseEvent *>(event)->position().toPoint();
        const QRect cell = option.rect.adjusted(Margin, 0, -Margin, -1);
        for (int i = 0; i < chips.size(); ++i) {
            if (chipRect(cell, i, int(chips.size())).contains(at)) {
                emit chipClicked(chips.at(i).user);
                return true;
            }
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace sermo::ui
