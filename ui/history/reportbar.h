// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/reportrows.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;

namespace sermo::ui
{

//! Which days a report is of, whose, and by what its lines are split.
class ReportBar : public QWidget
{
    Q_OBJECT
public:
    explicit ReportBar(const ConsoleContext &context, QWidget *parent = nullptr);

    [[nodiscard]] model::ReportOrder order() const;
    [[nodiscard]] model::ReportRows::Split split() const;
    void refill(); //!< the queues and agents that there are now; what was chosen stays

signals:
    void changed(); //!< another report is wanted
    void splitChanged(); //!< the same, by other lines

private:
    [[nodiscard]] QComboBox *makeChoice(const QString &name, const QString &label);
    [[nodiscard]] std::pair<QDate, QDate> days() const;
    [[nodiscard]] QDate today() const;
    void handleChange();

    ConsoleContext m_context;
    QComboBox *m_time, *m_split, *m_queue, *m_agent;
    QDateEdit *m_from, *m_to;
    QCheckBox *m_onlyOpen;
    bool m_isQuiet = false; //!< several change together
};

} // namespace sermo::ui
