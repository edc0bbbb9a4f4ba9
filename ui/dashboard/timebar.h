// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDateEdit;
class QLabel;
class QPushButton;
class QSlider;

namespace sermo::ui
{

//! Which moment of which day is looked at: the day, and a slider over it, minute by minute, in this
//! machine's time zone. The future cannot be chosen.
class TimeBar : public QWidget
{
    Q_OBJECT
public:
    explicit TimeBar(QWidget *parent = nullptr);

    void setNow(qint64 nowMs); //!< where the future begins
    void choose(qint64 ms); //!< wall time; tells nobody
    [[nodiscard]] qint64 chosen() const;
    void setRemark(const QString &text); //!< that it is under way, or why not

signals:
    void momentChosen(qint64 ms);
    void nowRequested(); //!< back to what is so

private:
    void handleChange();
    void showTime();

    QDateEdit *m_day;
    QSlider *m_minute;
    QLabel *m_time;
    QLabel *m_remark;
    qint64 m_nowMs = 0;
    bool m_isQuiet = false; //!< several change together
};

} // namespace sermo::ui
