// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/databasewriter.h"

#include "broker/store/apart.h"
#include "broker/store/backups.h"
#include "broker/store/changetable.h"
#include "broker/store/damagedlog.h"
#include "broker/store/databasefiles.h"
#include "broker/store/historyindex.h"
#include "broker/store/snapshotfile.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Q_LOGGING_CATEGORY(lcWriter, "sermo.store.writer")

namespace
{

constexpr std::chrono::seconds ScrubPatience(10);
constexpr Seq TrimEvery = 20'000; //!< changes

} // namespace

DatabaseWriter::DatabaseWriter(QString directory, bool isOneOfTwo)
    : m_directory(std::move(directory))
    , m_isOneOfTwo(isOneOfTwo)
    , m_probe(this)
    , m_watch(this)
{
    m_probe.setInterval(ProbeEvery);
    m_watch.setInterval(WatchEvery);
    connect(&m_probe, &QTimer::timeout, this, &DatabaseWriter::probe);
    connect(&m_watch, &QTimer::timeout, this, &DatabaseWriter::watch);
}

DatabaseWriter::~DatabaseWriter() = default;

void DatabaseWriter::append(const QList<AppendRequest> &batch, qint64 receivedMs)
{
    for (const AppendRequest &request : batch)
        enqueue(Append{request, receivedMs});
}

void DatabaseWriter::change(const Change &change)
{
    enqueue(change);
}

void DatabaseWriter::enqueue(Job job)
{
    m_jobs.push_back(std::move(job));
    // Posted, so that all that is in this thread's queue by now joins the same group.
    if (!std::exchange(m_commitPosted, true))
        QMetaObject::invokeMethod(this, &DatabaseWriter::commitPosted, Qt::QueuedConnection);
}

void DatabaseWriter::commitPosted()
{
    m_commitPosted = false;
    commitGroup();
    if (!m_jobs.empty() && !std::exchange(m_commitPosted, true))
        QMetaObject::invokeMethod(this, &DatabaseWriter::commitPosted, Qt::QueuedConnection);
}

void DatabaseWriter::commitGroup()
{
    if (m_jobs.empty())
        return;
    Group group;
    const Seq head = m_events.head();
    const bool ok = begin() && fill(group) && commit();
    if (!ok)
        giveUp(group, head);
    else if (m_events.head() != head || !group.changes.isEmpty())
        reportSuccess();
    count();
    if (!group.appends.isEmpty() || m_events.head() != head)
        emit committed(group.appends, m_events.head());
    if (!group.changes.isEmpty())
        emit changed(group.changes);
}

bool DatabaseWriter::begin()
{
    // IMMEDIATE: a transaction that begins by reading cannot always become one that writes.
    return m_connection && m_condemned.isEmpty() && files::obstacle(m_directory).isEmpty()
        && m_connection->exec("BEGIN IMMEDIATE");
}

bool DatabaseWriter::fill(Group &group)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_jobs.empty() && int(group.jobs.size()) < MaxGroup
           && !timer.hasExpired(MaxGroupTime.count())) {
        group.jobs.push_back(std::move(m_jobs.front()));
        m_jobs.pop_front();
        if (!apply(group.jobs.back(), group))
            return false;
    }
    return true;
}

bool DatabaseWriter::apply(const Job &job, Group &group)
{
    if (const auto *append = std::get_if<Append>(&job)) {
        const auto outcome = m_events.apply(append->request, append->receivedMs);
        if (outcome)
            group.appends.append(*outcome);
        return outcome.has_value();
    }
    const auto &change = std::get<Change>(job);
    if (!apply(change))
        return false;
    group.changes.append({change.ticket, true});
    return true;
}

bool DatabaseWriter::apply(const Change &change)
{
    if (const auto *credential = std::get_if<CredentialChange>(&change.what))
        return m_credentials.apply(*credential);
    if (const auto *mirror = std::get_if<MirrorChange>(&change.what))
        return apply(*mirror);
    return m_images.apply(std::get<ImageChange>(change.what));
}

bool DatabaseWriter::commit()
{
    return !m_connection->hasMoved() && m_connection->exec("COMMIT");
}

//! How far the changes have come, where they are noted.
void DatabaseWriter::count()
{
    if (!m_isOneOfTwo || !m_connection)
        return;
    const Seq head = changes::head(*m_connection);
    if (head == m_facts.changes)
        return;
    m_facts.changes = head;
    if (head - m_trimmedAt >= TrimEvery && changes::trim(*m_connection))
        m_trimmedAt = head;
    emit counted(head);
}

//! Nothing of the group is stored. What can be answered without writing still is, so that a
//! repeated event gets its number even now.
void DatabaseWriter::giveUp(Group &group, Seq head)
{
    const QString why = whyFailed();
    if (m_connection)
        m_connection->rollBack();
    m_events.rewind(head);
    while (!m_jobs.empty() && int(group.jobs.size()) < MaxGroup) {
        group.jobs.push_back(std::move(m_jobs.front()));
        m_jobs.pop_front();
    }
    group.appends.clear();
    group.changes.clear();
    for (const Job &job : group.jobs) {
        if (const auto *append = std::get_if<Append>(&job))
            group.appends.append(
                m_connection
                    ? m_events.lookUp(append->request)
                    : AppendOutcome{append->request.ticket, AppendOutcome::Kind::Failed, {}});
        else
            group.changes.append({std::get<Change>(job).ticket, false});
    }
    if (m_connection)
        reportFailure(why);
}

QString DatabaseWriter::whyFailed() const
{
    if (!m_connection)
        return u"the log is not open"_s;
    if (m_connection->hasMoved())
        return u"the database file was moved or deleted"_s;
    if (!m_condemned.isEmpty())
        return m_condemned;
    const QString obstacle = files::obstacle(m_directory);
    return obstacle.isEmpty() ? m_connection->error() : obstacle;
}

void DatabaseWriter::reportFailure(const QString &why)
{
    if (std::exchange(m_failing, true))
        return;
    qCCritical(lcWriter).noquote() << "storage fails:" << why;
    m_probe.start();
    emit storageFailed(why);
}

void DatabaseWriter::reportSuccess()
{
    if (!std::exchange(m_failing, false))
        return;
    qCInfo(lcWriter) << "storage works again";
    m_probe.stop();
    emit storageRecovered();
}

//! While storage fails, asks now and then whether it works again: a broker that refuses everything
//! may get no more appends to find out by. It takes more room than one event does, so that a disk
//! with a few bytes left does not count.
void DatabaseWriter::probe()
{
    const bool works = begin()
        && m_connection->exec("INSERT OR REPLACE INTO meta VALUES('probe', zeroblob(262144),"
                              " sermo_checksum('probe', zeroblob(262144)))")
        && commit();
    m_connection->rollBack();
    if (works && m_connection->exec("DELETE FROM meta WHERE key = 'probe'"))
        reportSuccess();
}

//! An idle broker shall not say that it is well when the next event would be refused.
void DatabaseWriter::watch()
{
    if (m_failing || !m_connection || !m_jobs.empty())
        return; // the probe, or the next commit, finds out
    if (m_connection->hasMoved() || !begin())
        reportFailure(whyFailed());
    m_connection->rollBack();
}

void DatabaseWriter::load(quint64 ticket)
{
    Credentials::Contents contents;
    contents.failed = true;
    if (m_connection) {
        commitAll(); // in order: what was saved before is in what is loaded
        contents = m_credentials.load();
    }
    emit loaded(ticket, contents);
}

void DatabaseWriter::loadImages(quint64 ticket)
{
    BlobStore::Contents contents;
    contents.failed = true;
    if (m_connection) {
        commitAll(); // as above
        contents = m_images.load();
    }
    emit imagesLoaded(ticket, contents);
}

void DatabaseWriter::commitAll()
{
    while (!m_jobs.empty())
        commitGroup();
}

void DatabaseWriter::erase(quint64 ticket, const EraseRequest &request)
{
    commitAll();
    const Facts before = m_facts;
    const EraseOutcome outcome = erase(request);
    if (outcome.failed) {
        m_facts = before;
        if (m_connection) {
            const QString why = whyFailed();
            m_connection->rollBack();
            reportFailure(why);
        }
    }
    count();
    emit erased(ticket, outcome, m_facts);
}

EraseOutcome DatabaseWriter::erase(const EraseRequest &request)
{
    const EraseOutcome failed{0, true};
    if (!begin())
        return failed;
    const auto seqs = m_events.erase(request);
    if (!seqs)
        return failed;
    // What was made of the log has it too. First, so that after a crash in between it is not there.
    if ((!request.isExpiry || !seqs->isEmpty()) && !files::removeSnapshot(m_directory))
        return failed;
    bool noted = true;
    const bool expires = request.isExpiry && !seqs->isEmpty();
    const QString name = files::databaseIn(m_directory);
    if (expires
        && (!damagedlog::expire(name, request.user, request.endedMs) || !backups::discard(name)))
        return failed;
    if (!request.isExpiry) {
        noted = m_meta.set(meta::Erasures, qint64(++m_facts.erasures));
    } else if (expires) {
        m_facts.expired = std::max(m_facts.expired, seqs->last());
        noted = m_meta.set(meta::Expired, qint64(m_facts.expired));
    }
    if (!noted || !commit())
        return failed;
    return {int(seqs->size()), false};
}

void DatabaseWriter::scrub(quint64 ticket)
{
    commitAll();
    const bool ok = scrub();
    if (!ok && m_connection)
        qCWarning(lcWriter).noquote() << "traces of what was erased are left:" << whyFailed();
    count();
    emit scrubbed(ticket, ok);
}

//! `secure_delete` wipes what is deleted where it stood, but not where SQLite had it before it
//! moved rows between pages. So the file is written anew, and the WAL emptied: it still has the
//! pages as they were. What was made of the log to search in goes first, and is made anew from
//! what is left. The note of it needs no scrubbing. Who keeps a copy and has not come this far is
//! given the file, and scrubs its own when it hears of the note.
bool DatabaseWriter::scrub()
{
    if (!m_connection || m_connection->hasMoved() || !HistoryIndex::discard(m_directory)
        || !damagedlog::empty(files::databaseIn(m_directory))
        || !backups::discard(files::databaseIn(m_directory)) || !apart::discard(m_directory)
        || (m_isOneOfTwo && !changes::forget(*m_connection)))
        return false;
    // Readers of long pages may be at it.
    m_connection->setPatience(ScrubPatience);
    const bool done = m_connection->exec("VACUUM")
        && m_connection->queryInteger("PRAGMA wal_checkpoint(TRUNCATE)") == 0
        && m_meta.set(meta::Scrubbed, qint64(m_facts.erasures));
    m_connection->setPatience(LockPatience);
    return done;
}

void DatabaseWriter::adoptSnapshot(quint64 ticket)
{
    emit snapshotAdopted(ticket, m_connection && files::adoptSnapshotDraft(m_directory));
}

//! Numbers may be given out a second time. Who has the log under its former name, and up to here,
//! has the same.
void DatabaseWriter::renewEpoch(quint64 ticket)
{
    commitAll();
    const bool ok = begin()
        && m_connection->exec("INSERT OR REPLACE INTO meta(key, value, checksum)"
                              " SELECT 'epochBefore', value, sermo_checksum('epochBefore', value)"
                              " FROM meta WHERE key = 'epoch'")
        && m_meta.renewEpoch() && commit();
    if (m_connection)
        m_connection->rollBack();
    count();
    emit epochRenewed(ticket, ok, m_meta.text("epoch"_L1).value_or(QString()));
}

void DatabaseWriter::limitPages(qint64 pages)
{
    constexpr qint64 Unlimited = 0x7fff'ffff;
    const auto sql = "PRAGMA max_page_count = " + QByteArray::number(pages > 0 ? pages : Unlimited);
    if (m_connection && !m_connection->exec(sql.constData()))
        qCWarning(lcWriter).noquote() << "cannot limit the file:" << m_connection->error();
}

void DatabaseWriter::condemn(const QString &why)
{
    m_condemned = why;
    reportFailure(why);
}

void DatabaseWriter::close()
{
    commitAll();
    release();
    emit closed();
}

void DatabaseWriter::release()
{
    m_probe.stop();
    m_watch.stop();
    m_events = {}; // statements first: a connection with some does not close
    m_credentials = {};
    m_images = {};
    m_meta = {};
    m_connection.reset();
    m_lock.reset();
}

} // namespace sermo::store
