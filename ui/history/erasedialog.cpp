// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/erasedialog.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

EraseDialog::EraseDialog(const QString &customer, QWidget *parent)
    : QDialog(parent)
    , m_customer(customer)
    , m_title(plainLabel(u"title"_s, this, tr("Erase %1?").arg(customer)))
    , m_hint(plainLabel(u"second"_s, this,
                        tr("All conversations of this customer go, from the log and the history, "
                           "with images and figures; one that is going on ends. The log keeps that "
                           "somebody was erased and by whose key, and not who it was.")))
    , m_erase(new QPushButton(tr("Erase…"), this))
{
    setObjectName(u"eraseDialog"_s);
    setWindowTitle(tr("Erase a customer"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_hint->setObjectName(u"eraseHint"_s);
    m_erase->setObjectName(u"eraseConfirmButton"_s);
    m_erase->setAutoDefault(false);
    auto *keep = new QPushButton(tr("Cancel"), this);
    keep->setObjectName(u"eraseCancelButton"_s);
    keep->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_erase);
    buttons->addWidget(keep);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 16);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_hint);
    rows->addSpacing(8);
    rows->addLayout(buttons);
    setMinimumWidth(440);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_erase, &QPushButton::clicked, this, &EraseDialog::goOn);
    keep->setFocus();
}

void EraseDialog::goOn()
{
    if (m_isSecond) {
        emit eraseRequested();
        accept();
        return;
    }
    m_isSecond = true;
    m_title->setText(tr("Really erase %1?").arg(m_customer));
    m_hint->setText(tr("It cannot be taken back: nobody has a copy of what is erased."));
    m_erase->setText(tr("Erase for ever"));
    setKind(m_erase, u"danger"_s);
}

} // namespace sermo::ui
