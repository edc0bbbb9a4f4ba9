// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/replypainter.h"

#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Pad = 8;
constexpr int ShortcutWidth = 84;
constexpr int SignSize = 14; //!< of an own one

} // namespace

ReplyPainter::ReplyPainter(const Theme &theme, const QList<model::CannedReply> &replies,
                           QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_replies(replies)
{
}

void ReplyPainter::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    if (index.row() >= m_replies.size())
        return;
    const model::CannedReply &reply = m_replies.at(index.row());
    const Tokens &t = m_theme.tokens();
    QPainter &p = *painter;
    p.save();
    p.setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        p.setPen(option.state & QStyle::State_HasFocus ? QPen(t.accent, 2) : QPen(Qt::NoPen));
        p.setBrush(t.accentSoft);
        p.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Tokens::RadiusSmall,
                          Tokens::RadiusSmall);
    }
    QRect row = option.rect.adjusted(Pad, 0, -Pad, 0);
    if (reply.isOwn) {
        const QRect sign(row.right() - SignSize, row.center().y() - SignSize / 2, SignSize,
                         SignSize);
        icon(m_theme, u"user"_s, &Tokens::text3).paint(&p, sign);
        row.setRight(sign.left() - Pad);
    }
    p.setFont(typeface(Type::BodyStrong));
    p.setPen(t.accent);
    const QFontMetrics strong = p.fontMetrics();
    const QString name = strong.elidedText(u'/' + reply.shortcut, Qt::ElideRight, row.width() / 2);
    p.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name);
    row.setLeft(row.left() + qMax(ShortcutWidth, strong.horizontalAdvance(name) + Pad));
    p.setFont(typeface(Type::Body));
    p.setPen(t.text2);
    QString words = reply.text.left(200);
    words.replace(u'\n', u' ');
    p.drawText(row, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
               p.fontMetrics().elidedText(words, Qt::ElideRight, row.width()));
    p.restore();
}

QSize ReplyPainter::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, RowHeight};
}

} // namespace sermo::ui
