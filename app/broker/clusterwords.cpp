// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/clusterwords.h"

#include "app/broker/options.h"

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

constexpr int MostReplicas = 5; // as many as servers take

} // namespace

const QStringList &clusterWords()
{
    static const QStringList words{u"stream"_s, u"replicas"_s,    u"credentials"_s,
                                   u"ca"_s,     u"certificate"_s, u"key"_s};
    return words;
}

Result<store::ClusterOptions, QString> parseCluster(const Options &options, const QString &where)
{
    auto servers = store::parseServers(where);
    if (!servers)
        return failure(servers.error());
    store::ClusterOptions cluster;
    cluster.servers = *std::move(servers);
    cluster.credentialsFile = options.value(u"credentials"_s);
    cluster.caFile = options.value(u"ca"_s);
    cluster.certificateFile = options.value(u"certificate"_s);
    cluster.keyFile = options.value(u"key"_s);
    if (cluster.certificateFile.isEmpty() != cluster.keyFile.isEmpty())
        return failure(u"--certificate and --key go together"_s);
    if (const QString stream = options.value(u"stream"_s); !stream.isEmpty())
        cluster.stream = stream;
    if (!store::isStreamName(cluster.stream))
        return failure(u"--stream wants letters, digits, - and _"_s);
    if (const QString replicas = options.value(u"replicas"_s); !replicas.isEmpty()) {
        cluster.replicas = replicas.toInt();
        if (cluster.replicas < 1 || cluster.replicas > MostReplicas)
            return failure(u"--replicas wants a number from 1 to %1"_s.arg(MostReplicas));
    }
    return cluster;
}

QString strayClusterWord(const Options &options)
{
    for (const QString &word : clusterWords()) {
        if (!options.value(word).isEmpty())
            return u"--%1 goes with --cluster"_s.arg(word);
    }
    return {};
}

} // namespace sermo::app
