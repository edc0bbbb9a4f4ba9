// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"
#include "broker/store/nats/clusteroptions.h"

#include <QStringList>

//! The options that say where a cluster's stream is, and how to be let in.
namespace sermo::app
{

class Options;

//! Their names, beside the one that has the servers.
[[nodiscard]] const QStringList &clusterWords();

//! `where`: the servers. The error is one line for a person.
[[nodiscard]] Result<store::ClusterOptions, QString> parseCluster(const Options &options,
                                                                  const QString &where);

//! What only goes with a cluster, and is there without one, as a line that says so; empty: nothing.
[[nodiscard]] QString strayClusterWord(const Options &options);

} // namespace sermo::app
