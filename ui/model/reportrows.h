// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/figureorder.h"
#include "ui/model/rowsmodel.h"

#include <QDate>
#include <QHash>
#include <QTimeZone>

namespace sermo::model
{

struct HistoryAnswer;
class HistorySource;
class SessionStore;

//! Which report is wanted.
struct ReportOrder {
    QDate from, to; //!< both included, days of the broker's time zone
    QString queue, agent; //!< empty: all
    bool onlyOpenHours = false; //!< leave out what began while closed

    //! As the broker's `/api/report` wants it.
    [[nodiscard]] QByteArray target(const QByteArray &format) const;
    friend bool operator==(const ReportOrder &, const ReportOrder &) = default;
};

//! The figures of a day, or of the whole time; of all, of a queue or of an agent.
struct ReportRow {
    QString key; //!< day and whose
    QString name; //!< the queue's or the agent's
    QDate day; //!< null: the whole time
    QString scope; //!< `all`, `queue` or `agent`, as the broker says it
    QString id; //!< the queue's or the agent's
    QHash<QString, double> figures; //!< by the names of broker/desk/figures; absent: no value

    friend bool operator==(const ReportRow &, const ReportRow &) = default;
};

//! A report as a table: by day, by queue or by agent. The broker counts it (`/api/report`); nothing
//! here does. Each cell with a value knows what opens the sessions behind it. Source and store
//! must outlive it. GUI thread.
class ReportRows : public RowsModel<ReportRow, QAbstractTableModel>
{
    Q_OBJECT
public:
    enum Role : int {
        SortRole = ItemRole + 1, //!< a number or a text that sorts as the cell means
        BehindRole, //!< FigureOrder; its name is empty where there is nothing to open
    };
    enum Column : int { Day, Whose, FirstFigure };
    enum class Split : quint8 { Days, Queues, Agents };

    ReportRows(HistorySource &source, const SessionStore &store, QObject *parent = nullptr);

    void ask(const ReportOrder &order); //!< what is there stays until it is answered
    void setSplit(Split split);

    [[nodiscard]] const ReportOrder &order() const { return m_order; }
    [[nodiscard]] bool isAsking() const { return m_isAsking; }
    [[nodiscard]] const QString &trouble() const { return m_trouble; } //!< empty: none
    //! By which time zone, hours and rules it was counted; empty: nothing is told yet.
    [[nodiscard]] QString statement() const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

signals:
    void answered(); //!< or refused

private:
    void handle(const HistoryAnswer &answer);
    void present();
    [[nodiscard]] QString text(const ReportRow &row, int column) const;
    [[nodiscard]] FigureOrder behind(const ReportRow &row, int column) const;

    HistorySource &m_source;
    const SessionStore &m_store;
    ReportOrder m_order;
    Split m_split = Split::Days;
    QList<ReportRow> m_told; //!< of every scope
    QTimeZone m_zone;
    int m_levelSeconds = 0; //!< in time
    QString m_trouble;
    quint64 m_question = 0; //!< the last one: answers to others come too late
    bool m_isAsking = false;
};

} // namespace sermo::model

Q_DECLARE_METATYPE(sermo::model::ReportRow)
