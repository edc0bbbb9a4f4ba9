// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/palette.h"

#include "ui/console/palettepainter.h"
#include "ui/model/fuzzy.h"
#include "ui/model/names.h"
#include "ui/style/stylesheet.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Width = 640, Rows = 10, Top = 48, Side = 12;

//! What was said is found by its very letters only: strewn ones are in every text.
std::optional<int> fitOf(const PaletteItem &item, const QString &typed)
{
    constexpr int ByDetail = 600;
    constexpr int Said = 500; // behind what is called so, before what has the letters somewhere
    const QString name = model::folded(item.name);
    if (item.kind == PaletteItem::Kind::Text)
        return name.contains(typed) ? std::optional(Said) : std::nullopt;
    if (const auto fit = model::fuzzyFit(typed, name))
        return fit;
    const QString detail = model::folded(item.detail);
    const auto fit = detail.contains(typed) ? model::fuzzyFit(typed, detail) : std::nullopt;
    return fit ? std::optional(*fit - ByDetail) : std::nullopt;
}

} // namespace

QList<PaletteItem> bestOf(const QList<PaletteItem> &items, const QString &typed, int most)
{
    const QString asked = model::folded(typed.simplified());
    QList<std::pair<int, const PaletteItem *>> fits;
    for (const PaletteItem &item : items) {
        if (const auto fit = fitOf(item, asked))
            fits.append({*fit, &item});
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    QList<PaletteItem> best;
    for (const auto &[fit, item] : std::as_const(fits)) {
        if (best.size() >= most)
            break;
        best += *item;
    }
    return best;
}

Palette::Palette(const Theme &theme, const Source &source, QWidget *window)
    : QFrame(window)
    , m_source(source)
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Find and do"));
    setRole(this, u"popup"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_field->setObjectName(u"paletteField"_s);
    m_field->setPlaceholderText(tr("Find customer, text, command…"));
    m_field->setAccessibleName(tr("Find customer, text or command"));
    m_field->installEventFilter(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PalettePainter(theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setKind(m_list, u"bare"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(6, 6, 6, 6);
    rows->addWidget(m_field);
    rows->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::search);
    connect(m_list, &QListView::clicked, this, &Palette::run);
    hide();
}

void Palette::open()
{
    if (!isHidden())
        return;
    m_before = window()->focusWidget();
    m_field->clear();
    search({});
    const int width = qMin(Width, parentWidget()->width() - 2 * Side);
    const int height = Rows * PalettePainter::RowHeight + 56;
    setGeometry((parentWidget()->width() - width) / 2, Top, width,
                qMin(height, parentWidget()->height() - Top - Side));
    show();
    raise();
    m_field->setFocus();
}

void Palette::leave()
{
    const QPointer<QWidget> before = std::exchange(m_before, nullptr);
    // First: hiding what has the keyboard would pass it to whatever comes next.
    QWidget *back = before && before->isVisible() ? before.data() : window();
    back->setFocus();
    hide();
}

void Palette::search(const QString &typed)
{
    m_found = bestOf(m_source(typed), typed, Most);
    m_model.clear();
    for (const PaletteItem &item : std::as_const(m_found)) {
        auto *row = new QStandardItem(model::oneLine(item.name));
        row->setData(int(item.kind), PalettePainter::KindRole);
        row->setData(model::oneLine(item.detail), PalettePainter::DetailRole);
        row->setData(item.keys, PalettePainter::KeysRole);
        m_model.appendRow(row);
    }
    move(0);
}

void Palette::move(int rows)
{
    const int count = m_model.rowCount();
    const int from = rows == 0 ? 0 : m_list->currentIndex().row();
    const QModelIndex index
        = count > 0 ? m_model.index((from + rows + count) % count, 0) : QModelIndex();
    m_list->setCurrentIndex(index);
    m_field->setAccessibleDescription(index.isValid() ? index.data().toString()
                                                      : tr("Nothing found"));
}

void Palette::run(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const PaletteItem item = m_found.at(index.row());
    leave(); // what it does may take the keyboard elsewhere
    item.run();
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusOut && !isHidden()) {
        m_before = nullptr; // somebody else has taken it
        hide();
    }
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        leave();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

QStringList Palette::names() const
{
    QStringList shown;
    for (const PaletteItem &item : m_found)
        shown += item.name;
    return shown;
}

} // namespace sermo::ui
