// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskstate.h"
#include "broker/protocol/eventframe.h"

#include <optional>

namespace sermo::desk
{

//! What a platform's settings make the desk say of one session. Pure.

//! `platform_closed`, with when it opens again and the hours of its week.
[[nodiscard]] EventFrame platformClosed(const DeskState &desk, const Session &session,
                                        qint64 wallMs);

//! `customer_identified` of who the site says he is (`params.customerId` of `start`), when the site
//! proved that it says so: `params.customerHash` is the HMAC-SHA256 of the id under the platform's
//! secret, in hexadecimal. It has the name that is known of this customer. None: it is a claim and
//! stays a parameter.
[[nodiscard]] std::optional<EventFrame> signedIdentity(const DeskState &desk,
                                                       const Session &session);

//! Whether what he types before he sends it is told to nobody.
[[nodiscard]] bool hidesPreview(const DeskState &desk, const Session &session);

} // namespace sermo::desk
