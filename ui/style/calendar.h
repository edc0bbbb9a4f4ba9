// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDateEdit;

namespace sermo::ui
{

//! Gives a day's field a calendar that drops down: weekends in the colour of all days, since Qt's
//! red can hardly be read, and all days in sight, since Qt's hint knows nothing of our room around
//! the heads.
void addCalendar(QDateEdit &edit);

} // namespace sermo::ui
