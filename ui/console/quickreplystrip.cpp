// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/quickreplystrip.h"

#include "ui/console/labels.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

QuickReplyStrip::QuickReplyStrip(const Theme &theme, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(u"second"_s, this))
{
    setObjectName(u"quickReplies-"_s + user.value());
    auto *change = new QPushButton(tr("Change"), this);
    change->setObjectName(u"changeQuickReplies-"_s + user.value());
    change->setAccessibleName(tr("Change the buttons under the message"));
    setKind(change, u"link"_s);
    auto *remove = new QToolButton(this);
    remove->setObjectName(u"removeQuickReplies-"_s + user.value());
    remove->setIcon(icon(theme, u"x"_s, &Tokens::text2));
    remove->setIconSize({14, 14});
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setToolTip(tr("Send the message without buttons"));
    remove->setAccessibleName(remove->toolTip());
    setKind(remove, u"foot"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(change);
    row->addWidget(remove);
    connect(change, &QPushButton::clicked, this, &QuickReplyStrip::changeRequested);
    connect(remove, &QToolButton::clicked, this, &QuickReplyStrip::removeRequested);
    hide();
}

void QuickReplyStrip::present(const QList<event::QuickReply> &replies)
{
    QStringList names;
    for (const event::QuickReply &reply : replies)
        names += reply.text;
    m_text->setText(tr("Buttons: %1").arg(names.join(u" · "_s)));
    setVisible(!replies.isEmpty());
}

QString QuickReplyStrip::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace sermo::ui
