// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/pastconversations.h"

#include <QWidget>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;

namespace sermo::ui
{

//! What is looked for: words, and beside them a time, a queue, an agent, a rating; behind a button
//! brand, customer, tag and reason. Tells when any of it changes. The context must outlive it.
class SearchBar : public QWidget
{
    Q_OBJECT
public:
    explicit SearchBar(const ConsoleContext &context, QWidget *parent = nullptr);

    [[nodiscard]] model::HistoryOrder order() const;
    void lookFor(const QString &customer); //!< him, and nothing else
    void lookInto(const model::FigureOrder &figure); //!< the sessions behind it
    void refill(); //!< the queues and agents that there are now; what was chosen stays
    void takeFocus();

signals:
    void changed(); //!< while it is typed
    void confirmed(); //!< Enter: now

private:
    [[nodiscard]] QWidget *makeFirstRow();
    [[nodiscard]] QWidget *makeDates();
    [[nodiscard]] QWidget *makeMore();
    QComboBox *makeChoice(const QString &name, const QString &label);
    QLineEdit *makeLine(const QString &name, const QString &label);
    [[nodiscard]] std::pair<QDate, QDate> days() const;
    void clear();
    void showDates();
    void setFigure(const std::optional<model::FigureOrder> &figure);

    ConsoleContext m_context;
    QLineEdit *m_text;
    QComboBox *m_time, *m_queue, *m_agent, *m_rating;
    QLineEdit *m_brand, *m_customer, *m_tag, *m_reason;
    QDateEdit *m_from = nullptr, *m_to = nullptr;
    QPushButton *m_moreButton = nullptr;
    QPushButton *m_figureButton = nullptr; //!< what figure; a click lets go of it
    std::optional<model::FigureOrder> m_figure;
    QWidget *m_dates;
    QWidget *m_more;
    bool m_isQuiet = false; //!< several change together
};

} // namespace sermo::ui
