// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/cannedreply.h"

#include <QStyledItemDelegate>

namespace sermo::ui
{

class Theme;

//! One canned reply a row: its shortcut, and as much of its text as there is room for. Reads the
//! replies that its owner shows; both outlive it.
class ReplyPainter : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 28;

    ReplyPainter(const Theme &theme, const QList<model::CannedReply> &replies, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    const QList<model::CannedReply> &m_replies;
};

} // namespace sermo::ui
