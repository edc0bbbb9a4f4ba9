// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/stores.h"

#include "broker/store/database.h"
#include "broker/store/databasefiles.h"
#include "broker/store/sqliteblobs.h"
#include "broker/store/sqlitecredentials.h"
#include "broker/store/sqlitelog.h"

#ifdef SERMO_HAS_NATS
#include "broker/store/nats/clusterlink.h"
#include "broker/store/nats/mirroredlog.h"
#include "broker/store/nats/natsblobs.h"
#include "broker/store/nats/natscluster.h"
#include "broker/store/nats/natscredentials.h"
#include "broker/store/nats/sharedlog.h"
#endif

#include <QDir>
#include <QEventLoop>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

Stores::Stores(const call::Serve &call, const Clock &clock)
    : m_call(call)
    , m_clock(clock)
    , m_database(std::make_shared<store::Database>(call.dataDirectory, clock))
{
}

Stores::~Stores()
{
    if (!m_directory)
        return;
    QEventLoop loop;
    QObject::connect(m_directory.get(), &store::EventLog::closed, &loop, &QEventLoop::quit);
    m_directory->close();
    loop.exec();
}

Result<void, QString> Stores::open()
{
    if (!m_call.cluster) {
        historyDirectory = m_call.dataDirectory;
        log = std::make_unique<store::SqliteLog>(m_database);
        blobs = std::make_unique<store::SqliteBlobs>(m_database);
        credentials = std::make_unique<store::SqliteCredentials>(m_database);
        return {};
    }
#ifdef SERMO_HAS_NATS
    const auto keys = openDirectory();
    if (!keys)
        return failure(QString(keys.error()));
    if (m_directory->head() > 0)
        std::fprintf(stderr,
                     "sermo-broker: the events in %s are not served, and who is erased stays in "
                     "them: `migrate --to` moves a log into a cluster, and says what is left\n",
                     qPrintable(m_call.dataDirectory));
    makeCluster(*keys);
    return {};
#else
    return failure(u"this program was built without NATS (libnats): there is no --cluster"_s);
#endif
}

#ifdef SERMO_HAS_NATS
namespace
{

const QString ImageCopies = u"image-copies"_s;

} // namespace

//! Keys that were made there before come along into the cluster; its images stay where they are.
Result<QList<store::KeyRecord>, QString> Stores::openDirectory()
{
    auto directory = std::make_unique<store::SqliteLog>(m_database);
    store::SqliteCredentials own(m_database);
    Result<QList<store::KeyRecord>, QString> keys = failure(u"the keys cannot be read"_s);
    QEventLoop loop;
    QObject::connect(directory.get(), &store::EventLog::openFailed, &loop, [&](const QString &why) {
        keys = failure(QString(why));
        loop.quit();
    });
    QObject::connect(directory.get(), &store::EventLog::opened, &loop, [&] {
        own.load(&loop, [&](const store::Credentials::Contents &contents) {
            if (!contents.failed)
                keys = contents.keys;
            loop.quit();
        });
    });
    directory->open();
    loop.exec();
    if (keys)
        m_directory = std::move(directory);
    return keys;
}

void Stores::makeCluster(const QList<store::KeyRecord> &keys)
{
    const auto link = std::make_shared<store::nats::ClusterLink>(*m_call.cluster);
    auto shared = std::make_unique<store::SharedLog>(*m_call.cluster, link, m_clock);
    historyDirectory = store::files::clusterCopyIn(m_call.dataDirectory);
    log = std::make_unique<store::MirroredLog>(
        std::move(shared), std::make_shared<store::Database>(historyDirectory, m_clock), m_clock);
    credentials = std::make_unique<store::NatsCredentials>(link, keys);
    blobs = std::make_unique<store::NatsBlobs>(link, *m_call.cluster,
                                               QDir(m_call.dataDirectory).filePath(ImageCopies));
    cluster = std::make_unique<store::NatsCluster>(link, *log);
}
#endif

} // namespace sermo::app
