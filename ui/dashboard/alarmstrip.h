// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/alarms.h"

#include <QWidget>

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

private:
    void present();

    const model::Alarms &m_alarms;
    QVBoxLayout *m_rows;
};

} // namespace sermo::ui
