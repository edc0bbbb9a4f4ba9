// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/queuespage.h"

#include "ui/console/labels.h"
#include "ui/model/settingsdraft.h"
#include "ui/settings/elementlist.h"
#include "ui/settings/refusals.h"
#include "ui/style/stylesheet.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

const QString List = u"queues"_s;
const QString Desk = u"desk"_s;
const QString Announce = u"announce"_s;
constexpr int Tallest = 220;
constexpr int MostWaiting = 1'000'000, SpinWidth = 160;

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
    rows()->addSpacing(10);
    rows()->addWidget(telling());
    rows()->addStretch();
    connect(&draft, &model::SettingsDraft::loaded, this, [this] {
        m_trouble->hide();
        m_elements->choose(std::max(0, m_elements->row()));
        showTelling();
    });
    m_elements->setTallest(Tallest);
    m_elements->setFresh([] { return QJsonObject{{u"id"_s, QString()}, {u"name"_s, QString()}}; });
    connect(m_elements, &ElementList::chosen, this, &QueuesPage::show);
    connect(m_elements, &ElementList::added, m_name, qOverload<>(&QWidget::setFocus));
    m_elements->choose(0);
    showTelling();
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
    m_most->setFixedWidth(SpinWidth);
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

QWidget *QueuesPage::telling()
{
    auto *part = new QWidget(this);
    auto *rows = new QVBoxLayout(part);
    rows->setContentsMargins(0, 0, 0, 0);
    m_announces = new QCheckBox(
        tr("The desk tells customers their place in the line, who is done, and when it is closed"),
        part);
    m_announces->setObjectName(u"announce"_s);
    QLabel *hint = plainLabel(u"caption"_s, part,
                              tr("Each in the language of its platform. Switch it off where "
                                 "another application of yours tells them."));
    hint->setWordWrap(true);
    m_announces->setAccessibleDescription(hint->text());
    rows->addWidget(sectionLabel(part, tr("What customers are told")));
    rows->addWidget(m_announces);
    rows->addWidget(hint);
    connect(m_announces, &QCheckBox::clicked, this, [this](bool isOn) {
        QJsonObject desk = m_draft.part(Desk);
        desk.insert(Announce, isOn);
        m_draft.setPart(Desk, desk);
    });
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

void QueuesPage::showTelling()
{
    m_announces->setChecked(m_draft.part(Desk).value(Announce).toBool(true));
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

bool QueuesPage::showTrouble(const QString &path, const QString &message)
{
    if (!path.startsWith(List))
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
