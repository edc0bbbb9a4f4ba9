// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/allocationsmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTableView;

namespace sermo::ui
{

//! The log of allocations, live: who was given which customer and why, everyone who was weighed
//! beside him. For supervisors; every desk is told these events, so every desk can show it.
class AllocationView : public QWidget
{
    Q_OBJECT
public:
    explicit AllocationView(const model::SessionStore &store, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeTable();
    void fit(); //!< columns and rows to what stands in them
    void showWhetherEmpty();

    model::AllocationsModel m_model;
    QTableView *m_table;
    QLabel *m_nothing;
    QTimer m_fit;
    bool m_isFitting = false;
};

} // namespace sermo::ui
