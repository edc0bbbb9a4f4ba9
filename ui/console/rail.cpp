// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/rail.h"

#include "ui/console/asidecard.h"
#include "ui/console/infront.h"
#include "ui/console/keyboard.h"
#include "ui/console/labels.h"
#include "ui/console/queuerow.h"
#include "ui/console/retire.h"
#include "ui/console/waitingwindow.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/queuemodel.h"
#include "ui/model/sessionstore.h"
#include "ui/model/setaside.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

using model::WaitingItem;

namespace
{

//! Runs something when a list has other rows, or has them in other places.
template <typename Receiver>
void onOtherRows(const QAbstractItemModel &model, Receiver *receiver, void (Receiver::*slot)())
{
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, receiver, slot);
    QObject::connect(&model, &QAbstractItemModel::rowsRemoved, receiver, slot);
    QObject::connect(&model, &QAbstractItemModel::rowsMoved, receiver, slot);
    QObject::connect(&model, &QAbstractItemModel::modelReset, receiver, slot);
}

void moveTo(QVBoxLayout *layout, int row, QWidget *widget)
{
    const QLayoutItem *there = layout->itemAt(row);
    if (there && there->widget() == widget)
        return;
    layout->removeWidget(widget);
    layout->insertWidget(row, widget);
}

} // namespace

Rail::Rail(const ConsoleContext &context, QWidget *parent)
    : SidePanel(Side::Left, Width, parent)
    , m_context(context)
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Queues and waiting customers"));
    rows()->setContentsMargins(8, 14, 9, 14);
    m_queues = addSection(rows(), tr("Queues"), 0);
    rows()->addSpacing(8);
    m_aside = addSection(rows(), tr("Set aside"), 6);
    m_waiting = addSection(rows(), tr("Waiting"), 6);
    m_nobody = plainLabel(u"third"_s, widget(), tr("Nobody waits."));
    m_nobody->setContentsMargins(6, 0, 0, 0);
    rows()->addWidget(m_nobody);
    rows()->addSpacing(10);
    m_withBot = addSection(rows(), tr("With the bot"), 6);
    rows()->addStretch();
    onOtherRows(context.queues, this, &Rail::refreshQueues);
    connect(&context.queues, &QAbstractItemModel::dataChanged, this, &Rail::refreshQueues);
    onOtherRows(context.waiting, this, &Rail::refreshWaiting);
    connect(&context.waiting, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                presentWaiting(first.row(), last.row());
            });
    onOtherRows(context.withBot, this, &Rail::refreshWithBot);
    connect(&context.withBot, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                presentWithBot(first.row(), last.row());
            });
    connect(&context.aside, &model::SetAside::changed, this, &Rail::refreshAside);
    connect(&context.store, &model::SessionStore::sessionsChanged, this, &Rail::refreshAside);
    m_look.setSingleShot(true); // once the cards have found their places
    m_look.setInterval(0);
    connect(&m_look, &QTimer::timeout, this, &Rail::look);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_look, qOverload<>(&QTimer::start));
    connect(&context.controller.eyes(), &model::Eyes::crowdChanged, &m_look,
            qOverload<>(&QTimer::start));
    refresh();
}

void Rail::refresh()
{
    refreshQueues();
    refreshWaiting();
    refreshWithBot();
    refreshAside();
}

//! A screenful above and below too: what comes into sight shall be there.
void Rail::look()
{
    QSet<UserId> shown;
    const QRect seen(0, verticalScrollBar()->value() - viewport()->height(), viewport()->width(),
                     3 * viewport()->height());
    for (const auto *cards : {&m_waitingCards, &m_botCards}) {
        for (auto card = cards->cbegin(); card != cards->cend(); ++card) {
            if (isVisible() && seen.intersects((*card)->geometry()))
                shown.insert(card.key());
        }
    }
    model::Eyes &eyes = m_context.controller.eyes();
    eyes.look(this, eyes.isCrowd() ? shown : QSet<UserId>());
}

void Rail::resizeEvent(QResizeEvent *event)
{
    SidePanel::resizeEvent(event);
    m_look.start();
}

void Rail::showEvent(QShowEvent *event)
{
    SidePanel::showEvent(event);
    refresh();
    m_look.start();
}

void Rail::hideEvent(QHideEvent *event)
{
    SidePanel::hideEvent(event);
    m_look.start();
}

Rail::Section Rail::addSection(QVBoxLayout *into, const QString &title, int spacing)
{
    Section section;
    section.head = new QWidget(into->parentWidget());
    section.title = sectionLabel(section.head, title);
    section.count = sectionLabel(section.head, {});
    section.rows = new QVBoxLayout;
    section.rows->setSpacing(spacing);
    auto *head = new QHBoxLayout(section.head);
    head->setContentsMargins(6, 0, 6, 0);
    head->addWidget(section.title);
    head->addStretch();
    head->addWidget(section.count);
    into->addWidget(section.head);
    into->addLayout(section.rows);
    return section;
}

void Rail::refreshQueues()
{
    if (isBehind(*this)) // it catches up when it is shown again
        return;
    QHash<QueueId, QueueRow *> gone = std::exchange(m_queueRows, {});
    int place = 0;
    int waiting = 0;
    for (const model::QueueItem &queue : m_context.queues.items()) {
        QueueRow *row = gone.take(queue.key);
        if (!row) {
            row = new QueueRow(widget());
            row->setObjectName(u"queue-"_s + queue.key.value());
        }
        moveTo(m_queues.rows, place++, row);
        row->present(queue, m_context.clock.now().wallMs);
        m_queueRows.insert(queue.key, row);
        waiting += queue.waiting;
    }
    for (QueueRow *row : std::as_const(gone))
        delete row;
    m_queues.count->setText(waiting > 0 ? tr("%n waiting", nullptr, waiting) : QString());
}

void Rail::refreshWaiting()
{
    if (isBehind(*this))
        return;
    const QList<WaitingItem> &items = m_context.waiting.items();
    fill(m_waiting, m_waitingCards, items, false);
    m_frontQueue = items.isEmpty() ? QueueId() : items.first().queue;
    m_nobody->setVisible(items.isEmpty());
}

//! Only these have changed: one who types costs one card, however many wait.
void Rail::presentWaiting(int first, int last)
{
    if (isBehind(*this))
        return;
    const QList<WaitingItem> &items = m_context.waiting.items();
    if (items.first().queue != m_frontQueue)
        return refreshWaiting(); // what goes without saying is another queue now
    for (int place = first; place <= last; ++place) {
        if (WaitingCard *card = m_waitingCards.value(items.at(place).key))
            present(card, items, place, false);
    }
}

void Rail::presentWithBot(int first, int last)
{
    if (isBehind(*this))
        return;
    const QList<WaitingItem> &items = m_context.withBot.items();
    for (int place = first; place <= last; ++place) {
        if (WaitingCard *card = m_botCards.value(items.at(place).key))
            present(card, items, place, true);
    }
}

void Rail::refreshWithBot()
{
    if (isBehind(*this))
        return;
    const QList<WaitingItem> &items = m_context.withBot.items();
    fill(m_withBot, m_botCards, items, true);
    m_withBot.count->setText(items.isEmpty() ? QString() : QString::number(items.size()));
    m_withBot.head->setVisible(!items.isEmpty());
}

void Rail::refreshAside()
{
    if (isBehind(*this))
        return;
    const QList<UserId> users = m_context.aside.users();
    if (users.isEmpty() && m_asideCards.isEmpty())
        return m_aside.head->hide();
    QHash<UserId, AsideCard *> gone = std::exchange(m_asideCards, {});
    int place = 0;
    for (const UserId &user : users) {
        AsideCard *card = gone.take(user);
        if (!card) {
            card = new AsideCard(m_context, user, widget());
            connect(card, &AsideCard::backRequested, this,
                    [this, user] { m_context.aside.bringBack(user); });
        }
        moveTo(m_aside.rows, place++, card);
        card->refresh();
        card->show();
        m_asideCards.insert(user, card);
    }
    for (AsideCard *card : std::as_const(gone)) {
        dropKeyboard(*card);
        retire(card);
    }
    m_aside.count->setText(users.isEmpty() ? QString() : QString::number(users.size()));
    m_aside.head->setVisible(!users.isEmpty());
}

void Rail::fill(Section &section, QHash<UserId, WaitingCard *> &cards,
                const QList<WaitingItem> &items, bool withBot)
{
    QHash<UserId, WaitingCard *> gone = std::exchange(cards, {});
    for (int place = 0; place < items.size(); ++place) {
        const UserId user = items.at(place).key;
        WaitingCard *card = gone.take(user);
        if (!card)
            card = makeCard(user);
        moveTo(section.rows, place, card);
        present(card, items, place, withBot);
        card->show();
        cards.insert(user, card);
    }
    for (WaitingCard *card : std::as_const(gone)) {
        dropKeyboard(*card);
        retire(card);
    }
    m_look.start();
}

void Rail::present(WaitingCard *card, const QList<WaitingItem> &items, int place, bool withBot)
{
    const WaitingItem &item = items.at(place);
    const auto role = withBot ? WaitingCard::Place::WithBot
        : place == 0          ? WaitingCard::Place::First
                              : WaitingCard::Place::InLine;
    card->present(item, role, !withBot && item.queue != items.first().queue);
    card->tick(m_context.clock.now().wallMs);
}

WaitingCard *Rail::makeCard(const UserId &user)
{
    auto *card = new WaitingCard(m_context.theme, user, widget());
    connect(card, &WaitingCard::claimRequested, this, [this, user] { emit claimRequested(user); });
    connect(card, &WaitingCard::readRequested, this, [this, user] { read(user); });
    return card;
}

void Rail::read(const UserId &user)
{
    if (!m_reader || !m_reader->isVisible()) { // one that was closed is about to go
        m_reader = new WaitingWindow(m_context, window());
        connect(m_reader, &WaitingWindow::claimRequested, this, &Rail::claimRequested);
    }
    m_reader->read(user);
}

void Rail::readNext()
{
    for (const QList<WaitingItem> &items : {m_context.waiting.items(), m_context.withBot.items()}) {
        if (!items.isEmpty())
            return read(items.first().key);
    }
}

void Rail::tick()
{
    if (isBehind(*this))
        return;
    const qint64 now = m_context.clock.now().wallMs;
    for (const model::QueueItem &queue : m_context.queues.items()) {
        if (QueueRow *row = m_queueRows.value(queue.key))
            row->present(queue, now);
    }
    for (const auto *cards : {&m_waitingCards, &m_botCards}) {
        for (WaitingCard *card : *cards)
            card->tick(now);
    }
}

} // namespace sermo::ui
