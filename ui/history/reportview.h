// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/consolecontext.h"
#include "ui/model/reportrows.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace sermo::ui
{

class ReportBar;

//! Reports by day, queue and agent, as the broker counts them (`sermo-broker report` has the
//! same). Enter or a double click on a figure opens the sessions behind it; a report is taken out
//! as CSV, JSON or HTML with all figures. Context and source must outlive it.
class ReportView : public QWidget
{
    Q_OBJECT
public:
    ReportView(const ConsoleContext &context, model::HistorySource &source,
               QWidget *parent = nullptr);

    [[nodiscard]] const model::ReportRows &rows() const { return m_rows; }

signals:
    void figureChosen(const sermo::model::FigureOrder &figure);
    void noticed(const QString &text); //!< one sentence for the agent

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QTableView *makeTable();
    [[nodiscard]] QPushButton *makeExport();
    void ask();
    void present();
    void openBehind(const QModelIndex &cell);
    void askWhereTo(const QByteArray &format);
    void save(const QByteArray &bytes, const QString &fileName);

    model::HistorySource &m_source;
    model::ReportRows m_rows;
    QSortFilterProxyModel *m_sorted;
    ReportBar *m_bar;
    QLabel *m_statement;
    QTableView *m_table;
    QTimer m_soon; //!< a day that is being typed is not asked for letter by letter
};

} // namespace sermo::ui
