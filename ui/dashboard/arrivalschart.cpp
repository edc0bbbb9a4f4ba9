// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/arrivalschart.h"

#include "ui/model/presentedsession.h"
#include "ui/style/theme.h"
#include "ui/style/typeface.h"

#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QDateTime>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace sermo::ui
{

namespace
{

constexpr qint64 Quarter = model::DayFigures::QuarterMs;
constexpr qsizetype Shown = 28; //!< seven hours, more where there is more
constexpr int AnHour = 4;
constexpr int AxesWidth = 90, LabelGap = 10; // pixels; of both sides, and between two times

//! The next round number above, of four even steps.
int roundUp(int value)
{
    for (const int step : {1, 2, 3, 5, 10, 15, 25, 50, 100, 250, 500, 1000})
        if (value <= 4 * step)
            return 4 * step;
    return (value + 3999) / 4000 * 4000;
}

int roundUpSeconds(int seconds)
{
    for (const int top : {60, 120, 240, 480, 1200, 2400, 3600, 7200})
        if (seconds <= top)
            return top;
    return (seconds + 7199) / 7200 * 7200;
}

} // namespace

ArrivalsChart::ArrivalsChart(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_set(new QBarSet(tr("Arrivals")))
    , m_series(new QBarSeries)
    , m_times(new QCategoryAxis)
    , m_counts(new QValueAxis)
    , m_seconds(new QCategoryAxis)
{
    setObjectName(u"arrivalsChart"_s);
    setFocusPolicy(Qt::NoFocus);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(170);
    QChart *shown = chart();
    shown->legend()->hide();
    shown->setBackgroundVisible(false);
    shown->setMargins({});
    shown->layout()->setContentsMargins(0, 0, 0, 0);
    m_series->append(m_set);
    m_series->setBarWidth(0.72);
    shown->addSeries(m_series);
    shown->addAxis(m_times, Qt::AlignBottom);
    shown->addAxis(m_counts, Qt::AlignLeft);
    shown->addAxis(m_seconds, Qt::AlignRight);
    m_series->attachAxis(m_times);
    m_series->attachAxis(m_counts);
    m_counts->setLabelFormat(u"%d"_s);
    m_counts->setTickCount(5);
    for (QCategoryAxis *axis : {m_times, m_seconds}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setGridLineVisible(false);
    }
    connect(m_set, &QBarSet::clicked, this, &ArrivalsChart::choose);
    connect(&theme, &Theme::changed, this, &ArrivalsChart::dress);
    dress();
}

void ArrivalsChart::present(const model::DayFigures &day, qint64 nowMs)
{
    const auto last = std::max<qsizetype>(0, (nowMs - day.dayStartMs) / Quarter);
    const auto known = std::ranges::find_if(day.quarters, [](const auto &quarter) {
        return quarter.arrivals > 0 || quarter.meanWaitMs;
    });
    qsizetype first = std::distance(day.quarters.cbegin(), known) / AnHour * AnHour;
    first = std::max<qsizetype>(0, std::min(first, last + 1 - Shown));
    QList<int> bars, waits;
    for (qsizetype i = first; i <= last; ++i) {
        const model::QuarterFigures quarter = day.quarters.value(i);
        bars += quarter.arrivals;
        waits += quarter.meanWaitMs ? int(*quarter.meanWaitMs / 1000) : -1;
    }
    const qint64 startMs = day.dayStartMs + first * Quarter;
    if (bars == m_bars && waits == m_waits && startMs == m_startMs)
        return;
    m_bars = bars;
    m_waits = waits;
    m_startMs = startMs;
    draw();
}

void ArrivalsChart::choose(int bar)
{
    const qint64 fromMs = m_startMs + bar * Quarter;
    const auto time
        = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms).time().toString(u"H:mm"_s); };
    emit barChosen({u"queued"_s,
                    tr("Arrivals %1–%2").arg(time(fromMs), time(fromMs + Quarter)),
                    fromMs,
                    fromMs + Quarter,
                    {},
                    {}});
}

void ArrivalsChart::draw()
{
    if (m_set->count() > 0)
        m_set->remove(0, m_set->count());
    for (const int bar : std::as_const(m_bars))
        m_set->append(bar);
    m_counts->setRange(0, roundUp(*std::max_element(m_bars.cbegin(), m_bars.cend())));
    for (QLineSeries *line : std::as_const(m_lines))
        chart()->removeSeries(line);
    qDeleteAll(m_lines);
    m_lines.clear();
    const int longest = roundUpSeconds(*std::max_element(m_waits.cbegin(), m_waits.cend()));
    const QStringList old = m_seconds->categoriesLabels();
    for (const QString &label : old)
        m_seconds->remove(label);
    m_seconds->setRange(0, longest);
    for (const int share : {1, 2, 3, 4})
        m_seconds->append(model::clockText(longest * share / 4), longest * share / 4.0);
    drawTimes();
    QLineSeries *line = nullptr;
    for (qsizetype i = 0; i < m_waits.size(); ++i) {
        if (m_waits.at(i) < 0) {
            line = nullptr;
            continue;
        }
        if (!line) {
            line = new QLineSeries;
            line->setPen(QPen(m_theme.tokens().warn, 2));
            line->setPointsVisible(i + 1 == m_waits.size() || m_waits.at(i + 1) < 0);
            chart()->addSeries(line);
            line->attachAxis(m_times);
            line->attachAxis(m_seconds);
            m_lines += line;
        }
        line->append(double(i), m_waits.at(i));
    }
    const int sum = std::accumulate(m_bars.cbegin(), m_bars.cend(), 0);
    setAccessibleName(tr("Arrivals and waiting: %n arrivals in the time shown", nullptr, sum));
}

void ArrivalsChart::drawTimes()
{
    const QStringList old = m_times->categoriesLabels();
    for (const QString &label : old)
        m_times->remove(label);
    m_times->setRange(-0.5, double(m_bars.size()) - 0.5);
    const int apart = hoursApart();
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const QTime time = QDateTime::fromMSecsSinceEpoch(m_startMs + i * Quarter).time();
        if (time.minute() == 0 && time.hour() % apart == 0)
            m_times->append(time.toString(u"H:mm"_s), double(i));
    }
}

//! As close as they stand beside each other without touching: a label cut short tells no time.
int ArrivalsChart::hoursApart() const
{
    const QFontMetrics metrics(typeface(Type::Caption));
    const int label = metrics.horizontalAdvance(u"00:00"_s) + LabelGap;
    const double hour
        = double(width() - AxesWidth) * AnHour / double(std::max<qsizetype>(m_bars.size(), 1));
    for (const int hours : {1, 2, 3, 4, 6})
        if (hours * hour >= label)
            return hours;
    return 12;
}

QStringList ArrivalsChart::times() const
{
    return m_times->categoriesLabels();
}

void ArrivalsChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    if (!m_bars.isEmpty())
        drawTimes();
}

void ArrivalsChart::dress()
{
    const Tokens &t = m_theme.tokens();
    setBackgroundBrush(t.surface);
    m_set->setColor(t.accentSoft);
    QColor edge = t.accent;
    edge.setAlphaF(0.6F);
    m_set->setBorderColor(edge);
    for (QLineSeries *line : std::as_const(m_lines))
        line->setPen(QPen(t.warn, 2));
    for (QAbstractAxis *axis :
         {static_cast<QAbstractAxis *>(m_times), static_cast<QAbstractAxis *>(m_counts),
          static_cast<QAbstractAxis *>(m_seconds)}) {
        axis->setLabelsFont(typeface(Type::Caption));
        axis->setLabelsColor(t.text3);
        axis->setTruncateLabels(false); // "12…" is no number; there is room by hoursApart()
        axis->setLinePen(QPen(t.line));
        axis->setGridLineColor(t.line2);
    }
    m_counts->setLineVisible(false);
    m_seconds->setLineVisible(false);
}

} // namespace sermo::ui
