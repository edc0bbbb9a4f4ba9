// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/retentionpage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"

#include <QFormLayout>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MostDays = 36'500;
constexpr int SpinWidth = 160;

} // namespace

RetentionPage::RetentionPage(model::SettingsDraft &draft, QWidget *parent)
    : SettingsPage(u"retentionPage"_s, tr("Data retention"),
                   tr("How many days a conversation is kept after its end. Then it is erased with "
                      "its images, and cannot be had back. Who passed several queues is kept as "
                      "long as the longest of them."),
                   parent)
    , m_draft(draft)
    , m_form(new QFormLayout)
{
    m_form->setHorizontalSpacing(18);
    m_form->setVerticalSpacing(8);
    rows()->addLayout(m_form);
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, &RetentionPage::fill);
    connect(&draft, &model::SettingsDraft::changed, this, [this] {
        if (m_days.size() != m_draft.list(u"queues"_s).size())
            fill();
    });
    fill();
}

void RetentionPage::fill()
{
    const QJsonArray queues = m_draft.list(u"queues"_s);
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_days.clear();
    for (int row = 0; row < queues.size(); ++row) {
        const QJsonValue queue = queues.at(row);
        const QString name = queue["name"_L1].toString(queue["id"_L1].toString());
        auto *days = new QSpinBox(this);
        days->setObjectName(u"retention-"_s + queue["id"_L1].toString());
        days->setRange(0, MostDays);
        days->setSpecialValueText(tr("for ever"));
        days->setSuffix(tr(" days"));
        days->setValue(queue["retentionDays"_L1].toInt());
        days->setFixedWidth(SpinWidth);
        days->setAccessibleName(tr("Days that %1 keeps its conversations").arg(name));
        connect(days, &QSpinBox::valueChanged, this, [this, row](int value) { keep(row, value); });
        m_form->addRow(plainLabel({}, this, name), days);
        m_days += days;
    }
}

void RetentionPage::keep(int row, int days)
{
    QJsonObject queue = m_draft.element(u"queues"_s, row);
    if (days > 0 || queue.contains("retentionDays"_L1))
        queue.insert(u"retentionDays"_s, days);
    m_draft.setElement(u"queues"_s, row, queue);
}

} // namespace sermo::ui
