// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/foundlist.h"

#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int RowHeight = 76;
constexpr int Margin = 12;
constexpr int LineHeight = 20;
constexpr qsizetype MostBehind = 5; // of one session in a card

QString timeText(const model::PastConversation &one)
{
    const QDateTime began = QDateTime::fromMSecsSinceEpoch(one.beganMs);
    return QLocale().toString(began.date(), QLocale::ShortFormat) + began.toString(u" HH:mm"_s);
}

//! What became of it: where, with whom, how it was.
QString outcomeText(const model::PastConversation &one)
{
    QStringList parts{one.queue, one.agent};
    if (one.rating > 0)
        parts += u"★ %1"_s.arg(one.rating);
    parts += one.hasEnded ? one.reason : FoundList::tr("still open");
    parts += one.tags;
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

//! Which events of it are behind the figure, where it was found for one.
QString behindText(const model::PastConversation &one)
{
    QStringList parts;
    for (const model::Behind &behind : one.behind.mid(0, MostBehind))
        parts += behind.to > 0 && behind.to != behind.from
            ? u"%1–%2"_s.arg(behind.from).arg(behind.to)
            : QString::number(behind.from);
    return parts.isEmpty() ? QString() : FoundList::tr("events %1").arg(parts.join(u", "_s));
}

QString brandText(const model::PastConversation &one)
{
    QStringList parts{one.brand, behindText(one)};
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

class CardPainter final : public QStyledItemDelegate
{
public:
    CardPainter(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto one
            = index.data(model::PastConversations::ItemRole).value<model::PastConversation>();
        const Tokens &t = m_theme.tokens();
        QPainter &p = *painter;
        p.save();
        if (option.state.testFlag(QStyle::State_Selected))
            p.fillRect(option.rect, t.accentSoft);
        p.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                   t.line2);
        QRect line = option.rect.adjusted(Margin, 8, -Margin, 0);
        line.setHeight(LineHeight);
        const int room
            = write(p, line, Qt::AlignRight, typeface(Type::Caption), t.text3, timeText(one));
        write(p, line.adjusted(0, 0, -room - 8, 0), Qt::AlignLeft, typeface(Type::BodyStrong),
              t.text, nameText(one));
        line.translate(0, LineHeight);
        if (!one.excerpt.isEmpty())
            writeExcerpt(p, line, one);
        else
            write(p, line, Qt::AlignLeft, typeface(Type::Body), t.text2, brandText(one));
        line.translate(0, LineHeight);
        write(p, line, Qt::AlignLeft, typeface(Type::Caption), t.text2, outcomeText(one));
        p.restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {240, RowHeight};
    }

private:
    static QString nameText(const model::PastConversation &one)
    {
        return one.customerNumber.isEmpty() ? one.name : one.name + u"  "_s + one.customerNumber;
    }

    static int write(QPainter &p, const QRect &where, Qt::Alignment side, const QFont &font,
                     const QColor &colour, const QString &text)
    {
        p.setFont(font);
        p.setPen(colour);
        const QFontMetrics metrics = p.fontMetrics();
        p.drawText(where, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                   metrics.elidedText(text, Qt::ElideRight, where.width()));
        return metrics.horizontalAdvance(text);
    }

    //! One line, the words that were looked for standing out.
    void writeExcerpt(QPainter &p, const QRect &where, const model::PastConversation &one) const
    {
        const Tokens &t = m_theme.tokens();
        QTextLayout layout(one.excerpt, typeface(Type::Body));
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        layout.setTextOption(option);
        QList<QTextLayout::FormatRange> marks;
        for (const auto &[from, length] : one.found) {
            QTextLayout::FormatRange mark;
            mark.start = from;
            mark.length = length;
            mark.format.setFont(typeface(Type::BodyStrong));
            mark.format.setForeground(t.text);
            mark.format.setBackground(t.warnSoft);
            marks.append(mark);
        }
        layout.setFormats(marks);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(where.width());
        layout.endLayout();
        p.setPen(t.text2);
        p.setClipRect(where);
        layout.draw(&p, where.topLeft());
        p.setClipping(false);
    }

    const Theme &m_theme;
};

} // namespace

FoundList::FoundList(const Theme &theme, model::PastConversations &found, QWidget *parent)
    : QListView(parent)
{
    setObjectName(u"foundList"_s);
    setAccessibleName(tr("Conversations found"));
    setKind(this, u"board"_s);
    setModel(&found);
    setItemDelegate(new CardPainter(theme, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(this, &QListView::clicked, this, &FoundList::choose);
    connect(this, &QListView::activated, this, &FoundList::choose);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

//! Not whenever another row is the current one: rows that go make it so too.
void FoundList::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex before = currentIndex();
    QListView::keyPressEvent(event);
    if (currentIndex() != before)
        choose(currentIndex());
}

void FoundList::choose(const QModelIndex &index)
{
    if (index.isValid())
        emit chosen(
            index.data(model::PastConversations::ItemRole).value<model::PastConversation>().key);
}

} // namespace sermo::ui
