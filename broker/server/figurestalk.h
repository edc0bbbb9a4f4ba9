// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/deskconfig.h"
#include "broker/desk/figures/live.h"

#include <QByteArray>

namespace sermo::server
{

//! The day's figures as `/metrics` and `/api/figures` tell them, by the names that
//! broker/desk/figures defines. No socket, no thread.
namespace figurestalk
{

//! Prometheus' text format: `sermo_today_NAME`, and of the line by queue `sermo_today_queue_NAME`.
//! Seconds and shares are said in the name; what has no value is not there.
[[nodiscard]] QByteArray metricsOf(const figures::Breakdown &day, const desk::DeskConfig &config);

//! `{"dayStart","from","at","timezone","all":{…},"queues":{ID:{…,"lastHour":[…]}},"agents":{ID:{…}},
//! "quarters":[{"queued","wait.mean"}…]}`. What has no value is not there. What was before
//! `sinceMs` is not known: the day begins then.
[[nodiscard]] QByteArray jsonOf(const figures::Live &live, const desk::DeskConfig &config,
                                qint64 sinceMs, qint64 nowMs);

} // namespace figurestalk

} // namespace sermo::server
