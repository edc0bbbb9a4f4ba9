// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/replypopup.h"

#include "ui/console/replypainter.h"
#include "ui/model/names.h"
#include "ui/style/stylesheet.h"

#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MostRows = 6;
constexpr int Around = 4;

} // namespace

ReplyPopup::ReplyPopup(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_list(new QListView(this))
{
    setRole(this, u"popup"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_list->setAccessibleName(tr("Canned replies"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ReplyPainter(theme, m_replies, this));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setKind(m_list, u"bare"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(Around, Around, Around, Around);
    rows->addWidget(m_list);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { choose(index.row()); });
    hide();
}

void ReplyPopup::present(const QList<model::CannedReply> &replies, bool keepsChoice)
{
    const QString chosenBefore = current();
    if (replies != m_replies || isHidden()) {
        m_replies = replies;
        QStringList names;
        for (const model::CannedReply &reply : replies)
            names += u"/%1 %2"_s.arg(reply.shortcut, model::oneLine(reply.text));
        m_model.setStringList(names);
        const qsizetype before = shortcuts().indexOf(chosenBefore);
        move(0);
        if (keepsChoice && before > 0)
            move(int(before));
    }
    place();
    setVisible(!replies.isEmpty());
    raise();
}

void ReplyPopup::standOn(const QPoint &bottomLeft, int width)
{
    m_bottomLeft = bottomLeft;
    m_width = width;
    place();
}

void ReplyPopup::place()
{
    const int rows = qMin(MostRows, int(m_replies.size()));
    const int height = rows * ReplyPainter::RowHeight + 2 * Around + 2;
    setGeometry(m_bottomLeft.x(), qMax(0, m_bottomLeft.y() - height), m_width, height);
}

bool ReplyPopup::handleKey(const QKeyEvent &event)
{
    if (isHidden() || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        choose(m_list->currentIndex().row());
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

//! Round the ends; 0: to the first.
void ReplyPopup::move(int rows)
{
    const int count = m_model.rowCount();
    if (count == 0)
        return;
    const int from = rows == 0 ? 0 : m_list->currentIndex().row();
    const QModelIndex index = m_model.index((from + rows + count) % count);
    m_list->setCurrentIndex(index);
    emit currentChanged(index.data().toString());
}

void ReplyPopup::choose(int row)
{
    if (row < 0 || row >= m_replies.size())
        return;
    const model::CannedReply reply = m_replies.at(row);
    hide();
    emit chosen(reply);
}

QStringList ReplyPopup::shortcuts() const
{
    QStringList shown;
    for (const model::CannedReply &reply : m_replies)
        shown += reply.shortcut;
    return shown;
}

QString ReplyPopup::current() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_replies.size() ? m_replies.at(row).shortcut : QString();
}

} // namespace sermo::ui
