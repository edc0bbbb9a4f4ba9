// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/transferdialog.h"

#include "ui/console/labels.h"
#include "ui/console/targetpainter.h"
#include "ui/model/consolecontroller.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MaxNote = 300, LeastList = 140;

} // namespace

TransferDialog::TransferDialog(const ConsoleContext &context, const QString &customer,
                               QWidget *parent)
    : QDialog(parent)
    , m_targets(context.queues, context.agents, context.controller.identity().id)
    , m_list(new QListView(this))
    , m_note(new QLineEdit(this))
    , m_hint(plainLabel(u"second"_s, this))
    , m_confirm(new QPushButton(this))
{
    setObjectName(u"transferDialog"_s);
    setWindowTitle(tr("Transfer"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(u"transferTargets"_s);
    m_list->setAccessibleName(tr("Where to"));
    m_list->setModel(&m_targets);
    m_list->setItemDelegate(new TargetPainter(context.theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setMinimumHeight(LeastList); // what is said of a choice may need its room
    m_note->setObjectName(u"transferNote"_s);
    m_note->setMaxLength(MaxNote);
    m_confirm->setObjectName(u"transferConfirmButton"_s);
    m_confirm->setDefault(true);
    setKind(m_confirm, u"primary"_s);
    compose(customer);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TransferDialog::showChoice);
    connect(&m_targets, &QAbstractItemModel::dataChanged, this, &TransferDialog::showChoice);
    // Not activated(): Enter reaches the button as well.
    connect(m_list, &QListView::doubleClicked, this, &TransferDialog::choose);
    connect(m_confirm, &QPushButton::clicked, this, &TransferDialog::choose);
    showChoice();
    m_list->setFocus();
}

void TransferDialog::compose(const QString &customer)
{
    QLabel *title = plainLabel(u"title"_s, this, tr("Transfer %1").arg(customer));
    title->setWordWrap(true);
    QLabel *label = plainLabel(u"small"_s, this, tr("Note for whoever gets the customer"));
    label->setBuddy(m_note);
    m_note->setAccessibleName(label->text());
    m_hint->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"transferCancelButton"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 16);
    rows->setSpacing(8);
    rows->addWidget(title);
    rows->addWidget(m_list, 1);
    rows->addWidget(label);
    rows->addWidget(m_note);
    rows->addWidget(m_hint);
    rows->addLayout(buttons);
    setMinimumWidth(440);
}

const model::TransferTarget *TransferDialog::chosen() const
{
    // Not the current one: the list makes its first that by itself, and nobody has chosen it.
    const QModelIndexList selected = m_list->selectionModel()->selectedIndexes();
    return selected.isEmpty() ? nullptr : &m_targets.items().at(selected.first().row());
}

void TransferDialog::showChoice()
{
    const model::TransferTarget *target = chosen();
    const bool toAgent = target && target->kind == model::TransferTarget::Kind::Agent;
    m_confirm->setEnabled(target);
    m_confirm->setText(toAgent ? tr("Offer") : tr("Transfer"));
    if (!target)
        m_hint->setText(tr("Choose a queue or a colleague."));
    else if (toAgent)
        m_hint->setText(tr("%1 is asked and has half a minute to accept. Until then, and if not, "
                           "the customer is yours.")
                            .arg(target->name));
    else
        m_hint->setText(tr("The customer goes to the end of the line of %1.").arg(target->name));
}

void TransferDialog::choose()
{
    const model::TransferTarget *target = chosen();
    if (!target)
        return;
    const QString note = m_note->text().trimmed();
    if (target->kind == model::TransferTarget::Kind::Agent)
        emit agentChosen(AgentId(target->id), note);
    else
        emit queueChosen(QueueId(target->id), note);
    accept();
}

} // namespace sermo::ui
