// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/chatboard.h"

#include "ui/console/chatcolumn.h"
#include "ui/console/infront.h"
#include "ui/console/keyboard.h"
#include "ui/console/welcome.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/queuemodel.h"
#include "ui/model/sessionstore.h"
#include "ui/style/stylesheet.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int Colours = 6;

} // namespace

ChatBoard::ChatBoard(const ConsoleContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_row(new QHBoxLayout)
    , m_welcome(new Welcome(context, this))
{
    setObjectName(u"board"_s);
    setAccessibleName(tr("Conversations"));
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(this);
    setRole(content, u"board"_s);
    content->setAttribute(Qt::WA_StyledBackground);
    content->setLayout(m_row);
    m_row->setContentsMargins(Edge, Edge, Edge, Edge);
    m_row->setSpacing(Gap);
    m_row->addWidget(m_welcome);
    setWidget(content);

    const model::SessionStore *store = &context.store;
    connect(store, &model::SessionStore::sessionsChanged, this, [this](const QSet<UserId> &users) {
        follow();
        refresh(users);
        emit sharesChanged();
    });
    connect(store, &model::SessionStore::presenceChanged, this, [this](const UserId &user) {
        if (!columnOf(user))
            return;
        refresh({user});
        emit sharesChanged();
    });
    connect(store, &model::SessionStore::agentsChanged, this, &ChatBoard::sharesChanged); // bounds
    connect(store, &model::SessionStore::previewChanged, this, [this](const UserId &user) {
        if (ChatColumn *column = columnOf(user))
            column->refreshPreview();
    });
    connect(&context.aside, &model::SetAside::changed, this, &ChatBoard::handleAside);
    connect(&context.aside, &model::SetAside::cameBack, this, &ChatBoard::handleBack);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { handleFocus(now); });
    follow();
}

//! A dialog that goes with its column gives the focus to somebody: no longer our business.
ChatBoard::~ChatBoard()
{
    qApp->disconnect(this);
}

ChatColumn *ChatBoard::columnOf(const UserId &user) const
{
    const auto found = std::ranges::find(m_columns, user, &ChatColumn::user);
    return found == m_columns.cend() ? nullptr : *found;
}

void ChatBoard::follow()
{
    if (m_context.store.isLearningAnew())
        return; // whom he has is only just being told again
    const QList<UserId> held = m_context.store.heldBy(m_context.controller.identity().id);
    const qsizetype before = m_columns.size();
    const QList<ChatColumn *> columns = m_columns;
    for (ChatColumn *column : columns) {
        if (!held.contains(column->user()) || m_context.aside.contains(column->user()))
            remove(column);
    }
    for (auto aside = m_aside.begin(); aside != m_aside.end();) {
        if (held.contains(aside.key())) {
            ++aside;
            continue;
        }
        (*aside)->deleteLater();
        aside = m_aside.erase(aside);
    }
    const qsizetype kept = m_columns.size();
    for (const UserId &user : held) {
        if (!columnOf(user) && !m_context.aside.contains(user))
            add(user);
    }
    if (m_columns.size() == before && kept == before)
        return;
    m_welcome->setVisible(m_columns.isEmpty());
    emit countChanged(int(m_columns.size()));
}

ChatColumn *ChatBoard::made(const UserId &user)
{
    if (ChatColumn *column = m_aside.take(user))
        return column;
    auto *column = new ChatColumn(m_context, user, freeColour(), widget());
    // A press anywhere in a column makes it the active one, also where nothing takes the focus.
    column->installEventFilter(this);
    connect(column, &ChatColumn::headDragged, this,
            [this, column](int globalX) { dragTo(column, globalX); });
    connect(column, &ChatColumn::widthPulled, this,
            [this, column](int width) { setWidthOf(column, width); });
    connect(column, &ChatColumn::noticed, this, &ChatBoard::noticed);
    return column;
}

void ChatBoard::add(const UserId &user)
{
    const bool takesKeyboard = mayTakeKeyboard(user);
    ChatColumn *column = made(user);
    const int place = placeFor(user);
    m_columns.insert(place, column);
    m_row->insertWidget(place + 1, column, 1); // after the welcome
    applyWidths();
    m_row->setAlignment(Qt::AlignLeft);
    column->refresh();
    column->refreshPreview();
    column->show();
    if (takesKeyboard) {
        m_row->activate();
        focus(column);
    } else {
        column->setNew(true);
    }
    if (!isAskedFor(user))
        QApplication::alert(window()); // for whoever looks at another window
}

void ChatBoard::handleAside()
{
    follow();
    emit sharesChanged();
}

void ChatBoard::handleBack(const UserId &user, model::SetAside::Back why)
{
    m_asked = why == model::SetAside::Back::AgentAsked ? user : UserId();
    m_returned = why == model::SetAside::Back::AgentAsked ? UserId() : user;
    follow();
    m_asked = m_returned = UserId();
    emit sharesChanged();
}

//! Whoever comes back by himself was not asked for, however he came in the first place.
bool ChatBoard::isAskedFor(const UserId &user) const
{
    return user == m_asked || (user != m_returned && m_context.controller.askedFor(user));
}

//! Words meant for one customer must not end with another: who is writing keeps the keyboard. What
//! the agent did not ask for takes it only where he has nothing else in hand. Nor must they end
//! where he does not see them.
bool ChatBoard::mayTakeKeyboard(const UserId &user) const
{
    if (isBehind(*this))
        return false;
    if (isAskedFor(user))
        return !isWriting();
    const QWidget *focus = QApplication::focusWidget();
    const bool isIdle = !focus || focus == window() || m_welcome->isAncestorOf(focus);
    return m_columns.isEmpty() && isIdle && !m_wasTaken && !QApplication::activeModalWidget()
        && !QApplication::activePopupWidget();
}

//! The next one has the keyboard when it was the agent who let this one go. A column that goes by
//! itself may go in the middle of a word: then nobody has the keyboard, nor is anybody active,
//! until the agent chooses.
void ChatBoard::remove(ChatColumn *column)
{
    const bool wasActive = column == m_active;
    const bool hadKeyboard = holdsKeyboard(*column);
    const bool passesItOn
        = wasActive && column->isLetGo() && !isBehind(*this) && (hadKeyboard || !isWriting());
    dropKeyboard(*column);
    if (hadKeyboard)
        m_wasTaken = !column->isLetGo();
    const qsizetype place = m_columns.indexOf(column);
    m_columns.removeAt(place);
    m_row->removeWidget(column);
    applyWidths();
    column->hide();
    if (m_context.aside.contains(column->user()))
        m_aside.insert(column->user(), column);
    else
        column->deleteLater();
    if (!wasActive)
        return;
    m_active = nullptr;
    if (passesItOn && !m_columns.isEmpty())
        focus(m_columns.at(qMin(place, m_columns.size() - 1)));
    else
        activate(nullptr);
}

int ChatBoard::freeColour() const
{
    QList<int> uses(Colours, 0);
    for (const ChatColumn *column : m_columns)
        ++uses[column->colour()];
    for (const ChatColumn *column : m_aside)
        ++uses[column->colour()];
    return int(std::ranges::min_element(uses) - uses.begin());
}

//! To a customer, or in a field: a tag, a search.
bool ChatBoard::isWriting() const
{
    const QWidget *focus = QApplication::focusWidget();
    if (const auto *field = qobject_cast<const QLineEdit *>(focus); field && field->isModified())
        return true;
    return std::ranges::any_of(m_columns, [focus](const ChatColumn *column) {
        return focus && column->isAncestorOf(focus) && column->hasDraft();
    });
}

QList<LoadBar::Share> ChatBoard::shares() const
{
    QList<LoadBar::Share> shares;
    for (const ChatColumn *column : m_columns) {
        if (const auto share = column->share())
            shares += *share;
    }
    const QList<UserId> aside = m_context.aside.users();
    for (const UserId &user : aside) {
        const ChatColumn *column = m_aside.value(user);
        shares += {column ? column->colour() : 0,
                   model::weightOf(m_context.store, user, m_context.clock.now().wallMs)};
    }
    return shares;
}

void ChatBoard::refresh(const QSet<UserId> &users)
{
    for (ChatColumn *column : std::as_const(m_columns)) {
        if (!users.contains(column->user()))
            continue;
        column->refresh();
        column->refreshPreview();
    }
}

void ChatBoard::tick()
{
    for (ChatColumn *column : std::as_const(m_columns))
        column->refresh();
    if (m_columns.isEmpty())
        m_welcome->refresh();
}

ChatColumn *ChatBoard::inHand() const
{
    return isBehind(*this) ? nullptr : m_active;
}

void ChatBoard::focus(ChatColumn *column)
{
    column->focusComposer();
    activate(column);
    ensureWidgetVisible(column, Gap, 0);
}

void ChatBoard::focusColumn(int number)
{
    if (number < 0 || number >= m_columns.size())
        return;
    if (isBehind(*this))
        emit wanted();
    focus(m_columns.at(number));
}

void ChatBoard::focusColumn(const UserId &user)
{
    focusColumn(int(m_columns.indexOf(columnOf(user))));
}

void ChatBoard::focusNext(bool forward)
{
    const int count = int(m_columns.size());
    if (count == 0)
        return;
    const int step = forward ? 1 : count - 1;
    const int from = m_active ? int(m_columns.indexOf(m_active)) : (forward ? count - 1 : 0);
    int next = (from + step) % count;
    for (int i = 1; i <= count; ++i) {
        const int candidate = (from + i * step) % count;
        if (m_columns.at(candidate)->needsMe() && m_columns.at(candidate) != m_active) {
            next = candidate;
            break;
        }
    }
    focusColumn(next);
}

void ChatBoard::handleFocus(QWidget *now)
{
    if (now && now != window())
        m_wasTaken = false;
    for (ChatColumn *column : std::as_const(m_columns)) {
        if (now && (column == now || column->isAncestorOf(now))) {
            activate(column);
            ensureWidgetVisible(column, Gap, 0);
            return;
        }
    }
}

void ChatBoard::activate(ChatColumn *column)
{
    if (column && column == m_active)
        return;
    if (m_active)
        m_active->setActive(false);
    m_active = column;
    if (column)
        column->setActive(true);
    emit activeChanged(column ? column->user() : UserId());
}

bool ChatBoard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        if (auto *column = qobject_cast<ChatColumn *>(watched))
            column->focusComposer();
    }
    return QScrollArea::eventFilter(watched, event);
}

void ChatBoard::resizeEvent(QResizeEvent *event)
{
    shareRoom();
    QScrollArea::resizeEvent(event);
    if (m_active)
        ensureWidgetVisible(m_active, Gap, 0);
}

} // namespace sermo::ui
