// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/composerpanel.h"

#include "ui/console/composer.h"
#include "ui/console/labels.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/style/icon.h"
#include "ui/style/stylesheet.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

ComposerPanel::ComposerPanel(const ConsoleContext &context, const UserId &user, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_user(user)
    , m_composer(new Composer(this))
    , m_note(new QToolButton(this))
    , m_hint(plainLabel(u"key"_s, this, tr("Enter")))
    , m_send(new QPushButton(tr("Send"), this))
{
    m_composer->setObjectName(u"composer-"_s + user.value());
    m_send->setObjectName(u"sendButton-"_s + user.value());
    setKind(m_send, u"primary"_s);
    m_note->setObjectName(u"noteButton-"_s + user.value());
    m_note->setIcon(icon(context.theme, u"sticky-note"_s, &Tokens::text2));
    m_note->setIconSize({16, 16});
    m_note->setText(tr("Note"));
    m_note->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_note->setCheckable(true);
    m_note->setFocusPolicy(Qt::StrongFocus);
    m_note->setToolTip(tr("Write a note that only colleagues see"));
    m_note->setAccessibleName(m_note->toolTip());
    setKind(m_note, u"foot"_s);

    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_note);
    row->addStretch();
    row->addWidget(m_hint);
    row->addWidget(m_send);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(11, 8, 11, 8);
    rows->setSpacing(8);
    rows->addWidget(m_composer);
    rows->addLayout(row);

    m_composer->setPlainText(context.drafts.text(user));
    m_composer->moveCursor(QTextCursor::End);
    updateHints();
    connect(m_composer, &QPlainTextEdit::textChanged, this, &ComposerPanel::handleText);
    connect(m_composer, &Composer::sendRequested, this, &ComposerPanel::send);
    connect(m_send, &QPushButton::clicked, this, &ComposerPanel::send);
    connect(m_note, &QToolButton::toggled, this, &ComposerPanel::handleNote);
    connect(&context.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

bool ComposerPanel::isNote() const
{
    return m_note->isChecked();
}

void ComposerPanel::setCustomer(const QString &name)
{
    if (name == m_customer)
        return;
    m_customer = name;
    updateHints();
}

void ComposerPanel::updateHints()
{
    m_composer->setPlaceholderText(isNote() ? tr("Note for colleagues…")
                                            : tr("Message %1…").arg(m_customer));
    m_composer->setAccessibleName(isNote() ? tr("Note about %1").arg(m_customer)
                                           : tr("Message to %1").arg(m_customer));
    m_send->setText(isNote() ? tr("Save note") : tr("Send"));
    m_send->setAccessibleName(m_send->text());
    const bool something = !m_composer->toPlainText().trimmed().isEmpty();
    m_send->setEnabled(something);
    m_hint->setVisible(something && width() > 320);
    update();
}

void ComposerPanel::handleText()
{
    // The customer is not told of a note, nor is it kept as what he may be answered.
    if (!isNote())
        m_context.controller.composing(m_user, m_composer->toPlainText());
    updateHints();
}

void ComposerPanel::handleNote(bool note)
{
    if (note)
        m_context.controller.composing(m_user, {});
    else
        handleText();
    updateHints();
    m_composer->setFocus();
}

void ComposerPanel::send()
{
    const QString text = m_composer->toPlainText().trimmed();
    if (text.isEmpty())
        return;
    const bool taken = isNote() ? m_context.controller.note(m_user, text)
                                : m_context.controller.reply(m_user, text);
    if (!taken)
        return;
    m_composer->clear();
    m_note->setChecked(false);
    m_composer->setFocus();
}

void ComposerPanel::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_context.theme.tokens();
    QPainter p(this);
    p.fillRect(rect(), isNote() ? t.warnSoft : t.surface);
    p.setPen(t.line);
    p.drawLine(0, 0, width(), 0);
}

} // namespace sermo::ui
