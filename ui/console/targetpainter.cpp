// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/targetpainter.h"

#include "ui/console/loadbar.h"
#include "ui/console/status.h"
#include "ui/model/transfertargets.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int RowHeight = 44;
constexpr int Margin = 10;
constexpr int IconSize = 16;
constexpr int BarWidth = 70;

using model::TransferTarget;

void paintSign(QPainter &p, const Theme &theme, const TransferTarget &target, const QRect &place)
{
    if (target.kind == TransferTarget::Kind::Queue) {
        icon(theme, u"inbox"_s, &Tokens::text2).paint(&p, place);
        return;
    }
    const auto status = model::statusFromWire(target.status);
    statusIcon(theme, status.value_or(model::ConsoleController::Status::Offline)).paint(&p, place);
}

} // namespace

TargetPainter::TargetPainter(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void TargetPainter::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const auto target = index.data(model::TransferTargets::ItemRole).value<TransferTarget>();
    QPainter &p = *painter;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        p.setPen(option.state & QStyle::State_HasFocus ? QPen(t.accent, 2) : QPen(Qt::NoPen));
        p.setBrush(t.accentSoft);
        p.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Tokens::RadiusSmall,
                          Tokens::RadiusSmall);
    }
    QRect row = option.rect.adjusted(Margin, 5, -Margin, -5);
    paintSign(p, m_theme, target,
              {row.left(), row.center().y() - IconSize / 2, IconSize, IconSize});
    row.setLeft(row.left() + IconSize + Margin);
    if (target.load) {
        const QRectF bar(row.right() - BarWidth, row.center().y() - 2, BarWidth, 5);
        paintLoad(p, t, bar, {{t.accent, *target.load}}, target.bound);
        row.setRight(row.right() - BarWidth - Margin);
    }
    const auto line
        = [&](Type type, const QColor &colour, Qt::Alignment where, const QString &text) {
              p.setFont(typeface(type));
              p.setPen(colour);
              const QString shown = p.fontMetrics().elidedText(text, Qt::ElideRight, row.width());
              p.drawText(row, int(where | Qt::AlignLeft | Qt::TextSingleLine), shown);
          };
    line(Type::BodyStrong, t.text, Qt::AlignTop, target.name);
    line(Type::Small, t.text2, Qt::AlignBottom, model::detailOf(target));
    p.restore();
}

QSize TargetPainter::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, RowHeight};
}

} // namespace sermo::ui
