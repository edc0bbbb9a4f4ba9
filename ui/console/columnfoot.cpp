// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/columnfoot.h"

#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ColumnFoot::ColumnFoot(const ConsoleContext &context, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_user(user)
    , m_done(addButton(u"doneButton"_s, u"check"_s, tr("Done")))
    , m_transfer(addButton(u"transferButton"_s, u"arrow-left-right"_s, tr("Transfer")))
    , m_botEnds(addButton(u"botEndsButton"_s, u"bot"_s, tr("Bot ends")))
    , m_aside(addButton(u"asideButton"_s, u"clock"_s, tr("Set aside")))
    , m_hand(addButton(u"handButton"_s, u"hand"_s, tr("Ask for help")))
    , m_end(addButton(u"endButton"_s, u"x"_s, tr("End")))
{
    setKind(m_end, u"end"_s);
    m_end->setIcon(icon(context.theme, u"x"_s, &Tokens::bad));
    m_done->setToolTip(tr("Done: the customer may write again and comes back first in line"));
    m_transfer->setToolTip(tr("Transfer to a queue or a colleague"));
    m_botEnds->setToolTip(tr("Let the bot end the conversation in your name"));
    m_aside->setToolTip(tr("Out of sight until the customer writes"));
    m_hand->setToolTip(tr("Ask a supervisor for help with this conversation"));
    m_hand->setCheckable(true);
    m_hand->setToolButtonStyle(Qt::ToolButtonIconOnly); // it is rare, and the room is small
    m_end->setToolTip(tr("End the conversation for good"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(5, 5, 5, 5);
    row->setSpacing(0);
    for (QToolButton *button : {m_done, m_transfer, m_botEnds, m_aside, m_hand})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_end);

    const QList<std::pair<QToolButton *, ColumnAct>> acts
        = {{m_done, ColumnAct::Done},       {m_transfer, ColumnAct::Transfer},
           {m_botEnds, ColumnAct::BotEnds}, {m_aside, ColumnAct::SetAside},
           {m_hand, ColumnAct::AskHelp},    {m_end, ColumnAct::End}};
    for (const auto &[button, act] : acts)
        connect(button, &QToolButton::clicked, this, [this, act = act] { emit actRequested(act); });
    connect(m_hand, &QToolButton::clicked, this, &ColumnFoot::showHand); // until the broker has it
}

void ColumnFoot::askWithWhat()
{
    if (m_isHandUp) {
        emit helpNotNeeded();
        return;
    }
    auto *question = new QInputDialog(this);
    question->setObjectName(u"helpDialog-"_s + m_user.value());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Ask for help"));
    question->setLabelText(tr("With what? Your supervisors are told; the customer is not."));
    question->setOkButtonText(tr("Ask for help"));
    connect(question, &QInputDialog::textValueSelected, this, &ColumnFoot::helpRequested);
    question->open();
}

void ColumnFoot::askHowLong()
{
    constexpr qint64 Minute = 60'000;
    const QTime morning(8, 0);
    const qint64 now = m_context.clock.now().wallMs;
    const QDate tomorrow = QDateTime::fromMSecsSinceEpoch(now).date().addDays(1);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"asideMenu-"_s + m_user.value());
    menu->setAccessibleName(tr("Set aside"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, std::optional<qint64> untilMs) {
        menu->addAction(text, this, [this, untilMs] { emit asideRequested(untilMs); });
    };
    add(tr("Until the customer writes"), std::nullopt);
    menu->addSeparator();
    add(tr("For 15 minutes at most"), now + 15 * Minute);
    add(tr("For an hour at most"), now + 60 * Minute);
    add(tr("Until tomorrow at 8 at the latest"), QDateTime(tomorrow, morning).toMSecsSinceEpoch());
    menu->popup(m_aside->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    menu->setActiveAction(menu->actions().constFirst());
}

QToolButton *ColumnFoot::addButton(const QString &name, const QString &iconName,
                                   const QString &text)
{
    auto *button = new QToolButton(this);
    button->setObjectName(u"%1-%2"_s.arg(name, m_user.value()));
    button->setText(text);
    button->setAccessibleName(text);
    button->setIcon(icon(m_context.theme, iconName, &Tokens::text2));
    button->setIconSize({14, 14});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    setKind(button, u"foot"_s);
    return button;
}

void ColumnFoot::present(const model::PresentedSession &session)
{
    const bool mine = session.stage == desk::Stage::Assigned;
    const bool withBot = session.stage == desk::Stage::BotClosing;
    m_done->setEnabled(mine || withBot);
    m_transfer->setEnabled(mine);
    m_botEnds->setEnabled(mine);
    m_aside->setEnabled(mine);
    m_hand->setEnabled(mine);
    m_isHandUp = session.handRaised;
    showHand();
    m_end->setEnabled(session.stage != desk::Stage::Ended);
}

void ColumnFoot::showHand()
{
    m_hand->setChecked(m_isHandUp);
    m_hand->setAccessibleDescription(m_isHandUp ? tr("Help is asked for") : QString());
}

void ColumnFoot::fitButtons()
{
    // End keeps its word: it is the one that cannot be undone.
    const QList<QToolButton *> shrinkable = {m_aside, m_botEnds, m_transfer, m_done};
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    for (QToolButton *button : shrinkable)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto needed = [&] {
        int sum = 0;
        for (const QToolButton *button : {m_done, m_transfer, m_botEnds, m_aside, m_hand, m_end})
            sum += button->sizeHint().width() + layout()->spacing();
        return sum;
    };
    for (QToolButton *button : shrinkable) {
        if (needed() <= room)
            break;
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
}

void ColumnFoot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitButtons();
}

void ColumnFoot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        fitButtons();
}

} // namespace sermo::ui
