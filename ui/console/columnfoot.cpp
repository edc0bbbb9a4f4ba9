// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/columnfoot.h"

#include "ui/console/status.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/queuemodel.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

QString withoutMnemonic(const QString &text)
{
    // Behind a tab stands a shortcut.
    return text.simplified().replace(u'&', "&&"_L1);
}

ColumnFoot::ColumnFoot(const ConsoleContext &context, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_user(user)
    , m_done(addButton(u"doneButton"_s, u"check"_s, tr("Done")))
    , m_transfer(addButton(u"transferButton"_s, u"arrow-left-right"_s, tr("Transfer")))
    , m_botEnds(addButton(u"botEndsButton"_s, u"bot"_s, tr("Bot ends")))
    , m_end(addButton(u"endButton"_s, u"x"_s, tr("End")))
    , m_menu(new QMenu(this))
{
    setKind(m_end, u"end"_s);
    m_end->setIcon(icon(context.theme, u"x"_s, &Tokens::bad));
    m_done->setToolTip(tr("Done: the customer may write again and comes back first in line"));
    m_transfer->setToolTip(tr("Transfer to a queue or a colleague"));
    m_botEnds->setToolTip(tr("Let the bot end the conversation in your name"));
    m_end->setToolTip(tr("End the conversation for good"));
    m_menu->setObjectName(u"transferMenu-"_s + user.value());
    m_transfer->setMenu(m_menu);
    m_transfer->setPopupMode(QToolButton::InstantPopup);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(5, 5, 5, 5);
    row->setSpacing(0);
    for (QToolButton *button : {m_done, m_transfer, m_botEnds})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_end);

    connect(m_done, &QToolButton::clicked, this, &ColumnFoot::doneRequested);
    connect(m_botEnds, &QToolButton::clicked, this, &ColumnFoot::botEndsRequested);
    connect(m_end, &QToolButton::clicked, this, &ColumnFoot::endRequested);
    connect(m_menu, &QMenu::aboutToShow, this, &ColumnFoot::fillTransferMenu);
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
    m_end->setEnabled(session.stage != desk::Stage::Ended);
}

void ColumnFoot::fillTransferMenu()
{
    m_menu->clear();
    m_menu->addSection(tr("To a queue"));
    for (const model::QueueItem &queue : m_context.queues.items()) {
        const QString text
            = tr("%1 · %n waiting", nullptr, queue.waiting).arg(withoutMnemonic(queue.name));
        m_menu->addAction(icon(m_context.theme, u"inbox"_s, &Tokens::text2), text, this,
                          [this, id = queue.key] { emit transferToQueueRequested(id); });
    }
    bool anyone = false;
    for (const model::AgentItem &agent : m_context.agents.items()) {
        if (agent.key == m_context.controller.identity().id || agent.status == "offline"_L1)
            continue;
        if (!anyone)
            m_menu->addSection(tr("To a colleague"));
        anyone = true;
        const QString name = withoutMnemonic(agent.name.isEmpty() ? agent.key.value() : agent.name);
        const QString text = tr("%1 · %2, %n open", nullptr, agent.openSessions)
                                 .arg(name, withoutMnemonic(statusName(agent.status).toLower()));
        m_menu->addAction(icon(m_context.theme, u"user"_s, &Tokens::text2), text, this,
                          [this, id = agent.key] { emit transferToAgentRequested(id); });
    }
}

void ColumnFoot::fitButtons()
{
    // End keeps its word: it is the one that cannot be undone.
    const QList<QToolButton *> shrinkable = {m_botEnds, m_transfer, m_done};
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    for (QToolButton *button : shrinkable)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto needed = [&] {
        int sum = 0;
        for (const QToolButton *button : {m_done, m_transfer, m_botEnds, m_end})
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
