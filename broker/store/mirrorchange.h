// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventframe.h"

#include <QList>
#include <QString>

namespace sermo::store
{

//! Which log a file is the copy of, and what had been erased there. A value.
struct MirrorMark {
    qint64 of = 0; //!< the other log's name, as a number; 0: the file is no copy
    quint64 erasures = 0;
    Seq expired = 0;

    [[nodiscard]] static qint64 numberOf(const QString &epoch);
    friend bool operator==(const MirrorMark &, const MirrorMark &) = default;
};

//! What came to another log, to be written into the file that is its copy: all of it, or nothing.
struct MirrorChange {
    MirrorMark mark;
    bool isAnew = false; //!< first all goes that is in the file
    QList<StoredEvent> events; //!< by rising number; those in between are empty
    QList<Seq> emptied;
    Seq head = 0; //!< the other log ends there, or above
};

} // namespace sermo::store
