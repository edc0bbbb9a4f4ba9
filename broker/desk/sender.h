// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/errors.h"
#include "broker/protocol/eventframe.h"

namespace sermo::desk
{

//! Who a connection is, as its key or token proved it.
struct Sender {
    Role role = Role::Customer;
    SenderName name; //!< `customer:USERID`, `key:NAME` or `desk`
    AgentId agent; //!< an agent's key is bound to one
    UserId user; //!< a customer's own
    PlatformId platform; //!< a customer's, from `hello`
};

} // namespace sermo::desk
