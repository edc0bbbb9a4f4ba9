// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/timebar.h"

#include "ui/console/labels.h"
#include "ui/style/calendar.h"
#include "ui/style/stylesheet.h"

#include <QDateEdit>
#include <QDateTime>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSlider>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr int MinutesADay = 24 * 60;
constexpr int AnHour = 60;
constexpr int RoomAround = 64;

} // namespace

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
    , m_day(new QDateEdit(this))
    , m_minute(new QSlider(Qt::Horizontal, this))
    , m_time(plainLabel(u"title"_s, this))
    , m_remark(plainLabel(u"small"_s, this))
{
    setObjectName(u"timeBar"_s);
    setRole(this, u"bar"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_day->setObjectName(u"timeDay"_s);
    m_day->setAccessibleName(tr("Day"));
    addCalendar(*m_day);
    m_day->setDisplayFormat(u"yyyy-MM-dd"_s);
    // Qt's own hint knows nothing of the room around it and of the arrow that ours have.
    m_day->setMinimumWidth(m_day->fontMetrics().horizontalAdvance(u"0000-00-00"_s) + RoomAround);
    m_minute->setObjectName(u"timeSlider"_s);
    m_minute->setAccessibleName(tr("Time of the day"));
    m_minute->setRange(0, MinutesADay - 1);
    m_minute->setPageStep(AnHour);
    m_time->setObjectName(u"timeShown"_s);
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(u"00:00 "_s) * 3 / 2);
    m_remark->setObjectName(u"timeRemark"_s);
    auto *now = new QPushButton(tr("Back to now"), this);
    now->setObjectName(u"timeNow"_s);
    setKind(now, u"primary"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(12);
    row->addWidget(plainLabel(u"small"_s, this, tr("As it was")));
    row->addWidget(m_day);
    row->addWidget(m_minute, 1);
    row->addWidget(m_time);
    row->addWidget(m_remark);
    row->addWidget(now);
    connect(m_day, &QDateEdit::dateChanged, this, &TimeBar::handleChange);
    connect(m_minute, &QSlider::valueChanged, this, &TimeBar::handleChange);
    connect(now, &QPushButton::clicked, this, &TimeBar::nowRequested);
}

void TimeBar::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_isQuiet = true;
    m_day->setMaximumDate(QDateTime::fromMSecsSinceEpoch(nowMs).date());
    m_isQuiet = false;
}

void TimeBar::choose(qint64 ms)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    m_isQuiet = true;
    m_day->setDate(at.date());
    m_minute->setValue(at.time().hour() * 60 + at.time().minute());
    m_isQuiet = false;
    showTime();
}

qint64 TimeBar::chosen() const
{
    const int minute = m_minute->value();
    const QDateTime at(m_day->date(), QTime(minute / 60, minute % 60));
    const qint64 ms = at.toMSecsSinceEpoch();
    return m_nowMs > 0 ? std::min(ms, m_nowMs) : ms;
}

void TimeBar::setRemark(const QString &text)
{
    m_remark->setText(text);
}

void TimeBar::handleChange()
{
    if (m_isQuiet)
        return;
    showTime();
    emit momentChosen(chosen());
}

void TimeBar::showTime()
{
    m_time->setText(QDateTime::fromMSecsSinceEpoch(chosen()).time().toString(u"HH:mm"_s));
}

} // namespace sermo::ui
