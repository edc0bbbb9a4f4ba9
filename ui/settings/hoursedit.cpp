// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/hoursedit.h"

#include "ui/console/labels.h"
#include "ui/console/retire.h"
#include "ui/settings/hourswords.h"
#include "ui/settings/settingspage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int DateWidth = 120;

QStringList zones()
{
    QStringList names;
    const QList<QByteArray> ids = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : ids)
        names += QString::fromLatin1(id);
    return names;
}

} // namespace

HoursEdit::HoursEdit(QWidget *parent)
    : QWidget(parent)
    , m_always(new QCheckBox(tr("Always open"), this))
    , m_times(new QWidget(this))
    , m_zone(new QComboBox(m_times))
    , m_holidayRows(new QVBoxLayout)
    , m_addHoliday(new QPushButton(tr("Add a holiday"), m_times))
{
    m_always->setObjectName(u"alwaysOpen"_s);
    m_zone->setObjectName(u"timezone"_s);
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->addItems(zones());
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    auto *times = new QVBoxLayout(m_times);
    times->setContentsMargins(0, 0, 0, 0);
    addNamed(times, tr("Time zone"), m_zone);
    times->addWidget(week());
    times->addSpacing(6);
    times->addWidget(
        plainLabel(u"small"_s, m_times, tr("Holidays: 12-24 is each year, 2026-05-15 once")));
    times->addLayout(m_holidayRows);
    m_addHoliday->setObjectName(u"addHoliday"_s);
    m_addHoliday->setAutoDefault(false);
    times->addWidget(m_addHoliday, 0, Qt::AlignLeft);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_always);
    rows->addWidget(m_times);
    connect(m_always, &QCheckBox::toggled, this, &HoursEdit::tell);
    connect(m_zone, &QComboBox::currentTextChanged, this, &HoursEdit::tell);
    connect(m_addHoliday, &QPushButton::clicked, this, [this] {
        addHoliday({}, {});
        m_holidays.constLast().date->setFocus();
    });
    setHours({});
}

QWidget *HoursEdit::week()
{
    auto *grid = new QWidget(m_times);
    auto *cells = new QGridLayout(grid);
    cells->setContentsMargins(0, 0, 0, 0);
    for (int day = 0; day < 7; ++day) {
        const QString name = QLocale().standaloneDayName(day + 1);
        auto *field = new QLineEdit(grid);
        field->setObjectName(u"hours-%1"_s.arg(day));
        field->setPlaceholderText(tr("closed"));
        field->setAccessibleName(tr("Open on %1").arg(name));
        QLabel *label = plainLabel({}, grid, name);
        label->setBuddy(field);
        cells->addWidget(label, day, 0);
        cells->addWidget(field, day, 1);
        m_days.at(size_t(day)) = field;
        connect(field, &QLineEdit::editingFinished, this,
                [this, field] { field->setText(tidiedHours(field->text())); });
        connect(field, &QLineEdit::textChanged, this, &HoursEdit::tell);
    }
    m_days.front()->setToolTip(tr("For example 8-12, 13-18; nothing: closed"));
    return grid;
}

void HoursEdit::addHoliday(const QString &date, const QString &spans)
{
    auto *row = new QWidget(m_times);
    const Holiday holiday{row, new QLineEdit(date, row), new QLineEdit(spans, row)};
    auto *remove = new QPushButton(tr("Remove"), row);
    remove->setObjectName(u"removeHoliday"_s);
    remove->setAutoDefault(false);
    holiday.date->setFixedWidth(DateWidth);
    holiday.date->setPlaceholderText(u"12-24"_s);
    holiday.date->setAccessibleName(tr("Date of the holiday"));
    holiday.spans->setPlaceholderText(tr("closed"));
    holiday.spans->setAccessibleName(tr("Open on the holiday"));
    auto *cells = new QHBoxLayout(row);
    cells->setContentsMargins(0, 0, 0, 0);
    cells->addWidget(holiday.date);
    cells->addWidget(holiday.spans, 1);
    cells->addWidget(remove);
    m_holidayRows->addWidget(row);
    m_holidays += holiday;
    nameHolidays();
    connect(holiday.date, &QLineEdit::textChanged, this, &HoursEdit::tell);
    connect(holiday.spans, &QLineEdit::textChanged, this, &HoursEdit::tell);
    connect(holiday.spans, &QLineEdit::editingFinished, this,
            [field = holiday.spans] { field->setText(tidiedHours(field->text())); });
    connect(remove, &QPushButton::clicked, this, [this, row] {
        m_holidays.removeIf([row](const Holiday &each) { return each.row == row; });
        m_addHoliday->setFocus();
        retire(row);
        nameHolidays();
        tell();
    });
}

void HoursEdit::nameHolidays()
{
    for (qsizetype i = 0; i < m_holidays.size(); ++i) {
        m_holidays.at(i).date->setObjectName(u"holidayDate-%1"_s.arg(i));
        m_holidays.at(i).spans->setObjectName(u"holidayHours-%1"_s.arg(i));
    }
}

void HoursEdit::setHours(const QJsonObject &hours)
{
    const QScopedValueRollback filling(m_filling, true);
    m_hours = hours;
    m_always->setChecked(hours.isEmpty());
    m_zone->setCurrentText(hours.value("timezone"_L1).toString(u"UTC"_s));
    const WeekWords week = weekOf(hours);
    for (size_t day = 0; day < week.size(); ++day)
        m_days.at(day)->setText(week.at(day));
    for (const Holiday &old : std::exchange(m_holidays, {}))
        retire(old.row);
    const QJsonObject holidays = hours.value("holidays"_L1).toObject();
    for (auto it = holidays.begin(); it != holidays.end(); ++it) {
        const QString spans = it.value().toString();
        addHoliday(it.key(), spans == "closed"_L1 ? QString() : spans);
    }
    m_times->setVisible(!m_always->isChecked());
}

//! Who has just said that it is not always open wants to see usual hours, not all hours.
void HoursEdit::begin()
{
    const QScopedValueRollback filling(m_filling, true);
    m_zone->setCurrentText(QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    for (size_t day = 0; day < m_days.size(); ++day)
        m_days.at(day)->setText(day < 5 ? u"08:00-17:00"_s : QString());
}

QJsonObject HoursEdit::read() const
{
    if (m_always->isChecked())
        return {};
    WeekWords week;
    for (size_t day = 0; day < week.size(); ++day)
        week.at(day) = tidiedHours(m_days.at(day)->text());
    QJsonObject hours = withWeek(m_hours, week);
    hours.insert(u"timezone"_s, m_zone->currentText().trimmed());
    QJsonObject holidays;
    for (const Holiday &holiday : m_holidays) {
        const QString date = holiday.date->text().trimmed();
        const QString spans = tidiedHours(holiday.spans->text());
        if (!date.isEmpty())
            holidays.insert(date, spans.isEmpty() ? u"closed"_s : spans);
    }
    hours.remove(u"holidays"_s);
    if (!holidays.isEmpty())
        hours.insert(u"holidays"_s, holidays);
    return hours;
}

void HoursEdit::tell()
{
    if (m_filling)
        return;
    if (m_hours.isEmpty() && !m_always->isChecked())
        begin();
    m_times->setVisible(!m_always->isChecked());
    m_hours = read();
    emit edited();
}

void HoursEdit::pointAt(const QString &key)
{
    static const QStringList days{u"monday"_s, u"tuesday"_s,  u"wednesday"_s, u"thursday"_s,
                                  u"friday"_s, u"saturday"_s, u"sunday"_s};
    QWidget *field = m_zone;
    if (key == "weekdays"_L1)
        field = m_days.front();
    else if (key == "weekends"_L1)
        field = m_days.at(5);
    else if (const qsizetype day = days.indexOf(key); day >= 0)
        field = m_days.at(size_t(day));
    for (const Holiday &holiday : std::as_const(m_holidays)) {
        if (key == u"holidays."_s + holiday.date->text().trimmed())
            field = holiday.date;
    }
    field->setFocus();
}

} // namespace sermo::ui
