// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/undobar.h"

#include "ui/console/countdown.h"
#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

UndoBar::UndoBar(const Theme &theme, const UserId &user, QWidget *parent)
    : QFrame(parent)
    , m_left(new Countdown(theme, this))
    , m_text(new ElidedLabel({}, this))
    , m_undo(new QPushButton(tr("Undo"), this))
    , m_send(new QPushButton(tr("Send now"), this))
{
    setObjectName(u"undoBar-"_s + user.value());
    setRole(this, u"notice"_s);
    m_undo->setObjectName(u"undoButton-"_s + user.value());
    m_undo->setToolTip(tr("Take the message back before it leaves (Ctrl+Z)"));
    m_send->setObjectName(u"sendNowButton-"_s + user.value());
    for (QPushButton *button : {m_undo, m_send})
        setKind(button, u"link"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 4, 2);
    row->setSpacing(6);
    row->addWidget(m_left);
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    row->addWidget(m_send);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undoRequested);
    connect(m_send, &QPushButton::clicked, this, &UndoBar::sendRequested);
    hide();
}

void UndoBar::present(const QString &words, int secondsLeft, int ofSeconds)
{
    m_text->setText(words);
    m_left->setLeft(secondsLeft, ofSeconds);
    m_undo->setAccessibleName(tr("Undo sending: %1").arg(words));
    m_send->setAccessibleName(tr("Send now: %1").arg(words));
    show();
}

QString UndoBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

int UndoBar::seconds() const
{
    return isHidden() ? 0 : m_left->seconds();
}

} // namespace sermo::ui
