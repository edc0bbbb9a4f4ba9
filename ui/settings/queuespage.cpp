// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/queuespage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/elementlist.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString List = u"queues"_s;
const QString Giving = u"allocation"_s;
constexpr int Tallest = 220;
constexpr int MostWaiting = 10'000, MostOpen = 100;
constexpr double MostBound = 50;

} // namespace

QueuesPage::QueuesPage(model::SettingsDraft &draft, QWidget *parent)
    : SettingsPage(u"queuesPage"_s, tr("Queues"),
                   tr("The lines in which customers wait for an agent."), parent)
    , m_draft(draft)
    , m_elements(new ElementList(draft, {List, u"name"_s, u"Queue"_s, tr("Queues")}, this))
    , m_trouble(plainLabel(u"small"_s, this))
{
    m_trouble->setObjectName(u"queueTrouble"_s);
    m_trouble->setWordWrap(true);
    setKind(m_trouble, u"bad"_s);
    m_trouble->hide();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(18);
    columns->addWidget(m_elements);
    columns->addWidget(fields(), 1);
    rows()->addWidget(m_trouble);
    rows()->addLayout(columns);
    rows()->addWidget(giving());
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, [this] {
        m_trouble->hide();
        m_elements->choose(std::max(0, m_elements->row()));
        showGiving();
    });
    m_elements->setTallest(Tallest);
    m_elements->setFresh([] { return QJsonObject{{u"id"_s, QString()}, {u"name"_s, QString()}}; });
    connect(m_elements, &ElementList::chosen, this, &QueuesPage::show);
    connect(m_elements, &ElementList::added, m_name, qOverload<>(&QWidget::setFocus));
    m_elements->choose(0);
    showGiving();
}

QWidget *QueuesPage::fields()
{
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    m_name = new QLineEdit(part);
    m_name->setObjectName(u"queueName"_s);
    m_id = new QLineEdit(part);
    m_id->setObjectName(u"queueId"_s);
    m_most = new QSpinBox(part);
    m_most->setObjectName(u"queueMost"_s);
    m_most->setRange(0, MostWaiting);
    m_most->setSpecialValueText(tr("no limit"));
    addNamed(rows, tr("Name"), m_name);
    addNamed(rows, tr("Sign, as bots name it"), m_id, tr("A word without spaces."));
    addNamed(rows, tr("Closed to more when so many wait"), m_most);
    m_preview = new QCheckBox(tr("Agents see what a customer types before it is sent"), part);
    m_preview->setObjectName(u"queuePreview"_s);
    rows->addWidget(m_preview);
    rows->addStretch();
    for (QLineEdit *field : {m_name, m_id})
        connect(field, &QLineEdit::textEdited, this, &QueuesPage::keep);
    connect(m_most, &QSpinBox::valueChanged, this, &QueuesPage::keep);
    connect(m_preview, &QCheckBox::clicked, this, &QueuesPage::keep);
    return part;
}

QWidget *QueuesPage::giving()
{
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    m_gives = new QCheckBox(tr("Customers are given to agents by themselves"), part);
    m_gives->setObjectName(u"allocationOn"_s);
    m_bound = new QDoubleSpinBox(part);
    m_bound->setObjectName(u"allocationBound"_s);
    m_bound->setRange(0, MostBound);
    m_bound->setSingleStep(0.1);
    m_hardCap = new QSpinBox(part);
    m_hardCap->setObjectName(u"allocationCap"_s);
    m_hardCap->setRange(1, MostOpen);
    rows->addWidget(sectionLabel(part, tr("How they are given")));
    rows->addWidget(m_gives);
    addNamed(rows, tr("Another one up to this sum of presence"), m_bound,
             tr("2 means: two customers who are certainly there, or four who may be."));
    addNamed(rows, tr("And so many at most"), m_hardCap);
    connect(m_gives, &QCheckBox::clicked, this, &QueuesPage::keepGiving);
    connect(m_bound, &QDoubleSpinBox::valueChanged, this, &QueuesPage::keepGiving);
    connect(m_hardCap, &QSpinBox::valueChanged, this, &QueuesPage::keepGiving);
    return part;
}

void QueuesPage::show()
{
    const QScopedValueRollback filling(m_filling, true);
    const QJsonObject queue = m_elements->element();
    const QString id = queue.value("id"_L1).toString();
    m_id->setText(id);
    m_name->setText(queue.value("name"_L1).toString(id));
    m_most->setValue(queue.value("maxWaiting"_L1).toInt());
    m_preview->setChecked(queue.value("preview"_L1).toBool(true));
}

void QueuesPage::showGiving()
{
    const QScopedValueRollback filling(m_filling, true);
    const QJsonObject giving = m_draft.part(Giving);
    m_gives->setChecked(giving.value("enabled"_L1).toBool(true));
    m_bound->setValue(giving.value("bound"_L1).toDouble(2));
    m_hardCap->setValue(giving.value("hardCap"_L1).toInt(8));
}

void QueuesPage::keep()
{
    if (m_filling || m_elements->row() < 0)
        return;
    QJsonObject queue = m_elements->element();
    queue.insert(u"id"_s, m_id->text().trimmed());
    queue.insert(u"name"_s, m_name->text().trimmed());
    if (m_most->value() > 0 || queue.contains("maxWaiting"_L1))
        queue.insert(u"maxWaiting"_s, m_most->value());
    if (!m_preview->isChecked() || queue.contains("preview"_L1))
        queue.insert(u"preview"_s, m_preview->isChecked());
    m_elements->setElement(queue);
}

void QueuesPage::keepGiving()
{
    if (m_filling)
        return;
    QJsonObject giving = m_draft.part(Giving);
    giving.insert(u"enabled"_s, m_gives->isChecked());
    giving.insert(u"bound"_s, m_bound->value());
    giving.insert(u"hardCap"_s, m_hardCap->value());
    m_draft.setPart(Giving, giving);
}

bool QueuesPage::showTrouble(const QString &path, const QString &message)
{
    if (!path.startsWith(List) && !path.startsWith(Giving))
        return false;
    const int row = rowIn(path, List);
    if (row >= 0)
        m_elements->choose(row);
    if (path.endsWith(".id"_L1))
        m_id->setFocus();
    m_trouble->setText(u"%1: %2"_s.arg(path, message));
    m_trouble->show();
    return true;
}

} // namespace sermo::ui
