// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/searchbar.h"

#include "ui/console/labels.h"
#include "ui/history/choices.h"
#include "ui/model/sessionstore.h"
#include "ui/style/stylesheet.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

enum Time : int { Any, Today, Week, Month, Between };
constexpr int MostLetters = 200;

struct Rating {
    int from, to;
};
constexpr Rating Ratings[] = {{0, 0}, {5, 5}, {4, 5}, {3, 3}, {1, 2}, {1, 5}};

QHBoxLayout *rowIn(QWidget *widget)
{
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

} // namespace

SearchBar::SearchBar(const ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_text(makeLine(u"historyText"_s, tr("Search all conversations")))
    , m_time(makeChoice(u"historyTime"_s, tr("When")))
    , m_queue(makeChoice(u"historyQueue"_s, tr("Queue")))
    , m_agent(makeChoice(u"historyAgent"_s, tr("Agent")))
    , m_rating(makeChoice(u"historyRating"_s, tr("Rating")))
    , m_brand(makeLine(u"historyBrand"_s, tr("Brand")))
    , m_customer(makeLine(u"historyCustomer"_s, tr("Customer number")))
    , m_tag(makeLine(u"historyTag"_s, tr("Tag")))
    , m_reason(makeLine(u"historyReason"_s, tr("Reason of the end")))
    , m_dates(makeDates())
    , m_more(makeMore())
{
    m_text->setClearButtonEnabled(true);
    m_time->addItems({tr("Any time"), tr("Today"), tr("Last 7 days"), tr("Last 30 days"),
                      tr("Between two days…")});
    m_rating->addItems(
        {tr("Any rating"), tr("5"), tr("4 and 5"), tr("3"), tr("1 and 2"), tr("Any score")});
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(makeFirstRow());
    rows->addWidget(m_dates);
    rows->addWidget(m_more);
    m_dates->hide();
    m_more->hide();
    refill();
    connect(m_time, &QComboBox::currentIndexChanged, this, &SearchBar::showDates);
}

QComboBox *SearchBar::makeChoice(const QString &name, const QString &label)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setToolTip(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_isQuiet)
            emit changed();
    });
    return box;
}

QLineEdit *SearchBar::makeLine(const QString &name, const QString &label)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    line->setAccessibleName(label);
    line->setPlaceholderText(label);
    line->setMaxLength(MostLetters);
    connect(line, &QLineEdit::textChanged, this, [this] {
        if (!m_isQuiet)
            emit changed();
    });
    connect(line, &QLineEdit::returnPressed, this, &SearchBar::confirmed);
    return line;
}

QWidget *SearchBar::makeFirstRow()
{
    auto *first = new QWidget(this);
    QHBoxLayout *row = rowIn(first);
    m_figureButton = new QPushButton(first);
    m_figureButton->setObjectName(u"historyFigure"_s);
    m_figureButton->hide();
    connect(m_figureButton, &QPushButton::clicked, this, [this] {
        setFigure({});
        emit confirmed();
    });
    row->addWidget(m_figureButton);
    row->addWidget(m_text, 1);
    for (QComboBox *box : {m_time, m_queue, m_agent, m_rating})
        row->addWidget(box);
    m_moreButton = new QPushButton(tr("More filters"), first);
    m_moreButton->setObjectName(u"historyMore"_s);
    m_moreButton->setCheckable(true);
    setKind(m_moreButton, u"link"_s);
    connect(m_moreButton, &QPushButton::toggled, m_more, &QWidget::setVisible);
    row->addWidget(m_moreButton);
    auto *clearButton = new QPushButton(tr("Clear"), first);
    clearButton->setObjectName(u"historyClear"_s);
    setKind(clearButton, u"link"_s);
    connect(clearButton, &QPushButton::clicked, this, [this] {
        clear();
        emit confirmed();
    });
    row->addWidget(clearButton);
    return first;
}

QWidget *SearchBar::makeDates()
{
    auto *dates = new QWidget(this);
    QHBoxLayout *row = rowIn(dates);
    const QDate today = m_context.clock.now().wall().toLocalTime().date();
    const auto make = [&](const QString &name, const QString &label, QDate day) {
        QDateEdit *edit = dayEdit(name, label, day, dates);
        QLabel *said = plainLabel(u"small"_s, dates, label);
        said->setBuddy(edit);
        row->addWidget(said);
        row->addWidget(edit);
        connect(edit, &QDateEdit::dateChanged, this, &SearchBar::changed);
        return edit;
    };
    m_from = make(u"historyFrom"_s, tr("From"), today.addDays(-7));
    m_to = make(u"historyTo"_s, tr("to"), today);
    row->addStretch();
    return dates;
}

QWidget *SearchBar::makeMore()
{
    auto *more = new QWidget(this);
    QHBoxLayout *row = rowIn(more);
    for (QLineEdit *line : {m_customer, m_brand, m_tag, m_reason})
        row->addWidget(line, 1);
    return more;
}

void SearchBar::showDates()
{
    m_dates->setVisible(m_time->currentIndex() == Between);
}

std::pair<QDate, QDate> SearchBar::days() const
{
    const QDate today = m_context.clock.now().wall().toLocalTime().date();
    switch (m_time->currentIndex()) {
    case Today:
        return {today, {}};
    case Week:
        return {today.addDays(-6), {}};
    case Month:
        return {today.addDays(-29), {}};
    case Between:
        return {m_from->date(), m_to->date()};
    default:
        return {};
    }
}

model::HistoryOrder SearchBar::order() const
{
    model::HistoryOrder order;
    order.text = m_text->text();
    std::tie(order.from, order.to) = days();
    order.queue = m_queue->currentData().toString();
    order.agent = m_agent->currentData().toString();
    const Rating rating = Ratings[std::max(0, m_rating->currentIndex())];
    order.ratingFrom = rating.from;
    order.ratingTo = rating.to;
    order.brand = m_brand->text();
    order.customer = m_customer->text();
    order.tag = m_tag->text();
    order.reason = m_reason->text();
    order.figure = m_figure;
    return order;
}

void SearchBar::clear()
{
    m_isQuiet = true;
    for (QLineEdit *line : {m_text, m_brand, m_customer, m_tag, m_reason})
        line->clear();
    for (QComboBox *box : {m_time, m_queue, m_agent, m_rating})
        box->setCurrentIndex(0);
    setFigure({});
    m_isQuiet = false;
}

void SearchBar::lookFor(const QString &customer)
{
    clear();
    m_moreButton->setChecked(true);
    m_isQuiet = true;
    m_customer->setText(customer);
    m_isQuiet = false;
    emit confirmed();
}

void SearchBar::lookInto(const model::FigureOrder &figure)
{
    clear();
    refill(); // a line or an agent that is new
    m_isQuiet = true;
    choose(m_queue, figure.queue);
    choose(m_agent, figure.agent);
    setFigure(figure);
    m_isQuiet = false;
    emit confirmed();
}

void SearchBar::setFigure(const std::optional<model::FigureOrder> &figure)
{
    m_figure = figure;
    m_figureButton->setVisible(figure.has_value());
    if (!figure)
        return;
    const QString text = tr("Behind: %1").arg(figure->title);
    m_figureButton->setText(QString(text).replace(u'&', u"&&"_s) + u"  ✕"_s);
    m_figureButton->setAccessibleName(text);
    m_figureButton->setToolTip(tr("Only the sessions behind this figure; a click shows all again"));
}

void SearchBar::refill()
{
    m_isQuiet = true;
    offerQueues(m_queue, m_context.store);
    offerAgents(m_agent, m_context.store);
    m_isQuiet = false;
}

void SearchBar::takeFocus()
{
    m_text->setFocus();
    m_text->selectAll();
}

} // namespace sermo::ui
