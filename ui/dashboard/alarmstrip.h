// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/alarms.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sermo::ui
{

//! What is wrong, one calm line each; not there while nothing is. Follows the alarms, which must
//! outlive it.
class AlarmStrip : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList texts READ texts)
public:
    explicit AlarmStrip(const model::Alarms &alarms, QWidget *parent = nullptr);

    [[nodiscard]] QStringList texts() const;

signals:
    void sessionChosen(const sermo::UserId &user); //!< the one that an alarm is about

private:
    //! A sentence, and the way to its session where it has one.
    struct Line {
        QWidget *row;
        QLabel *text;
        QPushButton *open;
    };
    void present();
    [[nodiscard]] Line addLine();

    const model::Alarms &m_alarms;
    QVBoxLayout *m_rows;
    QList<Line> m_lines;
};

} // namespace sermo::ui
