// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/snapshotkeeper.h"

#include "broker/desk/snapshot.h"
#include "broker/store/databasefiles.h"

#include <QFile>
#include <QLoggingCategory>
#include <QTimer>

#include <sys/resource.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.snapshot")

constexpr int Modest = 10; //!< how nice the thread is: customers go first

} // namespace

SnapshotKeeper::SnapshotKeeper(QString directory, desk::DeskConfig config, store::EventLog &log,
                               QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
    , m_config(std::move(config))
    , m_log(log)
{
}

SnapshotKeeper::~SnapshotKeeper()
{
    if (!m_thread)
        return;
    m_order->isCalledOff = true;
    m_thread->wait();
}

//! All that a snapshot of this log says of it, but for what it was made of.
store::Snapshot SnapshotKeeper::wanted() const
{
    return {.stamp = desk::snapshotStamp(m_config),
            .epoch = m_log.epoch(),
            .upTo = m_log.head(),
            .anchor = {},
            .expired = m_log.expired(),
            .erasures = m_log.erasures(),
            .state = {}};
}

std::optional<store::Snapshot> SnapshotKeeper::load() const
{
    if (m_directory.isEmpty())
        return std::nullopt;
    auto loaded = store::files::loadSnapshot(m_directory);
    if (!loaded) {
        qCWarning(lc).noquote() << "the desk's snapshot is left aside, the whole log is read:"
                                << loaded.error();
        return std::nullopt;
    }
    if (!*loaded || fits(**loaded, wanted()))
        return *std::move(loaded);
    qCInfo(lc) << "the desk's snapshot is of another log or configuration: the whole log is read";
    return std::nullopt;
}

//! Last it is asked whether the log has the event that the snapshot ends with, as it was: an older
//! copy of the log may have been put in its place.
void SnapshotKeeper::restore(desk::Desk &desk, std::function<void()> then)
{
    auto snapshot = load();
    if (!snapshot)
        return then();
    store::ReadQuery anchor = replayAfter(snapshot->upTo - 1);
    anchor.limit = 1;
    const auto take = [this, &desk, snapshot = *std::move(snapshot),
                       then = std::move(then)](const store::Page &page) {
        const bool isSame = !page.failed && !page.events.isEmpty()
            && store::anchorOf(page.events.constFirst()) == snapshot.anchor;
        if (isSame && desk.goOnFrom(snapshot.state))
            m_covered = snapshot.upTo;
        else
            qCWarning(lc) << "the desk's snapshot does not fit the log, which is read whole";
        then();
    };
    m_log.read(anchor, this, take);
}

//! Whatever is erased takes the snapshot along.
Seq SnapshotKeeper::unkept()
{
    if (!QFile::exists(store::files::snapshotIn(m_directory)))
        m_covered = 0;
    return m_log.head() - std::min(m_covered, m_log.head());
}

void SnapshotKeeper::reconfigure(const desk::DeskConfig &config)
{
    if (desk::snapshotStamp(config) != desk::snapshotStamp(m_config)) {
        m_covered = 0;
        if (m_order)
            m_order->isCalledOff = true;
    }
    m_config = config;
}

void SnapshotKeeper::pulse(Instant now)
{
    if (m_directory.isEmpty() || m_order || m_finished)
        return;
    if (!m_nextTry)
        m_nextTry = now.steady + FirstAfter;
    if (now.steady < *m_nextTry)
        return;
    m_nextTry = now.steady + AtMostEach;
    if (unkept() >= Every)
        make();
}

void SnapshotKeeper::make()
{
    m_covering = m_log.head();
    m_order = std::make_unique<SnapshotOrder>();
    m_order->directory = m_directory;
    m_order->config = m_config;
    m_order->log = wanted();
    m_thread.reset(QThread::create([order = m_order.get()] {
        ::setpriority(PRIO_PROCESS, 0, Modest); // of this thread alone
        carryOut(*order);
    }));
    m_thread->setObjectName(u"snapshot"_s);
    connect(m_thread.get(), &QThread::finished, this, &SnapshotKeeper::handleMade);
    m_thread->start();
}

void SnapshotKeeper::handleMade()
{
    m_thread->wait();
    m_thread.reset();
    if (m_order->why.isEmpty())
        return m_log.adoptSnapshot(this, [this](bool ok) { handleAdopted(ok); });
    if (!m_order->isCalledOff) // what it would have had is still in the log
        qCWarning(lc).noquote() << "the desk's snapshot was not kept:" << m_order->why;
    m_order.reset();
    if (m_finished)
        end();
}

//! Not ok: something was erased meanwhile, and took the draft along.
void SnapshotKeeper::handleAdopted(bool ok)
{
    const bool isOutdated = m_order->isCalledOff; // the configuration is another one meanwhile
    m_order.reset();
    if (ok && !isOutdated) {
        m_covered = m_covering;
        emit kept(m_covered);
    }
    if (m_finished)
        makeLast();
}

void SnapshotKeeper::finish(std::function<void()> then)
{
    m_finished = std::move(then);
    QTimer::singleShot(LastWithin, this, [this] {
        if (m_order)
            m_order->isCalledOff = true;
    });
    if (!m_order)
        makeLast();
}

void SnapshotKeeper::makeLast()
{
    if (m_directory.isEmpty() || unkept() < Few)
        end();
    else
        make();
}

void SnapshotKeeper::end()
{
    const auto finished = std::exchange(m_finished, nullptr);
    finished();
}

} // namespace sermo::server
