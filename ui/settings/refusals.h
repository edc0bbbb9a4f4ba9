// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::ui
{

//! Why the broker refuses a value of the configuration, a certificate or a key, in the agent's
//! language; `message` is as the broker said it, for it speaks English alone. What is not known
//! here stays as it was said. Pure; a test holds it against all that the broker says.
[[nodiscard]] QString refusalWords(const QString &message);

//! The part of a path behind its first element: `monday` of `platforms[1].hours.monday` and
//! `platforms[1].hours`.
[[nodiscard]] QString within(const QString &path, const QString &outer);

//! Which element of a list a path is about: 1 of `platforms[1].hours`; -1: of none.
[[nodiscard]] int rowIn(const QString &path, const QString &list);

} // namespace sermo::ui
