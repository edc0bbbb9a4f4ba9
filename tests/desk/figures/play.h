// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/figures/figures.h"
#include "broker/protocol/eventbody.h"

#include <QMap>
#include <QString>

namespace sermo::test
{

//! A log as people write it down, and what they worked out of it by hand: `logs/*.log`, in the
//! words of README.md.
struct Play {
    struct Expected {
        int line = 0; //!< of its `window`
        figures::Window window;
        figures::Filter filter;
        qint64 nowMs = 0;
        QMap<QString, QList<double>> values; //!< by figure; a spread's are its values, rising
    };
    QList<StoredEvent> events;
    QList<Expected> expected;
    QString complaint; //!< what cannot be understood; empty: nothing
};

[[nodiscard]] Play readPlay(const QString &fileName);

//! The second of the first day, 2 March 2026 UTC, on which all plays begin.
[[nodiscard]] qint64 dayOneMs();

//! An event as the log has it, at so many milliseconds.
[[nodiscard]] StoredEvent stored(Seq seq, qint64 ms, Direction direction, const QString &user,
                                 const EventBody &body);

} // namespace sermo::test
