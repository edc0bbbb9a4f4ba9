// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/alarmstrip.h"

#include "ui/console/labels.h"
#include "ui/style/stylesheet.h"

#include <QLabel>
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

//! There are few: the lines that are there are written anew, and only as many made as it takes.
void AlarmStrip::present()
{
    const QList<model::Alarm> &alarms = m_alarms.items();
    while (m_rows->count() > alarms.size())
        delete m_rows->itemAt(m_rows->count() - 1)->widget();
    while (m_rows->count() < alarms.size()) {
        QLabel *line = plainLabel(u"alarm"_s, this);
        line->setWordWrap(true);
        m_rows->addWidget(line);
    }
    for (int i = 0; i < alarms.size(); ++i) {
        auto *line = qobject_cast<QLabel *>(m_rows->itemAt(i)->widget());
        const model::Alarm &alarm = alarms.at(i);
        line->setObjectName(u"alarm-"_s + alarm.key);
        line->setText(alarm.name);
        line->setAccessibleName(alarm.name);
        setKind(line, alarm.tone == model::Tone::Bad ? u"bad"_s : QString());
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
