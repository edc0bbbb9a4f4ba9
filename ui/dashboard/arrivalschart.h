// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/dayfigures.h"
#include "ui/model/figureorder.h"

#include <QChartView>

class QBarSet;
class QBarSeries;
class QCategoryAxis;
class QLineSeries;
class QValueAxis;

namespace sermo::ui
{

class Theme;

//! How many were put in line in each quarter of an hour (bars), and how long they waited (line).
//! `bars` and `waits` are what is shown, for tests and assistive technology.
class ArrivalsChart : public QChartView
{
    Q_OBJECT
    Q_PROPERTY(QList<int> bars READ bars)
    Q_PROPERTY(QList<int> waits READ waits)
    Q_PROPERTY(QStringList times READ times)
public:
    explicit ArrivalsChart(const Theme &theme, QWidget *parent = nullptr);

    void present(const model::DayFigures &day, qint64 nowMs);
    [[nodiscard]] const QList<int> &bars() const { return m_bars; }
    [[nodiscard]] const QList<int> &waits() const { return m_waits; } //!< seconds; −1: nobody

    [[nodiscard]] QStringList times() const; //!< written below, whole and apart from each other

signals:
    void barChosen(const sermo::model::FigureOrder &arrivals); //!< of that quarter

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose(int bar);
    [[nodiscard]] int hoursApart() const;
    void dress();
    void draw();
    void drawTimes();

    const Theme &m_theme;
    QBarSet *m_set;
    QBarSeries *m_series;
    QList<QLineSeries *> m_lines; //!< broken where nobody was answered
    QCategoryAxis *m_times;
    QValueAxis *m_counts;
    QCategoryAxis *m_seconds;
    QList<int> m_bars, m_waits;
    qint64 m_startMs = 0; //!< of the first bar
};

} // namespace sermo::ui
