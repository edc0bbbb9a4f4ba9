// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sermo::layering
{

//! A room of the house: what it may know of the project, of Qt, and of the world.
struct Room {
    QString path; //!< "broker/desk"
    QStringList rooms; //!< folders it may include from and link to, itself not named; "*" for all
    QStringList qtModules; //!< "Core", "Network" …; "*" for all
    bool pure = false; //!< no clock, timer, file, socket or thread of its own
};

//! The room a file lives in, by the longest matching path.
//! An unknown folder has a room too, one that may include nothing: who adds a folder says here what
//! it may know.
[[nodiscard]] Room roomOf(const QString &path);

//! "broker/desk" for "Sermo::Desk", empty for a name that no room has.
[[nodiscard]] QString roomOfTarget(const QString &target);

//! What may stand at the top level of the repository. Names that begin with a dot always may.
[[nodiscard]] QStringList topLevel();

} // namespace sermo::layering
