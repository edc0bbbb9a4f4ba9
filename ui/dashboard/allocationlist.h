// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/allocationsmodel.h"

#include <QListView>

namespace sermo::ui
{

class Theme;

//! The log of allocations in a line each: when, who, to whom, and why. Everyone who was weighed is
//! in the tooltip. Enter or a double click opens the customer's session.
class AllocationList : public QListView
{
    Q_OBJECT
public:
    AllocationList(const Theme &theme, model::AllocationsModel &log, QWidget *parent = nullptr);

signals:
    void sessionChosen(const sermo::UserId &user);
};

} // namespace sermo::ui
