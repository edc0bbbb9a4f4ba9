// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sermo::ui
{

//! When a platform is open: always, or by a week with holidays, in the time of its own zone. Says
//! what the configuration's `hours` does; empty: always open.
class HoursEdit : public QWidget
{
    Q_OBJECT
public:
    explicit HoursEdit(QWidget *parent = nullptr);

    void setHours(const QJsonObject &hours); //!< changes nothing by itself
    [[nodiscard]] QJsonObject hours() const { return m_hours; }
    //! The keyboard goes to what is refused: `monday`, `holidays.12-24`, `timezone`.
    void pointAt(const QString &key);

signals:
    void edited();

private:
    struct Holiday {
        QWidget *row;
        QLineEdit *date, *spans;
    };
    [[nodiscard]] QWidget *week();
    void addHoliday(const QString &date, const QString &spans);
    void nameHolidays();
    void begin();
    [[nodiscard]] QJsonObject read() const; //!< as the fields say
    void tell(); //!< a person has changed something

    QJsonObject m_hours;
    QCheckBox *m_always;
    QWidget *m_times;
    QComboBox *m_zone;
    std::array<QLineEdit *, 7> m_days{};
    QVBoxLayout *m_holidayRows;
    QPushButton *m_addHoliday;
    QList<Holiday> m_holidays;
    bool m_filling = false;
};

} // namespace sermo::ui
