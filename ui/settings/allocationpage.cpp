// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/allocationpage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/agentlimitsedit.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QScopedValueRollback>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString Part = u"allocation"_s;
const QString Agents = u"agents"_s;
constexpr int MostOpen = 1'000'000, SpinWidth = 160;
constexpr double MostBound = 10'000;

} // namespace

AllocationPage::AllocationPage(model::SettingsDraft &draft, model::HostOffice &office,
                               QWidget *parent)
    : SettingsPage(u"allocationPage"_s, tr("Giving out customers"),
                   tr("Who waits is given to the agent with most room: each customer counts by how "
                      "probably he is still there."),
                   parent)
    , m_draft(draft)
    , m_office(office)
    , m_gives(new QCheckBox(tr("Customers are given to agents by themselves"), this))
    , m_bound(new QDoubleSpinBox(this))
    , m_hardCap(new QSpinBox(this))
    , m_agents(new AgentLimitsEdit(this))
    , m_trouble(plainLabel(u"small"_s, this))
{
    m_trouble->setObjectName(u"allocationTrouble"_s);
    m_trouble->setWordWrap(true);
    setKind(m_trouble, u"bad"_s);
    m_trouble->hide();
    rows()->addWidget(m_trouble);
    addForAll();
    addForSome();
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, &AllocationPage::fill);
    fill();
    listAgents();
}

void AllocationPage::addForAll()
{
    m_gives->setObjectName(u"allocationOn"_s);
    m_bound->setObjectName(u"allocationBound"_s);
    m_bound->setRange(0, MostBound);
    m_bound->setSingleStep(0.1);
    m_bound->setFixedWidth(SpinWidth);
    m_hardCap->setObjectName(u"allocationCap"_s);
    m_hardCap->setRange(1, MostOpen);
    m_hardCap->setFixedWidth(SpinWidth);
    rows()->addWidget(m_gives);
    addField(tr("Another one up to this sum of presence"), m_bound,
             tr("2 means: two customers who are certainly there, or four who may be."));
    addField(tr("And so many at most"), m_hardCap);
    connect(m_gives, &QCheckBox::clicked, this, &AllocationPage::keep);
    connect(m_bound, &QDoubleSpinBox::valueChanged, this, &AllocationPage::keep);
    connect(m_hardCap, &QSpinBox::valueChanged, this, &AllocationPage::keep);
}

void AllocationPage::addForSome()
{
    rows()->addWidget(sectionLabel(this, tr("More or fewer for some")));
    addLabel(u"caption"_s,
             tr("Such as who is new: the agent, the sum of presence, and how many at most."));
    rows()->addWidget(m_agents);
    connect(m_agents, &AgentLimitsEdit::edited, this, &AllocationPage::keep);
}

void AllocationPage::listAgents()
{
    using Keys = Result<QList<model::HostOffice::Key>, QString>;
    m_office.listKeys(this, [this](const Keys &keys) {
        if (!keys)
            return; // their signs can be written
        QStringList ids;
        for (const model::HostOffice::Key &key : *keys) {
            if (!key.agent.isEmpty() && !ids.contains(key.agent.value()))
                ids += key.agent.value();
        }
        m_agents->setAgents(ids);
    });
}

void AllocationPage::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    m_trouble->hide();
    const QJsonObject giving = m_draft.part(Part);
    m_gives->setChecked(giving.value("enabled"_L1).toBool(true));
    m_bound->setValue(giving.value("bound"_L1).toDouble(2));
    m_hardCap->setValue(giving.value("hardCap"_L1).toInt(8));
    m_agents->setLimits(giving.value(Agents).toArray());
}

void AllocationPage::keep()
{
    if (m_filling)
        return;
    QJsonObject giving = m_draft.part(Part);
    giving.insert(u"enabled"_s, m_gives->isChecked());
    giving.insert(u"bound"_s, m_bound->value());
    giving.insert(u"hardCap"_s, m_hardCap->value());
    if (const QJsonArray agents = m_agents->limits(); !agents.isEmpty() || giving.contains(Agents))
        giving.insert(Agents, agents);
    m_draft.setPart(Part, giving);
}

bool AllocationPage::showTrouble(const QString &path, const QString &message)
{
    if (!path.startsWith(Part))
        return false;
    const QString key = within(path, Part);
    if (key.startsWith(Agents))
        m_agents->pointAt(within(key, Agents));
    else
        (key == "hardCap"_L1 ? static_cast<QWidget *>(m_hardCap) : m_bound)->setFocus();
    m_trouble->setText(message);
    m_trouble->show();
    return true;
}

} // namespace sermo::ui
