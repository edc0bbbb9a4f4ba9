// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/databasereader.h"
#include "broker/store/databasewriter.h"
#include "broker/store/structurecheck.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <memory>

namespace sermo::store
{

//! The file `DIR/sermo.db`, shared by SqliteLog, SqliteCredentials and SqliteBlobs: owner of the
//! one thread that writes it and of one that only reads. Only values cross threads: handlers wait
//! here, by ticket, and are called in the thread that called open(), which is then this object's
//! for good. A second process, or a second Database, on the same directory fails to open.
class Database : public QObject
{
    Q_OBJECT
public:
    //! `isOneOfTwo`: another machine keeps a copy, so every change is noted (changetable.h).
    Database(QString directory, const Clock &clock, bool isOneOfTwo = false);
    ~Database() override; //!< shuts down, unanswered

    void open();
    [[nodiscard]] QString epoch() const { return m_facts.epoch; }
    [[nodiscard]] Seq head() const { return m_facts.head; }
    [[nodiscard]] Seq expired() const { return m_facts.expired; }
    [[nodiscard]] quint64 erasures() const { return m_facts.erasures; }

    [[nodiscard]] QString damage() const { return m_facts.damage; }
    //! Of which log the file was a copy when it was opened.
    [[nodiscard]] const MirrorMark &mirror() const { return m_facts.mirror; }
    //! The name that the log had before; empty: it has always had this one.
    [[nodiscard]] QString epochBefore() const { return m_facts.epochBefore; }
    //! The last change that is on the disk, of whatever kind; 0: none is noted.
    [[nodiscard]] Seq changes() const { return m_facts.changes; }
    [[nodiscard]] qint64 bytes() const; //!< of the file as it is now

    void append(const QList<AppendRequest> &batch);
    void read(const ReadQuery &query, QObject *context, EventLog::PageHandler handler);
    void load(QObject *context, std::function<void(Credentials::Contents)> handler);
    using Done = std::function<void(bool ok)>;
    void change(std::variant<CredentialChange, ImageChange, MirrorChange> what, QObject *context,
                Done done);
    void loadImages(QObject *context, std::function<void(BlobStore::Contents)> handler);
    void readImage(const ImageId &image, QObject *context,
                   std::function<void(BlobStore::Found)> handler);
    void listImages(const UserId &user, QObject *context,
                    std::function<void(BlobStore::List)> handler);
    void erase(const EraseRequest &request, QObject *context, EventLog::ErasedHandler handler);
    void scrub(QObject *context, EventLog::ScrubbedHandler handler);
    void adoptSnapshot(QObject *context, Done done);
    //! The log is another one from now on: its numbers may be given out a second time.
    void renewEpoch(QObject *context, Done done);
    //! What was changed behind this number, a page at a time.
    void readChanges(Seq after, QObject *context, std::function<void(ChangePage)> handler);
    void close(); //!< finishes what was asked; then closed()

    //! The file may grow to so many pages of 4 KiB, and is full then; 0: as far as the disk goes.
    void limitPages(qint64 pages);
    //! Finishes what was asked and ends the threads, waiting for them; nobody is answered any more.
    void shutDown();

signals:
    void opened();
    void openFailed(const QString &why);
    void counted(sermo::Seq changes); //!< changes() has risen: before anybody is answered
    void appended(const QList<sermo::store::AppendOutcome> &outcomes);
    void storageFailed(const QString &why);
    void storageRecovered();
    void closed();

private:
    enum class State : quint8 { Closed, Opening, Open, Closing };
    template <typename Argument>
    struct Waiting {
        QPointer<QObject> context;
        std::function<void(Argument)> handler;
    };
    template <typename Argument>
    using Waitings = QHash<quint64, Waiting<Argument>>;

    [[nodiscard]] bool isWriting() const
    {
        return m_state == State::Opening || m_state == State::Open;
    }
    void startThreads();
    void lookThrough();
    void connectWriter();
    void connectReader();
    void endThreads();
    void handleClosed();
    void handleOpenFailed(const QString &why);
    template <typename Argument>
    void answer(Waitings<Argument> &waitings, quint64 ticket, const Argument &argument);

    const QString m_directory;
    const Clock &m_clock;
    const bool m_isOneOfTwo;
    State m_state = State::Closed;
    DatabaseWriter::Facts m_facts;
    quint64 m_lastTicket = 0;
    Waitings<Page> m_pages;
    Waitings<Credentials::Contents> m_loads;
    Waitings<bool> m_changes;
    Waitings<BlobStore::Contents> m_imageLoads;
    Waitings<BlobStore::Found> m_imageReads;
    Waitings<BlobStore::List> m_imageLists;
    Waitings<EraseOutcome> m_erasures;
    Waitings<bool> m_scrubs;
    Waitings<bool> m_adoptions;
    Waitings<bool> m_renewals;
    Waitings<ChangePage> m_changePages;
    std::unique_ptr<DatabaseWriter> m_writer;
    std::unique_ptr<DatabaseReader> m_reader;
    std::unique_ptr<StructureCheck> m_check;
    QThread m_writerThread;
    QThread m_readerThread;
};

} // namespace sermo::store
