// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/window.h"

#include <QString>

namespace sermo::server
{

//! Which figure's cases are wanted: by its name in broker/desk/figures, whose, and when.
struct FigureQuery {
    QString name;
    figures::Filter filter;
    std::optional<qint64> fromMs, toMs; //!< unset: since midnight; until now
    std::optional<qint64> atMs; //!< as the log knew it at that moment; unset: now

    //! What is so now, whenever it began.
    [[nodiscard]] bool isOfNow() const
    {
        return name == QLatin1StringView("waiting") || name == QLatin1StringView("held");
    }
};

} // namespace sermo::server
