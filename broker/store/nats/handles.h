// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <nats/nats.h>

//! The library's handles, each destroyed once.
namespace sermo::store::nats
{

template <auto Destroy>
struct Destroyer {
    template <typename Handle>
    void operator()(Handle *handle) const
    {
        Destroy(handle);
    }
};

using Options = std::unique_ptr<natsOptions, Destroyer<natsOptions_Destroy>>;
using Connection = std::unique_ptr<natsConnection, Destroyer<natsConnection_Destroy>>;
using Subscription = std::unique_ptr<natsSubscription, Destroyer<natsSubscription_Destroy>>;
using Message = std::unique_ptr<natsMsg, Destroyer<natsMsg_Destroy>>;
using Statistics = std::unique_ptr<natsStatistics, Destroyer<natsStatistics_Destroy>>;
using Context = std::unique_ptr<jsCtx, Destroyer<jsCtx_Destroy>>;
using Inbox = std::unique_ptr<natsInbox, Destroyer<natsInbox_Destroy>>;

} // namespace sermo::store::nats
