// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/clock.h"
#include "broker/server/configuration.h"

namespace sermo::server
{
class Broker;
}

namespace sermo::app
{

//! Has the reception bot meet the broker's customers from now on, as an application through a pipe.
//! Where its connection is cut it comes back after a moment, and knows from the log how far it had
//! come. Belongs to the broker and goes with it; to be called in the broker's thread, or before the
//! broker is moved there. `clock` must outlive it.
void startReception(server::Broker &broker, const desk::DeskConfig &desk, const Clock &clock);

} // namespace sermo::app
