// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace sermo::model
{

//! A figure as somebody pointed at it: what opens the sessions behind it in the history.
struct FigureOrder {
    QString name; //!< as in broker/desk/figures; empty: there is nothing to open
    QString title; //!< as it was shown
    qint64 fromMs = 0, toMs = 0; //!< 0: since midnight, or whenever it began; until now
    QString queue, agent; //!< whose; empty: all
    bool onlyOpenHours = false; //!< without what began while closed
    qint64 atMs = 0; //!< as it was known then; 0: now

    friend bool operator==(const FigureOrder &, const FigureOrder &) = default;
};

} // namespace sermo::model

Q_DECLARE_METATYPE(sermo::model::FigureOrder)
