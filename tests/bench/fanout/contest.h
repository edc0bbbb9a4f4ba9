// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/load.h"

#include <functional>
#include <initializer_list>
#include <vector>

//! How servers are measured beside each other: by turns, several times, the load on other
//! processors than the server.
namespace sermo::bench
{

//! For who makes the load: leaves the first processor to the server, and may open many sockets.
void becomeTheLoad();

//! Those of them that are on this machine; who is not is said in the table, never guessed.
[[nodiscard]] std::vector<Server::Kind> present(std::initializer_list<Server::Kind> wanted);

//! Runs it for each of them in turn, round after round, so that what disturbs one disturbs all.
//! False as soon as one run is worth nothing: it has complained.
[[nodiscard]] bool takeTurns(const std::vector<Server::Kind> &kinds, int rounds,
                             const std::function<bool(Server::Kind)> &run);

//! Says on standard error what went wrong; false.
bool complain(Server::Kind kind, const char *what);

[[nodiscard]] double median(std::vector<double> all);
[[nodiscard]] double microseconds(Load::Nanoseconds time);

} // namespace sermo::bench
