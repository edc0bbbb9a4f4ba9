// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historyview.h"

#include "ui/history/conversationpane.h"
#include "ui/history/foundbar.h"
#include "ui/history/foundlist.h"
#include "ui/history/searchbar.h"
#include "ui/model/sessionstore.h"
#include "ui/style/stylesheet.h"

#include <QFrame>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::ui
{

namespace
{

constexpr auto AfterTyping = 250ms;
constexpr int Gap = 12;

} // namespace

HistoryView::HistoryView(const ConsoleContext &context, model::HistorySource &source,
                         QWidget *parent)
    : QWidget(parent)
    , m_found(source, context.store)
    , m_bar(new SearchBar(context, this))
    , m_list(new FoundList(context.theme, m_found, this))
    , m_pane(new ConversationPane(context, source, this))
{
    setObjectName(u"historyView"_s);
    setAccessibleName(tr("History"));
    setRole(this, u"board"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *card = new QFrame(this);
    setRole(card, u"card"_s);
    auto *cardRows = new QVBoxLayout(card);
    cardRows->setContentsMargins(1, 8, 1, 1);
    auto *above = new FoundBar(context, source, m_found, card);
    cardRows->addWidget(above);
    cardRows->addWidget(m_list, 1);
    auto *halves = new QSplitter(Qt::Horizontal, this);
    halves->setHandleWidth(Gap);
    halves->setChildrenCollapsible(false);
    halves->addWidget(card);
    halves->addWidget(m_pane);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 14, 14, 14);
    rows->setSpacing(Gap);
    rows->addWidget(m_bar);
    rows->addWidget(halves, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(AfterTyping);
    connect(&m_soon, &QTimer::timeout, this, &HistoryView::search);
    connect(m_bar, &SearchBar::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(m_bar, &SearchBar::confirmed, this, &HistoryView::search);
    connect(above, &FoundBar::noticed, this, &HistoryView::noticed);
    connect(m_list, &FoundList::chosen, this, &HistoryView::open);
    connect(m_pane, &ConversationPane::noticed, this, &HistoryView::noticed);
    connect(m_pane, &ConversationPane::erased, &m_found, &model::PastConversations::forget);
    connect(&context.store, &model::SessionStore::forgotten, &m_found,
            &model::PastConversations::forget);
}

void HistoryView::search()
{
    m_soon.stop();
    m_hasAsked = true;
    m_found.search(m_bar->order());
}

void HistoryView::lookFor(const QString &customer)
{
    m_bar->lookFor(customer);
}

void HistoryView::lookInto(const model::FigureOrder &figure)
{
    m_bar->lookInto(figure);
}

void HistoryView::open(Seq session)
{
    const auto &all = m_found.items();
    const auto one = std::ranges::find(all, session, &model::PastConversation::key);
    m_pane->open(session, one == all.cend() ? QList<model::Behind>() : one->behind);
}

void HistoryView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_bar->refill();
    m_bar->takeFocus();
    if (!m_hasAsked)
        search();
}

} // namespace sermo::ui
