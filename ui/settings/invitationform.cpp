// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/invitationform.h"

#include "ui/console/labels.h"
#include "ui/settings/settingspage.h"
#include "ui/style/stylesheet.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxName = 100;
constexpr int FieldHeight = 76;

} // namespace

InvitationForm::InvitationForm(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_told(plainLabel(u"small"_s, this))
    , m_name(new QLineEdit(this))
{
    m_text->setObjectName(u"invitationField"_s);
    m_text->setPlaceholderText(u"sermo://join?…"_s);
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(FieldHeight);
    m_told->setObjectName(u"invitationTold"_s);
    m_told->setWordWrap(true);
    m_name->setObjectName(u"joinName"_s);
    m_name->setMaxLength(MaxName);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    addNamed(rows, tr("Paste the invitation that you were sent"), m_text);
    rows->addWidget(m_told);
    addNamed(rows, tr("Your name, as customers see it"), m_name);
    setFocusProxy(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &InvitationForm::read);
    connect(m_name, &QLineEdit::textChanged, this, &InvitationForm::changed);
    read();
}

void InvitationForm::setText(const QString &text)
{
    m_text->setPlainText(text);
}

std::optional<model::Invitation> InvitationForm::invitation() const
{
    auto invitation = m_invitation;
    if (invitation && !m_name->text().trimmed().isEmpty())
        invitation->name = m_name->text().trimmed();
    return invitation;
}

void InvitationForm::read()
{
    const QString text = m_text->toPlainText();
    const auto read = model::Invitation::fromText(text);
    m_invitation = read ? std::optional(*read) : std::nullopt;
    const bool isWrong = !read && !text.trimmed().isEmpty();
    if (read) {
        m_name->setText(read->name);
        const QString host = read->broker.toDisplayString();
        m_told->setText(
            read->pin.isEmpty()
                ? tr("To the broker at %1.").arg(host)
                : tr("To the broker at %1, and to no other: its certificate is known by its "
                     "fingerprint.")
                      .arg(host));
    } else {
        m_told->setText(isWrong ? read.error() : QString());
    }
    setKind(m_told, isWrong ? u"bad"_s : QString());
    m_told->setVisible(!m_told->text().isEmpty());
    emit changed();
}

} // namespace sermo::ui
