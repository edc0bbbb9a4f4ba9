// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/jointrouble.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

JoinTrouble::JoinTrouble(const QUrl &broker, const QString &why, bool isFinal, QWidget *parent)
    : QDialog(parent)
    , m_title(plainLabel(u"title"_s, this))
    , m_why(plainLabel({}, this))
    , m_hint(plainLabel(u"second"_s, this))
    , m_host(broker.toDisplayString())
{
    setObjectName(u"joinTrouble"_s);
    setWindowTitle(tr("Sermo Desk"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setWordWrap(true);
    m_why->setObjectName(u"joinWhy"_s);
    m_why->setWordWrap(true);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_hint->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    const auto add = [&](const QString &name, const QString &text, auto signal) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, signal] {
            emit(this->*signal)();
            accept();
        });
        buttons->addWidget(button);
        return button;
    };
    add(u"joinHostButton"_s, tr("Host here instead"), &JoinTrouble::hostRequested);
    buttons->addStretch();
    add(u"joinAnotherButton"_s, tr("Another invitation…"), &JoinTrouble::anotherRequested);
    QPushButton *again = add(u"joinAgainButton"_s, tr("Try again"), &JoinTrouble::againRequested);
    again->setDefault(true);
    setKind(again, u"primary"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 20, 24, 18);
    rows->setSpacing(10);
    rows->addWidget(m_title);
    rows->addWidget(m_why);
    rows->addWidget(m_hint);
    rows->addSpacing(6);
    rows->addLayout(buttons);
    setMinimumWidth(520);
    setWhy(why, isFinal);
    again->setFocus();
}

void JoinTrouble::setWhy(const QString &why, bool isFinal)
{
    m_title->setText(isFinal ? tr("%1 does not let this desk in").arg(m_host)
                             : tr("%1 does not answer").arg(m_host));
    m_why->setText(why);
    m_hint->setText(
        isFinal ? tr("Ask who invited you for a new invitation. Nothing that you have written is "
                     "lost.")
                : tr("It may be off, or its address another by now. The desk goes on trying, and "
                     "nothing that you have written is lost."));
}

} // namespace sermo::ui
