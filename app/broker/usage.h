// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sermo::app
{

//! What `sermo-broker --help` says.
inline constexpr auto *Usage = R"(Usage: sermo-broker COMMAND [OPTIONS]
The broker of Sermo Desk without a window.

Commands:
  serve --data DIR [--listen ADDR:PORT] [--config FILE]
      Serves until SIGTERM. Prints `sermo-broker ready http://ADDR:PORT` when it does; https beyond loopback.
      Port 0 picks a free one; the default is 127.0.0.1:8080.
  serve … --standby-at URL | --standby-of URL --standby-key FILE [--standby-pin SHA256]
          [--standby-does offer|take-over] [--standby-after SECONDS] [--standby-public URL]
      One of two hosts: another one stands by at URL, or it stands by for the one at URL; both keep these
      words when they have changed places. FILE has a key of role standby, made at the host. Gone for
      SECONDS (20, the same at both), the host is offered to who looks after the other one, or, with
      take-over at the one that stands by, succeeded by itself: then the host serves only as long as the
      other one is there. Clients are told where the other one is: at its URL, or at the public one.
  serve … --cluster nats://HOST:PORT,… [--stream NAME] [--replicas N] [--credentials FILE]
          [--ca FILE] [--certificate FILE --key FILE]
      Acts as one with all brokers that serve the same stream (sermo); the log is there, and each has a
      directory of its own.
  standby status|take-over|go-on|end --data DIR
      How the two are; the host is gone, and this one is it from now on; the other one has not taken over,
      and this host goes on alone; (not while it runs) this one is one alone from now on.
  key create --data DIR --role ROLE --name NAME [--agent ID]
      Prints a new key. ROLE: bot, agent (with --agent), supervisor, channel or
      standby.
  key list --data DIR
      Prints name, role, agent and day of every key, one a line.
  key revoke NAME --data DIR
      Removes the key and closes its connections.
  check --data DIR
      Verifies the log: exit code 0, or 1 and what is wrong.
  export --data DIR --user ID
      Prints all that is kept of one customer as JSON.
  erase --data DIR --user ID
      Forgets one customer: events, token and images, without a trace.
  migrate --data DIR --to|--from nats://HOST:PORT,… [--stream NAME] [--replicas N]
          [--credentials FILE] [--ca FILE] [--certificate FILE --key FILE]
      Copies the log into a cluster's stream (sermo), or back in place of the one in DIR: every event as
      it is, under a new epoch. Nobody may write to either meanwhile.
  schema config|events
      Prints the JSON Schema of the configuration, or of the events.
  backtest --data DIR | --events FILE [--bound B]
      Says how good the forecast of customers' presence is on the log, or on a file of events,
      one a line, each with its receivedAt; and what waits would have been under a bound (2).
  report --data DIR --from DAY --to DAY [--queue ID] [--agent ID] [--format json|csv|html]
         [--zone ZONE] [--hours all|open] [--config FILE]
      Prints the figures by day, queue and agent. DAY is such as 2026-03-02, both included, in ZONE
      (the first platform's, else the machine's). `--hours open` leaves out what began while closed.

Options:
  --help, --version
)";

} // namespace sermo::app
