// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/allocationlist.h"

#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using Column = model::AllocationsModel::Column;

namespace
{

constexpr int LineHeight = 29;

//! "14:41:37 Robin Eriksson → Anders: least loaded, 1.06 of at most 2.00", in one line.
class LinePainter final : public QStyledItemDelegate
{
public:
    LinePainter(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        QPainter &p = *painter;
        p.save();
        if (option.state.testFlag(QStyle::State_Selected)
            && option.state.testFlag(QStyle::State_Active))
            p.fillRect(option.rect, t.accentSoft);
        p.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                   t.line2);
        const auto cell
            = [&index](Column column) { return index.siblingAtColumn(column).data().toString(); };
        const bool isGiven = index.data(model::AllocationsModel::GivenRole).toBool();
        QRect left = option.rect.adjusted(2, 0, -2, -1);
        write(p, left, typeface(Type::Body), t.text3, cell(Column::Time) + u"  "_s);
        write(p, left, typeface(Type::BodyStrong), t.text, cell(Column::Customer));
        write(p, left, typeface(Type::Body), t.text2, u" → "_s);
        write(p, left, typeface(isGiven ? Type::BodyStrong : Type::Body), isGiven ? t.text : t.warn,
              cell(Column::GivenTo));
        write(p, left, typeface(Type::Body), t.text2, u": "_s + cell(Column::Why));
        p.restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {120, LineHeight};
    }

private:
    static void write(QPainter &p, QRect &left, const QFont &font, const QColor &colour,
                      const QString &text)
    {
        p.setFont(font);
        p.setPen(colour);
        const QFontMetrics metrics = p.fontMetrics();
        p.drawText(left, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   metrics.elidedText(text, Qt::ElideRight, left.width()));
        left.setLeft(std::min(left.right(), left.left() + metrics.horizontalAdvance(text)));
    }

    const Theme &m_theme;
};

} // namespace

AllocationList::AllocationList(const Theme &theme, model::AllocationsModel &log, QWidget *parent)
    : QListView(parent)
{
    setObjectName(u"allocationList"_s);
    setAccessibleName(tr("Log of allocations"));
    setKind(this, u"board"_s);
    setModel(&log);
    setItemDelegate(new LinePainter(theme, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) {
        emit sessionChosen(index.data(model::AllocationsModel::UserRole).value<UserId>());
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

} // namespace sermo::ui
