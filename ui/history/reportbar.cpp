// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/reportbar.h"

#include "ui/history/choices.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>

#include <algorithm>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Today = 0, Yesterday = 1, Week = 2, Month = 3, Between = 4; // of m_time

} // namespace

ReportBar::ReportBar(const ConsoleContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_time(makeChoice(u"reportTime"_s, tr("When")))
    , m_split(makeChoice(u"reportSplit"_s, tr("Lines of the report")))
    , m_queue(makeChoice(u"reportQueue"_s, tr("Queue")))
    , m_agent(makeChoice(u"reportAgent"_s, tr("Agent")))
    , m_from(dayEdit(u"reportFrom"_s, tr("From"), today().addDays(-6), this))
    , m_to(dayEdit(u"reportTo"_s, tr("to"), today(), this))
    , m_onlyOpen(new QCheckBox(tr("Only opening hours"), this))
{
    m_isQuiet = true;
    m_time->addItems({tr("Today"), tr("Yesterday"), tr("Last 7 days"), tr("Last 30 days"),
                      tr("Between two days…")});
    m_time->setCurrentIndex(Week);
    m_split->addItems({tr("By day"), tr("By queue"), tr("By agent")});
    m_onlyOpen->setObjectName(u"reportOnlyOpen"_s);
    m_onlyOpen->setToolTip(tr("Leaves out what began while its platform was closed"));
    refill();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_split, m_time, m_from, m_to, m_queue,
                                                            m_agent, m_onlyOpen})
        row->addWidget(widget);
    row->addStretch();
    connect(m_split, &QComboBox::currentIndexChanged, this, &ReportBar::splitChanged);
    for (QComboBox *box : {m_time, m_queue, m_agent})
        connect(box, &QComboBox::currentIndexChanged, this, &ReportBar::handleChange);
    for (QDateEdit *edit : {m_from, m_to})
        connect(edit, &QDateEdit::dateChanged, this, &ReportBar::handleChange);
    connect(m_onlyOpen, &QCheckBox::toggled, this, &ReportBar::handleChange);
    m_isQuiet = false;
    handleChange();
}

QComboBox *ReportBar::makeChoice(const QString &name, const QString &label)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setToolTip(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

void ReportBar::handleChange()
{
    const bool isBetween = m_time->currentIndex() == Between;
    m_from->setVisible(isBetween);
    m_to->setVisible(isBetween);
    if (!m_isQuiet)
        emit changed();
}

QDate ReportBar::today() const
{
    return m_context.clock.now().wall().toLocalTime().date();
}

std::pair<QDate, QDate> ReportBar::days() const
{
    const QDate day = today();
    switch (m_time->currentIndex()) {
    case Today:
        return {day, day};
    case Yesterday:
        return {day.addDays(-1), day.addDays(-1)};
    case Month:
        return {day.addDays(-29), day};
    case Between: // whichever way round
        return std::minmax({m_from->date(), m_to->date()});
    default:
        return {day.addDays(-6), day};
    }
}

model::ReportOrder ReportBar::order() const
{
    model::ReportOrder order;
    std::tie(order.from, order.to) = days();
    order.queue = m_queue->currentData().toString();
    order.agent = m_agent->currentData().toString();
    order.onlyOpenHours = m_onlyOpen->isChecked();
    return order;
}

model::ReportRows::Split ReportBar::split() const
{
    return static_cast<model::ReportRows::Split>(std::max(0, m_split->currentIndex()));
}

void ReportBar::refill()
{
    const bool wasQuiet = std::exchange(m_isQuiet, true);
    offerQueues(m_queue, m_context.store);
    offerAgents(m_agent, m_context.store);
    m_isQuiet = wasQuiet;
}

} // namespace sermo::ui
