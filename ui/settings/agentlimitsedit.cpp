// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/agentlimitsedit.h"

#include "ui/console/retire.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

// Just below what can be wanted: an agent who goes by what all are given.
constexpr double AsAllBound = -0.1, MostBound = 50;
constexpr int AsAllCap = 0, MostCap = 100;

} // namespace

AgentLimitsEdit::AgentLimitsEdit(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add an agent"), this))
{
    m_add->setObjectName(u"addAgentLimits"_s);
    m_add->setAutoDefault(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(m_rows);
    rows->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        add({});
        m_agents.constLast().id->setFocus();
        emit edited();
    });
}

void AgentLimitsEdit::setAgents(const QStringList &ids)
{
    m_ids = ids;
    for (const Agent &agent : std::as_const(m_agents)) {
        const QSignalBlocker quiet(agent.id);
        const QString written = agent.id->currentText();
        offer(*agent.id, written);
    }
}

//! None of them is chosen by itself.
void AgentLimitsEdit::offer(QComboBox &field, const QString &written) const
{
    field.clear();
    field.addItems(m_ids);
    field.setCurrentIndex(-1);
    field.setCurrentText(written);
}

void AgentLimitsEdit::add(const QJsonObject &limits)
{
    auto *row = new QWidget(this);
    const Agent made{row, new QComboBox(row), new QDoubleSpinBox(row), new QSpinBox(row), limits};
    made.id->setEditable(true);
    made.id->setInsertPolicy(QComboBox::NoInsert);
    offer(*made.id, limits.value("id"_L1).toString());
    made.id->lineEdit()->setPlaceholderText(tr("Sign in the log"));
    made.id->setAccessibleName(tr("Agent"));
    made.bound->setRange(AsAllBound, MostBound);
    made.bound->setSingleStep(0.1);
    made.bound->setDecimals(2);
    made.bound->setSpecialValueText(tr("as all"));
    made.bound->setValue(limits.value("bound"_L1).toDouble(AsAllBound));
    made.bound->setAccessibleName(tr("Up to this sum of presence"));
    made.bound->setToolTip(made.bound->accessibleName());
    made.cap->setRange(AsAllCap, MostCap);
    made.cap->setSpecialValueText(tr("as all"));
    made.cap->setValue(limits.value("hardCap"_L1).toInt(AsAllCap));
    made.cap->setAccessibleName(tr("Customers at most"));
    made.cap->setToolTip(made.cap->accessibleName());
    auto *remove = new QPushButton(tr("Remove"), row);
    remove->setObjectName(u"removeAgentLimits"_s);
    remove->setAutoDefault(false);
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 4);
    cells->addWidget(made.id, 1);
    cells->addWidget(made.bound);
    cells->addWidget(made.cap);
    cells->addWidget(remove);
    m_rows->addWidget(row);
    m_agents += made;
    rename();
    connectRow(made, remove);
}

void AgentLimitsEdit::connectRow(const Agent &agent, QPushButton *remove)
{
    connect(agent.id, &QComboBox::currentTextChanged, this, &AgentLimitsEdit::edited);
    connect(agent.bound, &QDoubleSpinBox::valueChanged, this, &AgentLimitsEdit::edited);
    connect(agent.cap, &QSpinBox::valueChanged, this, &AgentLimitsEdit::edited);
    connect(remove, &QPushButton::clicked, this, [this, row = agent.row] {
        m_agents.removeIf([row](const Agent &each) { return each.row == row; });
        m_add->setFocus();
        retire(row);
        rename();
        emit edited();
    });
}

void AgentLimitsEdit::rename()
{
    for (qsizetype i = 0; i < m_agents.size(); ++i) {
        const Agent &agent = m_agents.at(i);
        agent.id->setObjectName(u"agentId-%1"_s.arg(i));
        agent.bound->setObjectName(u"agentBound-%1"_s.arg(i));
        agent.cap->setObjectName(u"agentCap-%1"_s.arg(i));
    }
}

void AgentLimitsEdit::setLimits(const QJsonArray &limits)
{
    for (const Agent &old : std::exchange(m_agents, {}))
        retire(old.row);
    for (const QJsonValue &agent : limits)
        add(agent.toObject());
}

QJsonArray AgentLimitsEdit::limits() const
{
    QJsonArray all;
    for (const Agent &agent : m_agents) {
        QJsonObject limits = agent.read;
        limits.insert(u"id"_s, agent.id->currentText().trimmed());
        if (agent.bound->value() < 0)
            limits.remove("bound"_L1);
        else
            limits.insert(u"bound"_s, agent.bound->value());
        if (agent.cap->value() == AsAllCap)
            limits.remove("hardCap"_L1);
        else
            limits.insert(u"hardCap"_s, agent.cap->value());
        all += limits;
    }
    return all;
}

void AgentLimitsEdit::pointAt(const QString &key)
{
    const qsizetype row = QStringView(key).mid(1, key.indexOf(u']') - 1).toInt();
    if (row >= 0 && row < m_agents.size())
        m_agents.at(row).id->setFocus();
}

} // namespace sermo::ui
