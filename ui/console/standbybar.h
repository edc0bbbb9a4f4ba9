// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/standbyoffice.h"

#include <QLabel>

class QPushButton;

namespace sermo::ui
{

//! Over all views, only while a person has to decide: at the desk that stands by, when its host is
//! gone; at a host that has stepped aside. Declined, it stays away until there is a new reason.
class StandbyBar : public QLabel
{
    Q_OBJECT
public:
    explicit StandbyBar(model::StandbyOffice &office, QWidget *parent = nullptr);

private:
    void refresh();
    void decide();
    [[nodiscard]] static QString question(const model::StandbyOffice::State &state);

    model::StandbyOffice &m_office;
    QLabel *m_words;
    QPushButton *m_yes, *m_later;
    model::StandbyOffice::Phase m_seen = model::StandbyOffice::Phase::Starting;
    model::StandbyOffice::Phase m_told = model::StandbyOffice::Phase::Starting; //!< as an alert
    bool m_isDeclined = false; //!< for a while
    qint64 m_declinedAt = 0; //!< in silentSeconds
};

} // namespace sermo::ui
