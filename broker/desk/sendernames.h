// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sender.h"

//! Who speaks, as the log names him (SenderName).
namespace sermo::desk
{

//! A customer who came by himself.
[[nodiscard]] inline SenderName customerName(const UserId &user)
{
    return QStringLiteral("customer:") + user.value();
}

//! An application, by its key.
[[nodiscard]] inline SenderName keyHolderName(const QString &key)
{
    return QStringLiteral("key:") + key;
}
[[nodiscard]] inline bool isKeyHolder(const SenderName &name)
{
    return name.startsWith(QLatin1StringView("key:"));
}

//! The desk, for what it does by itself.
[[nodiscard]] inline Sender theDesk()
{
    return {Role::Desk, QStringLiteral("desk"), {}, {}, {}};
}

} // namespace sermo::desk
