// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/alarmstrip.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

AlarmStrip::AlarmStrip(const model::Alarms &alarms, QWidget *parent)
    : QWidget(parent)
    , m_alarms(alarms)
    , m_rows(new QVBoxLayout(this))
{
    setObjectName(u"alarmStrip"_s);
    setAccessibleName(tr("Alarms"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
    connect(&alarms, &QAbstractItemModel::rowsInserted, this, &AlarmStrip::present);
    connect(&alarms, &QAbstractItemModel::rowsRemoved, this, &AlarmStrip::present);
    connect(&alarms, &QAbstractItemModel::rowsMoved, this, &AlarmStrip::present);
    connect(&alarms, &QAbstractItemModel::dataChanged, this, &AlarmStrip::present);
    present();
}

AlarmStrip::Line AlarmStrip::addLine()
{
    Line line{new QWidget(this), nullptr, nullptr};
    line.text = plainLabel(u"alarm"_s, line.row);
    line.text->setWordWrap(true);
    line.open = new QPushButton(tr("Open"), line.row);
    connect(line.open, &QPushButton::clicked, this,
            [this, row = m_lines.size()] { emit sessionChosen(m_alarms.items().at(row).user); });
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line.text, 1);
    row->addWidget(line.open);
    m_rows->addWidget(line.row);
    return line;
}

//! There are few: the lines that are there are written anew, and only as many made as it takes.
void AlarmStrip::present()
{
    const QList<model::Alarm> &alarms = m_alarms.items();
    while (m_lines.size() > alarms.size())
        delete m_lines.takeLast().row;
    while (m_lines.size() < alarms.size())
        m_lines.append(addLine());
    for (int i = 0; i < alarms.size(); ++i) {
        const auto &[row, text, open] = m_lines.at(i);
        const model::Alarm &alarm = alarms.at(i);
        text->setObjectName(u"alarm-"_s + alarm.key);
        text->setText(alarm.name);
        text->setAccessibleName(alarm.name);
        setKind(text, alarm.tone == model::Tone::Bad ? u"bad"_s : QString());
        open->setObjectName(u"openAlarm-"_s + alarm.key);
        open->setAccessibleName(tr("Open: %1").arg(alarm.name));
        open->setVisible(!alarm.user.isEmpty());
    }
    setVisible(!alarms.isEmpty());
}

QStringList AlarmStrip::texts() const
{
    QStringList texts;
    for (const model::Alarm &alarm : m_alarms.items())
        texts += alarm.name;
    return texts;
}

} // namespace sermo::ui
