// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/invitation.h"

namespace sermo::model
{

//! What a desk needs to stand by for the one that hosts, as a link:
//! `sermo://stand-by?at=https://HOST:PORT&pin=SHA256&key=KEY`. An invitation of another kind: its
//! key lets nobody in as a colleague, and opens a copy of everything.
[[nodiscard]] QString standbyLink(const Invitation &invitation);
//! Whether it means to be one, whole or not.
[[nodiscard]] bool isStandbyMeant(const QString &text);
//! As Invitation::fromText().
[[nodiscard]] Result<Invitation, QString> standbyInvitationFrom(const QString &text);

} // namespace sermo::model
