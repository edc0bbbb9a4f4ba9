// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboard/dashboard.h"
#include "ui/model/timemachine.h"

class QPushButton;
class QStackedWidget;

namespace sermo::ui
{

class TimeBar;

//! The dashboard as it is, and, by a button, as it was: at any minute of any day, by a
//! slider. A click on a session opens it as it was then; nothing can be done about the past.
//! Context, figures, supervision and source must outlive it.
class BoardView : public QWidget
{
    Q_OBJECT
public:
    BoardView(const ConsoleContext &context, model::FiguresSource &figures,
              model::Supervision &supervision, model::HistorySource &source,
              QWidget *parent = nullptr);
    ~BoardView() override;

    [[nodiscard]] Dashboard &living() { return *m_living; }
    [[nodiscard]] Dashboard *past() { return m_past; } //!< null: nobody has looked back yet
    [[nodiscard]] bool isLookingBack() const;
    void lookBack(qint64 ms);
    void comeBack(); //!< to what is so

signals:
    void figureChosen(const sermo::model::FigureOrder &figure);

private:
    void makePast();
    void follow(); //!< another moment is shown
    void openThen(const UserId &user);

    ConsoleContext m_context;
    model::Supervision &m_supervision;
    model::HistorySource &m_source;
    std::unique_ptr<model::TimeMachine> m_machine; //!< null: nobody has looked back yet
    TimeBar *m_bar;
    QPushButton *m_back;
    QStackedWidget *m_boards;
    Dashboard *m_living;
    Dashboard *m_past = nullptr;
};

} // namespace sermo::ui
