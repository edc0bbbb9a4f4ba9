// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/figurestrip.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

QString kindOf(model::Tone tone)
{
    switch (tone) {
    case model::Tone::Plain:
        return {};
    case model::Tone::Dim:
        return u"dim"_s;
    case model::Tone::Good:
        return u"good"_s;
    case model::Tone::Warn:
        return u"warn"_s;
    case model::Tone::Bad:
        return u"bad"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

FigureTile::FigureTile(QWidget *parent)
    : QAbstractButton(parent)
    , m_name(plainLabel(u"small"_s, this))
    , m_value(plainLabel(u"figure"_s, this))
    , m_suffix(plainLabel(u"suffix"_s, this))
    , m_detail(plainLabel(u"caption"_s, this))
{
    setRole(this, u"card"_s);
    setCursor(Qt::PointingHandCursor);
    auto *figure = new QHBoxLayout;
    figure->setSpacing(6);
    figure->addWidget(m_value, 0, Qt::AlignBottom);
    figure->addWidget(m_suffix, 1, Qt::AlignBottom);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 10, 12);
    rows->setSpacing(1);
    rows->addWidget(m_name);
    rows->addLayout(figure);
    rows->addWidget(m_detail);
}

void FigureTile::present(const model::FigureCard &card, const QString &spoken)
{
    setObjectName(u"figure-"_s + card.key);
    m_name->setText(card.name);
    m_value->setText(card.value);
    m_suffix->setText(card.suffix);
    m_detail->setText(card.detail);
    setKind(m_value, kindOf(card.tone));
    setToolTip(card.tip);
    setAccessibleName(spoken);
    setAccessibleDescription(card.tip);
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QStyleOption option;
    option.initFrom(this);
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
}

QString FigureTile::value() const
{
    return m_value->text();
}

QString FigureTile::detail() const
{
    return m_detail->text();
}

FigureStrip::FigureStrip(const model::FigureCards &cards, QWidget *parent)
    : QWidget(parent)
    , m_cards(cards)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
    for (int i = 0; i < cards.rowCount(); ++i) {
        m_tiles += new FigureTile(this);
        connect(m_tiles.last(), &FigureTile::clicked, this,
                [this, i] { emit chosen(m_cards.items().at(i).behind); });
    }
    present(0, cards.rowCount() - 1);
    connect(&cards, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                present(first.row(), last.row());
            });
    setColumns(int(m_tiles.size()));
}

void FigureStrip::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < m_tiles.size(); ++i) {
        m_grid->addWidget(m_tiles.at(i), i / columns, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void FigureStrip::present(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_tiles.at(row)->present(m_cards.items().at(row),
                                 m_cards.index(row).data(Qt::AccessibleTextRole).toString());
}

} // namespace sermo::ui
