// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/broker/commandline.h"
#include "app/reception.h"
#include "broker/server/broker.h"

//! What the two ways to serve share: one host alone, and one of two.
namespace sermo::app
{

//! One line on standard error; gives the code.
int complain(ExitCode code, const QString &message);
//! The one line on standard output.
void tellReady(const QUrl &address);
//! On SIGHUP: what can count at once does, and nobody's connection is touched.
void reload(const call::Serve &call, server::Broker &broker, Reception &reception);
//! Why a directory is not to be served by one host alone; empty: it may be.
[[nodiscard]] QString notAlone(const QString &dataDirectory);

//! `sermo-broker serve --standby-at …` and `--standby-of …`: gives the process's exit code.
[[nodiscard]] int serveAsOneOfTwo(const call::Serve &call,
                                  const server::Configuration &configuration,
                                  const std::optional<server::TlsIdentity> &tls,
                                  const std::optional<bot::Rules> &rules);

} // namespace sermo::app
