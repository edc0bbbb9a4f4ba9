// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/credentialtable.h"
#include "broker/store/eventlog.h"
#include "broker/store/eventtable.h"
#include "broker/store/imagetable.h"
#include "broker/store/metatable.h"

#include <QLockFile>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>

namespace sermo::store
{

//! The one who writes: a worker that lives in the writer's thread of a Database and owns the only
//! connection that may change the file. What is queued when it comes round becomes one transaction
//! and one fsync; under load groups grow by themselves while the disk is busy with the one before,
//! and nobody waits for a group to fill. Called by queued invocation, answers by signals.
class DatabaseWriter : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxGroup = 1000; //!< requests a commit
    static constexpr std::chrono::milliseconds MaxGroupTime{
        5}; //!< then what was begun is committed
    //! At open, at most. A big file is looked through behind it (StructureCheck).
    static constexpr std::chrono::milliseconds QuickCheckTime{50};
    static constexpr std::chrono::milliseconds ProbeEvery{1000}; //!< while storage fails
    static constexpr std::chrono::milliseconds WatchEvery{500}; //!< while it works
    //! How long somebody else may hold the file before storage is said to fail.
    static constexpr std::chrono::milliseconds LockPatience{750};

    struct Change //!< one write that is no event, answered by its ticket
    {
        quint64 ticket = 0;
        std::variant<CredentialChange, ImageChange, MirrorChange> what;
    };
    struct ChangeOutcome {
        quint64 ticket = 0;
        bool ok = false;
    };
    struct Facts {
        QString epoch;
        Seq head = 0;
        Seq expired = 0;
        quint64 erasures = 0;
        QString damage; //!< what is lost, in words; empty: nothing
        QString epochBefore; //!< the log's former name, where it goes on under another one
        Seq changes = 0; //!< the last change that was noted (changetable.h); 0: none is
        MirrorMark mirror; //!< as it was when it was opened
    };

    //! `isOneOfTwo`: every change is noted, for who keeps a copy.
    explicit DatabaseWriter(QString directory, bool isOneOfTwo = false);
    ~DatabaseWriter() override;

    void open();
    void append(const QList<AppendRequest> &batch, qint64 receivedMs);
    void change(const Change &change);
    void load(quint64 ticket);
    void loadImages(quint64 ticket);
    void erase(quint64 ticket, const sermo::store::EraseRequest &request);
    void scrub(quint64 ticket);
    void adoptSnapshot(quint64 ticket);
    void renewEpoch(quint64 ticket);
    //! The file may grow to so many pages of 4 KiB; 0: as far as the disk goes.
    void limitPages(qint64 pages);
    //! The file's structure was found broken: from now on it takes nothing.
    void condemn(const QString &why);
    void close(); //!< finishes what is queued first

signals:
    void opened(const sermo::store::DatabaseWriter::Facts &facts);
    void openFailed(const QString &why);
    void counted(sermo::Seq changes); //!< before what was changed is told
    void committed(const QList<sermo::store::AppendOutcome> &outcomes, sermo::Seq head);
    void changed(const QList<sermo::store::DatabaseWriter::ChangeOutcome> &outcomes);
    void loaded(quint64 ticket, const sermo::store::Credentials::Contents &contents);
    void imagesLoaded(quint64 ticket, const sermo::store::BlobStore::Contents &contents);
    void erased(quint64 ticket, const sermo::store::EraseOutcome &outcome,
                const sermo::store::DatabaseWriter::Facts &facts);
    void scrubbed(quint64 ticket, bool ok);
    void snapshotAdopted(quint64 ticket, bool ok);
    void epochRenewed(quint64 ticket, bool ok, const QString &epoch);
    void storageFailed(const QString &why);
    void storageRecovered();
    void closed();

private:
    struct Append {
        AppendRequest request;
        qint64 receivedMs;
    };
    using Job = std::variant<Append, Change>;
    struct Group {
        std::vector<Job> jobs;
        QList<AppendOutcome> appends;
        QList<ChangeOutcome> changes;
    };

    [[nodiscard]] Result<Facts, QString> openFile();
    [[nodiscard]] Result<void, QString> noteChanges();
    [[nodiscard]] Result<void, QString> acceptDamage(bool isNew);
    [[nodiscard]] Result<void, QString> readFacts();
    [[nodiscard]] std::optional<MirrorMark> readMirror(); //!< nothing: damaged
    void release();
    void enqueue(Job job);
    void commitPosted();
    void commitGroup();
    [[nodiscard]] bool begin();
    [[nodiscard]] bool fill(Group &group);
    [[nodiscard]] bool apply(const Job &job, Group &group);
    [[nodiscard]] bool apply(const Change &change);
    [[nodiscard]] bool apply(const MirrorChange &change);
    [[nodiscard]] bool commit();
    void commitAll();
    void count();
    [[nodiscard]] EraseOutcome erase(const EraseRequest &request);
    [[nodiscard]] bool scrub();
    void giveUp(Group &group, Seq head);
    [[nodiscard]] QString whyFailed() const;
    void reportFailure(const QString &why);
    void reportSuccess();
    void probe();
    void watch();

    const QString m_directory;
    const bool m_isOneOfTwo;
    Seq m_trimmedAt = 0;
    std::unique_ptr<QLockFile> m_lock;
    std::optional<sqlite::Connection> m_connection;
    EventTable m_events;
    CredentialTable m_credentials;
    ImageTable m_images;
    MetaTable m_meta;
    Facts m_facts; //!< but for the head, which is the events'
    std::deque<Job> m_jobs;
    bool m_commitPosted = false;
    bool m_failing = false;
    QString m_condemned; //!< why nothing is written any more
    QTimer m_probe, m_watch;
};

} // namespace sermo::store
