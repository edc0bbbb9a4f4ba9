// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>

class QComboBox;
class QDateEdit;
class QWidget;

namespace sermo::model
{
class SessionStore;
}

namespace sermo::ui
{

// What questions about the past are narrowed by. Each choice has its id as data; none: all.

//! The queues that there are now, in the desk's order; what was chosen stays.
void offerQueues(QComboBox *box, const model::SessionStore &store);
//! The agents that are known now, by name; what was chosen stays.
void offerAgents(QComboBox *box, const model::SessionStore &store);
void choose(QComboBox *box, const QString &data); //!< all, where it has none such

[[nodiscard]] QDateEdit *dayEdit(const QString &name, const QString &label, QDate day,
                                 QWidget *parent);

} // namespace sermo::ui
