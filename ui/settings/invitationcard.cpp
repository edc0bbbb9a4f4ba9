// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/invitationcard.h"

#include "ui/console/labels.h"
#include "ui/settings/qrview.h"
#include "ui/style/stylesheet.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

InvitationCard::InvitationCard(QWidget *parent)
    : QFrame(parent)
    , m_title(plainLabel(u"name"_s, this))
    , m_about(plainLabel(u"second"_s, this))
    , m_text(new QPlainTextEdit(this))
    , m_code(new QrView(this))
{
    setObjectName(u"invitationCard"_s);
    setRole(this, u"card"_s);
    m_title->setWordWrap(true);
    m_about->setWordWrap(true);
    m_text->setObjectName(u"invitationLink"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("The invitation's link"));
    m_text->setMinimumHeight(110);
    m_code->setObjectName(u"invitationCode"_s);
    m_code->setAccessibleName(tr("The same as a QR code"));
    auto *copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(u"copyInvitation"_s);
    copy->setAutoDefault(false);
    setKind(copy, u"primary"_s);
    auto *done = new QPushButton(tr("Done"), this);
    done->setObjectName(u"closeInvitation"_s);
    done->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(done);
    buttons->addStretch();
    auto *words = new QVBoxLayout;
    words->addWidget(m_title);
    words->addWidget(m_about);
    words->addWidget(m_text, 1);
    words->addLayout(buttons);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(16, 14, 16, 14);
    columns->setSpacing(16);
    columns->addLayout(words, 1);
    columns->addWidget(m_code, 0, Qt::AlignTop);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(done, &QPushButton::clicked, this, [this] {
        forget();
        emit closed();
    });
    hide();
}

void InvitationCard::show(const QString &title, const model::Invitation &invitation)
{
    present(title,
            tr("Send the link to nobody else: who has it comes in by it. It is shown this once; "
               "the key can be revoked below at any time."),
            invitation.toLink());
}

void InvitationCard::showKey(const QString &title, const QString &key)
{
    present(title,
            tr("Give this key to nobody else. It is shown this once; it can be revoked below at "
               "any time."),
            key);
}

void InvitationCard::showStandby(const QString &link)
{
    present(tr("The invitation to stand by"),
            tr("Paste it at the desk that shall stand by, in its settings under Stand-by, and send "
               "it to nobody else: who has it gets a copy of everything. It is shown this once. "
               "This desk begins anew when you are done."),
            link);
}

void InvitationCard::present(const QString &title, const QString &about, const QString &text)
{
    m_title->setText(title);
    m_about->setText(about);
    m_text->setPlainText(text);
    m_code->show(text.toUtf8());
    setVisible(true);
    m_text->setFocus();
    m_text->selectAll();
}

void InvitationCard::forget()
{
    hide();
    m_text->clear();
    m_code->show({});
}

QString InvitationCard::text() const
{
    return m_text->toPlainText();
}

} // namespace sermo::ui
