// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/emojipicker.h"

#include "ui/console/labels.h"
#include "ui/model/fuzzy.h"
#include "ui/style/stylesheet.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Columns = 8, Rows = 6, Cell = 36;
constexpr int SignSize = 20; // of the type

QFont signFont(QFont font)
{
    // In colour where that is installed: the first font that has a sign may have it in black.
    font.setFamilies({u"Noto Color Emoji"_s, u"Segoe UI Emoji"_s, u"Apple Color Emoji"_s});
    font.setPixelSize(SignSize);
    return font;
}

//! Whether this computer has a font for it: an empty box is nothing to choose.
bool canBeDrawn(const QFontMetrics &metrics, const QString &sign)
{
    const QList<uint> letters = sign.toUcs4();
    return std::ranges::all_of(letters, [&metrics](uint letter) {
        const bool isSeen = letter != 0xFE0F && letter != 0x200D; // else it only says how
        return !isSeen || metrics.inFontUcs4(letter);
    });
}

//! The most usual first, until something is typed.
QList<const Emoji *> fitting(const QString &typed, const QFontMetrics &metrics)
{
    QList<std::pair<int, const Emoji *>> found;
    for (const Emoji &emoji : emojis()) {
        if (!canBeDrawn(metrics, emoji.sign))
            continue;
        if (const auto fit = model::fuzzyFit(model::folded(typed), emoji.words))
            found.append({*fit, &emoji});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<const Emoji *> sorted;
    for (const auto &[fit, emoji] : std::as_const(found))
        sorted += emoji;
    return sorted;
}

} // namespace

EmojiPicker::EmojiPicker(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_search(new QLineEdit(this))
    , m_board(new QListView(this))
    , m_name(plainLabel(u"small"_s, this))
{
    setObjectName(u"emojiPicker"_s);
    setAccessibleName(tr("Emoji"));
    setAttribute(Qt::WA_DeleteOnClose);
    setRole(this, u"popup"_s);
    m_search->setObjectName(u"emojiSearch"_s);
    m_search->setPlaceholderText(tr("Find an emoji…"));
    m_search->setAccessibleName(tr("Find an emoji"));
    m_search->installEventFilter(this);
    m_board->setObjectName(u"emojiBoard"_s);
    m_board->setAccessibleName(tr("Emoji"));
    m_board->setModel(&m_model);
    m_board->setViewMode(QListView::IconMode);
    m_board->setMovement(QListView::Static);
    m_board->setResizeMode(QListView::Adjust);
    m_board->setUniformItemSizes(true);
    m_board->setTextElideMode(Qt::ElideNone);
    m_board->setGridSize({Cell, Cell});
    m_board->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_board->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_board->setFixedSize(Columns * Cell + 26, Rows * Cell + 8);
    m_board->setFocusPolicy(Qt::NoFocus);
    setKind(m_board, u"bare"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 8, 8, 8);
    rows->setSpacing(6);
    rows->addWidget(m_search);
    rows->addWidget(m_board);
    rows->addWidget(m_name);
    connect(m_search, &QLineEdit::textChanged, this, &EmojiPicker::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_board->currentIndex()); });
    connect(m_board, &QListView::clicked, this, &EmojiPicker::choose);
    connect(m_board->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &EmojiPicker::showCurrent);
    search({});
}

void EmojiPicker::openOver(const QWidget *button)
{
    adjustSize();
    const QRect screen = button->screen()->availableGeometry();
    const QPoint above = button->mapToGlobal(QPoint(0, 0)) - QPoint(0, height() + 4);
    move(std::clamp(above.x(), screen.left(), qMax(screen.left(), screen.right() - width())),
         qMax(screen.top(), above.y()));
    show();
    m_search->setFocus();
}

void EmojiPicker::search(const QString &typed)
{
    m_model.clear();
    const QFont font = signFont(this->font());
    for (const Emoji *emoji : fitting(typed, QFontMetrics(font))) {
        auto *item = new QStandardItem(emoji->sign);
        item->setAccessibleText(emoji->name);
        item->setToolTip(emoji->name);
        item->setFont(font);
        item->setTextAlignment(Qt::AlignCenter);
        item->setSizeHint({Cell, Cell});
        m_model.appendRow(item);
    }
    m_board->setCurrentIndex(m_model.index(0, 0));
    showCurrent();
}

void EmojiPicker::showCurrent()
{
    const QModelIndex index = m_board->currentIndex();
    m_name->setText(index.isValid() ? index.data(Qt::AccessibleTextRole).toString()
                                    : tr("Nothing of that name"));
    m_search->setAccessibleDescription(m_name->text());
}

void EmojiPicker::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString sign = index.data().toString();
    close();
    emit chosen(sign);
}

//! The keyboard stays in the search line; arrows move on the board.
bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    int step = 0;
    switch (key->key()) {
    case Qt::Key_Down:
        step = Columns;
        break;
    case Qt::Key_Up:
        step = -Columns;
        break;
    case Qt::Key_Right:
        step = m_search->cursorPosition() == m_search->text().size() ? 1 : 0;
        break;
    case Qt::Key_Left:
        step = m_search->text().isEmpty() ? -1 : 0;
        break;
    default:
        break;
    }
    if (step == 0)
        return QFrame::eventFilter(watched, event);
    const int row = m_board->currentIndex().row() + step;
    if (row >= 0 && row < m_model.rowCount())
        m_board->setCurrentIndex(m_model.index(row, 0));
    return true;
}

QStringList EmojiPicker::signs() const
{
    QStringList shown;
    for (int row = 0; row < m_model.rowCount(); ++row)
        shown += m_model.index(row, 0).data().toString();
    return shown;
}

} // namespace sermo::ui
