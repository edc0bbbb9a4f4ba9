// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/window.h"

#include <QDate>
#include <QTimeZone>

namespace sermo::server
{

//! Which report is wanted, and as what.
struct ReportQuery {
    enum class Format : quint8 {
        Rows, //!< JSON without the cases: for a table
        Json, //!< with them
        Csv,
        Html,
    };
    static constexpr qint64 MostDays = 400; //!< each has rows of its own

    QDate from, to; //!< both included
    QTimeZone zone; //!< whose days; invalid: figures::usualZone()
    figures::Filter filter;
    Format format = Format::Rows;
};

} // namespace sermo::server
