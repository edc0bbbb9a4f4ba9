// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/enddialog.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxReason = 300;

} // namespace

EndDialog::EndDialog(const QString &customer, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setObjectName(u"endDialog"_s);
    setWindowTitle(tr("End the conversation"));
    setAttribute(Qt::WA_DeleteOnClose);
    QLabel *title = plainLabel(u"title"_s, this, tr("End the conversation with %1?").arg(customer));
    title->setWordWrap(true);
    QLabel *hint = plainLabel(u"second"_s, this,
                              tr("It cannot be taken up again. Choose Done instead if the customer "
                                 "may want to come back."));
    hint->setWordWrap(true);
    QLabel *label = plainLabel(u"small"_s, this, tr("What the customer is told"));
    label->setBuddy(m_reason);
    m_reason->setObjectName(u"endReason"_s);
    m_reason->setAccessibleName(label->text());
    m_reason->setMaxLength(MaxReason);
    m_reason->setText(tr("The agent has left the chat"));
    m_reason->selectAll();

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 16);
    rows->setSpacing(8);
    rows->addWidget(title);
    rows->addWidget(hint);
    rows->addSpacing(6);
    rows->addWidget(label);
    rows->addWidget(m_reason);
    rows->addSpacing(8);
    rows->addLayout(makeButtons());
    setMinimumWidth(420);
    m_reason->setFocus();
}

QLayout *EndDialog::makeButtons()
{
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"endCancelButton"_s);
    cancel->setAutoDefault(false);
    auto *end = new QPushButton(tr("End conversation"), this);
    end->setObjectName(u"endConfirmButton"_s);
    end->setDefault(true);
    setKind(end, u"danger"_s);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(end, &QPushButton::clicked, this, [this] {
        emit endRequested(m_reason->text().trimmed());
        accept();
    });
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(end);
    return buttons;
}

} // namespace sermo::ui
